"""AREA-02: the area code is not in the table of codes since 1980."""

from __future__ import annotations

from riskkit.intake.rules.deeds import KEPT
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="AREA-02",
    does=KEPT,
    why=Label(
        "历年的代码表里都没有，多半抄错；也可能是表里还没有的新设区划，所以保留。",
        "no list since 1980 has it, so it is mostly mistyped; it may be newer than the lists, so it is kept",
    ),
    source="GB/T 2260-2007；民政部历年公布的县级以上行政区划代码",
    cases=(
        Case(
            ("单位编号", "行政区划代码"), (("甲1", "990102"),), ((2, "行政区划代码"),), {(2, "行政区划代码"): "990102"}
        ),
    ),
    judged_by="riskkit.intake.area_codes",
)
