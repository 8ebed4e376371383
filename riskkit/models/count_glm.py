"""Poisson regression with exposure on covariate patterns: log(fires a year) = intercept + columns · coefficients.

Rows that share a covariate pattern are summed first. That is exact: the Poisson likelihood depends on the rows
only through fires and exposure of each pattern (McCullagh & Nelder 1989, §6.2).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from riskkit.errors import RiskkitError

Array = NDArray[np.float64]
BLOCK_ROWS = 65536
POLISH_STEPS = 8
# largest score, in standard errors of its coefficient, at which a fit counts as solved
SCORE_LIMIT = 1e-6


@dataclass(frozen=True)
class PoissonFit:
    """A solved regression; ``covariance`` has the intercept first, ``score`` is the largest in standard errors."""

    intercept: float
    coefficients: Array
    covariance: Array
    score: float

    def rates(self, matrix: Array) -> Array:
        """Fires a year, shape (rows,), of encoded rows."""
        rates: Array = np.exp(self.intercept + matrix @ self.coefficients)
        return rates

    def log_variance(self, matrix: Array) -> Array:
        """Variance of the logarithm of the rates, shape (rows,), from the coefficients' uncertainty alone."""
        variance = np.empty(len(matrix))
        for part in _blocks(len(matrix)):
            columns = _with_intercept(matrix[part])
            variance[part] = np.einsum("ij,jk,ik->i", columns, self.covariance, columns, optimize=True)
        return np.clip(variance, 0.0, None)


def pattern_codes(features: pd.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For every row the number of its covariate pattern, and for every pattern the first row that has it.

    Patterns are numbered as they first appear; missing values equal one another.

    >>> codes, first = pattern_codes(pd.DataFrame({"use": ["b", "a", "b"], "area": [1.0, None, 1.0]}))
    >>> codes.tolist(), first.tolist()
    ([0, 1, 0], [0, 1])
    """
    codes = np.zeros(len(features), dtype=np.int64)
    for name in features.columns:
        values, found = pd.factorize(features[name])
        codes = pd.factorize(codes * (len(found) + 1) + values + 1)[0].astype(np.int64)
    first = np.empty(codes.max() + 1 if len(codes) else 0, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return codes, first


def fit_poisson(
    matrix: Array,
    fires: Array,
    exposure: Array,
    *,
    ridge: float,
    reference: NDArray[np.bool_] | None = None,
    empty: NDArray[np.bool_] | None = None,
) -> PoissonFit:
    """Maximise the Poisson log-likelihood − ridge/2 · Σ coefficient²; the intercept is not penalised.

    ``matrix`` (patterns, columns), ``fires`` and ``exposure`` (patterns,). ``ridge`` is the prior precision of a
    standardised coefficient, the same for any amount of data. At ``ridge`` 0 the columns flagged ``reference`` are
    held at 0 and those flagged ``empty`` (levels without a fire, whose estimate would run to −∞) at
    log(1 / (1 + fires expected at the overall rate)), the mean of a Gamma(1, 1) prior updated by none seen.
    Raises RiskkitError FREQ-02 (no fire), FREQ-05 (not finite, or the score equations are not met).

    >>> fit = fit_poisson(np.array([[0.0], [1.0]]), np.array([2.0, 6.0]), np.array([10.0, 10.0]), ridge=0.0)
    >>> fit.rates(np.array([[0.0], [1.0]])).round(9).tolist()
    [0.2, 0.6]
    """
    if not fires.sum() > 0:
        raise RiskkitError("FREQ-02", found="0")
    at_risk = exposure > 0
    matrix, fires, exposure = matrix[at_risk], fires[at_risk], exposure[at_risk]
    coefficients = np.zeros(matrix.shape[1])
    free = np.ones(matrix.shape[1], dtype=bool)
    if ridge == 0 and empty is not None and reference is not None:
        expected = (exposure @ matrix[:, empty]) * fires.sum() / exposure.sum()
        coefficients[empty] = -np.log1p(expected)
        free = ~(empty | reference)
    adjusted = exposure * np.exp(matrix[:, ~free] @ coefficients[~free])
    columns = matrix if free.all() else matrix[:, free]
    start = _statsmodels(columns, fires, adjusted) if ridge == 0 else _scikit_learn(columns, fires, adjusted, ridge)
    solved, inverse, score = _polish(columns, fires, adjusted, ridge, start)
    coefficients[free] = solved[1:]
    covariance = np.zeros((len(free) + 1, len(free) + 1))
    kept = np.flatnonzero(np.append(True, free))
    covariance[np.ix_(kept, kept)] = inverse
    # the Gamma(1, 1) posterior after no fire is exponential: squared coefficient of variation 1
    held = np.flatnonzero(~free & (coefficients != 0)) + 1
    covariance[held, held] = 1.0
    return PoissonFit(float(solved[0]), coefficients, covariance, score)


def coefficient_table(fit: PoissonFit, columns: Sequence[str]) -> pd.DataFrame:
    """Coefficient, standard error, rate ratio and its 95 % interval, one row a column, the intercept first.

    Under a ridge the errors are those of the penalised likelihood (posterior of a normal prior).
    """
    estimate = np.append(fit.intercept, fit.coefficients)
    error = np.sqrt(np.diag(fit.covariance))
    return pd.DataFrame(
        {
            "coefficient": estimate,
            "standard_error": error,
            "rate_ratio": np.exp(estimate),
            "rate_ratio_low": np.exp(estimate - 1.959963984540054 * error),
            "rate_ratio_high": np.exp(estimate + 1.959963984540054 * error),
        },
        index=pd.Index(["(intercept)", *columns], name="column"),
    )


def _statsmodels(matrix: Array, fires: Array, exposure: Array) -> Array:
    import statsmodels.api as sm

    with warnings.catch_warnings():
        # convergence is judged below on the score equations, not on the library's own flag
        warnings.simplefilter("ignore")
        model = sm.GLM(fires, _with_intercept(matrix), family=sm.families.Poisson(), exposure=exposure)
        return np.asarray(model.fit(maxiter=100, tol=1e-10).params, dtype=float)


def _scikit_learn(matrix: Array, fires: Array, exposure: Array, ridge: float) -> Array:
    from sklearn.linear_model import PoissonRegressor

    # its loss is divided by the weights' sum, so the penalty is too; its default alpha = 1 learns nothing here
    weight = exposure.sum()
    start = np.zeros(matrix.shape[1])
    if not len(start):
        return np.array([np.log(fires.sum() / weight)])
    model: Any = PoissonRegressor(alpha=ridge / weight, solver="newton-cholesky", tol=1e-10, max_iter=100)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.fit(matrix, fires / exposure, sample_weight=exposure)
    return np.append(model.intercept_, model.coef_)


def _polish(matrix: Array, fires: Array, exposure: Array, ridge: float, estimate: Array) -> tuple[Array, Array, float]:
    """Newton steps to the last digits; the estimate, the inverse information and the largest standardised score."""
    score = np.inf
    inverse: Array = np.empty((0, 0))
    for _ in range(POLISH_STEPS):
        if not np.isfinite(estimate).all():
            break
        slope, information = _score(matrix, fires, exposure, ridge, estimate)
        if not np.isfinite(information).all():
            break
        inverse = np.asarray(np.linalg.pinv(information, hermitian=True))
        score = float(np.max(np.abs(slope) * np.sqrt(np.diag(inverse))))
        if score <= SCORE_LIMIT * 1e-3:
            break
        estimate = estimate + inverse @ slope
    if not np.isfinite(estimate).all() or not score <= SCORE_LIMIT:
        raise RiskkitError("FREQ-05", found=f"score {score:.3g}", allowed=f"<= {SCORE_LIMIT:g}")
    return estimate, inverse, score


def _score(matrix: Array, fires: Array, exposure: Array, ridge: float, estimate: Array) -> tuple[Array, Array]:
    """Score and information of the penalised log-likelihood, block by block."""
    penalty = np.append(0.0, np.full(matrix.shape[1], ridge))
    slope, information = -penalty * estimate, np.diag(penalty)
    for part in _blocks(len(matrix)):
        columns = _with_intercept(matrix[part])
        with np.errstate(over="ignore"):
            expected = exposure[part] * np.exp(columns @ estimate)
        slope += columns.T @ (fires[part] - expected)
        information += columns.T @ (columns * expected[:, None])
    return slope, information


def _with_intercept(matrix: Array) -> Array:
    return np.column_stack([np.ones(len(matrix)), matrix])


def _blocks(rows: int) -> Iterator[slice]:
    for start in range(0, rows, BLOCK_ROWS):
        yield slice(start, min(start + BLOCK_ROWS, rows))
