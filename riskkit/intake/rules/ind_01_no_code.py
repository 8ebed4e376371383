"""IND-01: no industry code."""

from __future__ import annotations

from riskkit.intake.rules.deeds import COUNTS_AS_UNKNOWN
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="IND-01",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "应为门类字母加2至4位数字；行业名称不转换成代码，因为名称常对应几个小类。",
        "a section's letter and 2 to 4 digits are wanted; names are not turned into codes, since one name often fits several classes",
    ),
    source="GB/T 4754-2017",
    cases=(
        Case(
            ("单位编号", "国民经济行业代码"),
            (
                ("甲1", "住宿"),
                ("甲2", "很多"),
            ),
            (
                (2, "国民经济行业代码"),
                (3, "国民经济行业代码"),
            ),
            {(2, "国民经济行业代码"): "", (3, "国民经济行业代码"): ""},
        ),
    ),
    judged_by="riskkit.intake.industry_codes",
)
