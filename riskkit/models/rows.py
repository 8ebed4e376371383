"""Rows subject × period in numbers: what is fitted, judged and summed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from riskkit.errors import RiskkitError
from riskkit.models.count_glm import PoissonFit, fit_poisson, pattern_codes
from riskkit.models.design import FeatureDesign, learn_design, require_features

Array = NDArray[np.float64]


@dataclass(frozen=True)
class CodedRows:
    """Rows subject × period in numbers: ``matrix`` (patterns, columns), all else (rows,).

    ``pattern`` and ``subject`` are positions, ``reference`` and ``empty`` flag columns (see fit_poisson).
    """

    matrix: Array
    reference: NDArray[np.bool_]
    empty: NDArray[np.bool_]
    pattern: NDArray[np.int64]
    subject: NDArray[np.int64]
    period: NDArray[np.int64]
    fires: Array
    exposure: Array
    subjects: int

    def only(self, rows: NDArray[np.bool_]) -> CodedRows:
        """The flagged rows; patterns and subjects keep their numbers."""
        return replace(
            self,
            pattern=self.pattern[rows],
            subject=self.subject[rows],
            period=self.period[rows],
            fires=self.fires[rows],
            exposure=self.exposure[rows],
        )

    def faded(self, half_life: float | None) -> CodedRows:
        """Fires and exposure of older periods counted less: halved every ``half_life`` periods before the last."""
        if half_life is None:
            return self
        weight = 0.5 ** ((self.period.max() - self.period) / half_life)
        return replace(self, fires=self.fires * weight, exposure=self.exposure * weight)

    def fit(self, ridge: float) -> PoissonFit:
        """Poisson regression on the sums by pattern."""
        patterns = len(self.matrix)
        return fit_poisson(
            self.matrix,
            sums(self.pattern, self.fires, patterns),
            sums(self.pattern, self.exposure, patterns),
            ridge=ridge,
            reference=self.reference,
            empty=self.empty,
        )

    def own_record(self, rates: Array) -> tuple[Array, Array]:
        """Fires seen and fires expected of every subject, shape (subjects,); ``rates`` are by pattern."""
        expected = sums(self.subject, self.exposure * rates[self.pattern], self.subjects)
        return sums(self.subject, self.fires, self.subjects), expected


def sums(place: NDArray[np.int64], values: Array, places: int) -> Array:
    """Sum of ``values`` at every place 0..places−1, always in the order of the rows."""
    return np.bincount(place, values, places).astype(float)


def code_rows(
    X: pd.DataFrame,
    y: ArrayLike,
    exposure: ArrayLike | None,
    subject_id: ArrayLike | None,
    period: ArrayLike | None,
    *,
    numeric: Sequence[str] = (),
    log: Sequence[str] = (),
    category: Sequence[str] = (),
) -> tuple[CodedRows, pd.Index[Any], FeatureDesign]:
    """Rows in numbers, the subjects' ids by position, and the design learnt; raises as FireFrequency.fit says."""
    fires = np.asarray(y, dtype=float)
    years = np.ones(len(X)) if exposure is None else np.asarray(exposure, dtype=float)
    periods = np.zeros(len(X), dtype=np.int64) if period is None else np.asarray(period).astype(np.int64)
    subject, ids = np.arange(len(X)), pd.RangeIndex(len(X)).astype(str)
    if subject_id is not None:
        subject, found = pd.factorize(np.asarray(subject_id))
        ids = pd.Index(found).astype(str)
    _check_rows(len(X), fires, years, periods, subject)
    require_features(X, [*numeric, *log, *category])
    pattern, first = pattern_codes(X[[*numeric, *log, *category]])
    patterns = X.iloc[first]
    by_pattern = [sums(pattern, values, len(first)) for values in (fires, years)]
    design = learn_design(patterns, by_pattern[0], by_pattern[1], numeric=numeric, log=log, category=category)
    flags = (design.is_column(empty=False), design.is_column(empty=True))
    rows = CodedRows(design.encode(patterns), *flags, pattern, subject, periods, fires, years, len(ids))
    return rows, ids, design


def _check_rows(rows: int, fires: Array, years: Array, periods: NDArray[Any], subject: NDArray[Any]) -> None:
    lengths = [rows, len(fires), len(years), len(periods), len(subject)]
    if len(set(lengths)) > 1:
        raise RiskkitError("FREQ-09", where="fit", found=f"{lengths}", allowed="X, y, exposure, ... alike long")
    if not (np.isfinite(fires).all() and (fires >= 0).all()):
        raise RiskkitError("FREQ-09", where="fit.y", found="negative or missing fires", allowed=">= 0")
    if not (years > 0).all() or not np.isfinite(years).all():
        raise RiskkitError("FREQ-03", where="fit.exposure", found=str(years.min()))
    if not fires.sum() > 0:
        raise RiskkitError("FREQ-02", where="fit.y", found="0")
