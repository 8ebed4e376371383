"""USCC-03: the letters O and I stand for 0 and 1; the check digit then passes."""

from __future__ import annotations

from riskkit.intake.rules.deeds import READ_AND_LOGGED
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="USCC-03",
    does=READ_AND_LOGGED,
    why=Label(
        "代码里不用字母 O、I，写了多半是 0、1。只有换过之后校验位相符才换；校验位不符的不换。",
        "codes have no letters O and I, so they mostly stand for 0 and 1. They are replaced only where the check digit then passes",
    ),
    source="GB 32100-2015 代码字符集（不用 I、O、Z、S、V）",
    cases=(
        Case(
            ("单位编号", "统一社会信用代码"),
            (
                ("甲1", "9135O100M000100Y43"),
                ("甲2", "9135O100M000100Y44"),
            ),
            ((2, "统一社会信用代码"),),
            {(2, "统一社会信用代码"): "91350100M000100Y43", (3, "统一社会信用代码"): ""},
        ),
    ),
    judged_by="riskkit.intake.org_codes",
)
