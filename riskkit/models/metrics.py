"""How good a frequency estimate is on a later period: capture, Gini, level, likelihood."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]


def capture_shares(score: Array, share: float) -> Array:
    """For every subject the part of it (0..1) that stands among the top ``share`` of subjects by ``score``.

    Subjects tied at the edge share the places left, so that the order of the rows decides nothing.

    >>> capture_shares(np.array([3.0, 1.0, 1.0, 0.0]), 0.5).tolist()
    [1.0, 0.5, 0.5, 0.0]
    """
    places = share * len(score)
    edge = np.sort(score)[::-1][min(int(np.ceil(places)), len(score)) - 1]
    above, tied = score > edge, score == edge
    return np.asarray(above + tied * ((places - above.sum()) / tied.sum()), dtype=float)


def capture(score: Array, fires: Array, share: float) -> float:
    """Share of all fires that happen in the top ``share`` of subjects.

    >>> capture(np.array([3.0, 2.0, 1.0, 0.0]), np.array([1.0, 0.0, 1.0, 0.0]), 0.25)
    0.5
    """
    return float(capture_shares(score, share) @ fires / fires.sum())


def gini(score: Array, fires: Array, exposure: Array) -> float:
    """Exposure-ordered Gini: twice the area between the curve of fires and the diagonal, subjects by falling score.

    Tied subjects make one straight piece. 0 for a score that knows nothing.

    >>> gini(np.array([2.0, 1.0]), np.array([1.0, 0.0]), np.array([1.0, 1.0]))
    0.5
    """
    _, group = np.unique(-score, return_inverse=True)
    years = np.cumsum(np.bincount(group, exposure)) / exposure.sum()
    caught = np.cumsum(np.bincount(group, fires)) / fires.sum()
    area = np.trapezoid(np.append(0.0, caught), np.append(0.0, years))
    return float(2.0 * area - 1.0)


def mean_log_likelihood(expected: Array, fires: Array) -> float:
    """Mean Poisson log-likelihood of ``fires`` (subjects,) when ``expected`` were due.

    >>> round(mean_log_likelihood(np.array([0.5]), np.array([1.0])), 4)
    -1.1931
    """
    from scipy.special import gammaln

    return float((fires * np.log(expected) - expected - gammaln(fires + 1.0)).mean())


def bootstrap_capture(
    caught: Array, fires: Array, *, draws: int = 1000, coverage: float = 0.95, seed: int = 20260501
) -> tuple[float, float]:
    """Interval of Σ caught / Σ fires when subjects are drawn with replacement; the ranking itself is kept.

    ``caught`` and ``fires`` are per subject, over all periods judged, so that a subject's periods stay together.
    """
    with_fire = np.flatnonzero(fires > 0)
    numbers = np.random.default_rng(seed).poisson(1.0, size=(draws, len(with_fire)))
    total = np.maximum(numbers @ fires[with_fire], 1.0)
    low, high = np.quantile(numbers @ caught[with_fire] / total, [(1 - coverage) / 2, (1 + coverage) / 2])
    return float(low), float(high)
