"""rk.read → rk.assess is the same as assessing the file, and a DataFrame keeps the three states."""

from __future__ import annotations

import pytest

from riskkit.datasets import dataset_path
from riskkit.indicators.rulebook import Rulebook
from riskkit.workflow import assess, read

UNITS = dataset_path("synthetic_city") / "units.csv"
SAME = ["subject_id", "grade", "score", "risk_score", "score_low", "score_high", "veto_clauses", "undecided_vetoes"]


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return Rulebook.at("2026-01-01", "unit/city_score_100")


def test_a_reading_is_assessed_as_its_file(rules: Rulebook) -> None:
    direct, through = assess(UNITS, rules), assess(read(UNITS, rules), rules)
    assert through.tables.register.equals(direct.tables.register)
    assert through.tables.findings.equals(direct.tables.findings)
    assert through.fingerprint == direct.fingerprint


def test_the_dataframe_of_a_reading_keeps_every_score(rules: Rulebook) -> None:
    reading = read(UNITS, rules)
    assert reading.not_applicable.to_numpy().any()
    direct, through = (assess(source, rules).tables.register.select(SAME) for source in (UNITS, reading.as_extract()))
    assert through.equals(direct)
    assert repr(reading).startswith("Reading(3000 rows")
