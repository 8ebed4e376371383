"""Fires and exposure by subject and calendar year: the table every count model is fitted on."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from riskkit.errors import Finding, RiskkitError

HISTORY_COLUMNS = ("subject_id", "period", "fires", "exposure_years")
# 火灾统计管理规定 消防〔2025〕17号 in force: another death window and other loss limits, so another statistical scope
SCOPE_CHANGE = date(2025, 5, 1)


class History(NamedTuple):
    """The history table and what was wrong with its sources."""

    table: pd.DataFrame
    findings: list[Finding]


def history_table(subjects: pd.DataFrame, fires: pd.DataFrame, window: tuple[date, date]) -> History:
    """Fires and exposure of every subject in every calendar year of the window.

    ``subjects``: ``subject_id``, and if known ``opened_on`` and ``closed_on`` (both days inclusive, empty = open).
    ``fires``: ``subject_id``, ``occurred_on``, if wanted ``fires`` (how many, 1 without it) and ``source_row``.
    ``window``: first and last day, inclusive. A table has ``subject_id`` (str), ``period`` (year), ``fires``,
    ``exposure_years`` (days at risk ÷ days of that year); subject-years without exposure have no row.

    Findings: FREQ-03 a subject closed before it opened (no rows), FREQ-04 an unknown id, FREQ-08 a fire outside
    the window or the subject's own days, FREQ-07 the window straddles 2025-05-01.
    Raises RiskkitError: FREQ-09 a missing column, a doubled id, words for dates, or a window that ends before it
    begins; FREQ-03 no exposure at all.

    >>> subjects = pd.DataFrame({"subject_id": ["a", "b"], "opened_on": [None, "2021-07-02"]})
    >>> fires = pd.DataFrame({"subject_id": ["a", "x"], "occurred_on": ["2021-03-05", "2021-03-05"]})
    >>> history = history_table(subjects, fires, (date(2021, 1, 1), date(2021, 12, 31)))
    >>> history.table.round(4).to_dict("records")[1]
    {'subject_id': 'b', 'period': 2021, 'fires': 0, 'exposure_years': 0.5014}
    >>> [finding.code for finding in history.findings]
    ['FREQ-04']
    """
    _require(subjects, ("subject_id",), "subjects")
    _require(fires, ("subject_id", "occurred_on"), "fires")
    if window[1] < window[0]:
        raise RiskkitError("FREQ-09", where="window", found=f"{window[0]}..{window[1]}", allowed="first <= last")
    ids = pd.Index(subjects["subject_id"].astype(str))
    if ids.has_duplicates:
        raise RiskkitError(
            "FREQ-09", where="subjects.subject_id", found=str(ids[ids.duplicated()][0]), allowed="unique"
        )
    opened, closed = _active_days(subjects, window)
    findings = _scope_finding(window)
    backwards = np.flatnonzero(_column(subjects, "closed_on") < _column(subjects, "opened_on"))
    findings += [Finding("FREQ-03", column="closed_on", subject_id=str(ids[i])) for i in backwards.tolist()]
    years = np.arange(window[0].year, window[1].year + 1)
    exposure = np.column_stack([_exposure_in_year(int(year), opened, closed) for year in years])
    if not (exposure > 0).any():
        raise RiskkitError("FREQ-03", where="subjects", found="0 exposure_years")
    counts, fire_findings = _count_fires(fires, ids, years, (opened, closed))
    table = pd.DataFrame(
        {
            "subject_id": np.repeat(ids.to_numpy(), len(years)),
            "period": np.tile(years, len(ids)),
            "fires": counts.ravel(),
            "exposure_years": exposure.ravel(),
        }
    )
    return History(table[table["exposure_years"] > 0].reset_index(drop=True), findings + fire_findings)


def check_history(history: pd.DataFrame) -> pd.DataFrame:
    """The history with ids as text; raises RiskkitError FREQ-09 (columns), FREQ-03 (exposure), FREQ-02 (no fire)."""
    _require(history, HISTORY_COLUMNS, "history")
    if not (history["exposure_years"] > 0).all():
        raise RiskkitError("FREQ-03", where="history.exposure_years", found=str(history["exposure_years"].min()))
    if not history["fires"].sum() > 0:
        raise RiskkitError("FREQ-02", where="history.fires", found="0")
    return history.assign(subject_id=history["subject_id"].astype(str))


def _require(table: pd.DataFrame, columns: Sequence[str], where: str) -> None:
    absent = [name for name in columns if name not in table.columns]
    if absent:
        raise RiskkitError("FREQ-09", where=where, found=f"no column {', '.join(absent)}", allowed=", ".join(columns))


def _column(table: pd.DataFrame, name: str) -> NDArray[np.datetime64]:
    """Dates as days; NaT everywhere when the table lacks the column."""
    if name not in table.columns:
        return np.full(len(table), np.datetime64("NaT"), dtype="datetime64[D]")
    try:
        return pd.to_datetime(table[name]).to_numpy().astype("datetime64[D]")
    except (ValueError, TypeError) as mistake:
        raise RiskkitError("FREQ-09", where=name, found=str(mistake).split(".")[0], allowed="dates") from mistake


def _active_days(
    subjects: pd.DataFrame, window: tuple[date, date]
) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """First and last day each subject is at risk inside the window; last < first when never."""
    first, last = (np.datetime64(day, "D") for day in window)
    opened, closed = _column(subjects, "opened_on"), _column(subjects, "closed_on")
    # a NaT compares false, so an unknown opening or closing leaves the window's own end
    return np.where(opened > first, opened, first), np.where(closed < last, closed, last)


def _exposure_in_year(year: int, opened: NDArray[np.datetime64], closed: NDArray[np.datetime64]) -> NDArray[np.float64]:
    first, after = np.datetime64(f"{year}-01-01", "D"), np.datetime64(f"{year + 1}-01-01", "D")
    day = np.timedelta64(1, "D")
    days = (np.minimum(closed + day, after) - np.maximum(opened, first)) / day
    share: NDArray[np.float64] = np.clip(days, 0, None) / float((after - first) / day)
    return share


def _count_fires(
    fires: pd.DataFrame,
    ids: pd.Index[Any],
    years: NDArray[np.int64],
    active: tuple[NDArray[np.datetime64], NDArray[np.datetime64]],
) -> tuple[NDArray[np.int64], list[Finding]]:
    """Counts (subjects × years) and the findings about fires left out."""
    place = ids.get_indexer(pd.Index(fires["subject_id"].astype(str)))
    days = _column(fires, "occurred_on")
    known = place >= 0
    opened, closed = active
    inside = known & (days >= opened[place]) & (days <= closed[place])
    number = fires["fires"].to_numpy() if "fires" in fires.columns else np.ones(len(fires), dtype=np.int64)
    year = days[inside].astype("datetime64[Y]").astype(int) + 1970
    counts = np.zeros((len(ids), len(years)), dtype=np.int64)
    np.add.at(counts, (place[inside], year - years[0]), number[inside].astype(np.int64))
    rows = fires["source_row"].to_numpy() if "source_row" in fires.columns else None

    def finding(at: Any, code: str, column: str) -> Finding:
        value: Hashable = fires[column].iloc[at]
        row = None if rows is None else int(rows[at])
        return Finding(code, row=row, column=column, value=str(value), subject_id=str(fires["subject_id"].iloc[at]))

    findings = [finding(at, "FREQ-04", "subject_id") for at in np.flatnonzero(~known)]
    return counts, findings + [finding(at, "FREQ-08", "occurred_on") for at in np.flatnonzero(known & ~inside)]


def _scope_finding(window: tuple[date, date]) -> list[Finding]:
    if window[0] < SCOPE_CHANGE <= window[1]:
        return [Finding("FREQ-07", column="occurred_on", value=f"{window[0]}..{window[1]}")]
    return []
