"""AREA-06: the table of area codes does not cover the year of the assessment."""

from __future__ import annotations

from riskkit.intake.rules.deeds import KEPT
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="AREA-06",
    does=KEPT,
    why=Label(
        "代码表没有收到评估年份时，表里没有的代码可能是新设的，不能说它错。",
        "where the table does not reach the year of the assessment, a code that it lacks may be new and cannot be called wrong",
    ),
    source="GB/T 2260-2007；民政部历年公布的县级以上行政区划代码",
    cases=(
        Case(
            ("单位编号", "行政区划代码"), (("甲1", "339999"),), ((2, "行政区划代码"),), {(2, "行政区划代码"): "339999"}
        ),
    ),
    judged_by="riskkit.intake.area_codes",
)
