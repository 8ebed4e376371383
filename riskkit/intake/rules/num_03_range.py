"""NUM-03: a range such as 100-200; its middle is used and said."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from riskkit.intake.measures import uom_factor
from riskkit.intake.rules.number_words import PLAIN_NUMBER, number
from riskkit.intake.rules.shape import Case, Reading, Rule, Word
from riskkit.terms import Label

if TYPE_CHECKING:
    from riskkit.indicators.rule_file import FieldShape

_RANGE = re.compile(rf"^({PLAIN_NUMBER})(\D.*?)?(?:[-~—–－至到])({PLAIN_NUMBER})(\D.*)?$")


def read(word: Word, shape: FieldShape) -> Reading | None:
    """The middle of a rising range, in the field's measure when the range states one."""
    found = _RANGE.match(word.plain)
    if not found:
        return None
    low, low_measure, high, high_measure = found.groups()
    scale = uom_factor(high_measure or "", shape.uom)
    if scale is None or (low_measure or high_measure) != high_measure:
        return None
    ends = number(low) * scale, number(high) * scale
    if not ends[0] < ends[1] or not math.isfinite(ends[1]):
        return None
    return Reading((ends[0] + ends[1]) / 2, RULE.code, stated=bool(high_measure))


RULE = Rule(
    code="NUM-03",
    does=Label(
        "用区间的中点，并在问题清单里注明。",
        "the middle of the range is used, and the findings say so",
    ),
    why=Label(
        "区间给出的是上下限，取中点只是估计，必须看得出来。",
        "a range gives limits; its middle is an estimate and must be seen to be one",
    ),
    cases=(
        Case(
            ("单位编号", "建筑面积（㎡）"),
            (("甲1", "100-200"), ("甲2", "1000至3000平方米")),
            ((2, "建筑面积（㎡）"), (3, "建筑面积（㎡）")),
            {(2, "建筑面积（㎡）"): "150", (3, "建筑面积（㎡）"): "2000"},
        ),
    ),
    read=read,
)
