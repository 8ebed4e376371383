"""Shares of a count with intervals that hold for few units, and the difference between two shares. Pure numpy.

Wilson's score interval (1927) for one share; Newcombe's hybrid of two of them (Statistics in Medicine 1998, 17,
873-890, method 10) for a difference.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
COVERAGE = 0.90  # as the other intervals of a register


class Interval(NamedTuple):
    """A figure with its interval, each of shape (n,); NaN where there is nothing to count."""

    value: Floats
    low: Floats
    high: Floats


def wilson(counts: ArrayLike, totals: ArrayLike, coverage: float = COVERAGE) -> Interval:
    """Share ``counts / totals`` with Wilson's score interval (no continuity correction).

    >>> wilson([0], [20], 0.95).high.round(4).tolist()
    [0.1611]
    """
    from scipy.stats import norm

    number, total = np.asarray(counts, dtype=float), np.asarray(totals, dtype=float)
    whole = np.where(total > 0, total, np.nan)
    z = float(norm.ppf(0.5 + coverage / 2.0))
    share = number / whole
    centre = share + z**2 / (2 * whole)
    half = z * np.sqrt(share * (1 - share) / whole + z**2 / (4 * whole**2))
    low, high = ((centre + side * half) / (1 + z**2 / whole) for side in (-1, 1))
    # 0 of n and n of n stand on the end itself, which rounding errors would miss
    return Interval(share, np.where(number == 0, low * 0.0, low), np.where(number == total, high * 0.0 + 1.0, high))


def share_difference(
    counts: ArrayLike, totals: ArrayLike, other_counts: ArrayLike, other_totals: ArrayLike, coverage: float = COVERAGE
) -> Interval:
    """First share minus the second, of two separate groups, with Newcombe's interval.

    >>> [round(float(end[0]), 4) for end in share_difference([56], [70], [48], [80], 0.95)]
    [0.2, 0.0524, 0.3339]
    """
    one, two = wilson(counts, totals, coverage), wilson(other_counts, other_totals, coverage)
    difference = one.value - two.value
    below = np.hypot(one.value - one.low, two.high - two.value)
    above = np.hypot(one.high - one.value, two.value - two.low)
    return Interval(difference, difference - below, difference + above)


class Sums(NamedTuple):
    """How many values, their sum and the sum of their squares, each of shape (n,)."""

    number: Floats
    total: Floats
    squares: Floats

    def without(self, part: Sums) -> Sums:
        """What is left when ``part`` is taken away."""
        return Sums(*(whole - some for whole, some in zip(self, part, strict=True)))

    def mean(self) -> Floats:
        """The mean; NaN where there is no value."""
        mean = np.full(self.number.shape, np.nan)
        np.divide(self.total, self.number, out=mean, where=self.number > 0)
        return mean

    def variance_of_mean(self) -> Floats:
        """The estimated variance of the mean; NaN where there are less than two values."""
        spread = np.maximum(self.squares - self.number * np.nan_to_num(self.mean()) ** 2, 0.0)
        variance = np.full(self.number.shape, np.nan)
        np.divide(spread, self.number * (self.number - 1), out=variance, where=self.number > 1)
        return variance


def mean_difference(one: Sums, two: Sums, coverage: float = COVERAGE) -> Interval:
    """First mean minus the second, of two separate groups (Welch); a single value has no interval."""
    from scipy.stats import t

    difference = one.mean() - two.mean()
    first, second = one.variance_of_mean(), two.variance_of_mean()
    variance = first + second
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = variance**2 / (first**2 / (one.number - 1) + second**2 / (two.number - 1))
    # equal values in both groups: no spread, whatever the degrees of freedom
    quantile = t.ppf(0.5 + coverage / 2.0, np.where(np.isnan(freedom), np.inf, freedom))
    half = quantile * np.sqrt(variance)
    return Interval(difference, difference - half, difference + half)
