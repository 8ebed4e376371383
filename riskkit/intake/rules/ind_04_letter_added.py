"""IND-04: bare digits of an industry code were completed with their letter."""

from __future__ import annotations

from riskkit.intake.rules.deeds import READ_AND_LOGGED
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="IND-04",
    does=READ_AND_LOGGED,
    why=Label(
        "前两位数字唯一决定门类字母，补上后才能与带字母的代码相比。",
        "the first two digits decide the letter; with it the code compares with those that have one",
    ),
    source="GB/T 4754-2017",
    cases=(
        Case(
            ("单位编号", "国民经济行业代码"),
            (
                ("甲1", "6110"),
                ("甲2", "52"),
            ),
            (
                (2, "国民经济行业代码"),
                (3, "国民经济行业代码"),
            ),
            {(2, "国民经济行业代码"): "H6110", (3, "国民经济行业代码"): "F52"},
        ),
    ),
    judged_by="riskkit.intake.industry_codes",
)
