"""Each roll-up statistic on five units of two towns, by hand; unknown is never zero."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest
from scipy.stats import gamma

from riskkit.indicators.rule_file import FieldShape
from riskkit.rollup import rolled_frequency, with_roll_ups
from riskkit.terms import Level
from riskkit.typed_table import SOURCE_ROW, TypedTable

UNITS = pl.DataFrame(
    {
        "subject_id": ["a", "b", "c", "d", "e"],
        "region_id": ["north", "north", "north", "south", "lost"],
        "industry_id": ["x", "x", "y", "y", None],
        "risk_score": [10.0, 20.0, 60.0, 40.0, 90.0],
        "score": [90.0, 80.0, 40.0, 60.0, 10.0],
        "grade": ["A", "B", "D", "D", "D"],
        "veto_clauses": ["", "", "V1 ground", "", ""],
        "consequence": [1.0, 3.0, 4.0, 2.0, 1.0],
        "fires_per_year": [0.1, 0.2, 0.3, 0.5, 1.0],
        "hazards": [1.0, None, 2.0, None, 5.0],
    }
)
TOWNS = TypedTable(
    pl.DataFrame({"subject_id": ["south", "north", "empty"], SOURCE_ROW: [2, 3, 4]}), file="regions.xlsx"
)


def field(statistic: str, by: str = "region_id", **more: object) -> FieldShape:
    roll_up = {"level": "unit", "by": by, "statistic": statistic, **more}
    return FieldShape.model_validate({"kind": "number", "label": {"zh": "值", "en": "value"}, "roll_up": roll_up})


def rolled(spec: FieldShape) -> list[float | None]:
    table, _ = with_roll_ups(TOWNS, {"value": spec}, {Level.UNIT: UNITS})
    assert table.frame["subject_id"].to_list() == ["south", "north", "empty"]
    return table.frame["value"].to_list()


@pytest.mark.parametrize(
    ("spec", "wanted"),
    [
        (field("count"), [1, 3, 0]),
        (field("mean"), [40, 30, None]),
        (field("mean", of="score"), [60, 70, None]),
        # (10·1 + 20·3 + 60·4) / 8
        (field("exposure_weighted_mean", of="risk_score"), [40, 38.75, None]),
        # over what is known only: (1·1 + 2·4) / 5
        (field("exposure_weighted_mean", of="hazards"), [None, 1.8, None]),
        (field("sum", of="hazards"), [None, 3, 0]),
        (field("max", of="hazards"), [None, 2, None]),
        (field("share_of_grade", grades=["D"]), [1, 1 / 3, None]),
        (field("share_of_grade", grades=["A", "B"]), [0, 2 / 3, None]),
        (field("share_vetoed"), [0, 1 / 3, None]),
        (field("expected_fires_per_1000"), [500, 200, None]),
        # a column that the register below does not have
        (field("sum", of="absent"), [None, None, 0]),
        (field("mean", of="absent"), [None, None, None]),
        # over all units, whatever their town
        (field("mean", by="all", of="score"), [56, 56, 56]),
    ],
)
def test_a_statistic_by_hand(spec, wanted):
    assert rolled(spec) == [None if value is None else pytest.approx(value) for value in wanted]


def test_units_of_an_unlisted_town_are_a_finding():
    _, findings = with_roll_ups(TOWNS, {"value": field("count")}, {Level.UNIT: UNITS})
    assert [(found.code, found.column, found.value) for found in findings] == [("ROLL-01", "region_id", "lost")]


def test_units_without_an_industry_are_no_finding():
    sectors = TypedTable(pl.DataFrame({"subject_id": ["x", "y"], SOURCE_ROW: [2, 3]}))
    table, findings = with_roll_ups(sectors, {"value": field("count", by="industry_id")}, {Level.UNIT: UNITS})
    assert table.frame["value"].to_list() == [2, 2]
    assert findings == []


def test_a_level_that_was_not_given_is_a_finding():
    table, findings = with_roll_ups(TOWNS, {"value": field("count")}, {})
    assert [(found.code, found.column, found.value) for found in findings] == [("ROLL-02", "value", "unit")]
    assert "value" not in table.frame.columns


def test_a_rolled_up_column_of_the_extract_is_not_believed():
    brought = TypedTable(TOWNS.frame.with_columns(value=pl.lit(99.0)))
    table, _ = with_roll_ups(brought, {"value": field("count")}, {Level.UNIT: UNITS})
    assert table.frame["value"].to_list() == [1, 3, 0]


# ---------------------------------------------------------------- expected fires of a level


def test_rolled_frequency_adds_rates_and_variances():
    """Own variances off the 90 % intervals, and the shared level known as well as five years' count of fires."""
    z = 1.6448536269514722
    units = pl.DataFrame(
        {
            "region_id": ["n", "n", "s", None],
            "fires_per_year": [0.2, 0.3, 0.1, 9.0],
            "fires_low": [0.1, 0.1, 0.05, 8.0],
            "fires_high": [0.4, 0.6, 0.2, 10.0],
        }
    )
    found = rolled_frequency(units, Level.REGION)
    assert found["subject_id"].to_list() == ["n", "s"]
    assert found["fires_per_year"].to_list() == pytest.approx([0.5, 0.1])
    variance = ((0.3 / (2 * z)) ** 2 + (0.5 / (2 * z)) ** 2, (0.15 / (2 * z)) ** 2)
    for i, (mean, var) in enumerate(zip((0.5, 0.1), variance, strict=True)):
        whole = var + mean**2 / (5 * 9.6)
        shape, scale = mean**2 / whole, whole / mean
        assert found["fires_low"][i] == pytest.approx(gamma.ppf(0.05, shape, scale=scale), rel=1e-9)
        assert found["fires_high"][i] == pytest.approx(gamma.ppf(0.95, shape, scale=scale), rel=1e-9)


def test_rolled_intervals_hold_nine_sums_of_ten():
    """Drawn gamma rates of 40 units under a drawn common level: the interval covers about 90 % of the sums."""
    random = np.random.default_rng(7)
    shapes, means = random.uniform(2.0, 20.0, 40), random.uniform(0.01, 0.1, 40)
    units = pl.DataFrame(
        {
            "industry_id": ["x"] * 40,
            "fires_per_year": means,
            "fires_low": gamma.ppf(0.05, shapes, scale=means / shapes),
            "fires_high": gamma.ppf(0.95, shapes, scale=means / shapes),
        }
    )
    low, high = rolled_frequency(units, Level.INDUSTRY).select("fires_low", "fires_high").row(0)
    known = 5 * means.sum()  # how many fires five years bring
    level = random.gamma(known, 1 / known, 20_000)
    sums = level * random.gamma(shapes, means / shapes, (20_000, 40)).sum(axis=1)
    assert ((low <= sums) & (sums <= high)).mean() == pytest.approx(0.90, abs=0.03)
    assert math.isclose(means.sum(), rolled_frequency(units, Level.INDUSTRY)["fires_per_year"][0])
