"""Dates as extracts write them: 2024-03-05 · 2024.3.5 · 2024年3月 · 20240305 · 45356 (Excel serial)."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.read_column import PRECISIONS, ReadColumn, distinct_words, nothing_odd, spread
from riskkit.intake.rules.chains import DATE_CHAIN, DATE_CHAIN_1904
from riskkit.intake.rules.date_words import serial_date, written_date
from riskkit.intake.rules.shape import Reading, read_by, word_of

ISO_LENGTH = len("2026-01-01")


def read_date(text: str) -> date | None:
    """The day that ``text`` writes (the first where only a month or year is written); None when it is none.

    >>> [str(read_date(text)) for text in ("2024.3.5", "2024年3月", "20240305", "45356")]
    ['2024-03-05', '2024-03-01', '2024-03-05', '2024-03-05']
    """
    word = word_of(text).plain
    found = written_date(word)
    return serial_date(word) or (found.day if found else None)


def clean_dates(raw: pl.Series, shape: FieldShape, as_of: date, *, epoch_1904: bool = False) -> ReadColumn:
    """Dates of a column; DATE-01 is not a date, DATE-02 is after ``as_of``; both count as unknown.

    ``epoch_1904`` says that a bare day number counts from 1904 (DATE-06) and not from 1900 (DATE-05).
    """
    allowed = f"YYYY-MM-DD, <= {as_of}"
    if raw.dtype == pl.Date:
        values = raw
    elif raw.dtype.is_numeric():
        raw = raw.cast(pl.Int64, strict=False).cast(pl.String)
        values = pl.Series(raw.name, [None] * len(raw), dtype=pl.Date)
    else:
        raw = raw.cast(pl.String)
        # %Y would read 24-3-5 as a day of the year 24, and %m and %d take one digit: only the full form is plain
        whole = raw.to_frame().select(pl.when(pl.col(raw.name).str.len_bytes() == ISO_LENGTH).then(pl.col(raw.name)))
        values = whole.to_series().str.to_date("%Y-%m-%d", strict=False)
    failed = np.flatnonzero((raw.is_not_null() & values.is_null()).to_numpy()).astype(np.int64)
    column = nothing_odd(values, allowed=allowed)
    if len(failed):
        words, which = distinct_words(raw.gather(failed))
        chain = DATE_CHAIN_1904 if epoch_1904 else DATE_CHAIN
        readings = [read_by(chain, word, shape) for word in words]
        column = _filled(values, failed, readings, which, allowed)
    return _without_future(column, as_of)


def _filled(
    values: pl.Series, at: NDArray[np.int64], readings: list[Reading], which: NDArray[np.int64], allowed: str
) -> ReadColumn:
    laid = spread(readings, which)
    days = pl.Series([reading.value for reading in readings], dtype=pl.Date).gather(which)
    flags: NDArray[np.bool_] | None = None
    if laid.not_applicable.any():
        flags = np.zeros(len(values), dtype=np.bool_)
        flags[at] = laid.not_applicable
    far = np.array([PRECISIONS.index(reading.precision) for reading in readings], dtype=np.int8)[which]
    return ReadColumn(values.clone().scatter(at, days), flags, at, laid.codes, allowed, far if far.any() else None)


def _without_future(column: ReadColumn, as_of: date) -> ReadColumn:
    """Days after ``as_of`` are unknown, whatever else was said about their cells."""
    future = (column.values > as_of).fill_null(False)
    if not future.any():
        return column
    values = column.values.clone().scatter(np.flatnonzero(future.to_numpy()), None)
    marks = future.to_numpy()
    kept = ~marks[column.at]
    late = np.flatnonzero(marks).astype(np.int64)
    at = np.concatenate((column.at[kept], late))
    codes = pl.concat([column.codes.filter(pl.Series(kept)), pl.Series(["DATE-02"] * len(late), dtype=pl.String)])
    order = np.argsort(at, kind="stable")
    far = column.precision
    if far is not None:
        far = np.concatenate((far[kept], np.zeros(len(late), dtype=np.int8)))[order]
    return ReadColumn(values, column.not_applicable, at[order], codes.gather(order), column.allowed, far)
