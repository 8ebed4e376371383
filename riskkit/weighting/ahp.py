"""Weights from pairwise judgements: the analytic hierarchy process (Saaty 1977, 1980) in three methods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from riskkit.errors import RiskkitError
from riskkit.weighting.judgements import Floats, judgement_matrix, most_inconsistent, names_for

Method = Literal["eigenvector", "geometric_mean", "column_normalisation"]

CR_LIMIT = 0.1
"""A matrix is accepted when CR < 0.1 (Saaty 1980)."""

# saaty: Saaty 1980, as fire papers print it (n = 3..10). donegan_dodd: Donegan and Dodd, Mathematical and Computer
# Modelling 15(10), 1991, pp. 135-137. The same matrix can pass under one table and fail under another.
RI_TABLES: dict[str, dict[int, float]] = {
    "saaty": {3: 0.58, 4: 0.90, 5: 1.12, 6: 1.24, 7: 1.32, 8: 1.41, 9: 1.45, 10: 1.49},
    "donegan_dodd": {3: 0.4914, 4: 0.8286, 5: 1.0591, 6: 1.1797, 7: 1.2519, 8: 1.3171, 9: 1.3733, 10: 1.4055},
}


@dataclass(frozen=True, slots=True, eq=False)
class AhpResult:
    """Weights of n criteria (read-only, sum 1) and how consistent the judgements are.

    ``ci`` = (λmax − n)/(n − 1), ``cr`` = ci/ri; ``ri`` and ``cr`` are NaN when ``missing_pairs`` > 0, since RI
    tables hold for complete matrices only. ``ri_table`` is a name of :data:`RI_TABLES` or "custom".
    """

    weights: Floats
    lambda_max: float
    ci: float
    ri: float
    cr: float
    method: Method
    ri_table: str
    names: tuple[str, ...]
    missing_pairs: int = 0

    @property
    def is_consistent(self) -> bool:
        """CR < 0.1; False when CR cannot be known."""
        return self.cr < CR_LIMIT


def ahp_weights(
    matrix: ArrayLike | Sequence[Sequence[Any]],
    method: Method = "eigenvector",
    names: Sequence[str] | None = None,
    ri: str | Mapping[int, float] = "saaty",
    *,
    require_consistent: bool = False,
) -> AhpResult:
    """Weights from an n × n judgement matrix, a(i, j) = how many times criterion i matters more than j.

    eigenvector
        the principal right eigenvector, λmax its eigenvalue (Saaty 1977).
    geometric_mean
        (方根法) row geometric means; the logarithmic least squares solution (Crawford and Williams 1985).
    column_normalisation
        (和积法) row means of the matrix divided by its column sums.

    The last two take λmax = mean((A·w)_i / w_i). Half a matrix is enough: a(j, i) is filled from a(i, j). A pair
    compared in neither direction (None or NaN) is allowed for the first two methods as long as the comparisons
    connect all criteria: the eigenvector then follows Harker (1987), λmax is of his matrix, CR is not known.

    ``ri`` names the table of random indices: "saaty" (n = 3..7 0.58, 0.90, 1.12, 1.24, 1.32 as printed in Chinese
    fire papers; 8..10 1.41, 1.45, 1.49 its printed continuation), "donegan_dodd" (1991), or a mapping n → RI.
    For n = 2, RI and CR are 0. Raises AHP-01 (shape), AHP-02 (a pair not reciprocal, both criteria named), AHP-03
    (``require_consistent`` and CR ≥ 0.1; the pair furthest from its weights named), AHP-04 (n beyond the table),
    AHP-05 (comparisons not connected), ARG-01 (unknown method or table).

    >>> result = ahp_weights([[1, 3, 5], [1/3, 1, 2], [1/5, 1/2, 1]], names=["fire load", "exits", "staff"])
    >>> result.weights.round(4).tolist(), round(result.cr, 4)
    ([0.6483, 0.2297, 0.122], 0.0032)
    """
    if method not in get_args(Method):
        raise RiskkitError("ARG-01", where="method", found=str(method), allowed=", ".join(get_args(Method)))
    judged = judgement_matrix(matrix, names)
    size = len(judged)
    missing_pairs = int(np.isnan(judged).sum()) // 2
    if missing_pairs and method == "column_normalisation":
        found = f"{method}, {missing_pairs} × None"
        raise RiskkitError("ARG-01", where="method", found=found, allowed="eigenvector, geometric_mean")
    weights, lambda_max = _solve(judged, method)
    # round-off alone could put λmax a hair below n
    ci = max(0.0, (lambda_max - size) / (size - 1))
    ri_value, cr, ri_table = consistency_ratio(ci, size, ri)
    if missing_pairs:
        ri_value = cr = float("nan")
    weights.setflags(write=False)
    result = AhpResult(weights, lambda_max, ci, ri_value, cr, method, ri_table, names_for(size, names), missing_pairs)
    if require_consistent and not result.is_consistent:
        raise _inconsistent(result, judged)
    return result


def consistency_ratio(ci: float, size: int, ri: str | Mapping[int, float] = "saaty") -> tuple[float, float, str]:
    """(RI, CR = CI/RI, the table's name) for ``size`` criteria; 0, 0 for two or fewer.

    Raises AHP-04 when the table has no positive RI for ``size``, ARG-01 for an unknown table.

    >>> consistency_ratio(0.0018, 3)[1].__round__(4)
    0.0031
    """
    if isinstance(ri, str) and ri not in RI_TABLES:
        raise RiskkitError("ARG-01", where="ri", found=ri, allowed=", ".join(RI_TABLES))
    table, name = (RI_TABLES[ri], ri) if isinstance(ri, str) else (ri, "custom")
    if size <= 2:
        return 0.0, 0.0, name
    value = table.get(size)
    if value is None or not value > 0:
        allowed = ", ".join(str(known) for known in sorted(table) if table[known] > 0)
        raise RiskkitError("AHP-04", where=name, found=f"n = {size}", allowed=f"n = 2, {allowed}")
    return float(value), ci / float(value), name


def _solve(judged: Floats, method: Method) -> tuple[Floats, float]:
    known = ~np.isnan(judged)
    # Harker: 0 for a missing judgement, 1 + the row's number of missing ones on the diagonal; A itself when complete
    filled = np.where(known, judged, 0.0)
    np.fill_diagonal(filled, 1.0 + (~known).sum(axis=1))
    if method == "eigenvector":
        values, vectors = np.linalg.eig(filled)
        principal = int(np.argmax(values.real))
        weights = np.abs(vectors[:, principal].real)
        return weights / weights.sum(), float(values[principal].real)
    if method == "geometric_mean":
        weights = _least_squares(judged, known)
    else:
        weights = (judged / judged.sum(axis=0)).mean(axis=1)
    return weights, float(np.mean(filled @ weights / weights))


def _least_squares(judged: Floats, known: np.ndarray[Any, np.dtype[np.bool_]]) -> Floats:
    """Logarithmic least squares; for a complete matrix the row geometric means."""
    logs = np.where(known, np.log(judged), 0.0)
    if known.all():
        solution = logs.mean(axis=1)
    else:
        laplacian = np.diag(known.sum(axis=1)) - known.astype(np.float64)
        solution = np.linalg.lstsq(laplacian, logs.sum(axis=1), rcond=None)[0]
    weights: Floats = np.exp(solution - solution.max())
    weights /= weights.sum()
    return weights


def _inconsistent(result: AhpResult, judged: Floats) -> RiskkitError:
    first, second, implied = most_inconsistent(judged, result.weights)
    pair = f"{result.names[first]} : {result.names[second]}"
    found = f"CR = {result.cr:.4f}, RI = {result.ri:g} ({result.ri_table}); {pair} = {judged[first, second]:g}"
    return RiskkitError("AHP-03", where=pair, found=found, allowed=f"CR < {CR_LIMIT:g}; {pair} ≈ {implied:.2f}")
