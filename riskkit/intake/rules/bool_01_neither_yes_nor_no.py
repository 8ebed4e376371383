"""BOOL-01: a cell that says neither yes nor no."""

from __future__ import annotations

from riskkit.intake.rules.deeds import COUNTS_AS_UNKNOWN
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="BOOL-01",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "“办理中”“部分”既不是有也不是没有，不能按有利的一边算。",
        "in progress or in part is neither yes nor no, and is not counted on the favourable side",
    ),
    cases=(
        Case(
            ("单位编号", "自动喷水"),
            (
                ("甲1", "办理中"),
                ("甲2", "部分"),
            ),
            (
                (2, "自动喷水"),
                (3, "自动喷水"),
            ),
            {(2, "自动喷水"): "", (3, "自动喷水"): ""},
        ),
    ),
    judged_by="riskkit.intake.column_kinds",
)
