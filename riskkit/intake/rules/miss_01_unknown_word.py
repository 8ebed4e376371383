"""MISS-01: a word such as 不详 or 未检查 is read as unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.missing_words import PLAIN_UNKNOWN
from riskkit.intake.rules.deeds import COUNTS_AS_UNKNOWN
from riskkit.intake.rules.shape import Case, Reading, Rule, Word
from riskkit.terms import Label

if TYPE_CHECKING:
    from riskkit.indicators.rule_file import FieldShape


def read(word: Word, shape: FieldShape) -> Reading | None:
    """Unknown, where the word is one of those for it."""
    return Reading(None, RULE.code) if word.plain in PLAIN_UNKNOWN else None


RULE = Rule(
    code="MISS-01",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "没有查到和没有隐患是两回事：未检查、不详、待核一律按未知，不当作 0，也不当作没有。",
        "not looked at is not the same as nothing found: such words are unknown, never zero and never none",
    ),
    cases=(
        Case(
            ("单位编号", "建筑面积（㎡）"),
            (("甲1", "不详"), ("甲2", "待核")),
            ((2, "建筑面积（㎡）"), (3, "建筑面积（㎡）")),
            {(2, "建筑面积（㎡）"): ""},
        ),
    ),
    read=read,
)
