"""AREA-03: the area code was not in use in the year of the assessment."""

from __future__ import annotations

from riskkit.intake.rules.deeds import KEPT
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="AREA-03",
    does=KEPT,
    why=Label(
        "区划调整后旧代码停用；按旧代码汇总会少算。知道现行代码的，写在“允许”里，不替用户改。",
        "after a change of areas the old code is void and totals by it are too low. The code now in use is named where it is known, and not put in by itself",
    ),
    source="GB/T 2260-2007；民政部历年公布的县级以上行政区划代码",
    cases=(
        Case(
            ("单位编号", "行政区划代码"),
            (
                ("甲1", "330103"),
                ("甲2", "330105"),
            ),
            ((2, "行政区划代码"),),
            {(2, "行政区划代码"): "330103"},
        ),
    ),
    judged_by="riskkit.intake.area_codes",
)
