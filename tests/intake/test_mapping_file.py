"""``--map FILE``: what the user tells about headers goes before everything found, or the run stops and says why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from riskkit.errors import RiskkitError
from riskkit.indicators.rule_file import FieldShape, RollUp, Text
from riskkit.intake.columns import match_columns
from riskkit.intake.extract import Extract, read_extract
from riskkit.intake.mapping_draft import draft_rows
from riskkit.intake.mapping_file import HEADINGS, MapRow, read_mapping, write_mapping
from riskkit.intake.suggestions import Suggestion, nearest_words, suggest
from riskkit.terms import Level

FIELDS = {
    "subject_id": FieldShape(kind="id", label=Text(zh="编号", en="id"), aliases=["单位编号"]),
    "name": FieldShape(kind="text", label=Text(zh="单位名称", en="name")),
    "area_m2": FieldShape(kind="number", label=Text(zh="建筑面积", en="floor area"), aliases=["总面积"], uom="m2"),
    "loss_cny": FieldShape(kind="number", label=Text(zh="直接财产损失", en="loss"), uom="cny"),
    "floors": FieldShape(kind="integer", label=Text(zh="地上层数", en="storeys"), uom="count"),
}
TABLE = pl.DataFrame({"户号": ["A1"], "营业（㎡）": ["2"], "总面积": ["9"], "备注": ["x"]})


def _read(table: object, mapping: object) -> Extract:
    return read_extract(table, FIELDS, as_of=date(2026, 1, 1), mapping=mapping)  # type: ignore[arg-type]


def _area(extract: Extract) -> list[float | None]:
    found: list[float | None] = next(extract.chunks()).table.frame["area_m2"].to_list()
    return found


def _file(tmp_path: Path, text: str, name: str = "map.csv", encoding: str = "utf-8-sig") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def test_a_mapping_of_a_program_goes_before_an_alias() -> None:
    extract = _read(TABLE, {"户号": "编号", "营业（㎡）": "area_m2（亩）", "备注": ""})
    assert extract.mapping.by_field() == {"subject_id": "户号", "area_m2": "营业（㎡）"}
    assert _area(extract) == [pytest.approx(4000 / 3)]
    found = {(one.code, one.column, one.value) for one in extract.mapping.findings if one.code in ("COL-02", "COL-15")}
    assert found == {("COL-02", "总面积", "营业（㎡）"), ("COL-15", "备注", "")}


def test_the_measure_of_the_header_stands_where_none_is_told() -> None:
    table = TABLE.rename({"营业（㎡）": "营业（亩）"})
    assert _area(_read(table, {"户号": "编号", "营业（亩）": "建筑面积"})) == [pytest.approx(4000 / 3)]


@pytest.mark.parametrize(
    ("name", "encoding", "text"),
    [
        ("map.csv", "utf-8-sig", "表头,字段,计量单位\n户号,subject_id,\n营业（㎡）,建筑面积,亩\n备注,,\n"),
        ("map.csv", "gb18030", "表头,字段,计量单位\r\n户号,编号,\r\n营业（㎡）,建筑面积,亩\r\n备注,,\r\n"),
        ("map.csv", "utf-8", "header\tfield\tuom\n户号\tid\t\n营业（㎡）\tfloor area\t亩\n备注\t\t\n"),
        ("map.yaml", "utf-8", "户号: subject_id\n营业（㎡）: 建筑面积（亩）\n备注:\n"),
        (
            "map.yml",
            "utf-8",
            "- {表头: 户号, 字段: 编号}\n- {表头: 营业（㎡）, 字段: area_m2, 计量单位: 亩}\n- {表头: 备注}\n",
        ),
    ],
)  # fmt: skip
def test_a_mapping_file_in_any_form(tmp_path: Path, name: str, encoding: str, text: str) -> None:
    path = _file(tmp_path, text, name, encoding)
    extract = _read(TABLE, path)
    assert extract.mapping.by_field() == {"subject_id": "户号", "area_m2": "营业（㎡）"}
    assert _area(extract) == [pytest.approx(4000 / 3)]
    assert extract.summary.map_file == name
    assert len(extract.summary.map_digest) == 64
    decision = extract.summary.decisions[-1]
    assert (decision.chosen, decision.option) == (name, "--map FILE")


def test_a_workbook_serves_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (("表头", "字段"), ("户号", "编号")):
        book.active.append(row)
    book.save(tmp_path / "map.xlsx")
    assert _read(TABLE, tmp_path / "map.xlsx").mapping.by_field()["subject_id"] == "户号"


def test_only_adopted_lines_count(tmp_path: Path) -> None:
    text = "列,表头,字段,采用\n1,户号,编号,是\n2,营业（㎡）,建筑面积,\n3,总面积,建筑面积,否\n4,备注,单位名称,y\n"
    extract = _read(TABLE, _file(tmp_path, text))
    assert extract.mapping.by_field() == {"subject_id": "户号", "name": "备注"}
    codes = {(one.code, one.column) for one in extract.mapping.findings if one.code != "COL-03"}
    assert codes == {("COL-04", "营业（㎡）"), ("COL-15", "总面积")}


@pytest.mark.parametrize(
    ("text", "code", "where", "found", "allowed"),
    [
        ("表头,字段\n户号,编号\n营业（㎡）,建筑面只\n", "COL-10", "map.csv#3", "建筑面只", "建筑面积 area_m2"),
        ("表头,字段\n户主号,编号\n", "COL-11", "map.csv#2", "户主号", "户号"),
        ("表头,字段\n户号,编号\n营业（㎡）,建筑面积\n总面积,area_m2\n", "COL-12", "map.csv#4", "area_m2 (#3)", ""),
        ("表头,字段\n户号,编号\n户号,单位名称\n", "COL-12", "map.csv#3", "户号", ""),
        ("表头,字段,计量单位\n户号,编号,\n总面积,建筑面积,万元\n", "COL-14", "map.csv#3", "万元", "m2"),
        ("表头,字段,计量单位\n户号,编号,㎡\n", "COL-14", "map.csv#2", "㎡", "编号"),
        ("列名,目标\n户号,编号\n", "COL-13", "map.csv", "列名, 目标", "表头, 字段"),
        ("表头,字段\n", "COL-13", "map.csv", "", "表头, 字段"),
        ("表头,字段,采用\n户号,编号,大概\n", "COL-13", "map.csv#2", "大概", "是 / 否"),
    ],
)
def test_a_line_that_does_not_fit_stops_the_run(
    tmp_path: Path, text: str, code: str, where: str, found: str, allowed: str
) -> None:
    with pytest.raises(RiskkitError) as caught:
        _read(TABLE, _file(tmp_path, text))
    assert caught.value.code == code
    assert caught.value.where.endswith(where)
    assert caught.value.found.startswith(found)
    assert caught.value.allowed.startswith(allowed)


@pytest.mark.parametrize(
    "text", ["户号: {字段: 编号}\n", "[1, 2]\n", "户号: [编号\n", "just words\n", "", "- {字段: 编号}\n"]
)
def test_yaml_that_is_no_mapping(tmp_path: Path, text: str) -> None:
    with pytest.raises(RiskkitError, match="COL-13"):
        _read(TABLE, _file(tmp_path, text, "map.yaml", "utf-8"))


def test_a_header_twice_in_yaml_is_not_lost(tmp_path: Path) -> None:
    with pytest.raises(RiskkitError, match="COL-12"):
        _read(TABLE, _file(tmp_path, "户号: 编号\n户号: 单位名称\n", "map.yaml", "utf-8"))


def test_no_such_mapping_file(tmp_path: Path) -> None:
    with pytest.raises(RiskkitError, match="FILE-01"):
        _read(TABLE, tmp_path / "none.csv")


def test_doubled_and_empty_headers_are_told_apart_by_their_number(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编号,面积,面积\nA1,1,2\n", "utf-8")
    with pytest.raises(RiskkitError) as caught:
        _read(path, {"面积": "建筑面积"})
    assert (caught.value.code, caught.value.allowed) == ("COL-11", "#2, #3")
    assert _area(_read(path, {"#3": "建筑面积"})) == [2.0]
    assert _area(_read(path, _file(tmp_path, "列,表头,字段\n3,面积,建筑面积\n"))) == [2.0]


def test_a_joined_header_is_told_as_it_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编号,单位名称,甲,,乙,\n,,面积,层数,面积,层数\nA1,店,1,2,3,4\n", "utf-8")
    assert _area(_read(path, {"乙-面积": "建筑面积"})) == [3.0]
    assert _area(_read(path, {"乙/面积": "建筑面积"})) == [3.0]


def test_headers_that_were_told_find_the_header_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("台账,甲,乙,丙\n户号,营业,其他,\nA1,3,x,\n", "utf-8")
    extract = _read(path, {"户号": "编号", "营业": "建筑面积"})
    assert (extract.raw.header_row, _area(extract)) == (2, [3.0])


def test_a_derived_field_may_be_told() -> None:
    up = RollUp(level=Level.UNIT, by="industry_id", statistic="count")
    fields = {**FIELDS, "units": FieldShape(kind="integer", label=Text(zh="单位数", en="units"), roll_up=up)}
    given = read_mapping({"户数": "单位数"})
    assert [one.field for one in match_columns(["编号", "户数"], fields, given=given).columns] == [
        "subject_id",
        "units",
    ]


# ---------------------------------------------------------------- suggestions


@pytest.mark.parametrize(
    ("header", "field"),
    [("总建筑面积", "area_m2"), ("直接财产损失额（万元）", "loss_cny"), ("地上楼层数", "floors"), ("单位名", "name")],
)
def test_a_likely_field_is_suggested_and_not_used(header: str, field: str) -> None:
    mapping = match_columns(["编号", header], FIELDS)
    assert [one.field for one in mapping.columns] == ["subject_id"]
    note = next(one for one in mapping.findings if one.column == header)
    near = suggest([header], FIELDS)
    assert near is not None
    assert near.field == field
    assert 60 <= near.score < 100
    assert (note.code, note.allowed) == ("COL-04", f"{near.label} ({near.score:.0f})")


def test_a_field_that_has_a_column_is_not_suggested() -> None:
    mapping = match_columns(["编号", "建筑面积", "总建筑面积"], FIELDS)
    assert [one.allowed for one in mapping.findings if one.code == "COL-04"] == [""]


@pytest.mark.parametrize("header", ["备注", "用途", "x", "序号"])
def test_nothing_likely_gives_no_suggestion(header: str) -> None:
    assert suggest([header], FIELDS) is None


def test_a_group_alone_makes_nothing_likely() -> None:
    assert suggest(["直接财产用途", "用途"], FIELDS) is None


def test_the_nearest_words_come_first() -> None:
    assert nearest_words("建筑面只", ["层数", "建筑面积", "建筑"]) == ["建筑面积", "建筑"]


def test_a_measure_that_cannot_be_converted_says_why() -> None:
    (note,) = [one for one in match_columns(["编号", "建筑面积（万元）"], FIELDS).findings if one.code == "COL-04"]
    assert (note.value, note.allowed) == ("万元", "建筑面积 (m2)")


# ---------------------------------------------------------------- a file to be edited


def test_what_is_written_reads_back_to_the_same_mapping(tmp_path: Path) -> None:
    header = ["单位编号", "建筑面积（亩）", "=cmd|x", "备注", "联系电话", "", "总面积"]
    mapping = match_columns(header, FIELDS)
    near = {2: Suggestion("floors", "地上层数", 61.0), 3: Suggestion("name", "单位名称", 60.0)}
    path = tmp_path / "map.csv"
    write_mapping(path, draft_rows(mapping.seen, near, FIELDS, adopted={3}))
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0].split(",") == list(HEADINGS)
    assert lines[3].startswith("3,'=cmd|x,floors,,,地上层数,61,")
    given = read_mapping(path)
    assert given is not None
    assert given.rows == (
        MapRow("单位编号", "subject_id", "", 1, 2),
        MapRow("建筑面积（亩）", "area_m2", "亩", 2, 3),
        MapRow("备注", "name", "", 4, 5),
    )
    again = match_columns(header, FIELDS, given=given)
    assert {one.field: one.position for one in again.columns} == {"subject_id": 0, "area_m2": 1, "name": 3}


def test_a_mapping_file_is_not_replaced_unasked(tmp_path: Path) -> None:
    path = tmp_path / "map.csv"
    path.write_text("mine", "utf-8")
    with pytest.raises(RiskkitError, match="OUT-01"):
        write_mapping(path, [])
    assert path.read_text("utf-8") == "mine"
    write_mapping(path, [], replace=True)
    assert path.read_text("utf-8-sig") == ",".join(HEADINGS) + "\n"
    assert [one.name for one in tmp_path.iterdir()] == ["map.csv"]
