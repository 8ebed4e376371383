"""``riskkit clean``: a clean table, a log of every change, what was left out."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook

from riskkit.reporting import clean_parts

Run = Callable[..., Result]
RULES = ("--rules", "unit/city_score_100", "--as-of", "2026-01-01")
LINES = [
    "单位编号,单位名称,统一社会信用代码,建筑面积（亩）,地上层数,开业日期,联系电话,备注",
    "A1,=1+1,91350100M000100Y43,3,地上12/地下2,2024年3月,13800000000,x",
    "A2,乙,,约6,/,2024-03-05,,",
    "A2,乙,,7,2,2024-03-05,,",
    "合计,,,,,,,",
]


@pytest.fixture
def messy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "台账.csv").write_bytes("\r\n".join(LINES).encode("gb18030"))
    return tmp_path / "台账.csv"


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text("utf-8-sig").splitlines()))


def test_the_clean_table_and_its_log(run: Run, messy: Path) -> None:
    result = run("clean", messy.name, *RULES)
    assert result.exit_code == 1, result.output
    folder = messy.parent / "台账-清洗结果"
    assert {path.name for path in folder.iterdir()} == {
        "clean.csv", "clean.xlsx", "changes.csv", "columns.csv", "findings.csv", "set_aside.csv", "conflicts.csv",
        "manifest.json",
    }  # fmt: skip
    header = ["单位编号", "单位名称", "统一社会信用代码", "建筑面积（㎡）", "地上层数", "开业日期", "备注"]
    assert rows(folder / "clean.csv") == [
        [*header, "地下层数", "来源行"],
        ["A1", "'=1+1", "91350100M000100Y43", "2000", "12", "2024-03", "x", "2", "2"],
        ["A2", "乙", "", "4000", "/", "2024-03-05", "", "", "3"],
    ]
    changes = [dict(zip(rows(folder / "changes.csv")[0], row, strict=True)) for row in rows(folder / "changes.csv")[1:]]
    assert [(one["行"], one["列"], one["原值"], one["改为"], one["规则编号"], one["编号"]) for one in changes] == [
        ("2", "建筑面积（亩）", "3", "2000", "NUM-10", "A1"),
        ("2", "地上层数", "地上12/地下2", "12", "NUM-12", "A1"),
        ("2", "开业日期", "2024年3月", "2024-03", "DATE-03", "A1"),
        ("3", "建筑面积（亩）", "约6", "4000", "NUM-04", "A2"),
    ]
    assert changes[0]["规则说明"] == "表头的计量单位与字段不同，整列已换算"
    kept = {row[1]: (row[2], row[4]) for row in rows(folder / "columns.csv")[1:] if row[2] != "地下层数"}
    assert kept["建筑面积（亩）"] == ("建筑面积（㎡）", "按字段清洗")
    assert kept["联系电话"] == ("", "疑似个人信息，没有写出")
    assert kept["备注"] == ("备注", "没有对应字段，原样保留")
    assert "疑似个人信息，没有写出：联系电话" in result.stdout
    assert "改动 4 格（逐格见 changes.csv）：" in result.stdout
    assert "读入 4 行 = 可用 2 + 另放 2" in result.stdout


def test_the_workbook_holds_codes_as_text_and_numbers_as_numbers(run: Run, messy: Path) -> None:
    run("clean", messy.name, *RULES, "-o", "out")
    sheet = load_workbook(messy.parent / "out" / "clean.xlsx").active
    assert sheet is not None
    second = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert second["统一社会信用代码"].data_type == "s"
    assert second["单位名称"].value == "=1+1"
    assert second["单位名称"].data_type == "s"
    assert (second["建筑面积（㎡）"].value, second["来源行"].value) == (2000, 2)
    assert second["开业日期"].value == "2024-03"


def test_stations_and_digests_stand_in_the_manifest(run: Run, messy: Path) -> None:
    run("clean", messy.name, *RULES, "-o", "out")
    content = json.loads((messy.parent / "out" / "manifest.json").read_text("utf-8"))
    assert [(one["station"], one["rows_in"], one["rows_out"]) for one in content["stations"]] == [
        ("extract", 4, 4), ("rows", 4, 3), ("validate", 3, 2), ("clean", 2, 2),
    ]  # fmt: skip
    assert content["changes"] == {"DATE-03": 1, "NUM-04": 1, "NUM-10": 1, "NUM-12": 1}
    assert content["left_out"] == ["联系电话"]
    assert set(content["outputs"]) >= {"clean.csv", "clean.xlsx", "changes.csv"}
    assert run("clean", messy.name, *RULES, "-o", "out", "--replace").exit_code == 1


def test_without_rules_and_in_english(run: Run, messy: Path) -> None:
    result = run("clean", messy.name, "--as-of", "2026-01-01", "-o", "out", "--lang", "en", "--json")
    content = json.loads(result.stdout)
    assert content["rules"] is None
    assert content["rows"] == {"read": 4, "usable": 2, "set_aside": 2}
    header = rows(messy.parent / "out" / "clean.csv")[0]
    assert header[-1] == "source row"
    assert "建筑面积（亩）" in header
    assert "looks like personal data, left out: 联系电话" in result.stderr


def test_a_table_too_large_for_a_workbook_is_a_csv(run: Run, messy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clean_parts, "MAX_CELLS", 10)
    result = run("clean", messy.name, *RULES, "-o", "out")
    assert not (messy.parent / "out" / "clean.xlsx").exists()
    assert len(rows(messy.parent / "out" / "clean.csv")) == 3
    assert "没有写 clean.xlsx" in result.stdout


def test_what_stops_it_leaves_nothing_behind(run: Run, messy: Path) -> None:
    (messy.parent / "no.csv").write_text("名称,面积\n甲,5\n", "utf-8")
    result = run("clean", "no.csv", *RULES, "-o", "out")
    assert (result.exit_code, "COL-01" in result.stderr) == (2, True)
    assert [path.name for path in messy.parent.iterdir() if path.name not in ("no.csv", messy.name)] == []


def test_the_same_table_gives_the_same_bytes(run: Run, messy: Path) -> None:
    for name in ("one", "two"):
        run("clean", messy.name, *RULES, "-o", name)
    names = sorted(path.name for path in (messy.parent / "one").iterdir())
    assert len(names) == 8
    for name in names:
        assert (messy.parent / "one" / name).read_bytes() == (messy.parent / "two" / name).read_bytes(), name


def test_a_clean_table_cleaned_again_keeps_the_rows_of_its_first_source(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "units.csv"
    source.write_text("标题\n单位编号,单位名称\n甲1,'=1+1\n", "utf-8")
    given = ("--rules", "unit/city_score_100", "--as-of", "2026-01-01")
    run("clean", source, *given, "-o", tmp_path / "once")
    run("clean", tmp_path / "once" / "clean.csv", *given, "-o", tmp_path / "twice")
    header, row = (tmp_path / "twice" / "clean.csv").read_text("utf-8-sig").splitlines()
    assert (header, row) == ("单位编号,单位名称,来源行,来源行(2)", "甲1,'=1+1,3,2")
