"""USCC-04: a unified social credit code that was stored as a number and has lost its last digits."""

from __future__ import annotations

from riskkit.intake.rules.deeds import COUNTS_AS_UNKNOWN
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="USCC-04",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "表格软件的数字只有15位有效数字，18位代码存成数字后末三位变成0，再也找不回来。猜补会把一家单位认成另一家。",
        "a spreadsheet's number holds 15 digits: the last three of an 18-digit code become zeros for good. Guessing them would take one unit for another",
    ),
    source="IEEE 754 双精度数；GB 32100-2015",
    cases=(
        Case(
            ("单位编号", "统一社会信用代码"),
            (
                ("甲1", "9.15101E+17"),
                ("甲2", "913501000001000000"),
                ("甲3", "91350100M000100Y43"),
            ),
            (
                (2, "统一社会信用代码"),
                (3, "统一社会信用代码"),
            ),
            {(2, "统一社会信用代码"): "", (3, "统一社会信用代码"): "", (4, "统一社会信用代码"): "91350100M000100Y43"},
        ),
    ),
    judged_by="riskkit.intake.org_codes",
)
