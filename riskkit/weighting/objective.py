"""Weights from the spread of the values alone: entropy, CRITIC, standard deviation.

X is m × n: m alternatives (rows), n criteria (columns). A constant column gets weight 0 and a finding WGT-03.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from riskkit.errors import Finding, RiskkitError
from riskkit.weighting.judgements import Floats
from riskkit.weighting.scaling import DecisionMatrix, MissingPolicy, decision_matrix, min_max

EntropyScale = Literal["sum", "min_max"]
SpreadScale = Literal["none", "min_max"]
ObjectiveMethod = Literal["entropy", "critic", "standard_deviation"]

_NO_CONTRAST = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class ObjectiveResult:
    """Weights (read-only, shape (n,), sum 1), what they were made of, and everything that was done to get them.

    ``measure`` is per criterion the entropy e, CRITIC's information C or the standard deviation;
    ``rows_dropped`` are rows (the first is 1) left out under "drop_row"; ``findings`` name constant columns (WGT-03).
    """

    weights: Floats
    measure: Floats
    method: ObjectiveMethod
    normalisation: str
    names: tuple[str, ...]
    cost: tuple[str, ...]
    rows_used: int
    rows_dropped: tuple[int, ...]
    findings: tuple[Finding, ...]


def entropy_weights(
    X: ArrayLike,
    cost: Collection[str | int] = (),
    names: Sequence[str] | None = None,
    *,
    normalisation: EntropyScale = "sum",
    missing: MissingPolicy = "refuse",
) -> ObjectiveResult:
    """Entropy weights w = (1 − e)/Σ(1 − e), e = −(1/ln m)·Σ p·ln p with 0·ln 0 = 0 (Shannon; Hwang and Yoon 1981).

    p are the column's shares: of the values themselves ("sum": a cost is used as it is, its spread has no
    direction), or of the values scaled to 0..1 with costs turned ("min_max"). Raises WGT-04 naming the criterion
    with a negative value ("sum" only), WGT-05 naming criterion and row of an empty cell, WGT-03 when every column
    is constant, ARG-01 for a bad argument.

    >>> entropy_weights([[1, 2], [4, 16]]).weights.round(6).tolist()
    [0.358889, 0.641111]
    """
    _one_of(normalisation, EntropyScale)
    matrix = decision_matrix(X, names, cost, missing)
    if normalisation == "sum":
        for row, column in np.argwhere(matrix.values < 0):
            found = f"{matrix.values[row, column]:g}"
            raise RiskkitError("WGT-04", where=matrix.names[column], found=found, allowed="≥ 0")
    values = matrix.values if normalisation == "sum" else min_max(matrix)
    totals = values.sum(axis=0)
    shares = values / np.where(totals > 0, totals, 1.0)
    terms = shares * np.log(np.where(shares > 0, shares, 1.0))
    entropies = -terms.sum(axis=0) / np.log(max(len(values), 2))
    # a column without spread is exactly 1, not 1 − 2e-16
    entropies = np.where(matrix.is_constant, 1.0, np.clip(entropies, 0.0, 1.0))
    return _result(matrix, "entropy", normalisation, entropies, 1.0 - entropies)


def critic_weights(
    X: ArrayLike,
    cost: Collection[str | int] = (),
    names: Sequence[str] | None = None,
    *,
    missing: MissingPolicy = "refuse",
) -> ObjectiveResult:
    """CRITIC weights C/ΣC, C_j = σ_j·Σ_k(1 − r_jk) on min-max scaled columns, costs turned, r Pearson's.

    Source: Diakoulaki, Mavrotas and Papayannakis, Computers & Operations Research 22(7), 1995, pp. 763-770.
    Constant columns take no part in r. A single column with spread gets weight 1. Raises WGT-06 when the columns
    are all perfectly correlated (C = 0 everywhere), WGT-05 and WGT-03 as :func:`entropy_weights`.

    >>> T = [[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]]
    >>> critic_weights(T).weights.round(6).tolist()
    [0.247602, 0.477556, 0.274843]
    """
    matrix = decision_matrix(X, names, cost, missing)
    live = np.flatnonzero(~matrix.is_constant)
    information = np.zeros(len(matrix.names))
    if len(live) == 1:
        information[live] = 1.0
    elif len(live) > 1:
        scaled = min_max(matrix)[:, live]
        correlation = np.clip(np.corrcoef(scaled, rowvar=False), -1.0, 1.0)
        information[live] = scaled.std(axis=0, ddof=1) * (1.0 - correlation).sum(axis=0)
        if information.sum() < _NO_CONTRAST * len(live):
            raise RiskkitError("WGT-06", where="CRITIC", found=", ".join(matrix.names[place] for place in live))
    return _result(matrix, "critic", "min_max", information, information)


def standard_deviation_weights(
    X: ArrayLike,
    cost: Collection[str | int] = (),
    names: Sequence[str] | None = None,
    *,
    normalisation: SpreadScale = "none",
    missing: MissingPolicy = "refuse",
) -> ObjectiveResult:
    """Weights σ/Σσ of the values as they are ("none") or of the min-max scaled values.

    "none" lets the measure (uom) of a column decide its weight: use it only on columns of one measure. Raises as
    :func:`entropy_weights`, except WGT-04.

    >>> standard_deviation_weights([[1, 2], [4, 16]]).weights.round(6).tolist()
    [0.176471, 0.823529]
    """
    _one_of(normalisation, SpreadScale)
    matrix = decision_matrix(X, names, cost, missing)
    values = matrix.values if normalisation == "none" else min_max(matrix)
    deviations = np.where(matrix.is_constant, 0.0, values.std(axis=0))
    return _result(matrix, "standard_deviation", normalisation, deviations, deviations)


def _one_of(value: str, allowed: Any) -> None:
    if value not in get_args(allowed):
        raise RiskkitError("ARG-01", where="normalisation", found=str(value), allowed=", ".join(get_args(allowed)))


def _result(
    matrix: DecisionMatrix, method: ObjectiveMethod, normalisation: str, measure: Floats, strength: Floats
) -> ObjectiveResult:
    if not strength.sum() > 0:
        raise RiskkitError("WGT-03", where="matrix", found=", ".join(matrix.names))
    weights: Floats = strength / strength.sum()
    measure = measure.copy()
    weights.setflags(write=False)
    measure.setflags(write=False)
    findings = tuple(
        Finding("WGT-03", column=matrix.names[place], value=f"{matrix.values[0, place]:g}")
        for place in np.flatnonzero(matrix.is_constant)
    )
    return ObjectiveResult(
        weights=weights,
        measure=measure,
        method=method,
        normalisation=normalisation,
        names=matrix.names,
        cost=tuple(name for name, is_cost in zip(matrix.names, matrix.is_cost, strict=True) if is_cost),
        rows_used=len(matrix.values),
        rows_dropped=matrix.rows_dropped,
        findings=findings,
    )
