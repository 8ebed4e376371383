"""The fuzzy evaluation of a rulebook in words, for ``riskkit rules show``."""

from __future__ import annotations

from riskkit.indicators.describe_parts import clause_line, note_lines
from riskkit.indicators.plain_text import aligned
from riskkit.indicators.rulebook import Rulebook
from riskkit.terms import Label, Lang

_HEAD = (
    Label("等级", "grade"),
    Label("隶属函数（得分上的梯形 a, b, c, d）", "membership (trapezoid a, b, c, d on the score)"),
    Label("等级分值", "score of the level"),
)
_HOW = Label(
    "最大隶属度定等级，并列取较差一级；得分为等级分值的隶属度加权平均。只与加权得分并列，不改变等级和排序。",
    "The largest membership gives the grade, the worse one on a tie; the score is the membership-weighted mean of the "
    "levels' scores. It stands beside the weighted score and changes neither grade nor order.",
)


def fuzzy_lines(rulebook: Rulebook, lang: Lang) -> list[str]:
    """Levels with their trapezoids and scores, the method, the reference; nothing without a fuzzy.yaml."""
    block = rulebook.fuzzy
    if block is None:
        return []
    rows = [[head.of(lang) for head in _HEAD]]
    for level in block.levels:
        corners = ", ".join(f"{corner:g}" for corner in level.membership)
        rows.append([level.code, f"({corners})", f"{level.points:g}"])
    return [*aligned(rows), _HOW.of(lang), clause_line(block, lang), *note_lines(block, lang)]
