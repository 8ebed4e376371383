"""DATE-04: a day written in another form, such as 2024.3.5, 2024年3月5日 or 20240305."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.rules.date_words import written_date
from riskkit.intake.rules.deeds import READ_AND_LOGGED
from riskkit.intake.rules.shape import Case, Reading, Rule, Word
from riskkit.terms import Label

if TYPE_CHECKING:
    from riskkit.indicators.rule_file import FieldShape


def read(word: Word, shape: FieldShape) -> Reading | None:
    """The day, where a whole day is written."""
    found = written_date(word.plain)
    return Reading(found.day, RULE.code) if found and not found.precision else None


RULE = Rule(
    code="DATE-04",
    does=READ_AND_LOGGED,
    why=Label(
        "写法不同、日子相同；统一写成 2024-03-05。",
        "another spelling of the same day; written as 2024-03-05",
    ),
    cases=(
        Case(
            ("单位编号", "开业日期"),
            (("甲1", "2024.3.5"), ("甲2", "20240305")),
            ((2, "开业日期"), (3, "开业日期")),
            {(2, "开业日期"): "2024-03-05", (3, "开业日期"): "2024-03-05"},
        ),
    ),
    read=read,
)
