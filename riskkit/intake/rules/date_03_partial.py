"""DATE-03: only a year or a month is written; the precision is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.rules.date_words import written_date
from riskkit.intake.rules.shape import Case, Reading, Rule, Word
from riskkit.terms import Label

if TYPE_CHECKING:
    from riskkit.indicators.rule_file import FieldShape


def read(word: Word, shape: FieldShape) -> Reading | None:
    """The first day of the month or year, with the precision that is written."""
    found = written_date(word.plain)
    return Reading(found.day, RULE.code, precision=found.precision) if found and found.precision else None


RULE = Rule(
    code="DATE-03",
    does=Label(
        "按当期第一天计算，精度（月或年）保留在清洗表里。",
        "it counts from the first day of the month or year; the clean table keeps the precision",
    ),
    why=Label(
        "档案里常只有年或月；补成某一天是编造的精度，所以清洗表里仍写到年或月。",
        "files often hold the year or month only; a day added would be made up, so the clean table writes no more than is known",
    ),
    cases=(
        Case(
            ("单位编号", "开业日期"),
            (("甲1", "2024年3月"), ("甲2", "2024年")),
            ((2, "开业日期"), (3, "开业日期")),
            {(2, "开业日期"): "2024-03", (3, "开业日期"): "2024"},
        ),
    ),
    read=read,
)
