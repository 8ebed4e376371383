"""AREA-07: an area code was made uniform: zeros added, spaces or hyphens removed."""

from __future__ import annotations

from riskkit.intake.rules.deeds import READ_AND_LOGGED
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="AREA-07",
    does=READ_AND_LOGGED,
    why=Label(
        "省、市代码补足六位，空格和连字符去掉，不改变所指的区划。",
        "codes of provinces and cities are filled up to six digits, spaces and hyphens removed; the area stays the same",
    ),
    source="GB/T 2260-2007；民政部历年公布的县级以上行政区划代码",
    cases=(
        Case(
            ("单位编号", "行政区划代码"),
            (
                ("甲1", "330106 001"),
                ("甲2", "3301"),
            ),
            (
                (2, "行政区划代码"),
                (3, "行政区划代码"),
            ),
            {(2, "行政区划代码"): "330106001", (3, "行政区划代码"): "330100"},
        ),
    ),
    judged_by="riskkit.intake.area_codes",
)
