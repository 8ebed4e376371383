"""Empirical Bayes: how far a subject's own record moves the rate of its like.

Fires ~ Poisson(multiplier × expected), multiplier ~ Gamma(1/k, 1/k), k the over-dispersion; after ``observed``
fires where ``expected`` were due the multiplier is Gamma(1/k + observed, 1/k + expected). Source: Hauer, Harwood,
Council & Griffith 2002, "Estimating safety by the empirical Bayes method"; Highway Safety Manual 2010, eq. A-4, A-5.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
# below this over-dispersion the own record moves an estimate by less than rounding
LEAST_DISPERSION = 1e-6
MOST_DISPERSION = 100.0


class Multiplier(NamedTuple):
    """A gamma distribution of the multiplier; both infinite when there is no over-dispersion."""

    shape: Array
    rate: Array


def credibility_weight(expected: ArrayLike, k: float) -> Array:
    """Weight of the regression, w = 1 / (1 + k · expected); 1 − w is the weight of the own record.

    >>> credibility_weight([0.5, 10.0], 0.24).round(4).tolist()
    [0.8929, 0.2941]
    """
    return np.asarray(1.0 / (1.0 + k * np.asarray(expected, dtype=float)))


def shrunk_count(observed: ArrayLike, expected: ArrayLike, k: float) -> Array:
    """EB = w · expected + (1 − w) · observed, in fires over the time observed.

    >>> shrunk_count([0, 3, 12], [0.5, 2, 9], 0.24).round(6).tolist()
    [0.446429, 2.324324, 11.050633]
    """
    weight = credibility_weight(expected, k)
    return np.asarray(weight * np.asarray(expected, dtype=float) + (1.0 - weight) * np.asarray(observed, dtype=float))


def shrunk_sd(observed: ArrayLike, expected: ArrayLike, k: float) -> Array:
    """Standard deviation of EB: sqrt((1 − w) · EB)."""
    return np.asarray(np.sqrt((1.0 - credibility_weight(expected, k)) * shrunk_count(observed, expected, k)))


def posterior_multiplier(observed: ArrayLike, expected: ArrayLike, k: float) -> Multiplier:
    """Gamma(1/k + observed, 1/k + expected) of the multiplier."""
    with np.errstate(divide="ignore"):
        prior = np.divide(1.0, k)
    return Multiplier(
        np.asarray(prior + np.asarray(observed, dtype=float)), np.asarray(prior + np.asarray(expected, dtype=float))
    )


def own_record_factor(observed: ArrayLike, expected: ArrayLike, k: float) -> Array:
    """Mean of the multiplier, (1 + k · observed) / (1 + k · expected): never falls when ``observed`` rises.

    >>> own_record_factor([0, 1], [0.1, 0.1], 2.0).round(4).tolist()
    [0.8333, 2.5]
    """
    return np.asarray((1.0 + k * np.asarray(observed, dtype=float)) / (1.0 + k * np.asarray(expected, dtype=float)))


def gamma_interval(mean: ArrayLike, shape: ArrayLike, coverage: float) -> tuple[Array, Array]:
    """Central interval of a gamma with this mean and shape; an infinite shape gives the mean itself.

    >>> low, high = gamma_interval([1.0], [1.0], 0.90)
    >>> round(float(low[0]), 4), round(float(high[0]), 4)
    (0.0513, 2.9957)
    """
    from scipy.special import gammaincinv

    mean, shape = np.broadcast_arrays(np.asarray(mean, dtype=float), np.asarray(shape, dtype=float))
    finite = np.isfinite(shape)
    safe = np.where(finite, shape, 1.0)
    tail = (1.0 - coverage) / 2.0
    low, high = (gammaincinv(safe, share) / safe * mean for share in (tail, 1.0 - tail))
    return np.where(finite, low, mean), np.where(finite, high, mean)


def probability_of_fire(mean: ArrayLike, shape: ArrayLike) -> Array:
    """P(at least one fire within a year) when the yearly rate is gamma: 1 − (1 + mean/shape)^−shape.

    >>> probability_of_fire([0.1], [np.inf]).round(6).tolist()
    [0.095163]
    """
    mean, shape = np.broadcast_arrays(np.asarray(mean, dtype=float), np.asarray(shape, dtype=float))
    finite = np.isfinite(shape)
    safe = np.where(finite, shape, 1.0)
    return np.asarray(-np.expm1(np.where(finite, -safe * np.log1p(mean / safe), -mean)))


def widened_shape(shape: ArrayLike, log_variance: ArrayLike) -> Array:
    """Shape of the gamma whose squared coefficient of variation also holds the regression's own uncertainty.

    (1 + 1/shape)(1 + log_variance) − 1, the two being independent; an infinite shape is returned when both are none.
    """
    with np.errstate(divide="ignore"):
        own = np.divide(1.0, np.asarray(shape, dtype=float))
        return np.asarray(np.divide(1.0, own + (1.0 + own) * np.asarray(log_variance, dtype=float)))


def dispersion_by_moments(observed: Array, expected: Array) -> float:
    """k = Σ((observed − expected)² − observed) / Σ expected², not below 0 (the unit-free moment estimate).

    >>> dispersion_by_moments(np.array([0.0, 4.0]), np.array([2.0, 2.0]))
    0.5
    """
    excess = ((observed - expected) ** 2 - observed).sum() / (expected**2).sum()
    return float(np.clip(excess, 0.0, MOST_DISPERSION))


def dispersion_by_likelihood(observed: Array, expected: Array) -> float:
    """k that maximises the negative-binomial likelihood given ``expected`` (subjects,); 0 at the lower edge."""
    from scipy.optimize import minimize_scalar
    from scipy.special import gammaln

    some = observed > 0
    # subjects without a fire need no log-gamma, and they are nearly all
    seen, due = observed[some], expected[some]

    def loss(log_k: float) -> float:
        k = float(np.exp(log_k))
        total = -(np.log1p(k * expected) / k).sum()
        total += (gammaln(seen + 1 / k) - gammaln(1 / k) + seen * (np.log(k * due) - np.log1p(k * due))).sum()
        return -float(total)

    edges = (np.log(LEAST_DISPERSION), np.log(MOST_DISPERSION))
    k = float(np.exp(minimize_scalar(loss, bounds=edges, method="bounded", options={"xatol": 1e-4}).x))
    return k if k > 2 * LEAST_DISPERSION else 0.0
