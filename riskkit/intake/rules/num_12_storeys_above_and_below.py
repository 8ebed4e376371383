"""NUM-12: 地上12/地下2 in one cell is two fields, storeys above and storeys below ground."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from riskkit.intake.rules.shape import Case, Reading, Rule, Word
from riskkit.terms import Label

if TYPE_CHECKING:
    from riskkit.indicators.rule_file import FieldShape

_BOTH = re.compile(r"^(?:地上|上)?(\d{1,3})[层f]?[,，、;；/+(（]*(?:地下|下|负|-|b)(\d{1,2})[层f]?[)）]?$")
_BELOW_FIRST = re.compile(r"^(?:地下|-|b)(\d{1,2})[层f]?[,，、;；/+]+(?:地上|上)?(\d{1,3})[层f]?$")


def storeys(plain: str) -> tuple[float, float] | None:
    """Storeys above and below ground where ``plain`` states both.

    >>> storeys("地上12/地下2"), storeys("12(地下2层)"), storeys("-1/6"), storeys("12")
    ((12.0, 2.0), (12.0, 2.0), (6.0, 1.0), None)
    """
    if found := _BOTH.match(plain):
        return float(found[1]), float(found[2])
    found = _BELOW_FIRST.match(plain)
    return (float(found[2]), float(found[1])) if found else None


def read(word: Word, shape: FieldShape) -> Reading | None:
    """The field's own half of the cell."""
    if shape.form not in ("storeys_above", "storeys_below"):
        return None
    both = storeys(word.plain)
    return Reading(both[shape.form == "storeys_below"], RULE.code) if both else None


RULE = Rule(
    code="NUM-12",
    does=Label(
        "拆成两个字段，各取一半。",
        "the cell is split; each of the two fields takes its half",
    ),
    why=Label(
        "“地上12/地下2”是两个字段：层数取地上，地下层数另取。",
        "storeys above and below ground are two fields; each takes its half of the cell",
    ),
    cases=(Case(("单位编号", "地上层数"), (("甲1", "地上12/地下2"),), ((2, "地上层数"),), {(2, "地上层数"): "12"}),),
    read=read,
)
