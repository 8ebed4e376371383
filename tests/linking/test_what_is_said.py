"""What linking says of its inputs: own ids, doubled rows, nothing about columns it has no use for."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import polars as pl
from click.testing import CliRunner

import riskkit as rk
from riskkit.cli.app import app

DAY = "2026-01-01"
A = pl.DataFrame(
    {
        "编号": ["YX0001", "YX0005", "YX0006", "YX0005"],
        "单位名称": ["宏达超市", "永丰旅馆", "春晖书店", "康乐网吧"],
        "统一社会信用代码": ["坏代码", "", "", ""],
        "地址": ["文一路12号", "文二路3号", "文三路4号", "文四路5号"],
        "层数": ["1", "2", "3", "4"],
        "场所类型": ["商店", "旅馆", "商店", "网吧"],
    }
)
B = pl.DataFrame({"企业名称": ["宏达超市（个体工商户）", "永丰旅社"], "住所": ["文一路十二号", "文二路8号"]})


def test_findings_name_the_extracts_own_id_and_no_column_of_no_use() -> None:
    found = rk.link(A, B, DAY).finding_rows
    assert "COL-04" not in found["code"]
    named = found.filter(pl.col("row") == 2)
    assert named.height
    assert set(named["subject_id"]) == {"YX0001"}


def test_an_id_twice_in_one_table_names_both_rows() -> None:
    found = rk.link(A, B, DAY).finding_rows.filter(pl.col("code") == "LINK-11")
    assert found.select("row", "column", "value", "subject_id").rows() == [(5, "编号", "YX0005 (#3)", "YX0005")]


def test_a_row_twice_without_ids_is_said_and_sites_are_not() -> None:
    names = ["甲店", "甲店", "乙店", "乙店"]
    same = pl.DataFrame({"单位名称": names, "地址": ["文一路1号", "文一路1号", "文二路1号", "文三路1号"]})
    found = rk.link(same, B, DAY).finding_rows.filter(pl.col("code") == "LINK-11")
    assert found.select("row", "value").rows() == [(3, "甲店 (#2)")]


def test_what_is_merely_written_otherwise_stands_in_the_workbook(tmp_path: Path) -> None:
    result = rk.link(A, B, DAY)
    rk.save_links(result, tmp_path / "out")
    sheet = openpyxl.load_workbook(tmp_path / "out" / "linked.xlsx")["两边不同"]
    assert result.conflicts.height
    assert sheet.max_row == result.conflicts.height + 1


def test_a_wrong_answer_is_told_what_is_allowed_and_blanks_are_no_fault(tmp_path: Path) -> None:
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    here = pl.DataFrame({"单位名称": ["宏达餐馆"], "地址": ["文一路12号"]})
    there = pl.DataFrame({"单位名称": ["宏达餐馆", "宏达餐馆（个体工商户）"], "地址": ["文一路12号", "文一路12号"]})
    for path, rows in zip(paths, (here, there), strict=True):
        rows.write_csv(path)
    words = ["link", *map(str, paths), "--as-of", DAY]
    CliRunner().invoke(app, [*words, "-o", str(tmp_path / "one")])
    form = tmp_path / "one" / "待核.xlsx"
    book = openpyxl.load_workbook(form)
    sheet = book.worksheets[0]
    at = [cell.value for cell in sheet[1]].index("结论") + 1
    assert sheet.max_row >= 2
    sheet.cell(2, at).value = "也许"
    book.save(form)
    done = CliRunner().invoke(app, [*words, "--reviewed", str(form), "-o", str(tmp_path / "two")])
    assert done.exit_code == 1, done.output
    assert "只能填 是、否、存疑" in done.output
    found = (tmp_path / "two" / "findings.csv").read_text("utf-8-sig")
    assert "MISS-" not in found
    assert "COL-04" not in found
