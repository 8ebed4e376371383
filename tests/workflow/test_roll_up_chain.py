"""unit → industry → region: every rolled-up number computed again with pandas."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import riskkit as rk


@pytest.fixture(scope="module")
def below(units):
    """The unit register with the fields carried beside it."""
    return units.for_roll_up().to_pandas()


def measured(result: rk.Assessment, indicator: str) -> pd.Series:
    """The value an indicator was scored on, by subject."""
    rows = result.explanations.query("indicator == @indicator")
    return rows.set_index("subject_id")["value"].astype(float)


def test_an_industry_is_scored_on_its_units(industries, below):
    by = below.groupby("industry_id")
    weighted = by.apply(lambda rows: np.average(rows["risk_score"], weights=rows["consequence"]), include_groups=False)
    share = by["grade"].apply(lambda grades: (grades == "D").mean())
    fires = 1000 * by["fires_per_year"].mean()
    hazards = 1000 * by["open_major_hazards"].sum() / by.size()
    for indicator, wanted in (
        ("unit_mean_risk", weighted),
        ("unit_worst_grade_share", share),
        ("unit_fires_per_1000", fires),
        ("major_hazards_per_1000", hazards),
    ):
        found = measured(industries, indicator)
        assert len(found) == 12
        # values are printed to 4 decimals, rates are measured to 0.01
        np.testing.assert_allclose(found, wanted.loc[found.index], atol=0.0051 if "1000" in indicator else 0.000051)


def test_a_region_is_scored_on_its_units_and_the_industries(regions, industries, below):
    share = below.groupby("region_id")["grade"].apply(lambda grades: (grades == "D").mean())
    found = measured(regions, "unit_worst_grade_share")
    np.testing.assert_allclose(found, share.loc[found.index], atol=0.000051)
    # one number for the whole city: the mean score of the sectors' own work
    system = measured(regions, "responsibility_system")
    np.testing.assert_allclose(system, industries.register["score"].mean(), atol=0.01)


@pytest.mark.parametrize(("level", "by"), [("industry", "industry_id"), ("region", "region_id")])
def test_expected_fires_of_a_level_are_the_sum_of_its_units(city, below, level, by):
    register = city[level].register.set_index("subject_id")
    sums = below.groupby(by)["fires_per_year"].sum()
    np.testing.assert_allclose(register["fires_per_year"], sums.loc[register.index], rtol=1e-9)
    assert (register["fires_low"] < register["fires_per_year"]).all()
    assert (register["fires_per_year"] < register["fires_high"]).all()
    # a sum of many is known better than one of them
    spread = (register["fires_high"] - register["fires_low"]) / register["fires_per_year"]
    single = (below["fires_high"] - below["fires_low"]) / below["fires_per_year"]
    assert spread.max() < single.median()


def test_the_same_from_memory_and_from_a_folder(city_home, saved_units, industries):
    stored = rk.read_result(saved_units)
    again = rk.assess(city_home / "industries.xlsx", "industry/sector_work", "2026-01-01", below=[stored])
    assert again.tables.register.equals(industries.tables.register)
    assert again.fingerprint == industries.fingerprint


def test_without_the_units_the_fields_are_unknown(city_home, industries):
    alone = rk.assess(city_home / "industries.xlsx", "industry/sector_work", "2026-01-01")
    states = alone.explanations.set_index("indicator")["state"]
    for indicator in ("unit_mean_risk", "unit_worst_grade_share", "unit_fires_per_1000"):
        assert set(states[indicator]) == {"unknown"}, indicator
    assert "ROLL-02" in set(alone.findings["code"])
    assert "ROLL-02" not in set(industries.findings["code"])
    assert (alone.register["unobserved_share"] > 0).all()


def test_a_column_that_the_units_lack_is_unknown_not_zero(city_home, messy_units):
    """No column of open major hazards below: the sector's number is unknown, not none."""
    header = rk.read(messy_units.head(1), rk.Rulebook.at("2026-01-01", "unit/city_score_100")).columns
    without = rk.assess(messy_units.drop(header["open_major_hazards"]), "unit/city_score_100", "2026-01-01")
    industries = rk.assess(city_home / "industries.xlsx", "industry/sector_work", "2026-01-01", below=[without])
    rows = industries.explanations.query("indicator == 'major_hazards_per_1000'")
    assert set(rows["state"]) == {"unknown"}
    assert rows["value"].isna().all() or set(rows["value"]) == {""}


def test_units_of_an_unlisted_industry_are_a_finding(city_home, units, industries):
    listed = rk.read(city_home / "industries.xlsx", industries.rulebook).table.drop(columns="source_row")
    short = rk.assess(listed.iloc[1:], industries.rulebook, below=[units])
    lost = short.findings.query("code == 'ROLL-01'")
    assert lost["value"].tolist() == [listed["subject_id"].iloc[0]]
    assert "ROLL-01" not in set(industries.findings["code"])
