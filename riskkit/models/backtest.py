"""Rolling-origin back-test: every period foretold from earlier periods only, beside four trivial baselines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from riskkit.errors import RiskkitError
from riskkit.models.design import level_words, require_features
from riskkit.models.frequency import FireFrequency
from riskkit.models.history import check_history
from riskkit.models.metrics import bootstrap_capture, capture_shares, gini, mean_log_likelihood

Array = NDArray[np.float64]
# the features known when a period opens: one table for all periods, or a function of the period
Features = pd.DataFrame | Callable[[int], pd.DataFrame]
# training history, features of the test period → fires a year by subject_id
RateModel = Callable[[pd.DataFrame, pd.DataFrame], "pd.Series[float]"]
SHARES = (0.01, 0.05, 0.10, 0.20)
# a subject cannot have no chance of a fire: a baseline's rate is not below this part of the mean rate
LEAST_OF_MEAN = 0.05


@dataclass
class _Ledger:
    """What one model foretold and what came, over all test periods."""

    caught: dict[float, list[pd.Series[float]]] = field(default_factory=lambda: {share: [] for share in SHARES})
    ginis: list[float] = field(default_factory=list)
    expected: list[Array] = field(default_factory=list)
    fires: list[Array] = field(default_factory=list)

    def add(self, rate: pd.Series[float], test: pd.DataFrame) -> None:
        score = rate.reindex(test["subject_id"]).to_numpy(dtype=float)
        years, fires = test["exposure_years"].to_numpy(dtype=float), test["fires"].to_numpy(dtype=float)
        if not (np.isfinite(score).all() and (score > 0).all()):
            raise RiskkitError("FREQ-09", where="backtest", found="a rate missing or not positive", allowed="> 0")
        for share in SHARES:
            self.caught[share].append(
                pd.Series(capture_shares(score, share) * fires, index=pd.Index(test["subject_id"]))
            )
        if fires.sum() > 0:
            self.ginis.append(gini(score, fires, years) * fires.sum())
        self.expected.append(score * years)
        self.fires.append(fires)

    def row(self, subjects: pd.Series[float]) -> dict[str, float]:
        fires, expected = np.concatenate(self.fires), np.concatenate(self.expected)
        total = fires.sum()
        caught = {share: pd.concat(parts).groupby(level=0).sum() for share, parts in self.caught.items()}
        row = {f"top_{round(100 * share)}_percent": float(by.sum() / total) for share, by in caught.items()}
        top = caught[0.10].reindex(subjects.index).to_numpy(dtype=float)
        low, high = bootstrap_capture(top, subjects.to_numpy(dtype=float))
        return row | {
            "top_10_percent_low": low,
            "top_10_percent_high": high,
            "gini": float(sum(self.ginis) / total),
            "observed_over_expected": float(total / expected.sum()),
            "mean_log_likelihood": mean_log_likelihood(expected, fires),
        }


def backtest(
    features: Features,
    history: pd.DataFrame,
    models: Mapping[str, FireFrequency | RateModel],
    first_test_period: int,
    *,
    size: str | None = None,
    group: str | None = None,
) -> pd.DataFrame:
    """One row a model: what it knew before each period, judged on that period, over all test periods.

    ``features`` is indexed by subject_id, or a function of the period that gives such a table as known when the
    period opens. ``history`` as from history_table. ``models``: estimators (cloned, fitted afresh for each period
    on earlier ones) or functions (training history, features) → fires a year. ``size`` and ``group`` name the
    features of the floor-area and the class-mean baseline; without them these rows are left out.

    Columns: top_1/5/10/20_percent (share of the fires caught; top_10_percent_low/high its 95 % bootstrap interval,
    subjects drawn), gini (exposure-ordered, mean over periods weighted by fires), observed_over_expected,
    mean_log_likelihood (Poisson, a subject-period). Raises RiskkitError FREQ-09 when no period lies before the
    first to be judged, and what fitting raises.
    """
    rows = check_history(history)
    periods = sorted(int(period) for period in rows["period"].unique())
    judged = [period for period in periods if period >= first_test_period]
    if not judged or judged[0] == periods[0]:
        raise RiskkitError(
            "FREQ-09", where="first_test_period", found=str(first_test_period), allowed=f"> {periods[0]}"
        )
    contenders: dict[str, Any] = baselines(size=size, group=group) | dict(models)
    ledgers = {name: _Ledger() for name in contenders}
    tables = _known_tables(features, periods)
    for period in judged:
        past, test = rows[rows["period"] < period], rows[rows["period"] == period]
        known = tables[period].reindex(test["subject_id"])
        for name, model in contenders.items():
            fitted = _fit_past(model, tables, past) if isinstance(model, FireFrequency) else None
            rate = fitted.predict_table(known)["fires_per_year"] if fitted else model(past, known)
            ledgers[name].add(rate, test)
    by_subject = rows[rows["period"].isin(judged)].groupby("subject_id")["fires"].sum()
    return pd.DataFrame({name: ledger.row(by_subject) for name, ledger in ledgers.items()}).T.rename_axis("model")


def baselines(*, size: str | None = None, group: str | None = None, seed: int = 20260501) -> dict[str, RateModel]:
    """The trivial models; each has the past's mean rate as its level."""

    def random(past: pd.DataFrame, known: pd.DataFrame) -> pd.Series[float]:
        draws = np.random.default_rng([seed, int(past["period"].max())]).uniform(0.999, 1.001, len(known))
        return _levelled(pd.Series(draws, index=known.index), past)

    def past_count(past: pd.DataFrame, known: pd.DataFrame) -> pd.Series[float]:
        sums = past.groupby("subject_id")[["fires", "exposure_years"]].sum().reindex(known.index)
        return _levelled((sums["fires"] / sums["exposure_years"]).fillna(0.0), past)

    def floor_area(past: pd.DataFrame, known: pd.DataFrame) -> pd.Series[float]:
        area = pd.to_numeric(known[str(size)])
        return _levelled(area.fillna(area.median()).clip(lower=0.0), past)

    def class_mean(past: pd.DataFrame, known: pd.DataFrame) -> pd.Series[float]:
        levels = level_words(known[str(group)])
        sums = past.join(levels.rename("level"), on="subject_id").groupby("level")[["fires", "exposure_years"]].sum()
        mean = past["fires"].sum() / past["exposure_years"].sum()
        # one fire expected at the mean rate is added, so that a class without a fire has a rate
        by_level = (sums["fires"] + 1.0) / (sums["exposure_years"] + 1.0 / mean)
        return levels.map(by_level).astype(float).fillna(mean)

    found: dict[str, RateModel] = {"random": random, "past_count": past_count}
    found |= {"floor_area": floor_area} if size else {}
    return found | ({"class_mean": class_mean} if group else {})


def _levelled(score: pd.Series[float], past: pd.DataFrame) -> pd.Series[float]:
    """The score scaled to the past's mean rate, with a floor."""
    mean = past["fires"].sum() / past["exposure_years"].sum()
    share = score / score.mean() if score.sum() > 0 else score + 1.0
    floored = share.clip(lower=LEAST_OF_MEAN)
    return floored / floored.mean() * mean


def _known_tables(features: Features, periods: list[int]) -> dict[int, pd.DataFrame]:
    """The features known at the opening of every period, ids as text."""
    if callable(features):
        return {period: _with_text_ids(features(period)) for period in periods}
    table = _with_text_ids(features)
    return dict.fromkeys(periods, table)


def _with_text_ids(table: pd.DataFrame) -> pd.DataFrame:
    return table.set_axis(table.index.astype(str), axis=0)


def _fit_past(model: FireFrequency, tables: dict[int, pd.DataFrame], past: pd.DataFrame) -> FireFrequency:
    """A fresh copy fitted on the past, each row with the features known when its period opened."""
    names = model.feature_names
    parts = [(past[past["period"] == period], tables[period]) for period in sorted(set(past["period"].tolist()))]
    for _, table in parts:
        require_features(table, names)
    X = pd.concat([table[names].reindex(rows["subject_id"]) for rows, table in parts])
    y = pd.concat([rows for rows, _ in parts])
    fresh = FireFrequency(**model.get_params())
    return fresh.fit(X, y["fires"], exposure=y["exposure_years"], subject_id=y["subject_id"], period=y["period"])
