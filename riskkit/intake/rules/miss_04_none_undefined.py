"""MISS-04: 无 in a column of numbers whose rule does not say what none means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.missing_words import NONE
from riskkit.intake.rules.deeds import COUNTS_AS_UNKNOWN
from riskkit.intake.rules.shape import Case, Reading, Rule, Word
from riskkit.terms import Label

if TYPE_CHECKING:
    from riskkit.indicators.rule_file import FieldShape


def read(word: Word, shape: FieldShape) -> Reading | None:
    """Unknown: 无 may be zero or may be that nothing was recorded."""
    return Reading(None, RULE.code) if word.plain in NONE else None


RULE = Rule(
    code="MISS-04",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "“无”可能是 0，也可能是没有记录；规则集没有约定的列不替填表人猜。",
        "none may be zero or no record; where the rulebook does not say, riskkit does not guess",
    ),
    cases=(Case(("单位编号", "安全出口数"), (("甲1", "无"),), ((2, "安全出口数"),), {(2, "安全出口数"): ""}),),
    read=read,
)
