"""The sector's own work has a grade of its own by the 90/80/60 scale, beside the total's."""

from __future__ import annotations

import polars as pl

from riskkit.datasets import dataset_path
from riskkit.workflow import assess

COLUMNS = ("criterion.own_work", "criterion.own_work.grade", "score", "veto_clauses")


def test_own_work_is_graded_on_its_score_with_the_bonus_and_a_veto_sets_the_worst() -> None:
    source = dataset_path("synthetic_city") / "industries.xlsx"
    register = assess(source, "industry/sector_work", "2026-01-01").tables.register
    order = ["优秀", "良好", "合格", "不合格"]
    for own, grade, score, vetoes in register.select(COLUMNS).iter_rows():
        if vetoes:
            assert (grade, score) == ("不合格", 0)
        else:
            without_bonus = "优秀" if own >= 90 else "良好" if own >= 80 else "合格" if own >= 60 else "不合格"
            assert order.index(grade) <= order.index(without_bonus)
    assert register["criterion.own_work.grade"].n_unique() > 1
    assert register.schema["criterion.own_work.grade"] == pl.String
