"""Fuzzy comprehensive evaluation beside the weighted score: memberships × weights → one vector a subject.

Pure numpy. With m_il the membership of indicator i's safety score (0..100, 100 safest) in level l and w_i its weight:

    b_l = sum_i w_i m_il / sum_i w_i

The level is that of the largest b_l (maximum membership principle), the score sum_l b_l s_l / sum_l b_l (weighted-mean
defuzzification). Neither touches the weighted score, its grade or the order of the register.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from riskkit.scoring.columns import Floats

Trapezoid = tuple[float, float, float, float]


def trapezoid(values: Floats, corners: Trapezoid) -> Floats:
    """Membership of ``values`` in the trapezoid (a, b, c, d): 0 outside [a, d], 1 on [b, c], straight between.

    The corners themselves belong where the line puts them; a side without width (a = b) is a step that its corner
    belongs to. NaN stays NaN.

    >>> trapezoid(np.array([10.0, 15.0, 20.0, 30.0, 40.0]), (10, 20, 30, 40)).tolist()
    [0.0, 0.5, 1.0, 1.0, 0.0]
    """
    a, b, c, d = corners
    rising = (values - a) / (b - a) if b > a else (values >= a).astype(np.float64)
    falling = (d - values) / (d - c) if d > c else (values <= d).astype(np.float64)
    inside = np.clip(np.minimum(rising, falling), 0.0, 1.0)
    return np.where(np.isnan(values), np.nan, inside)


def memberships(scores: Floats, levels: Sequence[Trapezoid]) -> Floats:
    """Membership of every score in every level: shape (n, leaves) → (n, leaves, levels)."""
    return np.stack([trapezoid(scores, corners) for corners in levels], axis=-1)


def membership_vectors(membership: Floats, weights: Floats) -> Floats:
    """The vector of each subject, shape (n, levels), from memberships (n, leaves, levels) and weights (n, leaves).

    Weights need not sum to 1; a leaf of weight 0 (unknown, not applicable) is not looked at, whatever its membership.
    A subject without any weight has no vector (NaN). Added leaf by leaf, so that a subject's vector does not depend
    on the subjects beside it.

    >>> one = np.array([[[1.0, 0.0], [0.0, 1.0], [np.nan, np.nan]]])
    >>> membership_vectors(one, np.array([[0.3, 0.1, 0.0]])).round(4).tolist()
    [[0.75, 0.25]]
    """
    total = np.zeros(membership.shape[::2])
    weight = np.zeros(membership.shape[0])
    for leaf in range(membership.shape[1]):
        share = weights[:, leaf]
        total += np.where(share[:, None] > 0, share[:, None] * membership[:, leaf], 0.0)
        weight += share
    return np.divide(total, weight[:, None], out=np.full_like(total, np.nan), where=weight[:, None] > 0)


def largest_level(vectors: Floats) -> NDArray[np.int64]:
    """Position of the largest membership of each vector (n, levels), levels best first; the worse one on a tie.

    -1 where there is no vector. Published examples of five levels:

    >>> largest_level(np.array([[0.10, 0.18, 0.28, 0.30, 0.14], [0.11, 0.21, 0.31, 0.26, 0.11]])) + 1
    array([4, 3])
    """
    last = vectors.shape[1] - 1
    worst_first = np.where(np.isnan(vectors), -1.0, vectors)[:, ::-1]
    return np.where(np.isnan(vectors).any(axis=1), -1, last - worst_first.argmax(axis=1))


def defuzzified(vectors: Floats, points: Sequence[float]) -> Floats:
    """The weighted mean of the levels' ``points``, shape (n,); NaN where there is no vector.

    >>> float(defuzzified(np.array([[0.1, 0.2, 0.3, 0.3, 0.1]]), [1, 0.8, 0.6, 0.4, 0.2])[0].round(4))
    0.58
    """
    total = np.zeros(len(vectors))
    weight = np.zeros(len(vectors))
    for position, score in enumerate(points):
        total += vectors[:, position] * score
        weight += vectors[:, position]
    return np.divide(total, weight, out=np.full_like(total, np.nan), where=weight > 0)
