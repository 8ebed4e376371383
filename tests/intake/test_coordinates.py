"""Places: degrees in all spellings, swapped pairs, China's bounds, coordinate systems, districts with holes."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskkit.errors import RiskkitError
from riskkit.intake.coordinates import judge_points, judge_systems, read_degrees, system_in
from riskkit.intake.degrees import degrees_in
from riskkit.intake.districts import District, outside_own_district, read_districts
from riskkit.terms import in_lang

CITY = [[120.0, 30.0], [121.0, 30.0], [121.0, 31.0], [120.0, 31.0], [120.0, 30.0]]
LAKE = [[120.4, 30.4], [120.6, 30.4], [120.6, 30.6], [120.4, 30.6], [120.4, 30.4]]
ISLAND = [[121.5, 30.0], [121.6, 30.0], [121.6, 30.1], [121.5, 30.1]]  # not closed


def geojson(folder: Path, *features: object) -> Path:
    path = folder / "districts.geojson"
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False), encoding="utf-8"
    )
    return path


def feature(code: object, kind: str, corners: object, key: str = "adcode") -> dict[str, object]:
    return {"type": "Feature", "properties": {key: code}, "geometry": {"type": kind, "coordinates": corners}}


# ---------------------------------------------------------------- degrees


@pytest.mark.parametrize(
    ("word", "angle"),
    [
        ("120°12'30\"", 120 + 12 / 60 + 30 / 3600), ("120°12′30″", 120 + 12 / 60 + 30 / 3600),
        ("120º12′", 120.2), ("120度12分30秒", 120 + 12 / 60 + 30 / 3600), ("东经120度30分", 120.5),
        ("北纬30.25", 30.25), ("N30°15.5′", 30 + 15.5 / 60), ("120.5E", 120.5), ("30.5°N", 30.5),
        ("西经73.5", -73.5), ("33.9°S", -33.9), ("120° 12′ 30″", 120 + 12 / 60 + 30 / 3600), ("经度：120.5", 120.5),
    ],
)  # fmt: skip
def test_angles_in_words(word: str, angle: float) -> None:
    read = read_degrees(pl.Series([word]))
    assert read.values.tolist() == pytest.approx([angle], abs=1e-12)
    assert (read.at.tolist(), read.found, read.allowed) == ([0], ["GEO-05"], [f"{angle:.6f}"])


@pytest.mark.parametrize(
    "word", ["很远", "120 12 30", "120°61′", "120°12′61″", "120.5°12′", "1e5", "120,15", "120°12.5′30″"]
)
def test_what_is_no_angle(word: str) -> None:
    read = read_degrees(pl.Series([word, "120.5"]))
    assert (math.isnan(read.values[0]), read.values[1]) == (True, 120.5)
    assert (read.at.tolist(), read.found) == ([0], ["GEO-06"])


def test_plain_numbers_and_missing_words() -> None:
    read = read_degrees(pl.Series(["120.153576", " 30.25 ", "-73", "", None, "不详", "/"]))
    assert np.nan_to_num(read.values, nan=0).tolist() == [120.153576, 30.25, -73, 0, 0, 0, 0]
    assert (read.at.tolist(), read.found) == ([5, 6], ["MISS-01", "MISS-02"])
    native = read_degrees(pl.Series([120.5, None, float("inf")]))
    assert np.isnan(native.values).tolist() == [False, True, True]
    assert (native.at.tolist(), native.found) == ([2], ["GEO-06"])


@given(st.integers(0, 179), st.integers(0, 59), st.integers(0, 59))
def test_degrees_minutes_seconds_are_read_exactly(degrees: int, minutes: int, seconds: int) -> None:
    assert degrees_in(f"{degrees}°{minutes}′{seconds}″") == degrees + minutes / 60 + seconds / 3600


# ---------------------------------------------------------------- places


def test_swapped_outside_and_single() -> None:
    lon = np.array([120.2, 30.3, 2.35, np.nan, 120.2, 500_000.0, 0.0, np.nan])
    lat = np.array([30.3, 120.2, 48.85, 30.3, np.nan, 3_350_000.0, 0.0, np.nan])
    places = judge_points(lon, lat)
    assert np.nan_to_num(places.longitude).tolist() == [120.2, 120.2, 0, 0, 0, 0, 0, 0]
    assert np.nan_to_num(places.latitude).tolist() == [30.3, 30.3, 0, 0, 0, 0, 0, 0]
    assert places.at.tolist() == [1, 2, 3, 4, 5, 6]
    assert places.found == ["GEO-01", "GEO-02", "GEO-07", "GEO-07", "GEO-02", "GEO-02"]
    assert "投影坐标" in in_lang(places.allowed[4], "zh")
    assert places.allowed[5] == "73–136°E, 3–54°N"


@pytest.mark.parametrize(("lon", "lat"), [(73.0, 3.0), (136.0, 54.0), (73.0, 54.0), (136.0, 3.0)])
def test_the_bounds_themselves_are_inside(lon: float, lat: float) -> None:
    for pair in ((lon, lat), (lat, lon)):
        places = judge_points(np.array([pair[0]]), np.array([pair[1]]))
        assert (places.longitude.tolist(), places.latitude.tolist()) == ([lon], [lat])
        assert places.found == ([] if pair == (lon, lat) else ["GEO-01"])


@given(st.floats(73, 136), st.floats(3, 54))
def test_a_swap_never_changes_the_place(lon: float, lat: float) -> None:
    right, swapped = (judge_points(np.array([x]), np.array([y])) for x, y in ((lon, lat), (lat, lon)))
    assert right[:2] == swapped[:2] == ([lon], [lat])
    assert (right.found, swapped.found) == ([], ["GEO-01"])


@given(st.lists(st.tuples(st.floats(), st.floats()), max_size=20))
def test_known_in_both_or_in_none(pairs: list[tuple[float, float]]) -> None:
    lon, lat = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    places = judge_points(lon, lat)
    assert np.isnan(places.longitude).tolist() == np.isnan(places.latitude).tolist()
    assert len(places.at) == len(places.found) == len(places.allowed)


# ---------------------------------------------------------------- systems


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("经度(WGS84)", "wgs84"), ("GPS经度", "wgs84"), ("EPSG:4326", "wgs84"), ("经度（CGCS2000）", "cgcs2000"),
        ("国家2000大地坐标系", "cgcs2000"), ("天地图纬度", "cgcs2000"), ("GCJ-02", "gcj02"), ("火星坐标", "gcj02"),
        ("高德经度", "gcj02"), ("ＢＤ－０９", None), ("BD09", "bd09"), ("百度坐标", "bd09"), ("西安80", "xian80"),
        ("北京54坐标系", "beijing54"), ("经度", None), ("百度转高德", None), ("", None),
    ],
)  # fmt: skip
def test_coordinate_systems_in_words(text: str, system: str | None) -> None:
    assert system_in(text) == system


def test_a_column_of_coordinate_systems() -> None:
    column = judge_systems(pl.Series(["CGCS2000", "ＢＤ－０９", None, "地方坐标系"]))
    assert column.values.to_list() == ["cgcs2000", "bd09", None, None]
    assert (column.at.tolist(), column.found) == ([3], ["GEO-08"])


# ---------------------------------------------------------------- districts


def test_holes_islands_and_parents(tmp_path: Path) -> None:
    districts = read_districts(
        geojson(
            tmp_path,
            feature(330102, "Polygon", [CITY, LAKE]),
            feature("156330102", "MultiPolygon", [[ISLAND]], key="gb"),
            feature("330200000000", "Polygon", [ISLAND], key="区划代码"),
            feature("x", "Polygon", [CITY]),
        )
    )
    assert {code: len(district.edges) for code, district in districts.items()} == {"330102": 12, "330200": 4}
    lon = np.array([120.1, 120.5, 121.55, 121.3, 120.1, 121.55, 120.1, np.nan, 120.1, 120.1])
    lat = np.array([30.1, 30.5, 30.05, 30.5, 30.1, 30.05, 30.1, np.nan, 30.1, 30.1])
    codes = ["330102", "330102001", "330102", "330102", "330206", "330206", "440106", "330102", None, "330102001002"]
    outside = outside_own_district(lon, lat, pl.Series(codes), districts)
    assert outside.tolist() == [False, True, False, True, True, False, False, False, False, False]


def test_near_the_outline_is_not_outside() -> None:
    corners = np.array(CITY)
    district = {"330102": District(np.hstack([corners[:-1], corners[1:]]))}
    metre = 1 / 111_320
    lat = np.full(4, 30.5)
    lon = 121.0 + np.array([-1.0, 0.0, 1400.0, 1700.0]) * metre / math.cos(math.radians(30.5))
    codes = pl.Series(["330102"] * 4)
    assert outside_own_district(lon, lat, codes, district).tolist() == [False, False, False, True]
    assert outside_own_district(lon, lat, codes, district, slack_m=1000.0).tolist() == [False, False, True, True]


@given(st.integers(3, 60), st.integers(0, 2**32 - 1))
def test_slabs_and_cells_agree_with_the_plain_rules(corners: int, seed: int) -> None:
    """A star-shaped outline, one place at a time: the even–odd rule, and the distance from the nearest edge."""
    dice = np.random.default_rng(seed)
    angle = np.sort(dice.uniform(0, 2 * np.pi, corners))
    radius = dice.uniform(0.2, 1.0, corners)
    ring = np.column_stack([120 + radius * np.cos(angle), 30 + radius * np.sin(angle)])
    edges = np.hstack([ring, np.roll(ring, -1, axis=0)])
    lon, lat = 120 + dice.uniform(-1.2, 1.2, 50), 30 + dice.uniform(-1.2, 1.2, 50)

    def inside(x: float, y: float) -> bool:
        crossed = [
            x < x0 + (y - y0) * (x1 - x0) / (y1 - y0) for x0, y0, x1, y1 in edges.tolist() if (y0 > y) != (y1 > y)
        ]
        return sum(crossed) % 2 == 1

    def metres(x: float, y: float) -> float:
        east = 111_320 * math.cos(math.radians(y))
        flat = [((a - x) * east, (b - y) * 111_320, (c - x) * east, (d - y) * 111_320) for a, b, c, d in edges.tolist()]
        return min(_from_origin(*edge) for edge in flat)

    places = list(zip(lon.tolist(), lat.tolist(), strict=True))
    codes, districts = pl.Series(["330102"] * 50), {"330102": District(edges)}
    plain = [not inside(x, y) for x, y in places]
    assert outside_own_district(lon, lat, codes, districts, slack_m=0.0).tolist() == plain
    far = [out and metres(x, y) > 20_000 for out, (x, y) in zip(plain, places, strict=True)]
    assert outside_own_district(lon, lat, codes, districts, slack_m=20_000.0).tolist() == far


def _from_origin(x0: float, y0: float, x1: float, y1: float) -> float:
    """The distance of the origin from a line between two points."""
    length = (x1 - x0) ** 2 + (y1 - y0) ** 2
    along = min(1.0, max(0.0, -(x0 * (x1 - x0) + y0 * (y1 - y0)) / length)) if length else 0.0
    return math.hypot(x0 + along * (x1 - x0), y0 + along * (y1 - y0))


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "{}", '{"features": []}', '{"features": [1]}',
     json.dumps({"features": [feature("330102", "Polygon", [[[5e5, 3e6], [6e5, 3e6], [6e5, 4e6]]])]}),
     json.dumps({"features": [feature("330102", "Polygon", [[[120, 30], [121, 30]]])]}),
     json.dumps({"features": [feature("330102", "Polygon", [["a", "b", "c"]])]}),
     json.dumps({"features": [feature("330102", "Point", [120, 30])]}),
     json.dumps({"features": [feature("甲区", "Polygon", [CITY], key="name")]})],
)  # fmt: skip
def test_a_file_that_cannot_be_used(tmp_path: Path, text: str) -> None:
    path = tmp_path / "d.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RiskkitError) as caught:
        read_districts(path)
    assert caught.value.code == "GEO-09"
    with pytest.raises(RiskkitError, match="FILE-01"):
        read_districts(tmp_path / "none.json")
