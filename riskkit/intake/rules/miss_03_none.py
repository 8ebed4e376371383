"""MISS-03: 无 is read as none where the column says what none means: 0, no, or nothing to state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.missing_words import NONE, PLAIN_FALSE, counts_defects
from riskkit.intake.rules.shape import Case, Reading, Rule, Word
from riskkit.terms import Label

if TYPE_CHECKING:
    from riskkit.indicators.rule_file import FieldShape


def read(word: Word, shape: FieldShape) -> Reading | None:
    """Zero (or unknown, where the field says so) for 无 and 没有; for 否 too in a column that counts defects."""
    if word.plain in NONE and shape.none_means is not None:
        return Reading(None if shape.none_means == "unknown" else 0.0, RULE.code)
    if word.plain in NONE and shape.kind == "date":
        return Reading(None, RULE.code)
    return Reading(0.0, RULE.code) if word.plain in PLAIN_FALSE and counts_defects(shape) else None


RULE = Rule(
    code="MISS-03",
    does=Label(
        "按这一列的约定读成 0、否或未知。",
        "it is read as the column's rule says: 0, no, or unknown",
    ),
    why=Label(
        "“无”按各列的约定读：件数列为 0，有无列为没有；约定写在规则集的 none_means 里。",
        "none is read as the column's rule says (none_means): 0 in a count, no in a yes/no column",
    ),
    cases=(Case(("单位编号", "地下层数"), (("甲1", "无"),), ((2, "地下层数"),), {(2, "地下层数"): "0"}),),
    read=read,
)
