"""rk.read → rk.assess is the same as assessing the file: the three states survive the DataFrame."""

from __future__ import annotations

from riskkit.datasets import dataset_path
from riskkit.indicators.rulebook import Rulebook
from riskkit.workflow import assess, read

UNITS = dataset_path("synthetic_city") / "units.csv"
SAME = ["subject_id", "grade", "score", "risk_score", "score_low", "score_high", "veto_clauses", "undecided_vetoes"]


def test_reading_first_changes_no_score() -> None:
    rules = Rulebook.at("2026-01-01", "unit/city_score_100")
    reading = read(UNITS, rules)
    assert reading.not_applicable.to_numpy().any()
    direct, through = (assess(source, rules).tables.register.select(SAME) for source in (UNITS, reading))
    assert through.equals(direct)
