"""Alternatives ranked by weighted criteria: weighted sum and TOPSIS. X is m × n, the result has shape (m,)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from riskkit.errors import RiskkitError
from riskkit.weighting.checks import check_weights
from riskkit.weighting.judgements import Floats
from riskkit.weighting.scaling import DecisionMatrix, decision_matrix, min_max


def weighted_sum(
    X: ArrayLike,
    weights: ArrayLike,
    cost: Collection[str | int] = (),
    names: Sequence[str] | None = None,
    *,
    normalisation: Literal["min_max", "max"] = "min_max",
) -> Floats:
    """Σ_j w_j·x_ij on scaled columns; 1 is best in every criterion.

    "min_max": (x − min)/(max − min), a cost (max − x)/(max − min), a constant column 1. "max": x/max, a cost min/x;
    values must be > 0. Raises WGT-01, WGT-02, WGT-05 (empty cell), ARG-01 naming the criterion.

    >>> T = [[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]]
    >>> weighted_sum(T, [0.3, 0.4, 0.3]).round(4).tolist()
    [0.4, 0.7, 0.85, 0.35]
    """
    matrix, shares = _weighted(X, weights, cost, names)
    if normalisation == "min_max":
        scaled = min_max(matrix, constant=1.0)
    elif normalisation == "max":
        for row, column in np.argwhere(matrix.values <= 0):
            found = f"{matrix.values[row, column]:g} [{row + 1}]"
            raise RiskkitError("ARG-01", where=matrix.names[column], found=found, allowed="> 0")
        low, high = matrix.values.min(axis=0), matrix.values.max(axis=0)
        scaled = np.where(matrix.is_cost, low / matrix.values, matrix.values / high)
    else:
        raise RiskkitError("ARG-01", where="normalisation", found=str(normalisation), allowed="min_max, max")
    return scaled @ shares


def topsis(
    X: ArrayLike,
    weights: ArrayLike,
    cost: Collection[str | int] = (),
    names: Sequence[str] | None = None,
    *,
    normalisation: Literal["vector", "min_max"] = "vector",
) -> Floats:
    """Closeness d⁻/(d⁺ + d⁻) to the ideal, 0..1, 1 best (Hwang and Yoon 1981).

    "vector": x/√Σx², a cost has its least value as ideal; "min_max" turns costs first. When all alternatives are
    equal each is 0.5. Raises WGT-01, WGT-02, WGT-05 (empty cell), ARG-01.

    >>> T = [[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]]
    >>> topsis(T, [0.3, 0.4, 0.3]).round(6).tolist()
    [0.50372, 0.658085, 0.748249, 0.333997]
    """
    matrix, shares = _weighted(X, weights, cost, names)
    if normalisation == "vector":
        norms = np.sqrt(np.square(matrix.values).sum(axis=0))
        scaled = matrix.values / np.where(norms > 0, norms, 1.0)
        scaled = np.where(matrix.is_cost, -scaled, scaled)
    elif normalisation == "min_max":
        scaled = min_max(matrix)
    else:
        raise RiskkitError("ARG-01", where="normalisation", found=str(normalisation), allowed="vector, min_max")
    weighted = scaled * shares
    to_best = np.sqrt(np.square(weighted - weighted.max(axis=0)).sum(axis=1))
    to_worst = np.sqrt(np.square(weighted - weighted.min(axis=0)).sum(axis=1))
    reach = to_best + to_worst
    return np.where(reach > 0, to_worst / np.where(reach > 0, reach, 1.0), 0.5)


def _weighted(
    X: ArrayLike, weights: ArrayLike, cost: Collection[str | int], names: Sequence[str] | None
) -> tuple[DecisionMatrix, Floats]:
    matrix = decision_matrix(X, names, cost)
    return matrix, check_weights(weights, matrix.names)
