"""Dates as words: 2024-03-05 · 2024.3.5 · 2024年3月 · 20240305 · 45356; shared by the rules that read them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

EPOCH_1900 = date(1899, 12, 30)  # day 0 of the 1900 system as programs count it, its 29 February 1900 included
EPOCH_1904 = date(1904, 1, 1)
_FIRST, _LAST = date(1950, 1, 1), date(2100, 1, 1)
_PARTS = re.compile(
    r"^(\d{4})[-./年](\d{1,2})(?:[-./月](\d{1,2})[日号]?|月)?(?:[t日]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$"
)
_DIGITS = re.compile(r"^(\d{4})(\d{2})(\d{2})?$")
_YEAR = re.compile(r"^((?:19|20)\d{2})年?$")


class WrittenDate(NamedTuple):
    """A day, and ``month`` or ``year`` where no more than that is written (the day is then its first)."""

    day: date
    precision: str


@lru_cache(maxsize=8)
def written_date(plain: str) -> WrittenDate | None:
    """The date that ``plain`` (NFKC, lower case, no spaces) writes; None when it writes none.

    >>> [str(written_date(text).day) for text in ("2024.3.5", "2024年3月", "20240305", "2024年")]
    ['2024-03-05', '2024-03-01', '2024-03-05', '2024-01-01']
    """
    word = plain.removesuffix(".0")
    if year := _YEAR.match(word):
        return WrittenDate(date(int(year[1]), 1, 1), "year")
    found = _PARTS.match(word) or _DIGITS.match(word)
    if not found:
        return None
    try:
        return WrittenDate(date(int(found[1]), int(found[2]), int(found[3] or 1)), "" if found[3] else "month")
    except ValueError:
        return None


def serial_date(plain: str, epoch: date = EPOCH_1900) -> date | None:
    """The day of a spreadsheet's day number, counted from ``epoch``, between 1950 and 2100.

    >>> str(serial_date("45356")), str(serial_date("43894", EPOCH_1904)), serial_date("123")
    ('2024-03-05', '2024-03-05', None)
    """
    word = plain.removesuffix(".0")
    if not (word.isascii() and word.isdigit() and len(word) == 5):
        return None
    day = epoch + timedelta(days=int(word))
    return day if _FIRST <= day <= _LAST else None
