"""Rates of rare counts: exact Poisson intervals, and the exact comparison of two periods."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from riskkit.models.area import exact_interval

Array = NDArray[np.float64]
COVERAGE = 0.95
PER_PEOPLE = 100_000.0


class Rate(NamedTuple):
    """A rate per 100,000 person-years with its exact interval; NaN where the exposure is not known."""

    rate: Array
    low: Array
    high: Array


class RateRatio(NamedTuple):
    """Later rate ÷ earlier rate with its exact interval and the two-sided chance of so great a difference."""

    ratio: Array
    low: Array
    high: Array
    p_value: Array


def rate_per_100k(counts: ArrayLike, person_years: ArrayLike, coverage: float = COVERAGE) -> Rate:
    """Events per 100,000 person-years: exact interval of a Poisson mean (Garwood 1936) ÷ person-years.

    The interval holds chance alone. Deaths in one fire are not independent of one another, so that an interval of
    deaths is the least that chance leaves open.

    >>> rate = rate_per_100k([1], [2_300_000])
    >>> rate.rate.round(4).tolist(), rate.low.round(4).tolist(), rate.high.round(4).tolist()
    ([0.0435], [0.0011], [0.2422])
    """
    number, years = np.asarray(counts, dtype=float), np.asarray(person_years, dtype=float)
    low, high = exact_interval(np.nan_to_num(number), coverage)
    scale = PER_PEOPLE / np.where(years > 0, years, np.nan)
    known = np.where(np.isnan(number), np.nan, 1.0)
    return Rate(number * scale, low * scale * known, high * scale * known)


def rate_ratio(
    later: ArrayLike,
    later_exposure: ArrayLike,
    earlier: ArrayLike,
    earlier_exposure: ArrayLike,
    coverage: float = COVERAGE,
) -> RateRatio:
    """How a Poisson rate changed: later ÷ earlier, conditional on the sum of both counts.

    Given the sum n the later count is binomial with p = ρ·t₁ / (ρ·t₁ + t₀), ρ the ratio of the rates, t the
    exposures; the interval of p is Clopper and Pearson's (1934), so the interval of ρ is exact (Przyborowski and
    Wilenski 1940). ``p_value`` is twice the smaller tail at ρ = 1, at most 1: it is below 1 − coverage exactly when
    the interval leaves 1 out. Without any event nothing is known: ratio NaN, interval 0 to inf, p 1. An earlier count
    of 0 gives the ratio inf with a finite lower end.

    >>> change = rate_ratio([11], [800], [21], [3011])
    >>> [round(float(part[0]), 4) for part in change[:3]]
    [1.9715, 0.8584, 4.2773]
    """
    from scipy.special import betainc, betaincinv

    one, zero = np.broadcast_arrays(np.asarray(later, dtype=float), np.asarray(earlier, dtype=float))
    exposure = np.asarray(earlier_exposure, dtype=float) / np.asarray(later_exposure, dtype=float)
    total, tail = one + zero, (1.0 - coverage) / 2.0
    known = np.isfinite(total) & np.isfinite(exposure) & (exposure > 0)
    a, b, t = np.where(known, one, 1.0), np.where(known, zero, 1.0), np.where(known, exposure, 1.0)
    p_low = np.where(a > 0, betaincinv(np.maximum(a, 1.0), b + 1.0, tail), 0.0)
    p_high = np.where(b > 0, betaincinv(a + 1.0, np.maximum(b, 1.0), 1.0 - tail), 1.0)
    # ρ = 1 means that a share t₁ / (t₁ + t₀) of the events falls into the later period
    share = 1.0 / (1.0 + t)
    at_most = np.where(b > 0, 1.0 - betainc(a + 1.0, np.maximum(b, 1.0), share), 1.0)
    at_least = np.where(a > 0, betainc(np.maximum(a, 1.0), b + 1.0, share), 1.0)
    p_value = np.where(a + b > 0, np.minimum(1.0, 2.0 * np.minimum(at_most, at_least)), 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = (a / b * t, p_low / (1.0 - p_low) * t, p_high / (1.0 - p_high) * t, p_value)
    ratio, low, high, p = (np.where(known, part, np.nan) for part in parts)
    return RateRatio(ratio, low, high, p)


def chance_of_at_least(count: int, expected: float) -> float:
    """The chance of ``count`` or more events when ``expected`` are expected (Poisson).

    >>> round(chance_of_at_least(2, 1.0), 4)
    0.2642
    """
    from scipy.special import gammainc

    return 1.0 if count <= 0 else float(gammainc(count, expected))
