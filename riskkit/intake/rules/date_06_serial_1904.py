"""DATE-06: a bare five-digit number in a date column of a workbook that counts its days from 1904."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.rules.date_words import EPOCH_1904, serial_date
from riskkit.intake.rules.deeds import READ_AND_LOGGED
from riskkit.intake.rules.shape import Reading, Rule, Word
from riskkit.terms import Label

if TYPE_CHECKING:
    from riskkit.indicators.rule_file import FieldShape


def read(word: Word, shape: FieldShape) -> Reading | None:
    """The day of a serial number in the 1904 system."""
    day = serial_date(word.plain, EPOCH_1904)
    return Reading(day, RULE.code) if day else None


RULE = Rule(
    code="DATE-06",
    does=READ_AND_LOGGED,
    why=Label(
        "工作簿设成 1904 日期系统时，同一个日序号比 1900 系统晚 1462 天；工具按工作簿自己的设置换算。日期格式的单元格不受影响。",
        "in a workbook of the 1904 date system a day number lies 1462 days later than in that of 1900; it is converted by the "
        "workbook's own setting. Cells formatted as dates are not concerned",
    ),
    source="ECMA-376-1 workbookPr/@date1904",
    example=Label(
        "1904 日期系统的工作簿里，“开业日期”写数字 43894 → 2024-03-05",
        "43894 as a number in a workbook of the 1904 date system → 2024-03-05",
    ),
    read=read,
)
