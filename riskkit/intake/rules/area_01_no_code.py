"""AREA-01: neither an area code nor the name of one area."""

from __future__ import annotations

from riskkit.intake.rules.deeds import COUNTS_AS_UNKNOWN
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="AREA-01",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "读不出代码，也不是唯一的名称（全国有多个同名的区），不猜。",
        "no code can be read, and the name does not stand for one area (many districts share a name): nothing is guessed",
    ),
    source="GB/T 2260-2007；民政部历年公布的县级以上行政区划代码",
    cases=(
        Case(
            ("单位编号", "行政区划代码"),
            (
                ("甲1", "很远"),
                ("甲2", "鼓楼区"),
            ),
            (
                (2, "行政区划代码"),
                (3, "行政区划代码"),
            ),
            {(2, "行政区划代码"): "", (3, "行政区划代码"): ""},
        ),
    ),
    judged_by="riskkit.intake.area_codes",
)
