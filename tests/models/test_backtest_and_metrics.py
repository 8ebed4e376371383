import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskkit.errors import RiskkitError
from riskkit.models.backtest import backtest
from riskkit.models.frequency import FireFrequency
from riskkit.models.metrics import bootstrap_capture, capture, gini, mean_log_likelihood

COLUMNS = [
    "top_1_percent",
    "top_5_percent",
    "top_10_percent",
    "top_20_percent",
    "top_10_percent_low",
    "top_10_percent_high",
    "gini",
    "observed_over_expected",
    "mean_log_likelihood",
]


@pytest.fixture(scope="module")
def table(city):
    features, history, _ = city
    models = {"eb": FireFrequency(log=["area_m2"], category=["use"], ridge=3.0)}
    return backtest(features, history, models, 2022, size="area_m2", group="use")


def test_the_model_stands_beside_four_baselines(table):
    assert list(table.index) == ["random", "past_count", "floor_area", "class_mean", "eb"]
    assert list(table.columns) == COLUMNS
    assert np.isfinite(table.to_numpy(dtype=float)).all()


def test_it_is_better_than_every_baseline_where_it_must_be(table):
    rest = table.drop(index="eb")
    assert (table.loc["eb", "gini"] > rest["gini"]).all()
    assert (table.loc["eb", "mean_log_likelihood"] > rest["mean_log_likelihood"]).all()
    assert 0.8 < table.loc["eb", "observed_over_expected"] < 1.25
    assert abs(table.loc["random", "gini"]) < 0.2


def test_the_bootstrap_interval_holds_the_capture(table):
    assert (table["top_10_percent_low"] <= table["top_10_percent"]).all()
    assert (table["top_10_percent"] <= table["top_10_percent_high"]).all()


def test_a_period_is_foretold_without_itself_or_what_follows(city):
    """A function of the period is asked for features; the history given to a model ends before the period."""
    features, history, _ = city
    seen: list[int] = []

    def nosy(past: pd.DataFrame, known: pd.DataFrame) -> pd.Series:
        seen.append(int(past["period"].max()))
        assert (known["asked_for"] == past["period"].max() + 1).all()
        return pd.Series(0.05, index=known.index)

    backtest(lambda period: features.assign(asked_for=period), history, {"nosy": nosy}, 2021)
    assert seen == [2020, 2021, 2022]


def test_there_must_be_a_past(city):
    features, history, _ = city
    with pytest.raises(RiskkitError) as caught:
        backtest(features, history, {}, 2019)
    assert caught.value.code == "FREQ-09"


def test_a_rate_of_zero_is_refused(city):
    features, history, _ = city
    with pytest.raises(RiskkitError):
        backtest(features, history, {"zero": lambda past, known: pd.Series(0.0, index=known.index)}, 2023)


def test_capture_of_a_perfect_and_of_an_ignorant_score():
    fires = np.array([1.0, 1.0, 0, 0, 0, 0, 0, 0, 0, 0])
    assert capture(fires, fires, 0.2) == 1.0
    assert capture(np.zeros(10), fires, 0.2) == pytest.approx(0.2)
    assert gini(fires, fires, np.ones(10)) == pytest.approx(0.8)
    assert gini(np.zeros(10), fires, np.ones(10)) == pytest.approx(0.0)


@given(st.integers(0, 2**32 - 1), st.sampled_from([0.01, 0.05, 0.1, 0.2]))
def test_row_order_decides_no_measure(seed, share):
    rng = np.random.default_rng(seed)
    score, fires = rng.integers(0, 4, 60).astype(float), rng.poisson(1.0, 60) + 0.0
    years, order = rng.uniform(0.1, 1.0, 60), rng.permutation(60)
    assert capture(score[order], fires[order], share) == pytest.approx(capture(score, fires, share))
    assert gini(score[order], fires[order], years[order]) == pytest.approx(gini(score, fires, years))
    assert gini(-score, fires, years) == pytest.approx(-gini(score, fires, years))


def test_log_likelihood_is_poissons():
    from scipy.stats import poisson

    expected, fires = np.array([0.1, 2.0, 0.5]), np.array([0.0, 3.0, 1.0])
    assert mean_log_likelihood(expected, fires) == pytest.approx(poisson.logpmf(fires, expected).mean())


def test_bootstrap_is_the_same_every_time_and_as_wide_as_theory():
    caught, fires = np.r_[np.ones(40), np.zeros(60)], np.ones(100)
    low, high = bootstrap_capture(caught, fires)
    assert (low, high) == bootstrap_capture(caught, fires)
    assert high - low == pytest.approx(2 * 1.96 * np.sqrt(0.4 * 0.6 / 100), rel=0.15)
