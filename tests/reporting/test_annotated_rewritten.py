"""The annotated copy written anew: rows at their own places, texts as texts, limits that are said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from riskkit.indicators.rulebook import Rulebook
from riskkit.reporting import annotated_marks
from riskkit.validating import save_validation, validate
from riskkit.validation import copied_rows

RULES = Rulebook.at(date(2026, 1, 1), "unit/city_score_100")
COPY = "带批注的副本.xlsx"
LINES = [
    "某区单位台账 电话 13800000000",
    "单位编号,单位名称,建筑面积（㎡）,联系电话",
    "A1,=cmd|' /C calc'!A0,约3000,13800000001",
    "910000009900000173,乙,很大,13800000002",
    "",
    "A3,丙,7,13800000003,多一格",
    "合计,,,",
]


def copy_of(folder: Path, text: str) -> openpyxl.Workbook:
    (folder / "台账.csv").write_bytes(text.encode("gb18030"))
    save_validation(validate(folder / "台账.csv", RULES), folder / "out")
    return openpyxl.load_workbook(folder / "out" / COPY)


def test_rows_stand_at_their_own_places_and_texts_stay_texts(tmp_path: Path) -> None:
    book = copy_of(tmp_path, "\r\n".join(LINES))
    sheet = book.worksheets[0]
    assert book.sheetnames == ["数据", "问题汇总"]
    assert [cell.value for cell in sheet[2]][:4] == ["单位编号", "单位名称", "建筑面积（㎡）", "联系电话"]
    assert [cell.value for cell in sheet[3]][:3] == ["A1", "=cmd|' /C calc'!A0", "约3000"]
    assert {cell.data_type for cell in sheet[3][:3]} == {"s"}
    assert sheet["A4"].value == "910000009900000173"
    assert sheet["A6"].value == "A3"
    assert sheet["E6"].value == "A3,丙,7,***,多一格"
    assert "NUM-01" in sheet["C4"].comment.text
    assert "ROW-06" in sheet["A6"].comment.text


def test_personal_data_is_left_out(tmp_path: Path) -> None:
    book = copy_of(tmp_path, "\r\n".join(LINES))
    sheet = book.worksheets[0]
    assert "COL-05" in sheet["D2"].comment.text
    assert [sheet.cell(row, 4).value for row in (3, 4)] == [None, None]
    texts = [str(cell.value) for one in book for row in one.iter_rows() for cell in row]
    assert not any("1380000000" in text for text in texts)


def test_of_a_large_table_only_rows_with_findings_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copied_rows, "WHOLE_ROWS", 50)
    monkeypatch.setattr(copied_rows, "PART_CELLS", 9)
    rows = [f"A{at},甲{at},{'很大' if at % 10 == 0 else at}" for at in range(1, 101)]
    book = copy_of(tmp_path, "\n".join(["单位编号,单位名称,建筑面积（㎡）", *rows]))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["来源行", "单位编号", "单位名称", "建筑面积（㎡）"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        [11, "A10", "甲10", "很大"], [21, "A20", "甲20", "很大"], [31, "A30", "甲30", "很大"]
    ]  # fmt: skip
    assert "NUM-01" in sheet["D3"].comment.text
    said = [str(row[2].value) for row in book["问题汇总"].iter_rows(max_row=12)]
    assert any("副本只有有问题的行" in text for text in said)
    assert any("7 条问题所在的行不在本副本里" in text for text in said)
    links = [cell.hyperlink.location for row in book["问题汇总"].iter_rows() for cell in row if cell.hyperlink]
    assert "'数据'!D3" in links
    assert pl.read_csv(tmp_path / "out" / "findings.csv").filter(pl.col("规则编号") == "NUM-01").height == 10


@pytest.mark.parametrize("chunk_rows", [1000, 7])
def test_how_the_table_is_cut_changes_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk_rows: int) -> None:
    from riskkit.reading import Options

    monkeypatch.setattr(copied_rows, "WHOLE_ROWS", 50)
    monkeypatch.setattr(copied_rows, "PART_CELLS", 12)
    rows = [f"A{at},甲{at},{'很大' if at % 9 == 0 else at}" for at in range(1, 101)]
    path = tmp_path / "台账.csv"
    path.write_text("\n".join(["单位编号,单位名称,建筑面积（㎡）", *rows]), "utf-8")
    for name, size in (("a", 100_000), ("b", chunk_rows)):
        save_validation(validate(path, RULES, options=Options(chunk_rows=size)), tmp_path / name)
    names = sorted(one.name for one in (tmp_path / "a").iterdir())
    assert COPY in names
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


def test_comments_have_a_limit_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotated_marks, "MAX_COMMENTS", 4)
    rows = [f"A{at},约{at},很大" for at in range(1, 6)]
    book = copy_of(tmp_path, "\n".join(["单位编号,建筑面积（㎡）,建筑高度（m）", *rows]))
    sheet = book.worksheets[0]
    commented = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment]
    assert commented == ["C2", "C3", "C4", "C5"]  # errors first
    filled = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fill_type]
    assert {"C6", "B2", "B6"} <= set(filled)
    said = [str(row[2].value) for row in book["问题汇总"].iter_rows(max_row=12)]
    assert any("个有问题的单元格只标颜色没有批注" in text for text in said)


def test_a_table_without_a_finding_says_so(tmp_path: Path) -> None:
    path = tmp_path / "调整.csv"
    header = "单位编号,原等级,调整后等级,理由,批准人,日期"
    path.write_text(f"{header}\nA1,A,B,整改,张,2025-01-01\n", "utf-8")
    result = validate(path, "table/overrides", "2026-01-01")
    assert result.findings.empty
    save_validation(result, tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / COPY)
    assert "没有发现问题。" in [row[0].value for row in book["问题汇总"].iter_rows()]


def test_a_typed_table_keeps_its_numbers_and_days(tmp_path: Path) -> None:
    table = pl.DataFrame(
        {
            "单位编号": ["A1", "A2"],
            "建筑面积（㎡）": [12.5, -1.0],
            "开业日期": [date(2024, 3, 5), None],
            "备注": ["", "x"],
        }
    )
    save_validation(validate(table, RULES), tmp_path / "out")
    sheet = openpyxl.load_workbook(tmp_path / "out" / COPY).worksheets[0]
    assert [cell.value for cell in sheet["B"]] == ["建筑面积（㎡）", 12.5, -1]
    assert sheet["C2"].value.date() == date(2024, 3, 5)
    assert "NUM-11" in sheet["B3"].comment.text


def test_the_copy_may_be_left_out(tmp_path: Path) -> None:
    table = pl.DataFrame({"单位编号": ["A1"], "建筑面积": ["很大"]})
    assert save_validation(validate(table, RULES), tmp_path / "out", copy=False) == []
    assert not (tmp_path / "out" / COPY).exists()
