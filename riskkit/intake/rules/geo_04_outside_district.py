"""GEO-04: the place lies outside the district of the unit's area code."""

from __future__ import annotations

from riskkit.intake.rules.deeds import KEPT
from riskkit.intake.rules.shape import Rule
from riskkit.terms import Label

RULE = Rule(
    code="GEO-04",
    does=KEPT,
    why=Label(
        "给了区县边界（GeoJSON）才判断；离边界1500米以内不算，因为不同坐标系可相差这么多，边界也经过简化。",
        "judged only where outlines of districts (GeoJSON) are given; up to 1500 m from the outline is let pass, since coordinate systems differ by as much and outlines are simplified",
    ),
    judged_by="riskkit.intake.places",
    example=Label(
        "行政区划代码 330106，坐标落在 330105 的边界以内 3 公里",
        "code 330106, and a place 3 km inside the outline of 330105",
    ),
)
