"""IND-06: an industry code was made uniform: case, spaces, leading zero."""

from __future__ import annotations

from riskkit.intake.rules.deeds import READ_AND_LOGGED
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="IND-06",
    does=READ_AND_LOGGED,
    why=Label(
        "大小写、空格不改变代码，统一后才能汇总。",
        "case and spaces change no code; made uniform it can be counted",
    ),
    source="GB/T 4754-2017",
    cases=(
        Case(
            ("单位编号", "国民经济行业代码"),
            (
                ("甲1", "h6110"),
                ("甲2", "H61 10"),
            ),
            (
                (2, "国民经济行业代码"),
                (3, "国民经济行业代码"),
            ),
            {(2, "国民经济行业代码"): "H6110", (3, "国民经济行业代码"): "H6110"},
        ),
    ),
    judged_by="riskkit.intake.industry_codes",
)
