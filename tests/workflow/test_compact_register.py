"""The compact register is the full one without texts: same subjects, scores, grades, order and ranks."""

from __future__ import annotations

import polars as pl
import pytest

from riskkit.compact import assess_compact
from riskkit.datasets import dataset_path
from riskkit.indicators.rulebook import Rulebook
from riskkit.workflow import Options, assess

UNITS = dataset_path("synthetic_city") / "units.csv"


@pytest.mark.parametrize("chunk_rows", [500, 100_000])
def test_compact_equals_full(tmp_path, chunk_rows):
    rules = Rulebook.at("2026-01-01", "unit/city_score_100")
    account = assess_compact(UNITS, rules, tmp_path / "c.parquet", options=Options(chunk_rows=chunk_rows))
    full = assess(UNITS, rules, options=Options(reasons=5)).tables.register
    compact = pl.read_parquet(tmp_path / "c.parquet")
    assert account == {"read": 3020, "scored": 3000, "set_aside": 20}
    for name in ("rank", "subject_id", "score", "risk_score"):
        assert compact[name].to_list() == full[name].to_list(), name
    assert compact["grade"].cast(pl.String).to_list() == full["grade"].to_list()
    vetoed = [text != "" for text in full["veto_clauses"]]
    assert (compact["vetoes"] > 0).to_list() == vetoed
    assert compact["reason_1"].cast(pl.String).is_in([leaf.id for leaf in rules.leaves]).all()
    assert ((compact["score_low"] - full["score_low"]).abs() < 1e-4).all()


def test_unsorted_ids_are_ranked_alike(tmp_path):
    rules = Rulebook.at("2026-01-01", "unit/city_score_100")
    shuffled = pl.DataFrame({"单位编号": ["b", "a", "c"], "场所类型": ["学校", "学校", "学校"]})
    assess_compact(shuffled, rules, tmp_path / "c.parquet")
    assert pl.read_parquet(tmp_path / "c.parquet").select("rank", "subject_id").rows() == [(1, "a"), (1, "b"), (1, "c")]
