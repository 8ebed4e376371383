"""USCC-01: the check digit of a unified social credit code is wrong."""

from __future__ import annotations

from riskkit.intake.rules.deeds import KEPT
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="USCC-01",
    does=KEPT,
    why=Label(
        "第18位由前17位按模31算出，不符说明至少有一位抄错；但错在哪一位无从得知，所以不改。",
        "the 18th character follows from the other 17 by modulus 31, so at least one is mistyped; which one cannot be told, so nothing is changed",
    ),
    source="GB 32100-2015 校验码",
    cases=(
        Case(
            ("单位编号", "统一社会信用代码"),
            (
                ("甲1", "91350100M000100Y44"),
                ("甲2", "91350100M000100Y43"),
            ),
            ((2, "统一社会信用代码"),),
            {(2, "统一社会信用代码"): "91350100M000100Y44"},
        ),
    ),
    judged_by="riskkit.intake.org_codes",
)
