"""Dates as extracts write them: 2024-03-05 · 2024.3.5 · 2024年3月 · 20240305 · 45356 (Excel serial)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.clean_words import NONE, missing_meaning

_EPOCH = date(1899, 12, 30)  # day 0 of the 1900 system as programs count it, its 29 February 1900 included
_SERIALS = range(18_264, 73_051)  # 1950-01-01 … 2100-01-01
_PARTS = re.compile(
    r"^(\d{4})[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?(?:[t日]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$"
)
_DIGITS = re.compile(r"^(\d{4})(\d{2})(\d{2})?$")


def read_date(text: str) -> date | None:
    """The day that ``text`` writes (the first of the month where only a month is written); None when it is none.

    >>> [str(read_date(text)) for text in ("2024.3.5", "2024年3月", "20240305", "45356")]
    ['2024-03-05', '2024-03-01', '2024-03-05', '2024-03-05']
    """
    word = "".join(unicodedata.normalize("NFKC", text).lower().split()).removesuffix(".0")
    if word.isascii() and word.isdigit() and len(word) == 5 and int(word) in _SERIALS:
        return _EPOCH + timedelta(days=int(word))
    found = _PARTS.match(word) or _DIGITS.match(word)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None


class DateColumn(NamedTuple):
    """One cleaned column of dates, and its odd cells by position in the chunk."""

    values: pl.Series
    not_applicable: NDArray[np.bool_] | None
    at: NDArray[np.int64]
    codes: list[str]


def clean_dates(raw: pl.Series, shape: FieldShape, as_of: date) -> DateColumn:
    """Dates of a column; DATE-01 is not a date, DATE-02 is after ``as_of``; both count as unknown."""
    if raw.dtype == pl.Date:
        values = raw
    elif raw.dtype.is_numeric():
        raw = raw.cast(pl.Int64, strict=False).cast(pl.String)
        values = pl.Series(raw.name, [None] * len(raw), dtype=pl.Date)
    else:
        raw = raw.cast(pl.String)
        values = raw.str.to_date("%Y-%m-%d", strict=False)
    failed = np.flatnonzero((raw.is_not_null() & values.is_null()).to_numpy()).astype(np.int64)
    flags: NDArray[np.bool_] | None = None
    odd: dict[int, str] = {}
    if len(failed):
        texts = raw.gather(failed).to_list()
        read = {text: _cell(text, shape) for text in dict.fromkeys(texts)}
        values = values.scatter(failed, [read[text][0] for text in texts])
        marks = np.array([read[text][1] for text in texts], dtype=np.bool_)
        if marks.any():
            flags = np.zeros(len(raw), dtype=np.bool_)
            flags[failed] = marks
        odd = {int(at): "DATE-01" for at, text in zip(failed, texts, strict=True) if read[text][2]}
    future = (values > as_of).fill_null(False)
    if future.any():
        odd.update(dict.fromkeys(np.flatnonzero(future.to_numpy()).tolist(), "DATE-02"))
        values = values.to_frame().select(pl.when(~future).then(pl.col(raw.name))).to_series()
    at = np.array(sorted(odd), dtype=np.int64)
    return DateColumn(values.alias(raw.name), flags, at, [odd[position] for position in at.tolist()])


def _cell(text: str, shape: FieldShape) -> tuple[date | None, bool, bool]:
    """Day, not applicable, wrong."""
    missing = missing_meaning(text, shape)
    if missing is not None:
        return None, missing[1], False
    day = read_date(text)
    return day, False, day is None and text.strip() not in NONE
