"""Choose the ridge on past periods only: fit on the periods before one, judge on it, roll forward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from riskkit.models.rows import CodedRows
from riskkit.models.shrinkage import dispersion_by_likelihood, own_record_factor

# periods to judge on, the latest ones; more cost fits and say little
MOST_JUDGED_PERIODS = 4
# with so many covariate patterns one period says enough
MANY_PATTERNS = 200_000
# a first period to judge on needs at least this many fires before it
LEAST_FIRES_BEFORE = 10


@dataclass(frozen=True)
class RidgeChoice:
    """The ridge taken, and for every ridge of the grid the mean log-likelihood ahead and how surely it is beaten.

    ``scores``: mean over the rows judged; ``errors``: standard error of its distance from the best.
    """

    ridge: float | None
    scores: dict[float, float]
    errors: dict[float, float]


def log_likelihood_ahead(rows: CodedRows, period: int, ridge: float, half_life: float | None) -> NDArray[np.float64]:
    """Poisson log-likelihood of each row of ``period`` when everything is learnt on the periods before it.

    Without the log-factorial of the fires, which no model changes.
    """
    past = rows.only(rows.period < period).faded(half_life)
    rates = past.fit(ridge).rates(rows.matrix)
    observed, expected = past.own_record(rates)
    factor = own_record_factor(observed, expected, dispersion_by_likelihood(observed, expected))
    test = rows.only(rows.period == period)
    mean = test.exposure * rates[test.pattern] * factor[test.subject]
    return np.asarray(test.fires * np.log(mean) - mean)


def judged_periods(rows: CodedRows) -> list[int]:
    """The latest periods that have enough fires before them to be judged on."""
    periods = np.unique(rows.period)
    enough = [int(p) for p in periods[1:] if rows.fires[rows.period < p].sum() >= LEAST_FIRES_BEFORE]
    most = 1 if len(rows.matrix) >= MANY_PATTERNS else MOST_JUDGED_PERIODS
    return enough[-most:]


def choose_ridge(
    rows: CodedRows, grid: Sequence[float], half_life: float | None = None, caution: float = 1.0
) -> RidgeChoice:
    """Choose from ``grid``, every judged period foretold from earlier ones.

    The strongest ridge is taken that is not worse than the best by more than ``caution`` standard errors of the
    difference (1: the one-standard-error rule of Hastie, Tibshirani & Friedman 2009, §7.10; 0: the best itself).
    Fires are few, and the best of a few years is partly luck. Every judged period lies inside ``rows``, so the
    period to be predicted, which comes after them, is never used. Without a period to judge on the choice is None.
    """
    periods = judged_periods(rows)
    if not periods:
        return RidgeChoice(None, {}, {})
    ahead = {
        float(ridge): np.concatenate([log_likelihood_ahead(rows, period, ridge, half_life) for period in periods])
        for ridge in grid
    }
    scores = {ridge: float(found.mean()) for ridge, found in ahead.items()}
    best = max(scores, key=scores.__getitem__)
    errors = {ridge: float((ahead[best] - found).std() / np.sqrt(len(found))) for ridge, found in ahead.items()}
    near = [ridge for ridge in scores if scores[best] - scores[ridge] <= caution * errors[ridge]]
    return RidgeChoice(max(near), scores, errors)
