"""IND-05: an industry code that fits the edition of 2011 only."""

from __future__ import annotations

from riskkit.intake.rules.deeds import KEPT
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="IND-05",
    does=KEPT,
    why=Label(
        "2011年版有几个大类的门类字母与2017年版不同，像是没有换版。",
        "some divisions had another letter in 2011: the code looks as if it was never brought up to date",
    ),
    source="GB/T 4754-2011；GB/T 4754-2017",
    cases=(
        Case(
            ("单位编号", "国民经济行业代码"),
            (
                ("甲1", "P8210"),
                ("甲2", "P8310"),
            ),
            ((2, "国民经济行业代码"),),
            {(2, "国民经济行业代码"): "P8210"},
        ),
    ),
    judged_by="riskkit.intake.industry_codes",
)
