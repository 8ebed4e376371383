"""DATE-02: a date after the day of the assessment."""

from __future__ import annotations

from riskkit.intake.rules.deeds import COUNTS_AS_UNKNOWN
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="DATE-02",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "评估日之后的事还没有发生，多半是年份写错；当成真值会把“没检查过”变成“刚检查过”。",
        "what lies after the day of the assessment has not happened; mostly the year is wrong, and used it would turn never checked into just checked",
    ),
    cases=(
        Case(
            ("单位编号", "开业日期"),
            (
                ("甲1", "2099-05-01"),
                ("甲2", "2026-01-01"),
            ),
            ((2, "开业日期"),),
            {(2, "开业日期"): "", (3, "开业日期"): "2026-01-01"},
        ),
    ),
    judged_by="riskkit.intake.clean_dates",
)
