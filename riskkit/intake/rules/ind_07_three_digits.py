"""IND-07: three bare digits: a group, or a class that lost its leading zero."""

from __future__ import annotations

from riskkit.intake.rules.deeds import KEPT
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="IND-07",
    does=KEPT,
    why=Label(
        "存成数字时 0111 变成 111，与中类 111 分不开；门类不同，不猜。",
        "0111 stored as a number becomes 111, which is also a group of another section: nothing is guessed",
    ),
    source="GB/T 4754-2017",
    cases=(
        Case(
            ("单位编号", "国民经济行业代码"),
            (("甲1", "111"),),
            ((2, "国民经济行业代码"),),
            {(2, "国民经济行业代码"): "111"},
        ),
    ),
    judged_by="riskkit.intake.industry_codes",
)
