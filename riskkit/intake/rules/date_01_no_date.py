"""DATE-01: the cell of a date column holds no date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.rules.deeds import COUNTS_AS_UNKNOWN
from riskkit.intake.rules.shape import Case, Reading, Rule, Word
from riskkit.terms import Label

if TYPE_CHECKING:
    from riskkit.indicators.rule_file import FieldShape


def read(word: Word, shape: FieldShape) -> Reading | None:
    """Unknown: no other rule could read the word."""
    return Reading(None, RULE.code)


RULE = Rule(
    code="DATE-01",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "读不出日期，或没有这一天（2月30日），按未知。",
        "what is no day of the calendar is unknown",
    ),
    cases=(
        Case(
            ("单位编号", "开业日期"),
            (("甲1", "去年"), ("甲2", "2025-02-30")),
            ((2, "开业日期"), (3, "开业日期")),
            {(2, "开业日期"): ""},
        ),
    ),
    read=read,
)
