"""GEO-05: degrees, minutes and seconds, or a direction, were converted to degrees."""

from __future__ import annotations

from riskkit.intake.rules.deeds import READ_AND_LOGGED
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="GEO-05",
    does=READ_AND_LOGGED,
    why=Label(
        "度分秒、“东经”“北纬”是同一个角度的写法，换算成度才能计算；改动记入改动日志。",
        "minutes and seconds and words of direction write the same angle; it is converted to degrees, and the log says so",
    ),
    cases=(
        Case(
            ("单位编号", "经度", "纬度"),
            (("甲1", "120°09′00″", "北纬30.25"),),
            (
                (2, "经度"),
                (2, "纬度"),
            ),
            {(2, "经度"): "120.15", (2, "纬度"): "30.25"},
        ),
    ),
    judged_by="riskkit.intake.coordinates",
)
