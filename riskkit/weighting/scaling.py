"""A decision matrix: alternatives in rows, criteria in columns; read, checked and put on one scale."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from riskkit.errors import RiskkitError
from riskkit.weighting.judgements import Floats, names_for

MissingPolicy = Literal["refuse", "drop_row"]


@dataclass(frozen=True, slots=True, eq=False)
class DecisionMatrix:
    """m × n values without gaps, the criteria's names, which are costs, which are constant."""

    values: Floats
    names: tuple[str, ...]
    is_cost: NDArray[np.bool_]
    is_constant: NDArray[np.bool_]
    rows_dropped: tuple[int, ...]


def decision_matrix(
    table: ArrayLike,
    names: Sequence[str] | None = None,
    cost: Collection[str | int] = (),
    missing: MissingPolicy = "refuse",
) -> DecisionMatrix:
    """Read an m × n array or DataFrame (its column names are the criteria unless ``names`` are given).

    ``cost`` names the criteria (or their 0-based places) where less is better. An empty cell (None, NaN) raises
    WGT-05 with criterion and row (the first is 1) under "refuse"; "drop_row" leaves its row out. Raises ARG-01 for
    another shape, infinity, text, or an unknown criterion or policy.
    """
    if missing not in get_args(MissingPolicy):
        raise RiskkitError("ARG-01", where="missing", found=str(missing), allowed=", ".join(get_args(MissingPolicy)))
    values = _numbers(table)
    if names is None:
        names = [str(name) for name in getattr(table, "columns", ())] or None
    known_names = names_for(values.shape[1], names)
    rows, columns = np.nonzero(np.isinf(values))
    for row, column in zip(rows, columns, strict=True):
        raise RiskkitError("ARG-01", where=known_names[column], found=f"∞ [{row + 1}]")
    empty = np.isnan(values)
    if missing == "refuse":
        for row, column in np.argwhere(empty):
            raise RiskkitError("WGT-05", where=known_names[column], found=f"[{row + 1}]", allowed="drop_row")
    dropped = np.flatnonzero(empty.any(axis=1))
    values = np.delete(values, dropped, axis=0)
    if not len(values):
        raise RiskkitError("WGT-05", where="drop_row", found="0 × n", allowed="≥ 1 × n")
    is_constant = values.max(axis=0) == values.min(axis=0)
    places = tuple(int(row) + 1 for row in dropped)
    return DecisionMatrix(values, known_names, _cost_mask(cost, known_names), is_constant, places)


def min_max(matrix: DecisionMatrix, constant: float = 0.0) -> Floats:
    """(x − min)/(max − min), for a cost (max − x)/(max − min); a constant column becomes ``constant``."""
    low, high = matrix.values.min(axis=0), matrix.values.max(axis=0)
    span = np.where(matrix.is_constant, 1.0, high - low)
    scaled = np.where(matrix.is_cost, high - matrix.values, matrix.values - low) / span
    return np.where(matrix.is_constant, constant, scaled)


def _numbers(table: ArrayLike) -> Floats:
    try:
        values = np.array(_plain(table), dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise RiskkitError("ARG-01", where="matrix", found=str(error), allowed="m × n") from error
    if values.ndim != 2 or not values.size:
        raise RiskkitError("ARG-01", where="matrix", found=" × ".join(map(str, values.shape)), allowed="m × n")
    return values


def _plain(table: Any) -> Any:
    """A DataFrame's values without importing its library; anything else as it is."""
    return table.to_numpy() if hasattr(table, "to_numpy") else table


def _cost_mask(cost: Collection[str | int], names: tuple[str, ...]) -> NDArray[np.bool_]:
    mask = np.zeros(len(names), dtype=np.bool_)
    for wanted in [cost] if isinstance(cost, str) else cost:
        if isinstance(wanted, str) and wanted in names:
            mask[names.index(wanted)] = True
        elif not isinstance(wanted, str) and 0 <= wanted < len(names):
            mask[wanted] = True
        else:
            raise RiskkitError("ARG-01", where="cost", found=str(wanted), allowed=", ".join(names))
    return mask
