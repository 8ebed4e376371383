"""A grade that a person set is said to be one wherever the grade is shown."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO

import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner

import riskkit as rk
from riskkit.cli.app import app
from riskkit.cli.said import as_json, summary_lines

UNIT = "SYN-U00009"
REASON, APPROVER, DAY = "现场复核，隐患已消除", "王某（副支队长）", "2025-12-20"


@pytest.fixture(scope="module")
def result(assessed, overrides) -> rk.Assessment:
    return assessed(overrides((UNIT, "D", "C", REASON, APPROVER, DAY), ("nobody", "D", "C", "a", "b", DAY)))


@pytest.fixture(scope="module")
def saved(result, tmp_path_factory):
    folder = tmp_path_factory.mktemp("overrides") / "out"
    rk.save(result, folder)
    return folder


def test_in_parquet(saved):
    row = pl.read_parquet(saved / "register.parquet").row(by_predicate=pl.col("subject_id") == UNIT, named=True)
    names = ("grade", "grade_by", "grade_before_override", "grade_by_before_override", "override_reason", "override_by")
    assert [row[name] for name in names] == ["C", "override", "D", "score", REASON, APPROVER]
    assert row["override_on"] == date(2025, 12, 20)


def test_in_csv(saved):
    row = pl.read_csv(saved / "register.csv", encoding="utf8").row(by_predicate=pl.col("编号") == UNIT, named=True)
    assert (row["风险等级"], row["等级来源"], row["人工调整前等级"], row["人工调整前等级来源"]) == (
        "C",
        "人工调整",
        "D",
        "得分",
    )
    assert (row["人工调整理由"], row["人工调整批准人"], row["人工调整日期"]) == (REASON, APPROVER, DAY)


def test_in_the_workbook(saved):
    """On the printed list, and its count on 说明."""
    book = openpyxl.load_workbook(BytesIO((saved / "register.xlsx").read_bytes()))
    rows = list(book["清单"].iter_rows(values_only=True))
    row = dict(zip(rows[0], next(row for row in rows if row[1] == UNIT), strict=True))
    assert (row["风险等级"], row["等级来源"], row["人工调整前等级"]) == ("C", "人工调整", "D")
    assert (row["人工调整理由"], row["人工调整批准人"], row["人工调整日期"].date()) == (
        REASON,
        APPROVER,
        date(2025, 12, 20),
    )
    sheet = book["清单"]
    at = {cell.value: cell.column_letter for cell in sheet[1]}
    for heading in ("人工调整前等级", "人工调整理由", "人工调整批准人", "人工调整日期"):
        assert not sheet.column_dimensions[at[heading]].hidden, heading
    facts = dict(list(book["说明"].iter_rows(values_only=True))[1:])
    assert facts["人工调整"] == "读入 2 = 采用 1 + 未采用 1"


@pytest.mark.parametrize("column", ["grade_before_override", "override_reason"])
def test_the_list_of_a_run_without_overrides_is_not_wider(plain, tmp_path, column):
    rk.save(plain, tmp_path / "plain")
    sheet = openpyxl.load_workbook(tmp_path / "plain" / "register.xlsx")["清单"]
    heading = {"grade_before_override": "人工调整前等级", "override_reason": "人工调整理由"}[column]
    place = next(cell.column for cell in sheet[1] if cell.value == heading)
    assert place > 14


def test_on_the_page_with_a_way_to_contest_it(saved):
    page = (saved / "pages" / f"{UNIT}.html").read_text("utf-8")
    conclusion = page.split("</section>")[0]
    said = f"经 {APPROVER} 于 {DAY} 调整为 C 高风险"
    contest = f"提请批准人（{APPROVER}）复核"
    for text in ("人工调整", "D 重大风险（得分）", said, f"理由：{REASON}", "得分和各项贡献不变", "异议", contest):
        assert text in conclusion, text
    assert "<dt>等级来源</dt><dd>人工调整</dd>" in conclusion
    assert "人工调整只对原等级 D 重大风险 有效" in page
    others = [path.read_text("utf-8") for path in (saved / "pages").glob("SYN-*.html") if path.stem != UNIT]
    assert len(others) == 29
    assert not any("人工调整" in text for text in others)


def test_on_the_index(saved):
    index = (saved / "pages" / "index.html").read_text("utf-8")
    assert index.count("人工调整: D 重大风险 → C 高风险") == 1


SAID = {
    "zh": (
        "等级来源             人工调整",
        f"▲ 人工调整: 等级由 D 重大风险（得分）经 {APPROVER} 于 {DAY} 调整为 C 高风险。理由：{REASON}",
        "异议",
    ),
    "en": (
        "grade decided by         human override",
        f"from D major risk (score) to C high risk on {DAY}. Reason: {REASON}",
        "contests",
    ),
}


@pytest.mark.parametrize("lang", SAID)
def test_riskkit_explain(saved, lang):
    said = CliRunner().invoke(app, ["explain", str(saved), UNIT, "--lang", lang])
    assert said.exit_code == 0, said.output
    for text in SAID[lang]:
        assert text in said.output
    said.output.encode("cp936")


def test_read_back_it_is_the_same(result, saved):
    back = rk.read_result(saved)
    assert back.explain(UNIT) == result.explain(UNIT)
    line = back.explain(UNIT).override
    assert (line.grade_before.code, line.decided_by, line.reason, line.approver) == ("D", "score", REASON, APPROVER)
    assert back.explain("SYN-U00001").override is None


def test_in_the_manifest_the_summary_and_json(result, saved):
    account = {"read": 2, "applied": 1, "not_applied": 1, "set_aside": 0}
    assert json.loads((saved / "manifest.json").read_text("utf-8"))["overrides"] == account
    assert json.loads(as_json(result, "out", [], ascii_only=True))["overrides"] == account
    assert "人工调整：读入 2 = 采用 1 + 未采用 1" in summary_lines(result, "zh")
    assert "Human override: read 2 = applied 1 + not 1" in summary_lines(result, "en")


def test_the_input_stands_in_the_fingerprint(result, plain):
    assert result.fingerprint != plain.fingerprint
    assert [source.rows for source in result.sources] == [30, 2]


def test_from_the_command_line(small, tmp_path, overrides):
    table, credit = tmp_path / "override.csv", tmp_path / "credit.csv"
    overrides((UNIT, "D", "C", REASON, APPROVER, DAY)).write_csv(table)
    credit.write_text(f"单位编号,记录日期,公示截止日期,修复日期\n{UNIT},2025-01-01,2025-12-31,\n", "utf-8")
    arguments = ["assess", str(small), "--rules", "unit/city_score_100", "--as-of", "2026-01-01", "-o"]
    arguments += [str(tmp_path / "out"), "--overrides", str(table), "--credit", str(credit), "--json"]
    said = CliRunner().invoke(app, arguments)
    content = json.loads(said.stdout)
    assert said.exit_code == 0
    assert content["overrides"]["applied"] == 1
    assert (content["credit"]["publicity_over"], content["credit"]["in_use"]) == (1, 0)
    assert "人工调整：读入 1 = 采用 1 + 未采用 0" in said.stderr
    assert "信用记录：读入 1 = 公示期满 1" in said.stderr


def test_a_hostile_reason_stays_a_text(assessed, overrides, tmp_path):
    """No markup on the page, no formula in the csv, no control character or placeholder in the terminal."""
    reason = "=cmd|' /C calc'!A0 <script>alert(1)</script> {before} \x1b[2J"
    result = assessed(overrides((UNIT, "D", "C", reason, "<b>王某</b>", DAY)))
    rk.save(result, tmp_path / "out")
    page = (tmp_path / "out" / "pages" / f"{UNIT}.html").read_text("utf-8")
    assert "<script>" not in page
    assert "&lt;b&gt;王某&lt;/b&gt;" in page
    assert "'=cmd" in (tmp_path / "out" / "register.csv").read_text("utf-8")
    said = CliRunner().invoke(app, ["explain", str(tmp_path / "out"), UNIT])
    assert "\x1b" not in said.output
    assert "{before}" in said.output
