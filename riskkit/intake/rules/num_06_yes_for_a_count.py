"""NUM-06: yes instead of a count on a form that only defects are entered in; counted once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.missing_words import PLAIN_TRUE, counts_defects
from riskkit.intake.rules.shape import Case, Reading, Rule, Word
from riskkit.terms import Label

if TYPE_CHECKING:
    from riskkit.indicators.rule_file import FieldShape


def read(word: Word, shape: FieldShape) -> Reading | None:
    """One, where the column counts defects and the word says yes."""
    says_yes = word.plain in PLAIN_TRUE - {"1", "1.0"}
    return Reading(1.0, RULE.code) if says_yes and counts_defects(shape) else None


RULE = Rule(
    code="NUM-06",
    does=Label(
        "按 1 处计，并在问题清单里注明。",
        "it counts as one, and the findings say so",
    ),
    why=Label(
        "只填隐患的检查表里写“是”，至少有一处，按 1 处计并提醒填处数。",
        "yes on a form of defects means at least one: counted once, and the count is asked for",
    ),
    cases=(
        Case(
            ("单位编号", "灭火器失效（处）"),
            (("甲1", "是"), ("甲2", "√"), ("甲3", "3")),
            ((2, "灭火器失效（处）"), (3, "灭火器失效（处）")),
            {(2, "灭火器失效（处）"): "1", (3, "灭火器失效（处）"): "1"},
        ),
    ),
    read=read,
)
