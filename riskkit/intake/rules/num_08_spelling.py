"""NUM-08: a number written with thousands separators, in full width or with spaces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.rules.deeds import READ_AND_LOGGED
from riskkit.intake.rules.number_words import single
from riskkit.intake.rules.shape import Case, Reading, Rule, Word
from riskkit.terms import Label

if TYPE_CHECKING:
    from riskkit.indicators.rule_file import FieldShape


def read(word: Word, shape: FieldShape) -> Reading | None:
    """The number, where nothing but its spelling is unusual."""
    found = single(word.plain, shape.uom)
    return Reading(found.value, RULE.code) if found and not found.approximate and not found.stated else None


RULE = Rule(
    code="NUM-08",
    does=READ_AND_LOGGED,
    why=Label(
        "千分位、全角数字、空格不改变数值，只改写法；改动记在改动日志里。",
        "separators, full-width digits and spaces change no value; the log says how the cell was written",
    ),
    cases=(
        Case(
            ("单位编号", "建筑面积（㎡）"),
            (("甲1", "1,200"), ("甲2", "１２００")),
            ((2, "建筑面积（㎡）"), (3, "建筑面积（㎡）")),
            {(2, "建筑面积（㎡）"): "1200", (3, "建筑面积（㎡）"): "1200"},
        ),
    ),
    read=read,
)
