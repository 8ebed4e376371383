"""``riskkit validate``: one line a rule, the findings, the folder, exit codes, JSON for programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from riskkit.cli.findings_lines import shortened
from riskkit.indicators.plain_text import width

Run = Callable[..., Result]
RULES = ("--rules", "unit/city_score_100", "--as-of", "2026-01-01")
HEADER = "单位编号,单位名称,统一社会信用代码,建筑面积（㎡）,开业日期,联系电话"


@pytest.fixture
def messy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """500 equal errors, one other, a doubled id with another area, a total, in GB18030."""
    monkeypatch.chdir(tmp_path)
    return table_of(tmp_path, 500)


def table_of(folder: Path, equal: int) -> Path:
    rows = [f"A{at:05d},甲{at},,很大,2024-03-05,13800000000" for at in range(1, equal + 1)]
    rows += ["B1,=1+1,,5,不日,", "B2,乙,,约7,2024-03-05,", "B1,=1+1,,6,不日,", "合计,,,,,"]
    (folder / "台账.csv").write_bytes("\r\n".join(["某区单位台账", HEADER, *rows]).encode("gb18030"))
    return folder / "台账.csv"


def lines(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def test_fifty_thousand_equal_errors_read_as_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    table = table_of(tmp_path, 50_000)
    result = run("validate", table.name, *RULES, "--show", "3", "--no-copy")
    assert result.exit_code == 1, result.output
    said = result.stdout.splitlines()
    assert said[0].startswith("单位消防安全风险评估（百分制）（unit/city_score_100） · 2026-01-01 · ")
    assert said[1].startswith("读法 台账.csv：编码 gb18030（--encoding")
    assert "表头所在行 2（--header-row 2）" in said[1]
    assert said[2] == "读入 50004 行 = 可用 50002 + 另放 2：合计行（ROW-02）1、编号重复（DUP-01）1"
    numbers = [line for line in said if "NUM-01" in line and "50000" in line]
    assert len(numbers) == 1
    assert numbers[0].split() == [
        "错误", "NUM-01", "50000", "不是数字，按未知处理", "第3行", "建筑面积（㎡）", "[很大]",
        "填写数字，计量单位写在表头",
    ]  # fmt: skip
    listed = said[said.index("逐条（先列错误）：") + 1 :]
    assert [line.split()[0] for line in listed[:4]] == ["级别", "错误", "错误", "错误"]
    assert any(line.strip().startswith("另有 50") and "--show all" in line for line in listed)


def test_columns_are_aligned_and_a_chinese_console_can_show_them(run: Run, messy: Path) -> None:
    said = run("validate", messy.name, *RULES).stdout
    said.encode("cp936")
    start = said.splitlines().index("逐条（先列错误）：") + 1
    table = said.splitlines()[start : start + 21]
    places = {width(line[: line.rindex("  ")]) for line in table}
    assert len(places) == 1  # the last column begins at one place
    assert shortened("安全出口数量过少", 9) == "安全出.."


def test_the_folder_beside_and_what_is_in_it(run: Run, messy: Path) -> None:
    run("validate", messy.name, *RULES)
    folder = messy.parent / "台账-检查结果"
    written = {path.name for path in folder.iterdir()}
    assert written == {
        "findings.csv", "summary.csv", "set_aside.csv", "conflicts.csv", "带批注的副本.xlsx", "manifest.json",
    }  # fmt: skip
    assert len(lines(folder / "findings.csv")) >= 503
    rule = next(line for line in lines(folder / "summary.csv") if line["规则编号"] == "NUM-01")
    assert (rule["条数"], rule["例：行"], rule["例：列"], rule["例：原值"]) == ("500", "3", "建筑面积（㎡）", "很大")
    names = ("编号", "列", "保留的行", "保留的值", "另放的行", "另放的值")
    pairs = [tuple(line[name] for name in names) for line in lines(folder / "conflicts.csv")]
    assert pairs == [("B1", "建筑面积（㎡）", "503", "5", "505", "6")]
    content = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert content["rows"] == {"read": 504, "usable": 502, "set_aside": 2}
    assert [(one["station"], one["rows_in"], one["rows_out"]) for one in content["stations"]] == [
        ("extract", 504, 504), ("rows", 504, 503), ("validate", 503, 502),
    ]  # fmt: skip
    assert content["stations"][2]["set_aside"] == [{"code": "DUP-01", "reason": "编号重复，只保留第一行", "rows": 1}]
    assert set(content["outputs"]) == written - {"manifest.json"}
    assert content["inputs"][0]["decisions"]


def test_an_old_folder_is_replaced_only_when_told(run: Run, messy: Path) -> None:
    assert run("validate", messy.name, *RULES, "--no-copy").exit_code == 1
    again = run("validate", messy.name, *RULES, "--no-copy")
    assert (again.exit_code, "OUT-01" in again.stderr) == (2, True)
    assert run("validate", messy.name, *RULES, "--no-copy", "--replace").exit_code == 1
    assert not (messy.parent / "台账-检查结果" / "带批注的副本.xlsx").exists()


OVERRIDES = "单位编号,原等级,调整后等级,理由,批准人,日期"


@pytest.mark.parametrize(
    ("row", "fail_on", "code"),
    [
        ("A1,A,B,整改,张,2025-01-01", "warning", 0),
        ("A1,A,B,整改,张,2024年3月", "warning", 0),  # a note
        ("A1,A,B,整改,张,2024年3月", "note", 0),  # how a cell was read is no finding
        ("A1,A,B,整改,张,不日", "error", 1),
        ("A1,A,B,整改,张,不日", "never", 0),
        ("9.15101234567890E+17,A,B,整改,张,2025-01-01", "warning", 1),
        ("A1,A,B,整改,张,2999-01-01", "warning", 0),  # no day of an override is too late for intake
    ],
)
def test_exit_codes(run: Run, tmp_path: Path, row: str, fail_on: str, code: int) -> None:
    (tmp_path / "t.csv").write_text(f"{OVERRIDES}\n{row}\n", "utf-8")
    words = ("validate", tmp_path / "t.csv", "--rules", "table/overrides", "--as-of", "2026-01-01", "-o")
    result = run(*words, tmp_path / "out", "--fail-on", fail_on)
    assert result.exit_code == code, result.output


@pytest.mark.parametrize(
    ("table", "header", "row", "code"),
    [
        ("fires", "单位编号,起火日期", "A1,2026-05-05", "DATE-02"),
        ("credit_records", "单位编号,失信等级,记录日期,公示截止日期,修复日期", "A1,严重失信,不日,,", "DATE-01"),
        ("checked_items", "单位编号,检查项,检查结果", "A1,门,大概行", "CAT-01"),
    ],
)
def test_side_tables_have_rules_of_their_own(
    run: Run, tmp_path: Path, table: str, header: str, row: str, code: str
) -> None:
    (tmp_path / "t.csv").write_text(f"{header}\n{row}\n", "utf-8")
    words = ("--rules", f"table/{table}", "--as-of", "2026-01-01", "-o", tmp_path / "out", "--json")
    result = run("validate", tmp_path / "t.csv", *words)
    found = [one["code"] for one in json.loads(result.stdout)["findings"]]
    assert code in found
    assert "COL-03" not in found or table == "credit_records"


def test_json_is_one_line_and_the_words_go_beside(run: Run, messy: Path) -> None:
    result = run("validate", messy.name, *RULES, "--json", "--lang", "en", "--no-copy", "-o", "out")
    assert result.stdout.count("\n") == 1
    content = json.loads(result.stdout)
    assert content["rows"] == {"read": 504, "usable": 502, "set_aside": 2}
    assert {"severity": "error", "code": "NUM-01", "count": 500} in content["findings"]
    assert content["fail_on"] == "warning"
    assert any(one["option"].startswith("--encoding") for one in content["read_as"])
    assert "504 rows read = 502 usable + 2 set aside" in result.stderr
    assert "written: out" in result.stderr
    assert all(name.isascii() for name in (path.name for path in (messy.parent / "out").iterdir()))


def test_english_names_its_files_in_english(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "t.csv").write_text(f"{OVERRIDES}\nA1,A,B,x,y,soon\n", "utf-8")
    run("validate", "t.csv", "--rules", "table/overrides", "--as-of", "2026-01-01", "--lang", "en")
    assert (tmp_path / "t-findings" / "annotated_copy.xlsx").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--rules", "table/nothing"), "RULE-30"),
        (("--rules", "unit/nothing"), "RULE-30"),
        (("--rules", "unit/city_score_100", "--show", "few"), "ARG-01"),
        (("--rules", "unit/city_score_100", "--fail-on", "often"), "ARG-01"),
        ((), "ARG-03"),
    ],
)
def test_what_stops_it_is_one_line(run: Run, tmp_path: Path, words: tuple[str, ...], code: str) -> None:
    (tmp_path / "t.csv").write_text("单位编号,建筑面积\nA,5\n", "utf-8")
    result = run("validate", tmp_path / "t.csv", *words, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert code in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_table_that_feeds_nothing_is_said_to_be_the_wrong_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("单位编号,别的\nA,5\n", "utf-8")
    result = run("validate", tmp_path / "t.csv", *RULES, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "COL-09" in result.stdout
