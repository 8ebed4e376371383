from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskkit.errors import RiskkitError
from riskkit.models.frequency import RIDGE_WITHOUT_PAST, FireFrequency, fit_frequency
from riskkit.models.rows import code_rows
from riskkit.models.shrinkage import (
    dispersion_by_likelihood,
    dispersion_by_moments,
    gamma_interval,
    own_record_factor,
    probability_of_fire,
)
from riskkit.models.tuning import choose_ridge, judged_periods, log_likelihood_ahead

NAMES = {"log": ("area_m2",), "category": ("use",)}


@pytest.fixture(scope="module")
def model(city):
    features, history, _ = city
    return fit_frequency(features, history, fixed=["area_m2", "use"], window_start=date(2019, 1, 1), **NAMES)


def test_the_known_truth_is_recovered(city, truth):
    features, history, _ = city
    plain = fit_frequency(
        features, history, fixed=["area_m2", "use"], window_start=date(2019, 1, 1), ridge=0.0, **NAMES
    )
    area = plain.design_.codes[0]
    table = plain.coefficients()
    slope, error = table.loc["area_m2", ["coefficient", "standard_error"]] / area.scale
    # over-dispersed counts: the Poisson error is a little too small
    assert abs(slope - truth["area_power"]) < 3 * error
    like = pd.DataFrame({"area_m2": 300.0, "use": list(truth["rate"])})
    assert plain.predict(like) == pytest.approx(list(truth["rate"].values()), rel=0.35)
    assert plain.dispersion_ == pytest.approx(truth["dispersion"], rel=0.5)


def test_intervals_cover_the_true_rates(city, model):
    features, _, truth = city
    table = model.predict_table(features)
    covered = ((table["fires_low"] <= truth) & (truth <= table["fires_high"])).mean()
    assert 0.85 < covered < 0.95
    assert table["fires_per_year"].sum() == pytest.approx(truth.sum(), rel=0.15)


def test_own_record_makes_the_estimate_better(city, model):
    features, _, truth = city
    table = model.predict_table(features)
    shrunk = ((table["fires_per_year"] - truth) ** 2).mean()
    assert shrunk < ((table["class_fires_per_year"] - truth) ** 2).mean()


@pytest.mark.parametrize("ridge", [0.0, 30.0])
def test_predicted_and_observed_sums_agree(city, ridge):
    features, history, _ = city
    fitted = fit_frequency(
        features, history, fixed=["area_m2", "use"], window_start=date(2019, 1, 1), ridge=ridge, **NAMES
    )
    assert fitted.fitted_fires_ == pytest.approx(history["fires"].sum(), rel=1e-9)


def test_factors_multiply_to_the_estimate(city, model):
    features = city[0]
    factors = model.factors(features)
    assert list(factors.columns) == ["base_fires_per_year", "area_m2", "use", "own_record", "fires_per_year"]
    product = factors.drop(columns="fires_per_year").prod(axis=1)
    assert product.to_numpy() == pytest.approx(factors["fires_per_year"].to_numpy(), rel=1e-12)
    table = model.predict_table(features)
    assert (factors["fires_per_year"] == table["fires_per_year"]).all()
    assert (table["fires_per_year"] == table["class_fires_per_year"] * table["own_record_factor"]).all()
    assert (table["fires_per_year"].to_numpy() == model.predict(features, subject_id=features.index)).all()


def test_a_stranger_gets_the_rate_of_its_like(city, model):
    features = city[0].iloc[:1].set_axis(["never seen"], axis=0)
    row = model.predict_table(features).iloc[0]
    assert row["own_record_factor"] == 1.0
    assert row["credibility"] == 0.0
    assert row["fires_low"] < row["fires_per_year"] < row["fires_high"]
    assert row["p_fire_1y"] == pytest.approx(1 - np.exp(-row["fires_per_year"]), rel=0.2)


def test_scikit_learn_clones_it(city):
    from sklearn.base import clone

    features, history, _ = city
    first = FireFrequency(**NAMES, ridge=2.0)
    second = clone(first)
    assert second.get_params() == first.get_params()
    assert not hasattr(second, "glm_")
    rows = features.loc[history["subject_id"]]
    first.fit(rows, history["fires"], exposure=history["exposure_years"])
    assert first.set_params(ridge=3.0).ridge == 3.0
    with pytest.raises(ValueError, match="unknown parameters"):
        first.set_params(depth=3)


def test_scikit_learn_can_search_with_it(city):
    from sklearn.model_selection import cross_val_score

    features, history, _ = city
    rows = features.loc[history["subject_id"]].reset_index(drop=True)
    scores = cross_val_score(
        FireFrequency(**NAMES, ridge=3.0), rows, history["fires"].to_numpy(), cv=3, scoring="neg_mean_poisson_deviance"
    )
    assert np.isfinite(scores).all()


def test_the_order_of_rows_changes_nothing(city, model):
    features, history, _ = city
    mixed = history.sample(frac=1.0, random_state=1)
    settings = {"fixed": ["area_m2", "use"], "window_start": date(2019, 1, 1), "ridge": model.ridge_, **NAMES}
    again = fit_frequency(features, mixed, **settings)
    assert again.predict_table(features).to_numpy() == pytest.approx(model.predict_table(features).to_numpy(), rel=1e-6)


def test_the_ridge_is_judged_on_past_years_each_from_earlier_ones(city):
    """What a year is judged by does not change when later years do."""
    features, history, _ = city
    rows = features.loc[history["subject_id"]]
    later = history["fires"].where(history["period"] < 2022, 9)
    coded = [
        code_rows(rows, fires, history["exposure_years"], history["subject_id"], history["period"], category=["use"])[0]
        for fires in (history["fires"], later)
    ]
    known, changed = (log_likelihood_ahead(rows, 2021, 3.0, None) for rows in coded)
    assert (known == changed).all()
    assert judged_periods(coded[0]) == [2020, 2021, 2022, 2023]


def test_one_year_alone_gives_nothing_to_judge_a_ridge_by(city):
    features, history, _ = city
    year = history[history["period"] == 2022]
    fitted = fit_frequency(features, year, fixed=["use"], window_start=date(2019, 1, 1), category=["use"])
    assert fitted.ridge_scores_ == {}
    assert fitted.ridge_ == RIDGE_WITHOUT_PAST


def test_the_strongest_ridge_within_the_caution_is_taken(city):
    features, history, _ = city
    columns = [history[name] for name in ("fires", "exposure_years", "subject_id", "period")]
    coded = code_rows(features.loc[history["subject_id"]], *columns, **NAMES)[0]
    grid = (3.0, 100.0, 1e9)
    bold, choice = choose_ridge(coded, grid, caution=0.0), choose_ridge(coded, grid, caution=1.0)
    best = max(choice.scores.values())
    assert bold.scores[bold.ridge] == best
    assert choice.ridge == max(r for r, score in choice.scores.items() if best - score <= choice.errors[r])
    assert bold.ridge <= choice.ridge < 1e9


def test_the_level_can_follow_the_latest_years(city):
    features, history, _ = city
    doubled = history.assign(fires=history["fires"] * np.where(history["period"] >= 2022, 3, 1))
    settings = {"fixed": ["area_m2", "use"], "window_start": date(2019, 1, 1), "ridge": 3.0, **NAMES}
    fitted = fit_frequency(features, doubled, level_periods=2, **settings)
    recent = doubled[doubled["period"] >= 2022]
    rate = fitted.predict_table(features)["fires_per_year"].loc[recent["subject_id"]].to_numpy()
    assert (rate * recent["exposure_years"]).sum() == pytest.approx(recent["fires"].sum())
    assert fitted.level_ > 1.2


def test_old_years_can_fade(city):
    features, history, _ = city
    settings = {"fixed": ["area_m2", "use"], "window_start": date(2019, 1, 1), "ridge": 3.0, **NAMES}
    faded = fit_frequency(features, history, half_life=2.0, **settings)
    assert faded.record_["expected"].sum() < fit_frequency(features, history, **settings).record_["expected"].sum()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"exposure_years": 0.0}, "FREQ-03"),
        ({"fires": 0}, "FREQ-02"),
        ({"subject_id": "stranger"}, "FREQ-09"),
    ],
)
def test_histories_that_cannot_be_used(city, change, code):
    features, history, _ = city
    with pytest.raises(RiskkitError) as caught:
        fit_frequency(
            features, history.assign(**change), fixed=["use"], window_start=date(2019, 1, 1), category=["use"]
        )
    assert caught.value.code == code


def test_fit_frequency_refuses_a_late_feature(city):
    features, history, _ = city
    with pytest.raises(RiskkitError) as caught:
        fit_frequency(
            features, history, observed_on={"use": date(2023, 1, 1)}, window_start=date(2019, 1, 1), category=["use"]
        )
    assert caught.value.code == "FREQ-01"


@given(
    fires=st.integers(0, 50),
    more=st.integers(1, 50),
    expected=st.floats(1e-6, 100),
    k=st.floats(0, 100),
)
def test_more_fires_never_lower_an_estimate(fires, more, expected, k):
    assert own_record_factor(fires + more, expected, k) >= own_record_factor(fires, expected, k)


@given(mean=st.floats(1e-9, 10), shape=st.floats(1e-3, 1e6) | st.just(np.inf))
def test_interval_and_probability_stay_in_order(mean, shape):
    low, high = gamma_interval(mean, shape, 0.90)
    assert 0 <= low <= high
    chance = float(probability_of_fire(mean, shape))
    assert 0 < chance <= 1 - np.exp(-mean) + 1e-12


def test_dispersion_of_pure_chance_is_none_and_of_a_mixture_is_found():
    rng = np.random.default_rng(5)
    expected = rng.uniform(0.1, 2.0, 20000)
    mixed = rng.poisson(expected * rng.gamma(0.5, 2.0, 20000)).astype(float)
    assert dispersion_by_likelihood(np.round(expected), expected) == 0.0
    assert dispersion_by_likelihood(mixed, expected) == pytest.approx(2.0, rel=0.1)
    assert dispersion_by_moments(mixed, expected) == pytest.approx(2.0, rel=0.15)


def test_nothing_is_said_before_fitting():
    with pytest.raises(RiskkitError):
        FireFrequency().predict(pd.DataFrame({"a": [1.0]}))
