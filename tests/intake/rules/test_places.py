"""Pairs of longitude and latitude: mended together, with the system that is stated, inside their own district."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from riskkit.errors import RiskkitError

HANGZHOU = (120.153576, 30.287459)


def table(*rows: tuple[str, ...], header: tuple[str, ...] = ("单位编号", "经度", "纬度")) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(header, pl.String), orient="row")


def outlines(folder: Path, code: str = "330106") -> Path:
    ring = [[120.0, 30.0], [120.2, 30.0], [120.2, 30.4], [120.0, 30.4], [120.0, 30.0]]
    feature = {"properties": {"adcode": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    path = folder / "districts.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), "utf-8")
    return path


@pytest.mark.parametrize(
    "header",
    ["经度（CGCS2000）", "经度(WGS-84)", "经度（国家2000）", "经度（百度坐标）", "longitude (GCJ-02)", "经度【高德】"],
)
def test_a_header_may_state_the_system(read, header: str) -> None:
    found = read(table(("甲1", "120.15", "30.28"), header=("单位编号", header, "纬度")))
    assert "GEO-03" not in found.said
    assert found.reads[(2, header)] == "120.15"


@pytest.mark.parametrize("header", ["经度（度）", "经度"])
def test_a_measure_states_no_system(read, header: str) -> None:
    assert read(table(("甲1", "120.15", "30.28"), header=("单位编号", header, "纬度"))).said["GEO-03"] == {(2, header)}


def test_the_user_may_state_the_system(read) -> None:
    assert "GEO-03" not in read(table(("甲1", "120.15", "30.28")), coordinate_system="cgcs2000").said


def test_how_many_places_lack_a_system_and_the_first_are_said_once(read) -> None:
    found = read(table(("甲1", "", ""), ("甲2", "120.15", "30.28"), ("甲3", "120.16", "30.28")), chunk_rows=1)
    said = found.findings.filter(pl.col("code") == "GEO-03")
    assert said.select("row", "value").rows() == [(3, "2 处\x1f2 places")]


def test_a_swapped_pair_is_right_in_the_table_the_clean_table_and_the_log(read) -> None:
    found = read(table(("甲1", "30.287459", "120.153576"), ("甲2", *map(str, HANGZHOU))))
    assert [found.reads[(row, name)] for row in (2, 3) for name in ("经度", "纬度")] == ["120.153576", "30.287459"] * 2
    logged = found.changes.filter(pl.col("code") == "GEO-01").select("row", "column", "before", "after").rows()
    assert logged == [(2, "经度", "30.287459", "120.153576"), (2, "纬度", "120.153576", "30.287459")]


def test_a_place_outside_its_own_district_is_said(read, tmp_path: Path) -> None:
    header = ("单位编号", "行政区划代码", "经度（CGCS2000）", "纬度")
    rows = table(
        ("甲1", "330106", "120.1", "30.2"),
        ("甲2", "330106", "120.5", "30.2"),
        ("甲3", "330105", "120.5", "30.2"),
        ("甲4", "", "120.5", "30.2"),
        ("甲5", "330106001", "30.2", "120.5"),
        ("甲6", "330106", "120.2001", "30.2"),
        header=header,
    )
    found = read(rows, districts=outlines(tmp_path))
    assert found.said["GEO-04"] == {(3, "经度（CGCS2000）"), (6, "经度（CGCS2000）")}
    assert found.reads[(3, "经度（CGCS2000）")] == "120.5"
    assert "GEO-04" not in read(rows).said


def test_a_wrong_file_of_outlines_stops_the_run(read, tmp_path: Path) -> None:
    path = tmp_path / "districts.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}', "utf-8")
    with pytest.raises(RiskkitError) as stopped:
        read(table(("甲1", "120.1", "30.2")), districts=path)
    assert stopped.value.code == "GEO-09"


def test_one_column_of_the_two_is_unknown_throughout_and_said_once(read) -> None:
    found = read(table(("甲1", "120.1"), ("甲2", "120.2"), header=("单位编号", "经度")), chunk_rows=1)
    assert found.findings.filter(pl.col("code") == "GEO-07").select("row", "column").rows() == [(None, "经度")]
    assert [found.reads[(row, "经度")] for row in (2, 3)] == ["", ""]


def test_the_name_of_a_coordinate_system_stays_as_it_is_written(read) -> None:
    header = ("单位编号", "经度", "纬度", "坐标系")
    rows = [("甲1", "120.15", "30.28", word) for word in ("CGCS2000", "cgcs2000", "GCJ-02", "WGS 84", "国家2000")]
    cells = [(f"甲{at}", *row[1:]) for at, row in enumerate(rows)]
    found = read(pl.DataFrame(cells, schema=dict.fromkeys(header, pl.String), orient="row"))
    assert found.changes.filter(pl.col("column") == "坐标系").select("before", "after").rows() == [
        ("国家2000", "CGCS2000")
    ]
