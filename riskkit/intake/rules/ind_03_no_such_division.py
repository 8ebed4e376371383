"""IND-03: there is no such division of industries."""

from __future__ import annotations

from riskkit.intake.rules.deeds import COUNTS_AS_UNKNOWN
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="IND-03",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "大类为01至97，超出的不是国民经济行业代码。",
        "divisions run from 01 to 97; anything else is no industry code",
    ),
    source="GB/T 4754-2017",
    cases=(
        Case(
            ("单位编号", "国民经济行业代码"),
            (("甲1", "H9999"),),
            ((2, "国民经济行业代码"),),
            {(2, "国民经济行业代码"): ""},
        ),
    ),
    judged_by="riskkit.intake.industry_codes",
)
