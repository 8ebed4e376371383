"""A judgement matrix as people write it, checked and completed: reciprocal, positive, connected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from riskkit.errors import RiskkitError

Floats = NDArray[np.float64]

_EXACT = 1e-6
_TWO_DECIMALS = 0.005 + 1e-9  # 1/3 printed as 0.33, 1/8 as 0.13


def names_for(count: int, names: Sequence[str] | None) -> tuple[str, ...]:
    """The criteria's names: those given, or "1", "2", ...

    Raises ARG-01 when their number is not ``count`` or one occurs twice.

    >>> names_for(2, None)
    ('1', '2')
    """
    if names is None:
        return tuple(str(place + 1) for place in range(count))
    given = tuple(str(name) for name in names)
    if len(given) != count:
        raise RiskkitError("ARG-01", where="names", found=str(len(given)), allowed=str(count))
    doubled = sorted({name for name in given if given.count(name) > 1})
    if doubled:
        raise RiskkitError("ARG-01", where="names", found=", ".join(doubled), allowed="unique")
    return given


def judgement_matrix(matrix: ArrayLike | Sequence[Sequence[Any]], names: Sequence[str] | None = None) -> Floats:
    """The checked n × n matrix of judgements, exactly reciprocal; NaN where a pair was never compared.

    ``None`` and NaN mean "not given": one half of a pair is filled from the other half. A reciprocal printed with
    two decimals (3 against 0.33) is taken from the judgement of the same pair that is ≥ 1. Raises AHP-01 (not a
    square of numbers with n ≥ 2), AHP-02 (a pair that is not positive, not reciprocal or contradictory; both
    criteria are named) and AHP-05 (the comparisons do not connect all criteria; the separate groups are named).

    >>> judgement_matrix([[1, 3], [None, 1]])[1, 0].round(4)
    np.float64(0.3333)
    """
    judged = _square(matrix)
    size = len(judged)
    known_names = names_for(size, names)
    diagonal = np.diagonal(judged)
    for place in np.flatnonzero(~(np.isnan(diagonal) | (np.abs(diagonal - 1) <= _EXACT))):
        raise RiskkitError("AHP-02", where=known_names[place], found=f"{diagonal[place]:g}", allowed="1")
    rows, columns = np.triu_indices(size, 1)
    for first, second in zip(rows.tolist(), columns.tolist(), strict=True):
        upper = _upper_judgement(judged[first, second], judged[second, first], known_names[first], known_names[second])
        judged[first, second] = upper
        judged[second, first] = 1.0 / upper
    np.fill_diagonal(judged, 1.0)
    _check_connected(~np.isnan(judged), known_names)
    return judged


def most_inconsistent(judged: Floats, weights: Floats) -> tuple[int, int, float]:
    """The pair (i, j) with a judgement ≥ 1 furthest, as a ratio, from w_i/w_j; and that w_i/w_j.

    >>> most_inconsistent(judgement_matrix([[1, 2, 9], [None, 1, 2], [None, None, 1]]), np.array([0.6, 0.25, 0.15]))
    (0, 2, 4.0)
    """
    implied = np.divide.outer(weights, weights)
    miss = np.nan_to_num(np.abs(np.log(judged / implied)))
    # equal misses (all of a 3 × 3 matrix are) must not be told apart by the last bit of an eigenvector
    first, second = np.unravel_index(int(np.argmax(np.triu(miss.round(9), 1))), miss.shape)
    if judged[first, second] < 1:
        first, second = second, first
    return int(first), int(second), float(implied[first, second])


def _square(matrix: ArrayLike | Sequence[Sequence[Any]]) -> Floats:
    try:
        judged = np.array(matrix, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise RiskkitError("AHP-01", where="matrix", found=str(error), allowed="n × n") from error
    if judged.ndim != 2 or judged.shape[0] != judged.shape[1] or len(judged) < 2:
        found = " × ".join(map(str, judged.shape))
        raise RiskkitError("AHP-01", where="matrix", found=found, allowed="n × n, n ≥ 2")
    return judged


def _upper_judgement(upper: float, lower: float, first: str, second: str) -> float:
    """One judgement a(first, second) from both halves of the pair; NaN when neither is given."""
    for value, pair in ((upper, (first, second)), (lower, (second, first))):
        if not np.isnan(value) and not (np.isfinite(value) and value > 0):
            raise RiskkitError("AHP-02", where=" : ".join(pair), found=f"{value:g}", allowed="> 0")
    if np.isnan(upper):
        return 1.0 / lower
    if np.isnan(lower) or abs(upper * lower - 1) <= _EXACT:
        return upper
    large, small = max(upper, lower), min(upper, lower)
    if 1 <= large <= 9 and abs(small - 1 / large) <= _TWO_DECIMALS:
        return upper if upper >= lower else 1.0 / lower
    found = f"a({first}, {second}) = {upper:.6g}, a({second}, {first}) = {lower:.6g}"
    raise RiskkitError(
        "AHP-02", where=f"{first} : {second}", found=found, allowed=f"a({second}, {first}) = {1 / upper:.6g}"
    )


def _check_connected(compared: NDArray[np.bool_], names: tuple[str, ...]) -> None:
    groups: list[list[str]] = []
    left = set(range(len(names)))
    while left:
        group = {min(left)}
        while True:
            grown = set(np.flatnonzero(compared[sorted(group)].any(axis=0)).tolist())
            if grown == group:
                break
            group = grown
        groups.append([names[place] for place in sorted(group)])
        left -= group
    if len(groups) > 1:
        found = " | ".join(", ".join(group) for group in groups)
        raise RiskkitError("AHP-05", where=groups[1][0], found=found)
