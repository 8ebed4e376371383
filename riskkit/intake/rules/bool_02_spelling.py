"""BOOL-02: another way of writing yes or no: √, 有, 未设, Y."""

from __future__ import annotations

from riskkit.intake.rules.deeds import READ_AND_LOGGED
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="BOOL-02",
    does=READ_AND_LOGGED,
    why=Label(
        "各单位写法不一，统一成“是”“否”，改动记在改动日志里。",
        "every office writes it another way; made yes or no, and logged",
    ),
    cases=(
        Case(
            ("单位编号", "自动喷水"),
            (
                ("甲1", "√"),
                ("甲2", "已设置"),
                ("甲3", "×"),
            ),
            (
                (2, "自动喷水"),
                (3, "自动喷水"),
                (4, "自动喷水"),
            ),
            {(2, "自动喷水"): "是", (3, "自动喷水"): "是", (4, "自动喷水"): "否"},
        ),
    ),
    judged_by="riskkit.intake.changes",
)
