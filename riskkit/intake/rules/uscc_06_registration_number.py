"""USCC-06: fifteen digits of a business registration number stand in the column."""

from __future__ import annotations

from riskkit.intake.rules.deeds import KEPT
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="USCC-06",
    does=KEPT,
    why=Label(
        "15位工商注册号有自己的校验位，能认出来，但与18位代码没有换算关系，要查营业执照。",
        "the registration number of 15 digits has a check digit of its own and is recognised, but does not turn into the unified code: see the licence",
    ),
    source="GS 15-2006",
    cases=(
        Case(
            ("单位编号", "统一社会信用代码"),
            (("甲1", "330102000012348"),),
            ((2, "统一社会信用代码"),),
            {(2, "统一社会信用代码"): "330102000012348"},
        ),
    ),
    judged_by="riskkit.intake.org_codes",
)
