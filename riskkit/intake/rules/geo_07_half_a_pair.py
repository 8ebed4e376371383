"""GEO-07: only one of longitude and latitude."""

from __future__ import annotations

from riskkit.intake.rules.deeds import COUNTS_AS_UNKNOWN
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="GEO-07",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "半个坐标不是位置，留着会被误当成已知。",
        "half a pair is no place, and kept it would pass for one",
    ),
    cases=(
        Case(
            ("单位编号", "经度", "纬度"),
            (("甲1", "120.153576", ""),),
            ((2, "经度"),),
            {(2, "经度"): "", (2, "纬度"): ""},
        ),
        Case(
            ("单位编号", "经度"),
            (("甲1", "120.153576"),),
            ((2, "经度"), (None, "经度")),
            {(2, "经度"): ""},
        ),
    ),
    judged_by="riskkit.intake.coordinates",
)
