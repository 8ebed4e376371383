"""GEO-01: longitude and latitude stand in each other's column."""

from __future__ import annotations

from riskkit.intake.rules.deeds import READ_AND_LOGGED
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="GEO-01",
    does=READ_AND_LOGGED,
    why=Label(
        "中国的经度（73～136）和纬度（3～54）不重叠，填反了能确定，所以对调；两列都记入改动日志。",
        "longitudes (73–136) and latitudes (3–54) of China do not overlap, so a swap is certain and put right; the log holds both columns",
    ),
    cases=(
        Case(
            ("单位编号", "经度", "纬度"),
            (("甲1", "30.287459", "120.153576"),),
            (
                (2, "经度"),
                (2, "纬度"),
            ),
            {(2, "经度"): "120.153576", (2, "纬度"): "30.287459"},
        ),
    ),
    judged_by="riskkit.intake.coordinates",
)
