"""GEO-09: the file of district outlines cannot be used."""

from __future__ import annotations

from riskkit.intake.rules.deeds import RUN_STOPS
from riskkit.intake.rules.shape import Rule
from riskkit.terms import Label

RULE = Rule(
    code="GEO-09",
    does=RUN_STOPS,
    why=Label(
        "边界文件有错会让所有点都显得越界，所以不带着错误往下算。",
        "a wrong file of outlines would make every place look outside; nothing is computed with it",
    ),
    source="GeoJSON（RFC 7946）",
    judged_by="riskkit.intake.districts",
    example=Label(
        "GeoJSON 里的面没有 adcode，或坐标以米为单位",
        "polygons without adcode, or in metres",
    ),
)
