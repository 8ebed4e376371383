"""The annotated copy of a workbook: its own formats stay, cells are marked once, the summary leads to them."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from riskkit.indicators.rulebook import Rulebook
from riskkit.intake.extract import read_extract
from riskkit.reporting import annotated_guard, annotated_words
from riskkit.reporting.annotated_guard import NOT_OFFICE, TOO_LARGE, why_not
from riskkit.reporting.annotated_original import NOT_COPIED, WHAT_IS_LOST
from riskkit.validating import save_validation, validate

RULES = Rulebook.at(date(2026, 1, 1), "unit/city_score_100")
HEADER = ["单位编号", "单位名称", "建筑面积（㎡）", "开业日期", "联系电话", "备注"]
ROWS: list[list[Any]] = [
    ["A1", "甲商贸", "约3000", "2024-03-05", "13800000000", ""],
    ["A2", "=cmd|' /C calc'!A0", "很大", "不日", "13900000001", ""],
    ["A2", "乙", 7, "2024-03-05", "13900000002", ""],
    ["合计", "", "=SUM(C4:C6)", "", "", ""],
]
COPY = "带批注的副本.xlsx"


def workbook(path: Path) -> Path:
    """A table with a merged title, formats of its own, a comment, a formula and a text that looks like one."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账's"
    sheet.append(["某区单位台账"])
    sheet.merge_cells("A1:F1")
    sheet["A1"].font = Font(name="宋体", size=16, bold=True)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.append(["填报单位：某街道"])
    sheet.append(HEADER)
    for cell in sheet[3]:
        cell.fill = PatternFill("solid", start_color="BDD7EE", end_color="BDD7EE")
    for row in ROWS:
        sheet.append(row)
    sheet["B5"].data_type = "s"
    sheet["C5"].comment = Comment("原作者：待核", "张三")
    sheet["C4"].font = Font(name="楷体", size=14)
    sheet.column_dimensions["B"].width = 33
    book.create_sheet("附表").append(["x"])
    book.save(path)
    return path


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    result = validate(workbook(tmp_path / "台账.xlsx"), RULES)
    assert save_validation(result, tmp_path / "out") == [
        WHAT_IS_LOST.zh,
        "疑似个人信息的列在副本里留空：联系电话",
    ]
    return tmp_path / "out" / COPY


def test_only_marked_cells_change(annotated: Path, tmp_path: Path) -> None:
    old, new = openpyxl.load_workbook(tmp_path / "台账.xlsx"), openpyxl.load_workbook(annotated)
    assert new.sheetnames == ["台账's", "附表", "问题汇总"]
    before, after = old["台账's"], new["台账's"]
    assert after.merged_cells.ranges == before.merged_cells.ranges
    assert after.column_dimensions["B"].width == 33
    for row in before.iter_rows():
        for cell in row:
            other = after[cell.coordinate]
            if cell.column == 5 and cell.row > 3:  # the telephone numbers
                assert other.value is None
                continue
            assert other.value == cell.value
            assert other.data_type == cell.data_type or cell.value is None
            assert repr(other.font) == repr(cell.font)
            if other.comment is None:
                assert repr(other.fill) == repr(cell.fill)
                assert repr(other.border) == repr(cell.border)


def test_cells_are_marked_by_their_worst_severity_and_say_why(annotated: Path) -> None:
    sheet = openpyxl.load_workbook(annotated)["台账's"]
    marked = {cell.coordinate: cell for row in sheet.iter_rows() for cell in row if cell.comment is not None}
    assert set(marked) == {"A3", "E3", "F3", "C4", "C5", "D5", "A6", "A7"}
    fills = {place: cell.fill.start_color.rgb[2:] for place, cell in marked.items()}
    looks = {name: look.fill[1:] for name, look in annotated_words.LOOKS.items()}
    assert fills == dict.fromkeys(["C5", "D5", "A6"], looks["error"]) | dict.fromkeys(
        ["A3", "C4"], looks["warning"]
    ) | dict.fromkeys(["E3", "F3", "A7"], looks["note"])
    assert marked["C5"].border.left.style == "medium"
    assert marked["C4"].border.left.style == "thin"
    assert marked["C5"].comment.text == (
        "原作者：待核\n【错误 NUM-01】\n问题：不是数字，按未知处理\n允许：㎡\n怎么改：填写数字，计量单位写在表头"
    )
    assert "另见第 5 行" in marked["A6"].comment.text
    assert "列：乡镇街道、行业、" in marked["A3"].comment.text
    assert marked["A3"].comment.text.count("COL-03") == 1
    assert not any("138" in cell.comment.text or "139" in cell.comment.text for cell in marked.values())


def test_the_summary_leads_to_every_cell(annotated: Path) -> None:
    book = openpyxl.load_workbook(annotated)
    sheet = book["问题汇总"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[1][:3] == ["文件", None, "台账.xlsx · 台账's"]
    assert cells[3][:3] == ["行数", None, "读入 4 行 = 可用 2 + 另放 2"]
    legend = next(at for at, row in enumerate(cells) if row[0] == "图例")
    assert [row[0] for row in cells[legend + 1 : legend + 4]] == ["错误", "警告", "提示"]
    links = {cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert {"'台账''s'!C5", "'台账''s'!A6", "'台账''s'!D5", "'台账''s'!A3"} <= links
    rules = {row[1]: row for row in cells if row[1] and "-" in str(row[1])}
    assert str(rules["NUM-01"][5]).startswith("不是数字")
    found = next(row for row in cells if row[1] == "NUM-01" and row[2] == 1)
    assert found[3:5] == ["第 5 行 建筑面积（㎡）", "很大"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_copy_reads_as_its_original(annotated: Path, tmp_path: Path) -> None:
    def typed(path: Path) -> pl.DataFrame:
        extract = read_extract(path, RULES.fields, as_of=RULES.day)
        return pl.concat([chunk.table.frame for chunk in extract.chunks()])

    assert typed(annotated).equals(typed(tmp_path / "台账.xlsx"))
    again = validate(annotated, RULES)
    save_validation(again, tmp_path / "again")
    book = openpyxl.load_workbook(tmp_path / "again" / COPY)
    assert book.sheetnames[-2:] == ["问题汇总", "问题汇总(2)"]
    assert book["台账's"]["C5"].comment.text.count("NUM-01") == 1


def test_the_same_workbook_gives_the_same_bytes(annotated: Path, tmp_path: Path) -> None:
    save_validation(validate(tmp_path / "台账.xlsx", RULES), tmp_path / "twice")
    assert (tmp_path / "twice" / COPY).read_bytes() == annotated.read_bytes()


def test_a_changed_file_is_not_taken_for_the_one_that_was_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "台账.xlsx")
    result = validate(path, RULES)
    book = openpyxl.load_workbook(path)
    book["台账's"].insert_rows(1)
    book.save(path)
    notes = save_validation(result, tmp_path / "out")
    assert "文件在检查之后改动过" in notes[0]
    sheet = openpyxl.load_workbook(tmp_path / "out" / COPY).worksheets[0]
    assert sheet["C5"].value == "很大"


def test_what_openpyxl_cannot_open_is_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("There is no item named 'xl/sharedStrings.xml' in the archive")

    result = validate(workbook(tmp_path / "台账.xlsx"), RULES)
    monkeypatch.setattr(openpyxl, "load_workbook", broken)
    assert save_validation(result, tmp_path / "out")[0] == NOT_COPIED.zh
    assert (tmp_path / "out" / COPY).exists()


def archive(sheet: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as target:
        target.writestr("xl/workbook.xml", "<workbook/>")
        target.writestr("xl/worksheets/sheet1.xml", sheet)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a,b\n1,2\n", NOT_OFFICE),
        (b"PK\x03\x04 cut off", NOT_OFFICE),
        (archive('<c r="A1"/>' * 5), None),
        # a few bytes that would be laid out as a million cells
        (archive('<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), TOO_LARGE),
        (archive('<hyperlink r:id="rId1" ref="A1:A1048576"/>'), TOO_LARGE),
        (archive("<x:mergeCell ref = 'a1:xfd1048576'/>"), TOO_LARGE),
        (archive("<c/>" * (annotated_guard.MAX_COPIED_CELLS + 1)), TOO_LARGE),
    ],
)
def test_what_would_be_too_much_is_seen_before_it_is_opened(content: bytes, reason: object) -> None:
    assert why_not(content) == reason


def test_the_count_does_not_depend_on_where_blocks_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    content = archive('<c r="A1"><v>1</v></c><mergeCell ref="A1:B2"/>' * 50)
    for size in (7, 16, 33, 64, 1000):
        monkeypatch.setattr(annotated_guard, "_BLOCK", size)
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            assert annotated_guard._laid_out(opened, "xl/worksheets/sheet1.xml", 10_000) == 250
