"""Chances against hand-computed values and the defining sums."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskkit.targets.kinds import Comparator
from riskkit.targets.luck import binomial_chance, miss_chance, poisson_chance, spans


def poisson(count: int, mean: float) -> float:
    return math.exp(-mean) * mean**count / math.factorial(count)


def test_one_death_a_year_is_missed_by_luck_in_26_of_100_years() -> None:
    # 0.047 per 100,000 of 2.3 million is one death a year; at a true rate of one, two or more come in 1 − 2/e
    assert miss_chance(1.0, 0.047, 23.0, Comparator.LT) == pytest.approx(1 - 2 / math.e)
    assert round(100 * miss_chance(1.0, 0.047, 23.0, Comparator.LT)) == 26


def test_no_death_two_deaths() -> None:
    mean = 0.047 * 23
    none, two = (poisson_chance(count, 0.047, 23.0, Comparator.LT) for count in (0, 2))
    assert none.better == pytest.approx(math.exp(-mean))
    assert none.worse == 1.0
    assert two.worse == pytest.approx(1 - poisson(0, mean) - poisson(1, mean))
    assert two.better == pytest.approx(sum(poisson(count, mean) for count in range(3)))
    assert none.low == 0.0
    assert none.high == pytest.approx(-math.log(0.05) / 23)  # P(0 | high) = 5 %
    assert none.miss == two.miss == pytest.approx(two.worse)


@pytest.mark.parametrize(
    ("target", "comparator", "misses_from"),
    [(2.0, Comparator.LE, 3), (2.0, Comparator.LT, 2), (1.5, Comparator.LE, 2), (0.0, Comparator.LE, 1)],
)
def test_the_limit_itself(target: float, comparator: Comparator, misses_from: int) -> None:
    expected = 1 - sum(poisson(count, 2.0) for count in range(misses_from))
    assert miss_chance(2.0, target, 1.0, comparator) == pytest.approx(expected)


@pytest.mark.parametrize(("target", "comparator", "enough"), [(2.0, Comparator.GE, 2), (2.0, Comparator.GT, 3)])
def test_at_least_is_missed_from_below(target: float, comparator: Comparator, enough: int) -> None:
    expected = sum(poisson(count, 2.0) for count in range(enough))
    assert miss_chance(2.0, target, 1.0, comparator) == pytest.approx(expected)


def test_the_interval_is_the_exact_one() -> None:
    chance = poisson_chance(10, 20.0, 1.0, Comparator.LE)
    assert sum(poisson(count, chance.high) for count in range(11)) == pytest.approx(0.05)
    assert 1 - sum(poisson(count, chance.low) for count in range(10)) == pytest.approx(0.05)
    assert not chance.spans


def test_a_sample_by_hand() -> None:
    # 9 of 10 against 90 %: P(X ≥ 9) = 10·0.9^9·0.1 + 0.9^10
    chance = binomial_chance(9, 10, 0.9, Comparator.GE, is_sample=True)
    assert chance.better == pytest.approx(10 * 0.9**9 * 0.1 + 0.9**10)
    assert chance.worse == pytest.approx(1 - 0.9**10)
    assert chance.miss == pytest.approx(1 - 10 * 0.9**9 * 0.1 - 0.9**10)
    assert chance.spans
    assert chance.decides


def test_all_of_a_sample_does_not_prove_a_hundred_percent() -> None:
    chance = binomial_chance(100, 100, 1.0, Comparator.GE, is_sample=True)
    assert chance.high == 1.0
    assert chance.low == pytest.approx(0.05**0.01)
    assert chance.spans
    assert binomial_chance(99, 100, 1.0, Comparator.GE, is_sample=True).worse == 0.0


def test_a_full_count_decides_nothing_by_its_interval() -> None:
    assert not binomial_chance(9, 10, 0.9, Comparator.GE, is_sample=False).decides


def test_an_interval_that_touches_the_target() -> None:
    assert not spans(0.1, 0.2, 0.2, Comparator.LE)
    assert spans(0.1, 0.2, 0.2, Comparator.LT)


@given(st.integers(0, 40), st.floats(0.1, 30), st.sampled_from(Comparator))
def test_worse_and_better_share_the_figure_itself(events: int, target: float, comparator: Comparator) -> None:
    chance = poisson_chance(events, target, 1.0, comparator)
    assert chance.worse + chance.better == pytest.approx(1 + poisson(events, target))
    assert 0.0 <= chance.miss <= 1.0
    assert chance.low <= events <= chance.high
