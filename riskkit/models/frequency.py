"""The fire-frequency estimator: Poisson regression on features, shrunk with each subject's own record."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from riskkit.errors import Finding, RiskkitError
from riskkit.models.count_glm import PoissonFit, coefficient_table
from riskkit.models.design import check_history, check_observed
from riskkit.models.parameters import Parameters
from riskkit.models.rows import CodedRows, code_rows
from riskkit.models.shrinkage import (
    credibility_weight,
    dispersion_by_likelihood,
    gamma_interval,
    own_record_factor,
    posterior_multiplier,
    probability_of_fire,
    widened_shape,
)
from riskkit.models.threads import single_threaded
from riskkit.models.tuning import choose_ridge

Array = NDArray[np.float64]
RIDGE_GRID = (1.0, 3.0, 10.0, 30.0, 100.0, 300.0)
# without two periods nothing can be judged; a coefficient's prior standard deviation is then 1/√3 = 0.58
RIDGE_WITHOUT_PAST = 3.0


class FireFrequency(Parameters):
    """Expected fires a year of every subject: rate of its like × what its own record adds.

    ``numeric``, ``log`` (logarithm taken) and ``category`` name the features. ``ridge``: prior precision of the
    standardised coefficients, or "past" to choose it on past periods. ``interval``: coverage of fires_low..fires_high.
    ``half_life``: periods after which a fire and its exposure count half, None for equal periods.
    ``level_periods``: fit the overall level to the latest so many periods (the ranking hardly changes), None for all;
    then the sum predicted equals the sum observed over those periods, not over all. ``ridge_caution``: a stronger
    ridge is taken while it loses at most so many standard errors against the best on past periods.

    Learnt attributes end in ``_``: ``design_``, ``glm_``, ``ridge_``, ``ridge_scores_``, ``dispersion_`` (k),
    ``level_``, ``record_`` (subject_id → fires, expected), ``periods_``, ``fires_``, ``exposure_years_``,
    ``fitted_fires_``, ``findings_``. Source: Hauer et al. 2002: the regression is the prior mean.

    >>> shops = pd.DataFrame({"use": ["shop", "home"] * 150})
    >>> fires = np.where(shops.index % 50 == 0, 3, shops.index == 1)
    >>> model = FireFrequency(category=["use"], ridge=1.0).fit(shops, fires, subject_id=shops.index)
    >>> estimate = model.predict(shops, subject_id=shops.index)
    >>> bool(estimate[0] > estimate[2] > estimate[3])
    True
    """

    def __init__(
        self,
        *,
        numeric: Sequence[str] = (),
        log: Sequence[str] = (),
        category: Sequence[str] = (),
        ridge: float | Literal["past"] = "past",
        interval: float = 0.90,
        half_life: float | None = None,
        level_periods: int | None = None,
        ridge_caution: float = 0.5,
    ) -> None:
        self.numeric = numeric
        self.log = log
        self.category = category
        self.ridge = ridge
        self.interval = interval
        self.half_life = half_life
        self.level_periods = level_periods
        self.ridge_caution = ridge_caution

    @property
    def feature_names(self) -> list[str]:
        """Numeric, log and category features, in that order."""
        return [*self.numeric, *self.log, *self.category]

    # ------------------------------------------------------------ fit

    @single_threaded
    def fit(
        self,
        X: pd.DataFrame,
        y: ArrayLike,
        *,
        exposure: ArrayLike | None = None,
        subject_id: ArrayLike | None = None,
        period: ArrayLike | None = None,
    ) -> FireFrequency:
        """Learn from rows subject × period: features ``X``, fires ``y``, ``exposure`` in years (1 without it).

        Without ``subject_id`` every row is a subject of its own and no record is kept; without ``period`` all rows
        belong to one. Raises RiskkitError FREQ-02 no fire, FREQ-03 exposure not positive, FREQ-05 not converged,
        FREQ-09 a missing feature or arrays of other lengths.
        """
        features = {"numeric": self.numeric, "log": self.log, "category": self.category}
        rows, ids, self.design_ = code_rows(X, y, exposure, subject_id, period, **features)
        self.ridge_, self.ridge_scores_ = self._ridge_for(rows)
        self.findings_: list[Finding] = self.design_.findings()
        self.periods_ = [int(value) for value in np.unique(rows.period)]
        self.fires_ = float(rows.fires.sum())
        self.exposure_years_ = float(rows.exposure.sum())
        faded = rows.faded(self.half_life)
        self.glm_: PoissonFit = faded.fit(self.ridge_)
        rates = self.glm_.rates(rows.matrix)
        self.fitted_fires_ = float((faded.exposure * rates[rows.pattern]).sum())
        self.weighted_fires_ = float(faded.fires.sum())
        observed, expected = faded.own_record(rates)
        self.dispersion_ = dispersion_by_likelihood(observed, expected)
        factor = own_record_factor(observed, expected, self.dispersion_)
        recent = np.isin(rows.period, self.periods_[-(self.level_periods or 0) :])
        due = (rows.exposure * rates[rows.pattern] * factor[rows.subject])[recent].sum()
        self.level_ = 1.0 if self.level_periods is None else float(rows.fires[recent].sum() / due)
        self.subjects_ = len(observed)
        known = slice(None) if subject_id is not None else slice(0)
        self.record_ = pd.DataFrame({"fires": observed, "expected": expected}, index=ids)[known]
        return self

    def _ridge_for(self, rows: CodedRows) -> tuple[float, dict[float, float]]:
        """The ridge and, when it was chosen, the mean log-likelihood ahead of every candidate."""
        if self.ridge != "past":
            return float(self.ridge), {}
        choice = choose_ridge(rows, RIDGE_GRID, self.half_life, self.ridge_caution)
        return RIDGE_WITHOUT_PAST if choice.ridge is None else choice.ridge, choice.scores

    # ------------------------------------------------------------ predict

    @single_threaded
    def predict(self, X: pd.DataFrame, subject_id: ArrayLike | None = None) -> Array:
        """Expected fires a year, shape (rows,); with ``subject_id`` each known subject's own record counts."""
        _, rate, record = self._parts(X, subject_id)
        return np.asarray(rate * own_record_factor(record["fires"], record["expected"], self.dispersion_))

    @single_threaded
    def predict_table(self, features: pd.DataFrame) -> pd.DataFrame:
        """One row a subject of ``features`` (index: subject_id).

        Columns: fires_per_year; fires_low, fires_high (``interval``, coefficients' uncertainty included);
        p_fire_1y; class_fires_per_year (the rate of its like); own_record_factor (fires_per_year ÷
        class_fires_per_year); credibility (weight of the own record, 0..1).
        """
        matrix, rate, record = self._parts(features, features.index)
        observed, expected = record["fires"], record["expected"]
        factor = own_record_factor(observed, expected, self.dispersion_)
        shape = posterior_multiplier(observed, expected, self.dispersion_).shape
        shape = widened_shape(shape, self.glm_.log_variance(matrix))
        mean = rate * factor
        low, high = gamma_interval(mean, shape, self.interval)
        return pd.DataFrame(
            {
                "fires_per_year": mean,
                "fires_low": low,
                "fires_high": high,
                "p_fire_1y": probability_of_fire(mean, shape),
                "class_fires_per_year": rate,
                "own_record_factor": factor,
                "credibility": 1.0 - credibility_weight(expected, self.dispersion_),
            },
            index=features.index,
        )

    @single_threaded
    def factors(self, features: pd.DataFrame) -> pd.DataFrame:
        """Why: base_fires_per_year × a factor per feature × own_record = fires_per_year, row by row.

        The base is the rate at the exposure-weighted mean of every column, so a factor says how far the subject's
        value stands from the mean.
        """
        matrix, rate, record = self._parts(features, features.index)
        base = self.level_ * np.exp(self.glm_.intercept + self.design_.means @ self.glm_.coefficients)
        table = {"base_fires_per_year": np.full(len(features), base)}
        shift = (matrix - self.design_.means) * self.glm_.coefficients
        for position, code in enumerate(self.design_.codes):
            table[code.name] = np.exp(shift[:, self.design_.owners == position].sum(axis=1))
        table["own_record"] = own_record_factor(record["fires"], record["expected"], self.dispersion_)
        table["fires_per_year"] = rate * table["own_record"]
        return pd.DataFrame(table, index=features.index)

    def coefficients(self) -> pd.DataFrame:
        """The regression's coefficients with standard errors and rate ratios (count_glm.coefficient_table)."""
        return coefficient_table(self.glm_, self.design_.columns)

    def _parts(self, X: pd.DataFrame, subject_id: Any) -> tuple[Array, Array, dict[str, Array]]:
        """Encoded rows, rates of their like, and the records (zeros for a subject not seen)."""
        if not hasattr(self, "glm_"):
            raise RiskkitError("FREQ-09", where="FireFrequency", found="not fitted", allowed="fit(...) first")
        matrix = self.design_.encode(X)
        rate = self.level_ * self.glm_.rates(matrix)
        record = {"fires": np.zeros(len(X)), "expected": np.zeros(len(X))}
        if subject_id is not None and len(self.record_):
            place = self.record_.index.get_indexer(pd.Index(pd.Index(np.asarray(subject_id)).astype(str)))
            for name in record:
                record[name] = np.where(place >= 0, self.record_[name].to_numpy()[place], 0.0)
        return matrix, rate, record


def fit_frequency(
    features: pd.DataFrame,
    history: pd.DataFrame,
    *,
    observed_on: Mapping[str, date] | None = None,
    fixed: Collection[str] = (),
    numeric: Sequence[str] = (),
    log: Sequence[str] = (),
    category: Sequence[str] = (),
    window_start: date,
    **params: Any,
) -> FireFrequency:
    """Fit on features (index or column ``subject_id``) and a history table (see history_table).

    ``params`` go to :class:`FireFrequency`. Raises RiskkitError FREQ-01 for a feature that is neither ``fixed`` nor
    observed by ``window_start``, FREQ-09 when a subject of the history has no features, and what ``fit`` raises.
    """
    model = FireFrequency(numeric=numeric, log=log, category=category, **params)
    check_observed(model.feature_names, observed_on or {}, fixed, window_start)
    rows = check_history(history)
    if "subject_id" in features.columns:
        features = features.set_index("subject_id")
    place = features.index.astype(str).get_indexer(pd.Index(rows["subject_id"]))
    if (place < 0).any():
        stranger = rows["subject_id"].to_numpy()[place < 0][0]
        raise RiskkitError(
            "FREQ-09", where="features", found=f"no row for {stranger}", allowed="every subject of history"
        )
    return model.fit(
        features[model.feature_names].take(place),
        rows["fires"],
        exposure=rows["exposure_years"],
        subject_id=rows["subject_id"],
        period=rows["period"],
    )
