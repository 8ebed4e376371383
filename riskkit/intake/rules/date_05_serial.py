"""DATE-05: a bare five-digit number in a date column is a day number of a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.rules.date_words import serial_date
from riskkit.intake.rules.deeds import READ_AND_LOGGED
from riskkit.intake.rules.shape import Case, Reading, Rule, Word
from riskkit.terms import Label

if TYPE_CHECKING:
    from riskkit.indicators.rule_file import FieldShape


def read(word: Word, shape: FieldShape) -> Reading | None:
    """The day of a serial number in the 1900 system."""
    day = serial_date(word.plain)
    return Reading(day, RULE.code) if day else None


RULE = Rule(
    code="DATE-05",
    does=READ_AND_LOGGED,
    why=Label(
        "日期列里的五位数是表格软件的日序号（1900 年起算），换算成日期。",
        "a five-digit number in a date column is a spreadsheet's day number, counted from 1900",
    ),
    cases=(Case(("单位编号", "开业日期"), (("甲1", "45356"),), ((2, "开业日期"),), {(2, "开业日期"): "2024-03-05"}),),
    read=read,
)
