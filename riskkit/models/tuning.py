"""Choose the ridge on past periods only: fit on the periods before one, judge on it, roll forward."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from riskkit.models.rows import CodedRows
from riskkit.models.shrinkage import dispersion_by_likelihood, own_record_factor

# periods to judge on, the latest ones; more cost fits and say little
MOST_JUDGED_PERIODS = 4
# a first period to judge on needs at least this many fires before it
LEAST_FIRES_BEFORE = 10


def log_likelihood_ahead(rows: CodedRows, period: int, ridge: float, half_life: float | None) -> float:
    """Mean Poisson log-likelihood of ``period`` when everything is learnt on the periods before it.

    Without the log-factorial of the fires, which no model changes.
    """
    past = rows.only(rows.period < period).faded(half_life)
    rates = past.fit(ridge).rates(rows.matrix)
    observed, expected = past.own_record(rates)
    factor = own_record_factor(observed, expected, dispersion_by_likelihood(observed, expected))
    test = rows.only(rows.period == period)
    mean = test.exposure * rates[test.pattern] * factor[test.subject]
    return float((test.fires * np.log(mean) - mean).mean())


def judged_periods(rows: CodedRows) -> list[int]:
    """The latest periods that have enough fires before them to be judged on."""
    periods = np.unique(rows.period)
    enough = [int(p) for p in periods[1:] if rows.fires[rows.period < p].sum() >= LEAST_FIRES_BEFORE]
    return enough[-MOST_JUDGED_PERIODS:]


def choose_ridge(rows: CodedRows, grid: Sequence[float], half_life: float | None = None) -> dict[float, float]:
    """Mean log-likelihood ahead for every ridge of ``grid``; empty when there is no past to judge on.

    The first of the best is the choice; every judged period lies inside ``rows``, so the period to be predicted,
    which comes after them, is never used.
    """
    periods = judged_periods(rows)
    if not periods:
        return {}
    return {
        float(ridge): float(np.mean([log_likelihood_ahead(rows, period, ridge, half_life) for period in periods]))
        for ridge in grid
    }
