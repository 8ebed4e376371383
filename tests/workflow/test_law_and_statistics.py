"""Two branches that meet only in the register: the grade is the rule's, the frequency only orders inside a grade."""

from __future__ import annotations

import json
import math

import numpy as np
import pandas as pd
import pytest

import riskkit as rk

LAW = ["grade", "grade_by", "veto_clauses", "undecided_vetoes", "score", "risk_score", "score_low", "score_high",
       "unobserved_share", "top_reasons", "basis", "source"]  # fmt: skip
RATES = ["fires_per_year", "fires_low", "fires_high"]


@pytest.fixture(scope="module")
def truth(city_home):
    return json.loads((city_home / "truth.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def true_units(city_home):
    return pd.read_csv(city_home / "truth_units.csv", index_col="subject_id")


def test_fires_give_every_unit_a_rate_and_an_interval(units):
    register = units.register
    assert register[RATES].notna().all().all()
    assert (register["fires_low"] > 0).all()
    assert (register["fires_low"] < register["fires_per_year"]).all()
    assert (register["fires_per_year"] < register["fires_high"]).all()
    product = (register["fires_per_year"] * register["consequence"]).round(6)
    np.testing.assert_allclose(register["expected_consequence"], product, atol=1e-6)


def test_without_fires_the_rates_are_empty(units_without_fires):
    register = units_without_fires.register
    assert register[[*RATES, "expected_consequence"]].isna().all().all()
    assert units_without_fires.model is None
    assert units_without_fires.model_id == ""


def test_the_law_does_not_see_the_fires(units, units_without_fires):
    with_fires = units.register.set_index("subject_id")[LAW]
    without = units_without_fires.register.set_index("subject_id")[LAW]
    pd.testing.assert_frame_equal(with_fires.loc[without.index], without)
    assert units.explanations.equals(units_without_fires.explanations)


def test_the_statistics_do_not_see_the_law(units, city_home):
    """Every inspection result at its worst: all grades fall, no rate moves."""
    reading = rk.read(city_home / "units.csv", units.rulebook)
    table = reading.table.drop(columns="source_row")
    table["evacuation_impossible"] = 1.0
    for field in ("staff_quiz_score", "drills_12m", "own_inspections_12m", "extinguishers_ok"):
        table[field] = 0.0
    worse = rk.assess(table, units.rulebook, fires=city_home / "fires.csv").register.set_index("subject_id")
    before = units.register.set_index("subject_id").loc[worse.index]
    assert set(worse["grade"]) == {"D"}
    np.testing.assert_allclose(worse[RATES], before[RATES], rtol=1e-9)


def test_the_frequency_orders_inside_a_grade_only(units):
    register = units.register
    vetoed = register["grade_by"] != "score"
    assert vetoed.to_numpy()[: vetoed.sum()].all()
    grades = register["grade"].map({"D": 0, "C": 1, "B": 2, "A": 3})
    for part in (register[vetoed], register[~vetoed]):
        assert grades[part.index].is_monotonic_increasing
        for _, same in part.groupby("grade"):
            assert same["expected_consequence"].is_monotonic_decreasing


def test_vetoed_units_are_those_that_were_planted(units, city_home, truth):
    """All of them but those whose ground the messy extract no longer shows."""
    vetoed = units.register.query("grade_by != 'score'")
    assert set(vetoed["grade"]) == {"D"}
    hidden = set(truth["vetoed_units"]) - set(vetoed["subject_id"])
    assert set(vetoed["subject_id"]) < set(truth["vetoed_units"])
    assert len(hidden) <= 5
    table = rk.read(city_home / "units.csv", units.rulebook).table.set_index("subject_id")
    assert table.loc[sorted(hidden), ["sprinkler_status", "alarm_status"]].isna().any(axis=1).all()


@pytest.mark.parametrize(
    ("field", "name", "per"), [("floor_area_m2", "log_floor_area", 1.0), ("built_year", "building_age_10y", -0.1)]
)
def test_the_model_finds_the_true_coefficients(units, truth, field, name, per):
    """On messy input with gaps: within three standard errors; the ridge pulls a little toward nothing."""
    model = units.model
    table = model.coefficients()
    code = next(code for code in model.design_.codes if code.name == field)
    slope, error = table.loc[field, ["coefficient", "standard_error"]] / code.scale
    true = truth["coefficients"][name] * per
    assert abs(slope - true) < 3 * error, (slope, true, error)
    assert slope * true > 0
    # the truth is not lost in the error
    assert abs(true) > 2 * error


def test_rates_recover_the_true_rates(units, true_units, truth):
    """A unit's own rate is class rate × frailty; the interval is a 90 % one."""
    register = units.register.set_index("subject_id").join(true_units[["true_fires_per_year", "frailty"]])
    own = register["true_fires_per_year"] * register["frailty"]
    covered = ((register["fires_low"] <= own) & (own <= register["fires_high"])).mean()
    assert 0.8 < covered < 0.97
    logs = np.log(register[["fires_per_year", "true_fires_per_year"]])
    assert logs.corr().iloc[0, 1] > 0.75
    assert register["fires_per_year"].sum() == pytest.approx(own.sum(), rel=0.2)
    # better than giving every unit the same rate
    same = np.full(len(own), register["fires_per_year"].mean())
    assert ((register["fires_per_year"] - own) ** 2).mean() < 0.9 * ((same - own) ** 2).mean()
    assert math.isclose(truth["expected_fires"], 335.52)


def test_place_types_follow_the_truth(units, truth):
    """Shrunk effects still tell the dangerous uses from the harmless ones."""
    table = units.model.coefficients()["coefficient"]
    found = {name.removeprefix("place_type="): value for name, value in table.items() if name.startswith("place_type=")}
    pairs = [(found[name], effect) for name, effect in truth["place_type"].items() if name in found]
    assert len(pairs) >= 15
    assert np.corrcoef(np.array(pairs).T)[0, 1] > 0.6
