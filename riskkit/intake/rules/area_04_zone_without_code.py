"""AREA-04: a functional zone without an area code."""

from __future__ import annotations

from riskkit.intake.rules.deeds import KEPT
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="AREA-04",
    does=KEPT,
    why=Label(
        "经开区、高新区、新城等功能区没有法定代码，归哪个区县各地不同，要由用户的别名表（名称，代码）说明。",
        "development zones have no legal code, and to which district they belong differs: the user's alias table (name, code) says it",
    ),
    cases=(
        Case(
            ("单位编号", "行政区划代码"),
            (("甲1", "智造新城"),),
            ((2, "行政区划代码"),),
            {(2, "行政区划代码"): "智造新城"},
        ),
    ),
    judged_by="riskkit.intake.area_codes",
)
