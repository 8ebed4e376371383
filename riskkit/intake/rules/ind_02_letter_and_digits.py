"""IND-02: the letter of an industry code does not go with its digits."""

from __future__ import annotations

from riskkit.intake.rules.deeds import KEPT
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="IND-02",
    does=KEPT,
    why=Label(
        "前两位数字决定门类，字母与它矛盾说明有一处写错，错在哪里不能确定。",
        "the first two digits decide the section; a letter that contradicts them means that one is wrong, and which cannot be told",
    ),
    source="GB/T 4754-2017",
    cases=(
        Case(
            ("单位编号", "国民经济行业代码"),
            (
                ("甲1", "I6110"),
                ("甲2", "H6110"),
            ),
            ((2, "国民经济行业代码"),),
            {(2, "国民经济行业代码"): "I6110"},
        ),
    ),
    judged_by="riskkit.intake.industry_codes",
)
