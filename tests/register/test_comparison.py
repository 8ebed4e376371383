"""Regions side by side, by hand: shares and means, differences to all regions, ranks, small cells."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy.stats import t

from riskkit.below import IS_WORST
from riskkit.comparison import SMALL_CELL, compare_regions
from riskkit.proportions import share_difference, wilson


def units(**columns: list) -> pl.DataFrame:
    size = len(columns["region_id"])
    schema = {"risk_score": pl.Float64(), "fires_per_year": pl.Float64(), IS_WORST: pl.Boolean()}
    absent = {name: pl.Series([None] * size, dtype=dtype) for name, dtype in schema.items() if name not in columns}
    return pl.DataFrame({"industry_id": ["x"] * size, **columns, **absent})


TWO = units(
    region_id=["n"] * 4 + ["s"] * 6,
    risk_score=[10.0, 20.0, 30.0, 40.0, 10.0, 10.0, 10.0, 20.0, 20.0, 20.0],
    **{IS_WORST: [True, True, False, False] + [True] + [False] * 5},
    fires_per_year=[0.1, 0.2, None, 0.3] + [0.05] * 6,
)


def row(table: pl.DataFrame, industry: str, region: str) -> dict:
    return table.row(by_predicate=(pl.col("industry_id") == industry) & (pl.col("region_id") == region), named=True)


def test_a_cell_by_hand():
    found = row(compare_regions(TWO), "x", "n")
    assert (found["units"], found["rank"], found["regions"], found["worst_units"]) == (4, 1, 2, 2)
    assert found["mean_risk_score"] == 25
    assert found["worst_share"] == 0.5
    low, high = (end[0] for end in wilson([2], [4])[1:])
    assert (found["worst_share_low"], found["worst_share_high"]) == (pytest.approx(low), pytest.approx(high, abs=1e-6))
    # the mean of the three known
    assert found["fires_per_1000"] == pytest.approx(200)


def test_the_difference_to_all_is_that_to_the_others_made_smaller():
    """All ten have mean 19: 25 - 19 = 0.6 · (25 - 15), and so the interval (Welch, 90 %)."""
    found = row(compare_regions(TWO), "x", "n")
    assert found["risk_difference"] == pytest.approx(6)
    first, second = (500 / 3) / 4, 30 / 6
    freedom = (first + second) ** 2 / (first**2 / 3 + second**2 / 5)
    half = t.ppf(0.95, freedom) * np.sqrt(first + second)
    assert found["risk_difference_low"] == pytest.approx(0.6 * (10 - half), abs=1e-6)
    assert found["risk_difference_high"] == pytest.approx(0.6 * (10 + half), abs=1e-6)
    share = share_difference([2], [4], [1], [6])
    assert found["worst_difference"] == pytest.approx(0.5 - 0.3)
    assert found["worst_difference_low"] == pytest.approx(0.6 * share.low[0], abs=1e-6)
    assert found["worst_difference_high"] == pytest.approx(0.6 * share.high[0], abs=1e-6)


def test_differences_of_all_cells_cancel_weighted_by_units():
    table = compare_regions(TWO).filter(
        (pl.col("industry_id") == "x") & (pl.col("regions") == 2) & pl.col("rank").is_not_null()
    )
    assert (table["units"] * table["risk_difference"]).sum() == pytest.approx(0, abs=1e-5)
    assert (table["units"] * table["worst_difference"]).sum() == pytest.approx(0, abs=1e-5)


def test_rows_of_all_stand_first_and_have_no_rank_or_difference():
    table = compare_regions(TWO)
    assert table["industry_id"].to_list() == ["（全部）"] * 3 + ["x"] * 3
    assert table["region_id"].to_list() == ["（全部）", "n", "s"] * 2
    whole = row(table, "x", "（全部）")
    assert (whole["units"], whole["worst_units"], whole["mean_risk_score"]) == (10, 3, 19)
    assert whole["rank"] is None
    assert whole["risk_difference"] is None
    assert whole["worst_difference_low"] is None


def test_equal_regions_share_a_rank():
    table = compare_regions(units(region_id=["a", "b", "c"], risk_score=[5.0, 9.0, 9.0]))
    ranks = {
        key: rank
        for industry, key, rank in table.select("industry_id", "region_id", "rank").iter_rows()
        if industry == "x"
    }
    assert ranks == {"（全部）": None, "b": 1, "c": 1, "a": 3}


def test_a_small_cell_is_said_to_be_small():
    size = SMALL_CELL
    table = compare_regions(units(region_id=["a"] * size + ["b"] * (size - 1), risk_score=[1.0] * (2 * size - 1)))
    assert row(table, "x", "a")["size_note"] is None
    assert "30" in row(table, "x", "b")["size_note"]


def test_one_unit_has_no_interval_of_its_mean():
    found = row(compare_regions(units(region_id=["a", "b", "b"], risk_score=[50.0, 1.0, 3.0])), "x", "a")
    assert found["risk_difference"] == pytest.approx(48 * 2 / 3)
    assert found["risk_difference_low"] is None
    assert found["risk_difference_high"] is None


def test_without_scores_the_rank_is_by_the_worst_grade():
    table = compare_regions(units(region_id=["a", "b"], **{IS_WORST: [False, True]}))
    assert row(table, "x", "b")["rank"] == 1
    assert row(table, "x", "b")["mean_risk_score"] is None


def test_without_a_worst_grade_there_is_no_share():
    found = row(compare_regions(units(region_id=["a", "b"], risk_score=[1.0, 2.0])), "x", "a")
    assert found["worst_units"] is None
    assert found["worst_share"] is None


def test_units_without_a_region_are_counted_and_not_ranked():
    table = compare_regions(units(region_id=["a", None], risk_score=[1.0, 2.0]))
    empty = row(table, "x", "（未填）")
    assert (empty["units"], empty["rank"], empty["regions"]) == (1, None, 1)


def test_no_region_no_table():
    assert compare_regions(units(region_id=[None], risk_score=[1.0])) is None


def test_the_order_of_the_units_does_not_matter():
    assert compare_regions(TWO).equals(compare_regions(TWO.sample(fraction=1.0, shuffle=True, seed=3)))
