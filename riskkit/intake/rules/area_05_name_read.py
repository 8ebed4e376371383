"""AREA-05: the name of an area, or an alias, was read as its code."""

from __future__ import annotations

from riskkit.intake.rules.deeds import READ_AND_LOGGED
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="AREA-05",
    does=READ_AND_LOGGED,
    why=Label(
        "全称（或用户别名表里的名称）只对应一个代码时才换成代码。",
        "a name is replaced by a code only where it stands for one area, by its full name or by the user's alias table",
    ),
    source="GB/T 2260-2007；民政部历年公布的县级以上行政区划代码",
    cases=(
        Case(
            ("单位编号", "行政区划代码"),
            (("甲1", "浙江省杭州市西湖区"),),
            ((2, "行政区划代码"),),
            {(2, "行政区划代码"): "330106"},
        ),
        Case(
            ("单位编号", "行政区划代码"),
            (("甲1", "智造新城"),),
            ((2, "行政区划代码"),),
            {(2, "行政区划代码"): "330803"},
            given={"area_aliases": {"智造新城": "330803"}},
        ),
    ),
    judged_by="riskkit.intake.area_codes",
)
