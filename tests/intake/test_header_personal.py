"""Columns of personal data: said, not read, and never shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from riskkit.indicators.rule_file import FieldShape, Text
from riskkit.intake.extract import read_extract
from riskkit.intake.personal import hidden, is_personal
from riskkit.intake.personal_watch import personal_by_content

FIELDS = {
    "subject_id": FieldShape(kind="id", label=Text(zh="编号", en="id")),
    "name": FieldShape(kind="text", label=Text(zh="单位名称", en="name")),
    "contact": FieldShape(kind="text", label=Text(zh="值班电话", en="duty phone"), optional=True),
}
IDENTITY = "11010119800101123X"


@pytest.mark.parametrize(
    "header",
    [
        "联系电话",
        "法人身份证号",
        "手机",
        "联系方式",
        "姓名",
        "法定代表人",
        "消防安全责任人",
        "单位负责人",
        "★联系人",
        "E-mail",
        "家庭住址",
    ],
)
def test_headers_that_announce_personal_data(header: str) -> None:
    assert is_personal(header)


@pytest.mark.parametrize(
    "header", ["单位名称", "是否确定消防安全责任人", "有无消防安全管理人", "负责人数量", "单位地址", "name"]
)
def test_headers_that_do_not(header: str) -> None:
    assert not is_personal(header)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["13800000000", "13900000001", None], True),
        ([IDENTITY, "", "110101198001011234"], True),
        (["+86 138-0000-0000", "１３９００００００００"], True),
        ([13800000000.0, 13900000001.0], True),
        (["91510100MA6CEK1B0X", "915101007130000001"], False),
        (["12", "13800000000", "x"], False),
        ([None, ""], False),
        ([True, False], False),
    ],
)
def test_content_that_is_personal(cells: list[object], found: bool) -> None:
    assert personal_by_content(pl.Series(cells, strict=False)) is found


def _file(tmp_path: Path) -> Path:
    lines = ["编号,单位名称,备注,,法人身份证号,用途"]
    for at in range(300):
        phone = f"138{at:08d}" if at % 3 else ""
        lines.append(f"A{at},甲{at},{phone},139{at:08d},{IDENTITY},商店")
    lines += ["A1,重号,13700000000,13600000000,110101199001011234,商店", "合计,2,13500000000,,,"]
    path = tmp_path / "extract.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.mark.parametrize("chunk_rows", [1, 7, 200_000])
def test_values_never_appear_whatever_the_chunks(tmp_path: Path, chunk_rows: int) -> None:
    extract = read_extract(_file(tmp_path), FIELDS, as_of=date(2026, 1, 1), chunk_rows=chunk_rows)
    chunks = list(extract.chunks())
    findings = pl.concat([extract.findings, *(chunk.findings for chunk in chunks), extract.late_findings])
    about = findings.filter(pl.col("code").is_in(["COL-04", "COL-05", "COL-16", "COL-17"]))
    assert sorted(about.select("code", "column", "row").rows()) == [
        ("COL-04", "备注", 1),
        ("COL-04", "用途", 1),
        ("COL-05", "法人身份证号", 1),
        ("COL-16", "#4", 1),
        ("COL-16", "备注", 1),
    ]
    aside = pl.concat([chunk.set_aside for chunk in chunks])
    assert aside.select("code", "cells").rows() == [("DUP-01", "A1\t重号\t商店"), ("ROW-02", "合计\t2\t")]
    written = findings.write_csv() + aside.write_csv()
    assert not any(mark in written for mark in ("1380", "1370", "1360", "1350", "110101"))
    assert extract.mapping.personal == {2, 3, 4}


def test_a_column_that_the_rulebook_asks_for_is_read() -> None:
    table = pl.DataFrame({"编号": ["A1"], "值班电话": ["13800000000"]})
    extract = read_extract(table, FIELDS, as_of=date(2026, 1, 1))
    (chunk,) = extract.chunks()
    assert chunk.table.frame["contact"].to_list() == ["13800000000"]
    assert "COL-17" not in extract.late_findings["code"].to_list()


def test_ids_that_are_identity_numbers_are_said() -> None:
    table = pl.DataFrame({"编号": [IDENTITY, "110101199001011234"], "单位名称": ["甲", "乙"]})
    extract = read_extract(table, FIELDS, as_of=date(2026, 1, 1))
    list(extract.chunks())
    assert extract.late_findings.filter(pl.col("code") == "COL-17")["column"].to_list() == ["编号"]


def test_titles_and_notes_hide_numbers(tmp_path: Path) -> None:
    path = tmp_path / "extract.csv"
    path.write_text("填表人：张三 13800000000,\n编号,单位名称\nA1,甲\n联系人：李四 13900000000,\n", "utf-8")
    extract = read_extract(path, FIELDS, as_of=date(2026, 1, 1))
    (chunk,) = extract.chunks()
    assert extract.raw.notes[0].value == "填表人：张三 ***"
    assert chunk.set_aside["cells"].to_list() == ["联系人：李四 ***\t"]
    assert hidden("13900000000") == "***"
