"""MISS-02: a slash, a dash or 不适用 says that the item does not apply here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.missing_words import PLAIN_NOT_APPLICABLE
from riskkit.intake.rules.shape import Case, Reading, Rule, Word
from riskkit.terms import Label

if TYPE_CHECKING:
    from riskkit.indicators.rule_file import FieldShape


def read(word: Word, shape: FieldShape) -> Reading | None:
    """不适用, where the word is one of those for it."""
    return Reading(None, RULE.code, not_applicable=True) if word.plain in PLAIN_NOT_APPLICABLE else None


RULE = Rule(
    code="MISS-02",
    does=Label(
        "记为不适用，权重分给同级的其他指标。",
        "the item counts as not applicable; its weight is shared among its siblings",
    ),
    why=Label(
        "合理缺项：不适用的指标把权重分给同级其他指标；它不是未知，也不是 0。",
        "an item that does not apply shares its weight among its siblings; it is neither unknown nor zero",
    ),
    cases=(
        Case(
            ("单位编号", "客房数（间）"),
            (("甲1", "不适用"), ("甲2", "——"), ("甲3", "/")),
            ((2, "客房数（间）"), (3, "客房数（间）")),
            {(2, "客房数（间）"): "/", (3, "客房数（间）"): "/", (4, "客房数（间）"): "/"},
        ),
    ),
    read=read,
)
