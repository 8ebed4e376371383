"""Single cells of the two tables: periods, values in the target's measure, yearly instalments."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date
from functools import cache
from typing import NamedTuple

from riskkit.indicators.loader import BUILT_IN_RULES, parse_rule_file
from riskkit.indicators.rule_file import FieldsFile, FieldShape, Text
from riskkit.intake.clean_dates import read_date
from riskkit.intake.clean_numbers import read_number
from riskkit.intake.clean_words import lexicon, plain
from riskkit.targets.kinds import Kind

HOME = BUILT_IN_RULES / "targets"
SMALL_SHARE = 0.02  # below it a share without a percent sign could be either: 0.08 is 0.08 % or 8 %
EARLIEST = 1990
_YEAR = re.compile(r"^(\d{4})(?:\.0)?(?:年度?)?(?:底|末|全年|全年度)?$")
_MONTH = re.compile(r"^(\d{4})[-./年](\d{1,2})月?(?:底|末)?$")
_HALF = re.compile(r"^(\d{4})年?上半年$")
_ENTRY = re.compile(r"^(\d{4})年?(?:底|末)?[::=](.+)$")
_PER = re.compile(r"(?:人|起)?(?:/|每)(?:10|十)万人?$")


@cache
def fields_of(name: str) -> dict[str, FieldShape]:
    """The columns that ``rules/targets/<name>.yaml`` describes; raises RiskkitError as a broken rule file does."""
    parsed, _, problems = parse_rule_file(HOME / f"{name}.yaml", FieldsFile, BUILT_IN_RULES)
    if parsed is None:
        raise problems[0].error()
    return parsed.fields


class Period(NamedTuple):
    """The last day of what was written, and the year where a whole year was written."""

    day: date
    year: int | None


def read_period(text: str | None) -> Period | None:
    """A year, a month (its last day) or a day; None for anything else.

    >>> read_period("2023年"), read_period("2024年6月").day, read_period("2024.3.5").day
    (Period(day=datetime.date(2023, 12, 31), year=2023), datetime.date(2024, 6, 30), datetime.date(2024, 3, 5))
    """
    word = plain(text or "")
    year = _YEAR.match(word)
    if year and EARLIEST <= int(year[1]) <= 2100:
        return Period(date(int(year[1]), 12, 31), int(year[1]))
    half = _HALF.match(word)
    month = _MONTH.match(word)
    if half and int(half[1]) >= EARLIEST:
        return Period(date(int(half[1]), 6, 30), None)
    if month and int(month[1]) >= EARLIEST and 1 <= int(month[2]) <= 12:
        days = calendar.monthrange(int(month[1]), int(month[2]))[1]
        return Period(date(int(month[1]), int(month[2]), days), None)
    day = read_date(word)
    return Period(day, None) if day and day.year >= EARLIEST else None


class ValueCell(NamedTuple):
    """A value in the target's measure, None where there is none, and the codes of what is odd about the cell."""

    value: float | None
    codes: tuple[str, ...] = ()


def read_value(text: str, kind: Kind, uom: str = "", goal: float | None = None, *, percent: bool = False) -> ValueCell:
    """What ``text`` says for a target of ``kind``; ``percent`` when the header says that the column holds percent.

    A share without a percent sign: above 1 it is percent, up to 1 a fraction (TGT-06) as spreadsheets export a
    percent cell, unless the target is itself so small that it could be either (TGT-07, no value).

    >>> read_value("85%", Kind.SHARE).value, read_value("85", Kind.SHARE).value, read_value("0.85", Kind.SHARE)
    (0.85, 0.85, ValueCell(value=0.85, codes=('TGT-06',)))
    >>> read_value("0.06", Kind.SHARE, goal=0.0008), read_value("12座", Kind.STOCK, "座").value
    (ValueCell(value=None, codes=('TGT-07',)), 12.0)
    """
    if kind is Kind.MILESTONE:
        return _milestone(text)
    word = _PER.sub("", _bare(text, uom))
    shape = FieldShape(kind="number", label=Text(zh="", en=""), uom="share" if kind is Kind.SHARE else "count")
    cell = read_number(word, shape)
    if cell.value is None:
        return ValueCell(None, (cell.code,) if cell.code else ())
    codes: tuple[str, ...] = (cell.code,) if cell.code else ()
    value: float | None = cell.value
    if kind is Kind.SHARE and not cell.stated:
        value, more = _unsaid_share(cell.value, goal, percent)
        codes += more
    if value is None:
        return ValueCell(None, codes)
    too_large = kind is Kind.SHARE and value > 1.0 + 1e-9
    return ValueCell(None, ("NUM-02",)) if value < 0 or too_large else ValueCell(value, codes)


def _unsaid_share(value: float, goal: float | None, percent: bool) -> tuple[float | None, tuple[str, ...]]:
    if percent or value > 1.0:
        return value / 100.0, ()
    if value == 0.0:
        return 0.0, ()
    if goal is not None and goal < SMALL_SHARE:
        return None, ("TGT-07",)
    return value, ("TGT-06",)


def _bare(text: str, uom: str) -> str:
    """``text`` without the target's own measure behind it: 10座, 0.05人/10万人."""
    word, own = plain(text), plain(uom)
    return word.removesuffix(own) if own and own != "%" else word


def _milestone(text: str) -> ValueCell:
    words = lexicon(fields_of("value_words")["milestone"])
    word = plain(text)
    meaning = words.meaning(word)
    if meaning is not None and meaning[0] is not None:
        return ValueCell(1.0 if meaning[0] == "done" else 0.0)
    if meaning is not None:
        return ValueCell(None)
    share = read_value(text, Kind.SHARE)
    if share.value is None or "TGT-06" in share.codes:
        bare = {"1": 1.0, "0": 0.0}.get(word)
        return ValueCell(bare) if bare is not None else ValueCell(None, ("BOOL-01",))
    return share


def read_instalments(text: str, kind: Kind, uom: str = "") -> tuple[tuple[int, float], ...] | None:
    """``2021：250；2022：250`` as (year, amount) in the order of the years; None when any part cannot be read.

    >>> read_instalments("2022：40%；2023：60%", Kind.SHARE)
    ((2022, 0.4), (2023, 0.6))
    >>> read_instalments("2022 前半年多一些", Kind.SHARE) is None
    True
    """
    word = unicodedata.normalize("NFKC", text)
    entries: dict[int, float] = {}
    for part in re.split(r"[;、\n]+", word):
        found = _ENTRY.match("".join(part.split()))
        if not part.strip():
            continue
        cell = read_value(found[2], kind, uom) if found else ValueCell(None)
        if found is None or cell.value is None or int(found[1]) in entries or not EARLIEST <= int(found[1]) <= 2100:
            return None
        entries[int(found[1])] = cell.value
    return tuple(sorted(entries.items()))
