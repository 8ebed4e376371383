"""NUM-09: the cell states its own measure, which is converted into the column's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.rules.deeds import READ_AND_LOGGED
from riskkit.intake.rules.number_words import single
from riskkit.intake.rules.shape import Case, Reading, Rule, Word
from riskkit.terms import Label

if TYPE_CHECKING:
    from riskkit.indicators.rule_file import FieldShape


def read(word: Word, shape: FieldShape) -> Reading | None:
    """The number in the field's measure, where the cell states one that can be converted."""
    found = single(word.plain, shape.uom)
    return Reading(found.value, RULE.code, stated=True) if found and found.stated and not found.approximate else None


RULE = Rule(
    code="NUM-09",
    does=READ_AND_LOGGED,
    why=Label(
        "单元格自带计量单位的，以单元格为准，换算成本列的单位；不再乘表头的倍数。",
        "a measure in the cell wins over the header's and is converted once",
    ),
    cases=(
        Case(
            ("单位编号", "建筑面积（㎡）"),
            (("甲1", "3亩"), ("甲2", "1.5万㎡")),
            ((2, "建筑面积（㎡）"), (3, "建筑面积（㎡）")),
            {(2, "建筑面积（㎡）"): "2000", (3, "建筑面积（㎡）"): "15000"},
        ),
    ),
    read=read,
)
