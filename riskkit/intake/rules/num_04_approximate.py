"""NUM-04: an approximate number such as 约3000 or 3000余; used as written and said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.rules.number_words import single
from riskkit.intake.rules.shape import Case, Reading, Rule, Word
from riskkit.terms import Label

if TYPE_CHECKING:
    from riskkit.indicators.rule_file import FieldShape


def read(word: Word, shape: FieldShape) -> Reading | None:
    """The number itself, in the field's measure when the cell states one."""
    found = single(word.plain, shape.uom)
    return Reading(found.value, RULE.code, stated=found.stated) if found and found.approximate else None


RULE = Rule(
    code="NUM-04",
    does=Label(
        "用所写的数，并在问题清单里注明。",
        "the number is used as written, and the findings say so",
    ),
    why=Label(
        "约数照写用，但等级贴近界限时可能因此改变，要请单位给准数。",
        "an approximate number is used as written; near a limit it may decide a grade, so the exact one is asked for",
    ),
    cases=(
        Case(
            ("单位编号", "建筑面积（㎡）"),
            (("甲1", "约3000"), ("甲2", "3000余㎡")),
            ((2, "建筑面积（㎡）"), (3, "建筑面积（㎡）")),
            {(2, "建筑面积（㎡）"): "3000", (3, "建筑面积（㎡）"): "3000"},
        ),
    ),
    read=read,
)
