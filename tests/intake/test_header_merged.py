"""Headers of several rows, in text files and in workbooks: which rows, which names, what stands above."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskkit.errors import RiskkitError
from riskkit.indicators.rule_file import FieldShape, Text
from riskkit.intake.columns import match_columns
from riskkit.intake.extract import Extract, read_extract
from riskkit.intake.header import find_header, table_measure
from riskkit.intake.header_join import Merged
from riskkit.intake.header_key import header_key, matched_key


def _shape(zh: str, kind: str = "number", uom: str | None = None, aliases: Sequence[str] = ()) -> FieldShape:
    return FieldShape(kind=kind, label=Text(zh=zh, en=zh), uom=uom, aliases=list(aliases), optional=True)


FIELDS = {
    "subject_id": _shape("编号", "id", aliases=["单位编号"]),
    "name": _shape("单位名称", "text", aliases=["name"]),
    "area_m2": _shape("建筑面积", uom="m2", aliases=["面积"]),
    "business_m2": _shape("经营面积", uom="m2"),
    "floors": _shape("层数", "integer"),
    "height_m": _shape("建筑高度", uom="m"),
    "sprinklers": _shape("有无喷淋", "boolean"),
}
KNOWN = {
    "编号",
    "单位编号",
    "单位名称",
    "name",
    "建筑面积",
    "面积",
    "经营面积",
    "层数",
    "建筑高度",
    "有无喷淋",
    "subject_id",
}


def _rows(*lines: str) -> list[list[str]]:
    return [line.split(",") for line in lines]


def _read(path: Path, **options: object) -> Extract:
    return read_extract(path, FIELDS, as_of=date(2026, 1, 1), **options)  # type: ignore[arg-type]


def _csv(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "extract.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("lines", "rows", "cells"),
    [
        (
            ["台账,,,,,,", "编号,单位名称,建筑情况,,消防设施,,备注", ",,面积,层数,有无喷淋,栓,", "A1,甲,2,3,有,2,"],
            (1, 2),
            ["编号", "单位名称", "面积", "层数", "有无喷淋", "栓", "备注"],
        ),
        (["基本,,房屋,", "编号,单位名称,面积,层数", "A1,甲,2,3"], (0, 1), ["编号", "单位名称", "面积", "层数"]),
        (["编号,单位名称,建筑情况", ",,面积", "A1,甲,2"], (0, 0), ["编号", "单位名称", "建筑情况"]),
        (
            ["编号,单位名称,建筑情况,,经营情况,", ",,面积,层数,面积,人数", "A1,甲,2,3,1,9"],
            (0, 1),
            ["编号", "单位名称", "建筑情况-面积", "层数", "经营情况-面积", "人数"],
        ),
        (
            ["编号,单位名称,面积,建筑高度", ",,（㎡）,（m）", "A1,甲,2,4"],
            (0, 1),
            ["编号", "单位名称", "面积（㎡）", "建筑高度（m）"],
        ),
        (
            ["编号,单位名称,建筑情况,,", ",,面积,建筑高度,有无喷淋", ",,万㎡,米,", "A1,甲,2,4,有"],
            (0, 2),
            ["编号", "单位名称", "面积（万㎡）", "建筑高度（米）", "有无喷淋"],
        ),
        (
            ["编号,单位名称,建筑情况,,", ",,面积,,层数", ",,地上,地下,", "A1,甲,2,4,3"],
            (0, 2),
            ["编号", "单位名称", "地上", "地下", "层数"],
        ),
        (
            ["编号,单位名称,面积,备注", "subject_id,name,area_m2,memo", "A1,甲,2,"],
            (0, 1),
            ["编号", "单位名称", "面积", "备注"],
        ),
    ],
)  # fmt: skip
def test_rows_of_a_header_are_joined(lines: list[str], rows: tuple[int, int], cells: list[str]) -> None:
    seen = find_header(_rows(*lines), KNOWN, None, "a.csv")
    assert ((seen.first, seen.last), seen.cells) == (rows, cells)
    chosen = str(rows[0] + 1) if rows[0] == rows[1] else f"{rows[0] + 1}-{rows[1] + 1}"
    assert (seen.decisions[0].chosen, seen.decisions[0].option) == (chosen, f"--header-row {chosen}")


@pytest.mark.parametrize(
    "lines",
    [
        ["编号,单位名称,有无喷淋,", "甲一,某店,有,好", "乙二,另店,无,否"],
        ["编号,单位名称,有无喷淋,备注,", ",某店,有,是,好", "乙二,另店,无,否,"],
        ["编号,,面积,层数", "甲一,某店,,", "乙二,另店,20,3"],
        ["编号,,,层数", "甲一,某店,好,", "乙二,另店,好,3"],
        ["编号,单位名称,面积,层数", "1,2,3,4", "A1,甲,2,3"],
        ["编号,单位名称,面积,层数", "编号,单位名称,面积,层数", "A1,甲,2,3"],
        ["编号,单位名称,面积,层数", ",,,", "A1,甲,2,3"],
        ["编号,单位名称,面积,层数", "合计,,12,", "A1,甲,2,3"],
    ],
)
def test_the_first_subject_is_never_taken_for_a_header(lines: list[str]) -> None:
    assert find_header(_rows(*lines), KNOWN, None, "a.csv").last == 0


@pytest.mark.parametrize(
    "above",
    ["某区台账,,,", "填报单位：某街道,,,2026年3月", "某区,,2026年度,", ",,,单位：万元", "附件1,,,"],
)
def test_what_stands_above_is_no_part_of_the_header(above: str) -> None:
    seen = find_header(_rows(above, "编号,单位名称,面积,层数", "A1,甲,2,3"), KNOWN, None, "a.csv")
    assert (seen.first, seen.last, len(seen.notes)) == (1, 1, 1)


def test_a_measure_for_the_whole_table_is_said_and_not_applied(tmp_path: Path) -> None:
    path = _csv(tmp_path, "填报单位：某街道,,单位：万㎡", "编号,单位名称,面积", "A1,甲,2")
    extract = _read(path)
    (note,) = extract.raw.notes
    assert (note.code, note.row, note.allowed) == ("ROW-10", 1, "万㎡")
    assert [one.chosen for one in extract.raw.decisions if "单位" in one.what.zh] == ["万㎡"]
    assert next(extract.chunks()).table.frame["area_m2"].to_list() == [2.0]


@pytest.mark.parametrize(
    ("cell", "measure"),
    [
        ("单位：万元", "万元"),
        ("（计量单位: ㎡）", "㎡"),
        ("单位：万元、㎡", "万元、㎡"),
        ("单位：某某公司", ""),
        ("填报单位：㎡", ""),
        ("面积", ""),
    ],
)
def test_which_cells_state_a_measure(cell: str, measure: str) -> None:
    assert table_measure(cell) == measure


def test_the_group_tells_two_columns_of_one_name_apart(tmp_path: Path) -> None:
    path = _csv(tmp_path, "编号,单位名称,建筑,,经营,", ",,面积（㎡）,层数,面积,人数", "A1,甲,200,3,1.5,9")
    extract = _read(path)
    assert extract.mapping.by_field() == {
        "subject_id": "编号",
        "name": "单位名称",
        "area_m2": "建筑-面积（㎡）",
        "floors": "层数",
        "business_m2": "经营-面积",
    }
    assert next(extract.chunks()).table.frame["business_m2"].to_list() == [1.5]


def test_without_a_group_that_is_known_the_first_of_two_is_used(tmp_path: Path) -> None:
    extract = _read(_csv(tmp_path, "编号,单位名称,甲类,,乙类,", ",,面积,层数,面积,人数", "A1,甲,200,3,1,9"))
    assert extract.mapping.by_field()["area_m2"] == "甲类-面积"
    found = [(one.code, one.column, one.value) for one in extract.mapping.findings]
    assert ("COL-02", "乙类-面积", "甲类-面积") in found


def test_a_whole_name_goes_before_a_part(tmp_path: Path) -> None:
    extract = _read(_csv(tmp_path, "编号,单位名称,甲类,,建筑,", ",,面积,层数,面积,人数", "A1,甲,200,3,1,9"))
    assert extract.mapping.by_field()["area_m2"] == "建筑-面积"


def test_the_measure_row_converts(tmp_path: Path) -> None:
    extract = _read(_csv(tmp_path, "编号,单位名称,面积,建筑高度", ",,(亩),(cm)", "A1,甲,3,400"))
    frame = next(extract.chunks()).table.frame
    assert (frame["area_m2"].to_list(), frame["height_m"].to_list()) == ([pytest.approx(2000)], [pytest.approx(4)])


def _book(tmp_path: Path, rows: list[list[object]], merged: list[str]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for place in merged:
        sheet.merge_cells(place)
    path = tmp_path / "extract.xlsx"
    book.save(path)
    return path


def test_merged_cells_of_a_workbook(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["某区单位台账"],
        ["编号", "单位名称", "建筑情况", "", "消防", "备注"],
        ["", "", "面积\n（㎡）", "层数", "有无喷淋", ""],
        ["A1", "甲", 200, 3, "有", ""],
        ["A2", "乙", 100, 1, "无", ""],
    ]
    path = _book(tmp_path, rows, ["A1:F1", "A2:A3", "B2:B3", "C2:D2", "F2:F3"])
    extract = _read(path)
    assert (extract.raw.header_first, extract.raw.header_row) == (2, 3)
    assert [note.row for note in extract.raw.notes] == [1]
    frame = next(extract.chunks()).table.frame
    assert frame["source_row"].to_list() == [4, 5]
    assert frame["area_m2"].to_list() == [200.0, 100.0]
    assert frame["sprinklers"].to_list() == [1.0, 0.0]


def test_a_merged_group_ends_where_the_range_ends(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["编号", "单位名称", "建筑", "", "", "经营"],
        ["", "", "面积", "层数", "面积", "面积"],
        ["A1", "甲", 200, 3, 7, 100],
    ]
    extract = _read(_book(tmp_path, rows, ["A1:A2", "B1:B2", "C1:D1"]))
    assert extract.mapping.by_field()["business_m2"] == "经营-面积"
    assert ("COL-02", "面积") in {(one.code, one.column) for one in extract.mapping.findings}


def test_a_title_over_part_of_the_width_is_no_group(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["某某台账"],
        ["编号", "单位名称", "面积", "层数", "有无喷淋"],
        ["A1", "甲", 200, 3, "有"],
    ]
    assert _read(_book(tmp_path, rows, ["A1:D1"])).raw.header_first == 2


def test_the_rows_of_the_header_can_be_told(tmp_path: Path) -> None:
    path = _csv(tmp_path, "编号,单位名称,面积", "旧,旧,旧", "单位编号,,建筑", ",单位名称,面积", "A1,甲,2")
    extract = _read(path, header_row=(3, 4))
    assert (extract.raw.header_first, extract.raw.header_row) == (3, 4)
    assert extract.mapping.by_field()["area_m2"] == "建筑-面积"
    assert next(extract.chunks()).table.frame["subject_id"].to_list() == ["A1"]
    assert _read(path, header_row=1).raw.header_first == 1
    for wrong in ((4, 3), (6, 7), 99):
        with pytest.raises(RiskkitError, match="FILE-33"):
            _read(path, header_row=wrong)


def test_both_rows_of_a_header_that_comes_again_are_set_aside(tmp_path: Path) -> None:
    top = ["某区台账,,,", "编号,单位名称,建筑情况,", ",,面积,层数"]
    path = _csv(tmp_path, *top, "A1,甲,200,3", *top, "A2,乙,100,2", "第 1 页 共 2 页,,,")
    chunk = next(_read(path).chunks())
    assert chunk.table.frame["source_row"].to_list() == [4, 8]
    assert list(chunk.set_aside.select("row", "code").rows()) == [
        (5, "ROW-12"), (6, "ROW-03"), (7, "ROW-03"), (9, "ROW-13"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "measure"),
    [
        ("★建筑 面积\r\n（㎡）", "建筑面积", "m2"),
        ("＊单位　名称", "单位名称", ""),
        ("单位名称（必填）", "单位名称", ""),
        ("单位名称：", "单位名称", ""),
        ("ＡＲＥＡ", "area", ""),
    ],
)
def test_marks_and_line_breaks_do_not_count(text: str, name: str, measure: str) -> None:
    assert header_key(text) == (name, measure)


@pytest.mark.parametrize(
    ("text", "name", "measure"),
    [
        ("建筑面积㎡", "建筑面积", "m2"),
        ("建筑面积/㎡", "建筑面积", "m2"),
        ("面积_平方米", "面积", "平方米"),
        ("面积－公顷", "面积", "公顷"),
        ("建筑面积万平方米", "建筑面积", "万平方米"),
        ("3.建筑面积（亩）", "建筑面积", "亩"),
        ("（2）层数", "层数", ""),
        ("建筑面积(平方)", "建筑面积", "平方"),
        ("总建筑面积㎡", "总建筑面积m2", ""),
        ("面", "面", ""),
    ],
)
def test_a_measure_without_brackets_is_split_where_the_rest_is_known(text: str, name: str, measure: str) -> None:
    assert matched_key(text, {"建筑面积", "面积", "层数"}) == (name, measure)


WORDS = ["", "", "", "建筑", "（㎡）", "㎡", "台账", "合计", "1", "A1", "单位：万元", "消防", "2026年"]
CELLS = st.one_of(st.sampled_from([*sorted(KNOWN), *WORDS]), st.text(max_size=4))
GRID = st.lists(st.lists(CELLS, max_size=6), max_size=8)
PLACES = st.tuples(st.integers(0, 7), st.integers(0, 5))


@given(rows=GRID, merged=st.lists(st.tuples(PLACES, PLACES), max_size=3))
def test_any_first_rows_give_a_header_or_one_clear_error(rows: list[list[str]], merged: list[Merged]) -> None:
    ranges = [((min(a, c), min(b, d)), (max(a, c), max(b, d))) for (a, b), (c, d) in merged]
    if not any(cell.strip() for row in rows for cell in row):
        with pytest.raises(RiskkitError, match="FILE-04"):
            find_header(rows, KNOWN, None, "a.csv", merged=ranges)
        return
    seen = find_header(rows, KNOWN, None, "a.csv", merged=ranges)
    assert 0 <= seen.first <= seen.last < len(rows)
    assert len(seen.cells) == len(seen.paths)
    assert len(seen.top) == seen.last + 1
    above = [number for number, row in enumerate(rows[: seen.first], 1) if any(cell.strip() for cell in row)]
    assert [note.row for note in seen.notes] == above
    mapping = match_columns(seen.cells, FIELDS, paths=seen.paths)
    assert len(mapping.seen) == len(seen.cells)
    fields = [column.field for column in mapping.columns]
    assert len(fields) == len(set(fields))
