"""Exact intervals of counts and of the ratio of two counts, against print, other software and their own definition."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from riskkit.fire_statistics.rates import chance_of_at_least, rate_per_100k, rate_ratio

REFERENCE: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "reference" / "fire_rates_reference.json").read_text("utf-8")
)


@pytest.mark.parametrize(("count", "low", "high"), [(0, 0.0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.39)])
def test_printed_exact_intervals(count: int, low: float, high: float) -> None:
    """Garwood 1936, 95 %, as tables of exact Poisson limits print them."""
    rate = rate_per_100k(count, 100_000)
    assert float(rate.low) == pytest.approx(low, abs=5e-4)
    assert float(rate.high) == pytest.approx(high, abs=5e-3)


@pytest.mark.parametrize("case", REFERENCE["intervals"])
def test_intervals_as_statsmodels_gives_them(case: dict[str, float]) -> None:
    rate = rate_per_100k(case["count"], 100_000, case["coverage"])
    assert (float(rate.low), float(rate.high)) == pytest.approx((case["low"], case["high"]), rel=1e-9)


@pytest.mark.parametrize("case", REFERENCE["ratios"])
def test_ratios_as_scipy_gives_them(case: dict[str, float]) -> None:
    change = rate_ratio(case["later"], case["later_exposure"], case["earlier"], case["earlier_exposure"])
    assert float(change.low) == pytest.approx(case["low"], rel=1e-9)
    assert float(change.high) == (pytest.approx(case["high"], rel=1e-9) if case["high"] is not None else np.inf)
    assert float(change.p_value) == pytest.approx(case["p_value"], rel=1e-9)


def test_the_example_of_r_poisson_test() -> None:
    """R, stats::poisson.test(c(11, 6+8+7), c(800, 1083+1050+878)): ratio 1.971488, 95 % 0.8584264 to 4.2772659."""
    change = rate_ratio(11, 800, 6 + 8 + 7, 1083 + 1050 + 878)
    assert [float(part) for part in change[:3]] == pytest.approx([1.971488, 0.8584264, 4.2772659], rel=1e-6)


def test_one_death_a_year_is_exceeded_by_luck_in_26_years_of_100() -> None:
    """A target of one death a year with a true rate of one is missed by luck alone: P(X >= 2) = 26.4 %."""
    assert chance_of_at_least(2, 1.0) == pytest.approx(0.264, abs=5e-4)
    assert chance_of_at_least(0, 1.0) == 1.0
    # 0.047 per 100,000 in a city of 2.3 million: about one death a year
    assert float(rate_per_100k(1, 2_300_000).rate) == pytest.approx(0.0435, abs=1e-4)


def test_what_is_not_known_stays_empty() -> None:
    rate = rate_per_100k([3.0, np.nan, 3.0], [np.nan, 1e5, 0.0])
    assert all(np.isnan(part).all() for part in rate)
    change = rate_ratio([np.nan, 0, 5], [1, 1, 1], [1, 0, 0], [1, 1, 1])
    assert np.isnan(change.ratio).tolist() == [True, True, False]
    assert [float(part[2]) for part in change] == pytest.approx([np.inf, 0.9164, np.inf, 0.0625], rel=1e-3)
    assert [float(part[1]) for part in change[1:]] == [0.0, np.inf, 1.0]


counts = st.integers(0, 3000)
exposures = st.floats(0.01, 1000)


@given(counts, st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_an_interval_holds_its_tails(count: int, coverage: float) -> None:
    rate = rate_per_100k(count, 100_000, coverage)
    tail = (1 - coverage) / 2
    assert rate.low <= rate.rate <= rate.high
    assert poisson.cdf(count, rate.high) == pytest.approx(tail, rel=1e-6)
    if count:
        assert poisson.sf(count - 1, rate.low) == pytest.approx(tail, rel=1e-6)


@given(counts, exposures, counts, exposures)
def test_interval_and_test_agree(later: int, t_later: float, earlier: int, t_earlier: float) -> None:
    change = rate_ratio(later, t_later, earlier, t_earlier)
    if abs(float(change.p_value) - 0.05) > 1e-9:
        assert bool(change.p_value < 0.05) == bool(change.low > 1 or change.high < 1)
    share = t_later / (t_later + t_earlier)
    tails = binom.cdf(later, later + earlier, share), binom.sf(later - 1, later + earlier, share)
    assert float(change.p_value) == pytest.approx(min(1.0, 2 * min(tails)), rel=1e-6, abs=1e-12)


@given(counts, exposures, counts, exposures)
def test_turning_the_periods_round_turns_the_ratio_over(a: int, s: float, b: int, t: float) -> None:
    forward, back = rate_ratio(a, s, b, t), rate_ratio(b, t, a, s)
    assert float(forward.p_value) == pytest.approx(float(back.p_value), rel=1e-6, abs=1e-12)
    if a and b:
        assert float(forward.low * back.high) == pytest.approx(1.0, rel=1e-9)
