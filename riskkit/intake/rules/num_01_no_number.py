"""NUM-01: the cell of a number column holds no number."""

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
    code="NUM-01",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "读不出数就按未知，原文留在问题清单里，由填表人改。",
        "what is no number is unknown; its text stays in the findings for whoever filled it in",
    ),
    cases=(
        Case(
            ("单位编号", "建筑面积（㎡）"),
            (("甲1", "很大"), ("甲2", "12元")),
            ((2, "建筑面积（㎡）"), (3, "建筑面积（㎡）")),
            {(2, "建筑面积（㎡）"): ""},
        ),
    ),
    read=read,
)
