"""GEO-08: the column of coordinate systems names an unknown one."""

from __future__ import annotations

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="GEO-08",
    does=Label(
        "坐标照常使用，坐标系按没有注明处理。",
        "the place is used as usual; its coordinate system counts as not stated",
    ),
    why=Label(
        "地方坐标系之间没有公开的换算，写不出标准名称就不知道该按哪一个。",
        "local systems have no published conversion; without a known name it cannot be told which one it is",
    ),
    cases=(
        Case(
            ("单位编号", "经度", "纬度", "坐标系"),
            (("甲1", "120.15", "30.28", "本地坐标"), ("甲2", "120.16", "30.28", "CGCS2000")),
            ((2, "坐标系"),),
            {(2, "坐标系"): "", (2, "经度"): "120.15"},
        ),
    ),
    judged_by="riskkit.intake.coordinates",
)
