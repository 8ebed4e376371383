"""Where subjects are: zones without a code, the coordinate system, the outlines of districts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from click.testing import Result

Run = Callable[..., Result]

UNITS = """单位编号,单位名称,行政区划代码,经度,纬度
甲1,甲,天山智造新城,120.2,30.2
甲2,乙,330102,121.9,30.2
"""
SQUARE = [[120.0, 30.0], [121.0, 30.0], [121.0, 31.0], [120.0, 31.0], [120.0, 30.0]]


@pytest.fixture
def units(tmp_path: Path) -> Path:
    path = tmp_path / "units.csv"
    path.write_text(UNITS, "utf-8")
    return path


def found(run: Run, units: Path, *options: object) -> dict[str, list[int]]:
    out = units.parent / "out"
    given = ("--rules", "unit/city_score_100", "--as-of", "2026-01-01", "-o", out, "--replace", "--no-copy")
    result = run("validate", units, *given, *options)
    assert result.exit_code == 1, result.output
    table = pl.read_csv(out / "findings.csv")
    places = table.filter(pl.col("规则编号").str.contains("^(AREA|GEO)-"))
    return {code: rows["行"].to_list() for (code,), rows in places.group_by("规则编号", maintain_order=True)}


def test_without_them_a_zone_and_a_system_are_asked_for(run: Run, units: Path) -> None:
    assert set(found(run, units)) == {"AREA-04", "GEO-03"}


def test_an_alias_gives_the_zone_its_code_and_a_word_states_the_system(run: Run, units: Path) -> None:
    aliases = units.with_name("aliases.csv")
    aliases.write_text("名称,代码\n天山智造新城,330802\n", "utf-8")
    assert found(run, units, "--area-aliases", aliases, "--coordinate-system", "CGCS2000") == {}


def test_a_place_outside_its_own_district_is_said(run: Run, units: Path) -> None:
    outlines = units.with_name("districts.geojson")
    shape = {"type": "Polygon", "coordinates": [SQUARE]}
    feature = {"type": "Feature", "properties": {"code": "330102"}, "geometry": shape}
    outlines.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    said = found(run, units, "--districts", outlines, "--coordinate-system", "CGCS2000")
    assert said["GEO-04"] == [3]


def test_an_alias_table_that_is_none_stops_with_one_line(run: Run, units: Path) -> None:
    bad = units.with_name("bad.csv")
    bad.write_text("x,y\n1,2\n", "utf-8")
    result = run("validate", units, "--rules", "unit/city_score_100", "-o", units.parent / "o", "--area-aliases", bad)
    assert result.exit_code == 2
    assert "AREA-08" in result.output
