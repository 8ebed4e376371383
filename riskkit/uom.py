"""Measures (uom) and conversion between them.

Factors are exact by definition; 1 亩 = 10000/15 m² (State Council 1959 table of measures).
"""

from __future__ import annotations

from typing import NamedTuple

from riskkit.errors import RiskkitError


class Uom(NamedTuple):
    """A measure: its base measure and how many base measures it is."""

    base: str
    factor: float


UOMS: dict[str, Uom] = {
    "": Uom("", 1.0),
    "1": Uom("1", 1.0),
    "points": Uom("points", 1.0),
    "share": Uom("share", 1.0),
    "percent": Uom("share", 0.01),
    "permille": Uom("share", 0.001),
    "m": Uom("m", 1.0),
    "km": Uom("m", 1000.0),
    "cm": Uom("m", 0.01),
    "mm": Uom("m", 0.001),
    "degree": Uom("degree", 1.0),
    "m2": Uom("m2", 1.0),
    "mu": Uom("m2", 10000.0 / 15.0),
    "ha": Uom("m2", 10000.0),
    "km2": Uom("m2", 1_000_000.0),
    "cny": Uom("cny", 1.0),
    "wan_cny": Uom("cny", 10_000.0),
    "yi_cny": Uom("cny", 100_000_000.0),
    "persons": Uom("persons", 1.0),
    "wan_persons": Uom("persons", 10_000.0),
    "rooms": Uom("rooms", 1.0),
    "beds": Uom("beds", 1.0),
    "count": Uom("count", 1.0),
    "year": Uom("year", 1.0),
    "minutes": Uom("minutes", 1.0),
    "per_year": Uom("per_year", 1.0),
    "per_1000": Uom("per_1000", 1.0),
    "per_10000": Uom("per_10000", 1.0),
    "per_100000": Uom("per_100000", 1.0),
    "persons_per_km2": Uom("persons_per_km2", 1.0),
    "celsius": Uom("celsius", 1.0),
    "days": Uom("days", 1.0),
    "m_per_s": Uom("m_per_s", 1.0),
    "km_per_km2": Uom("km_per_km2", 1.0),
    "per_km2": Uom("per_km2", 1.0),
    "wan_cny_per_km2": Uom("wan_cny_per_km2", 1.0),
    "m3": Uom("m3", 1.0),
    "mw": Uom("mw", 1.0),
    "mwh": Uom("mwh", 1.0),
    "mpa": Uom("mpa", 1.0),
    "kpa": Uom("mpa", 0.001),
    "l_per_s": Uom("l_per_s", 1.0),
}

# How a measure is written in Chinese extracts and headers.
UOM_WORDS: dict[str, str] = {
    "㎡": "m2",
    "m²": "m2",
    "m2": "m2",
    "平方米": "m2",
    "平米": "m2",
    "亩": "mu",
    "公顷": "ha",
    "平方公里": "km2",
    "km²": "km2",
    "万元": "wan_cny",
    "亿元": "yi_cny",
    "元": "cny",
    "米": "m",
    "m": "m",
    "公里": "km",
    "厘米": "cm",
    "cm": "cm",
    "毫米": "mm",
    "mm": "mm",
    "度": "degree",
    "°": "degree",
    "%": "percent",
    "％": "percent",
    "‰": "permille",
    "人": "persons",
    "万人": "wan_persons",
    "间": "rooms",
    "张": "beds",
    "床": "beds",
    "起": "count",
    "处": "count",
    "项": "count",
    "次": "count",
    "个": "count",
    "件": "count",
    "天": "days",
    "年": "year",
    "分钟": "minutes",
    "分": "points",
    "立方米": "m3",
    "m³": "m3",
    "m3": "m3",
    "兆瓦": "mw",
    "mw": "mw",
    "兆瓦时": "mwh",
    "mwh": "mwh",
    "mpa": "mpa",
    "兆帕": "mpa",
    "kpa": "kpa",
    "千帕": "kpa",
    "l/s": "l_per_s",
    "升/秒": "l_per_s",
}


def factor(from_uom: str, to_uom: str) -> float:
    """By how much to multiply a value in ``from_uom`` to have it in ``to_uom``.

    Raises RiskkitError (UOM-01) when the two measure different things.

    >>> factor("mu", "m2") * 15
    10000.0
    >>> factor("percent", "share")
    0.01
    """
    source, target = UOMS.get(from_uom), UOMS.get(to_uom)
    if source is None or target is None or source.base != target.base:
        raise RiskkitError("UOM-01", found=from_uom, allowed=to_uom)
    return source.factor / target.factor
