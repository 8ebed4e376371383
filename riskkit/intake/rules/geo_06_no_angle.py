"""GEO-06: a cell of longitudes or latitudes holds no angle."""

from __future__ import annotations

from riskkit.intake.rules.deeds import COUNTS_AS_UNKNOWN
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="GEO-06",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "读不出角度就没有位置；另一半也因此不能用（见 GEO-07）。",
        "without an angle there is no place, and the other half is of no use either (see GEO-07)",
    ),
    cases=(
        Case(
            ("单位编号", "经度", "纬度"),
            (("甲1", "东边", "30.28"),),
            ((2, "经度"),),
            {(2, "经度"): "", (2, "纬度"): ""},
        ),
    ),
    judged_by="riskkit.intake.coordinates",
)
