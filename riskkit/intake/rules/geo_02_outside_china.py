"""GEO-02: the place lies outside China, or is no degrees."""

from __future__ import annotations

from riskkit.intake.rules.deeds import COUNTS_AS_UNKNOWN
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="GEO-02",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "不在中国范围内的点不会是本地单位；以米为单位的投影坐标没有中央经线就换算不了。",
        "a place outside China is no unit of the district; metres of a projection cannot be converted without its central meridian",
    ),
    cases=(
        Case(
            ("单位编号", "经度", "纬度"),
            (
                ("甲1", "2.35", "48.85"),
                ("甲2", "450000", "3300000"),
            ),
            (
                (2, "经度"),
                (2, "纬度"),
                (3, "经度"),
                (3, "纬度"),
            ),
            {(2, "经度"): "", (2, "纬度"): ""},
        ),
    ),
    judged_by="riskkit.intake.coordinates",
)
