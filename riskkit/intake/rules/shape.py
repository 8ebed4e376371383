"""The form of a rule: its code, what it does and why, where it comes from, and worked cases that the tests run."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from riskkit.terms import Label

if TYPE_CHECKING:
    from riskkit.indicators.rule_file import FieldShape

# the day of assessment in every case
CASE_DAY = date(2026, 1, 1)
NOTHING: Mapping[Any, Any] = MappingProxyType({})


class Word(NamedTuple):
    """A cell's text as written, and for comparison: NFKC, lower case, no spaces."""

    text: str
    plain: str


class Reading(NamedTuple):
    """What a word says under one rule: a value (None is unknown) or 不适用, and the rule's code.

    ``stated`` tells that the cell states its own measure, so that the header's must not be applied to it;
    ``precision`` is ``year`` or ``month`` where a date says no more.
    """

    value: float | date | None
    code: str
    not_applicable: bool = False
    stated: bool = False
    precision: str = ""


class Case(NamedTuple):
    """A small table in which the rule speaks: header, rows, the places it names, and what the cells are read as.

    ``said`` holds (row in the file, column header or "") of every finding or change with the rule's code;
    ``reads`` maps (row, header) → the text in the clean table; ``aside`` are the rows set aside with the code.
    ``above`` are rows above the header; ``given`` what the user told beside the table, as arguments of
    :func:`riskkit.intake.extract.read_extract`; ``table`` names a side table (``table/fires``) where it is one.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    said: tuple[tuple[int | None, str], ...]
    reads: Mapping[tuple[int, str], str] = NOTHING
    aside: tuple[int, ...] = ()
    above: tuple[tuple[str, ...], ...] = ()
    given: Mapping[str, Any] = NOTHING
    table: str = ""


@dataclass(frozen=True)
class Rule:
    """One rule: its ``code``, what it ``does``, ``why``, its ``source`` (empty: riskkit's own), worked ``cases``.

    ``read`` reads one distinct odd word of a column; rules of whole columns, rows and tables have none, and
    ``judged_by`` names the module that judges where it is not this one. ``example`` tells in words what gives the
    code where no small table of text can show it.
    """

    code: str
    does: Label
    why: Label
    source: str = ""
    cases: tuple[Case, ...] = ()
    read: Callable[[Word, FieldShape], Reading | None] | None = None
    judged_by: str = ""
    example: Label | None = None


def word_of(text: str) -> Word:
    """``text`` with its form for comparison; NFKC turns ㎡ into m2, which the table of measures knows.

    >>> word_of(" １,200 ㎡ ").plain
    '1,200m2'
    """
    return Word(text, "".join(unicodedata.normalize("NFKC", text).lower().split()))


def read_by(chain: tuple[Rule, ...], text: str, shape: FieldShape) -> Reading:
    """What the first rule of ``chain`` that has an answer makes of ``text``; the last one always has."""
    word = word_of(text)
    for rule in chain:
        reading = rule.read(word, shape) if rule.read else None
        if reading is not None:
            return reading
    raise AssertionError("a chain ends with a rule that always answers")
