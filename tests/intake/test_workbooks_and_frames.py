"""Workbooks, parquet files and DataFrames give the same typed tables as text does."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import polars as pl
import pytest

from riskkit.errors import RiskkitError
from riskkit.indicators.rule_file import FieldShape, Text
from riskkit.intake.clean import CleanChunk
from riskkit.intake.extract import read_extract

FIELDS = {
    "name": FieldShape(kind="text", label=Text(zh="单位名称", en="name")),
    "area_m2": FieldShape(kind="number", label=Text(zh="建筑面积", en="area"), uom="m2", plausible=(0, 1e6)),
    "floors": FieldShape(kind="integer", label=Text(zh="层数", en="floors")),
    "sprinklers": FieldShape(kind="boolean", label=Text(zh="自动灭火", en="sprinklers")),
    "checked_on": FieldShape(kind="date", label=Text(zh="检查日期", en="checked on")),
    "uscc": FieldShape(kind="id", label=Text(zh="统一社会信用代码", en="uscc")),
}
HEADER = ["编号", "单位名称", "建筑面积", "层数", "自动灭火", "检查日期"]


def _read(source: object, **options: object) -> CleanChunk:
    chunks = list(read_extract(source, FIELDS, as_of=date(2026, 1, 1), **options).chunks())  # type: ignore[arg-type]
    assert len(chunks) == 1
    return chunks[0]


def _book(path: Path, rows: list[list[object]], edit: Callable[[openpyxl.Workbook], None] | None = None) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if edit:
        edit(book)
    book.save(path)
    return path


def test_a_workbook_with_title_total_and_typed_cells(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["某区台账"],
        ["填报单位：某街道"],
        HEADER,
        [1001, "甲", 12.5, 3, True, datetime(2025, 3, 5)],
        ["A2", "乙", "3亩", "4层", "否", "2025年3月"],
        ["合计", None, 12.5],
        [],
        ["注：面积为套内面积"],
    ]
    path = _book(tmp_path / "named.xls", rows, lambda book: book.active.merge_cells("A1:F1"))
    chunk = _read(path)
    assert chunk.table.frame.rows() == [
        ("1001", 4, "甲", 12.5, 3.0, 1.0, date(2025, 3, 5)),
        ("A2", 5, "乙", 2000.0, 4.0, 0.0, date(2025, 3, 1)),
    ]
    assert chunk.set_aside.select("row", "code").rows() == [(6, "ROW-02"), (7, "ROW-05"), (8, "ROW-04")]
    assert set(chunk.set_aside["sheet"]) == {"Sheet"}


def test_a_long_code_stored_as_a_number_is_never_guessed(tmp_path: Path) -> None:
    rows: list[list[object]] = [["编号", "统一社会信用代码"], [911101234567890123, None], ["A2", 911101234567890123]]
    for text in ("all numbers", "mixed"):
        path = _book(tmp_path / "codes.xlsx", rows if text == "mixed" else rows[:2])
        chunk = _read(path)
        assert chunk.set_aside.select("row", "code").rows() == [(2, "ID-02")]
        assert "9.1110" in chunk.set_aside["cells"][0]
    assert chunk.table.frame["uscc"].to_list() == [None]
    assert chunk.findings.filter(pl.col("code") == "ID-02")["row"].to_list() == [2, 3]


def test_sheets_are_found_named_and_hidden(tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        book.active.title = "说明"
        for name, unit in (("隐藏", "H1"), ("台账", "A1")):
            sheet = book.create_sheet(name)
            sheet.append(HEADER)
            sheet.append([unit, "甲"])
        book["隐藏"].sheet_state = "hidden"

    path = _book(tmp_path / "book.xlsx", [["本表由系统导出"]], edit)
    assert _read(path).table.frame["subject_id"].to_list() == ["A1"]
    assert _read(path, sheet="隐藏").table.frame["subject_id"].to_list() == ["H1"]
    with pytest.raises(RiskkitError) as caught:
        _read(path, sheet="没有")
    assert (caught.value.code, caught.value.allowed) == ("FILE-05", "说明, 隐藏, 台账")


def test_an_empty_workbook_and_a_bomb(tmp_path: Path) -> None:
    with pytest.raises(RiskkitError, match="FILE-04"):
        _read(_book(tmp_path / "empty.xlsx", []))
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (40 << 20))
    with pytest.raises(RiskkitError, match="FILE-07"):
        _read(bomb)


def test_a_cell_in_the_last_corner_is_refused_before_it_is_laid_out(tmp_path: Path) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        book.active["XFD1048576"] = "x"

    with pytest.raises(RiskkitError) as caught:
        _read(_book(tmp_path / "far.xlsx", [HEADER, ["A1", "甲"]], edit))
    assert caught.value.code == "FILE-08"
    assert "Sheet: 1,048,576 x 16,384" in caught.value.found


TYPED = pl.DataFrame(
    {
        "编号": [1, 2, 3],
        "单位名称": ["甲", None, "/"],
        "建筑面积": [1.5, float("nan"), -1.0],
        "层数": [3, None, 4],
        "自动灭火": [True, None, False],
        "检查日期": [date(2025, 1, 1), date(2027, 1, 1), None],
    }
)
EXPECTED = [
    ("1", 2, "甲", 1.5, 3.0, 1.0, date(2025, 1, 1)),
    ("2", 3, None, None, None, None, None),
    ("3", 4, None, None, 4.0, 0.0, None),
]


@pytest.mark.parametrize("kind", ["parquet", "polars", "pandas", "text"])
def test_typed_sources_meet_the_same_checks(tmp_path: Path, kind: str) -> None:
    source: object = TYPED
    if kind == "parquet":
        source = tmp_path / "no_suffix"
        TYPED.write_parquet(source)
    elif kind == "pandas":
        source = TYPED.to_pandas()
    elif kind == "text":
        source = tmp_path / "a.csv"
        TYPED.write_csv(source)
    chunk = _read(source)
    assert chunk.table.frame.rows() == EXPECTED
    assert chunk.findings.select("row", "code").rows() == [(3, "DATE-02"), (4, "NUM-11")]
    assert chunk.table.is_not_applicable("name").tolist() == [False, False, True]


def test_a_pandas_column_of_mixed_cells(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"编号": ["A", 7, 8.0], "建筑面积": ["1,000㎡", 5, None], "单位名称": [pd.NA, "乙", float("nan")]}
    )
    chunk = _read(frame.astype(object))
    assert chunk.table.frame["subject_id"].to_list() == ["A", "7", "8"]
    assert chunk.table.frame["area_m2"].to_list() == [1000.0, 5.0, None]
    assert chunk.table.frame["name"].to_list() == [None, "乙", None]


def test_a_damaged_parquet_file(tmp_path: Path) -> None:
    path = tmp_path / "cut.parquet"
    TYPED.write_parquet(path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(RiskkitError, match="FILE-02"):
        _read(path)


def test_parquet_chunks_and_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    TYPED.write_parquet(path)
    extract = read_extract(path, FIELDS, as_of=date(2026, 1, 1), chunk_rows=2)
    parts = list(extract.chunks())
    assert [part.table.height for part in parts] == [2, 1]
    assert parts[1].table.frame.rows() == EXPECTED[2:]
    assert len(extract.summary.digest) == 64
    assert extract.summary.mapping["area_m2"] == "建筑面积"
