"""``riskkit inspect``: everything is said before anything is done, and what is written can be given back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner, Result

import riskkit as rk
from riskkit.cli.app import app

UNIT = ("--rules", "unit/city_score_100", "--as-of", "2026-01-01")
Run = Callable[..., Result]
PHONE = "13800000000"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook with a title, a measure for the whole table, a merged header, a hidden sheet and named .xls."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "单位"
    rows: list[list[object]] = [
        ["某区单位台账"],
        ["填报单位：某街道办", "", "", "", "", "", "单位：万元"],
        ["序号", "单位编号", "单位名称", "建筑情况", "", "联系人电话", "备注"],
        ["", "", "", "建筑面积\n（万㎡）", "建筑总高", "", ""],
        ["栏次", 1, 2, 3, 4, 5, 6],
        *[[at, f"D{at:03d}", f"某商场{at}", 0.12, 12.5, PHONE, "13912345678"] for at in range(1, 5)],
        [5, "D005", "某商场5", "不详", "", PHONE, ""],
        ["城关镇小计", "", "", 0.6],
    ]
    for row in rows:
        sheet.append(row)
    for place in ("A1:G1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4", "G3:G4"):
        sheet.merge_cells(place)
    hidden = made.create_sheet("旧表")
    hidden.sheet_state = "hidden"
    hidden.append(["a"])
    path = tmp_path / "台账.xls"
    made.save(path.with_suffix(".xlsx"))
    path.with_suffix(".xlsx").rename(path)
    return path


def test_everything_is_said(run: Run, book: Path) -> None:
    done = run("inspect", book, *UNIT)
    assert done.exit_code == 0
    for words in (
        "文件名像 xls，以内容为准",
        "表头 第 3-4 行",
        "旧表",
        "隐藏",
        "√ 选用",
        "ROW-01  表头上方的标题行",
        "ROW-10",
        "ROW-11",
        "ROW-02",
        "万m2 × 10000 → m2",
        "疑似个人信息的列（不读入，不写进任何结果）：6 联系人电话、7 备注",
        "● 有关的直接判定不能核实",
        "--header-row 3-4",
        "--sheet 单位",
        "--map FILE",
    ):
        assert words in done.output
    assert PHONE not in done.output
    assert "139123" not in done.output
    line = next(line for line in done.output.splitlines() if "建筑总高" in line)
    assert line.split()[2:5] == ["未用", "建筑高度", "building_height_m"]
    done.output.encode("gbk")


def test_the_same_in_english(run: Run, book: Path) -> None:
    done = run("inspect", book, *UNIT, "--lang", "en")
    assert done.exit_code == 0
    assert "header row 3-4" in done.output
    assert "columns that lack" in done.output
    done.output.encode("gbk")


def test_as_json(run: Run, book: Path) -> None:
    done = run("inspect", book, *UNIT, "--json")
    told = json.loads(done.stdout)
    assert (told["kind"], told["named"], told["header_rows"]) == ("xlsx", "xls", [3, 4])
    area = told["columns"][3]
    assert (area["field"], area["factor"], area["unknown_share"]) == ("floor_area_m2", 10000.0, 0.2)
    assert [one["header"] for one in told["columns"] if one["use"] == "personal"] == ["联系人电话", "备注"]
    assert {one["example"] for one in told["columns"] if one["use"] == "personal"} == {"***"}
    assert PHONE not in done.output
    assert "文件 台账.xls" in done.stderr


def test_without_rules_the_rulebooks_that_fit_are_named(run: Run, small_text: str, tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text(small_text, "gb18030")
    done = run("inspect", path)
    assert done.exit_code == 0
    lines = done.output.splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("没有给 --rules"))
    assert lines[at + 2].split()[0] == "unit/city_score_100"
    assert "riskkit rules list" in done.output
    assert "gb18030" in done.output
    told = json.loads(run("inspect", path, "--json").stdout)
    assert len(told["rulebooks"]) == 3
    assert {one["field"] for one in told["columns"] if one["use"] == "read"} == {
        "subject_id",
        "name",
        "uscc",
        "address",
    }


def test_what_blocks_is_marked_and_a_missing_id_is_no_error(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("名称,总建面\n甲,1\n", "utf-8")
    done = run("inspect", path, *UNIT)
    assert done.exit_code == 0
    first = next(line for line in done.output.splitlines() if "subject_id" in line)
    assert "× 没有就不能运行" in first


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--rules", "unit/none"), "RULE-30"),
        (("--header-row", "99"), "FILE-33"),
        (("--header-row", "4-3"), "ARG-01"),
        (("--header-row", "x"), "ARG-01"),
        (("--sheet", "没有"), "FILE-05"),
        (("--map", "none.csv"), "FILE-01"),
        (("--confirm",), "ARG-04"),
    ],
)
def test_what_stops_it_is_one_clear_line(run: Run, book: Path, words: tuple[str, ...], code: str) -> None:
    done = run("inspect", book, *(() if "--rules" in words else UNIT), *words)
    assert done.exit_code == 2
    assert code in done.stderr
    assert done.stderr.count("\n") == 1


def test_what_only_the_bytes_tell_is_shown_in_one_language(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('编号,名称,地址\n1,2,3\nA1,甲,文\nA2,乙\0,文\n"A3,丙,文\n'.encode())
    for lang, title in (("zh", "文件本身"), ("en", "the file itself")):
        done = run("--lang", lang, "inspect", path, *UNIT)
        assert title in done.output
        assert "FILE-23" in done.output
        assert "FILE-24" in done.output
        assert "\x1f" not in done.output
    notes = json.loads(run("inspect", path, *UNIT, "--json").stdout)["notes"]
    assert {(one["row"], one["code"]) for one in notes} == {(4, "FILE-23"), (5, "FILE-24")}


def test_the_mapping_goes_out_and_comes_back(run: Run, book: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.csv"
    done = run("inspect", book, *UNIT, "--map-out", out)
    assert f"已写出映射文件 {out}：3 列采用" in done.output
    again = run("inspect", book, *UNIT, "--map-out", out)
    assert (again.exit_code, "OUT-01" in again.stderr) == (2, True)
    lines = out.read_text("utf-8-sig").replace("building_height_m,,,", "building_height_m,,是,")
    assert PHONE not in lines
    out.write_text(lines, "utf-8-sig")
    seen = run("inspect", book, *UNIT, "--map", out, "--json")
    read = [one["field"] for one in json.loads(seen.stdout)["columns"] if one["use"] == "read"]
    assert read == ["subject_id", "name", "floor_area_m2", "building_height_m"]
    result = tmp_path / "result"
    run("assess", book, *UNIT, "--map", out, "-o", result, "--pages", "none", "--formats", "parquet")
    manifest = json.loads((result / "manifest.json").read_text("utf-8"))
    assert [one["file"] for one in manifest["inputs"]] == ["台账.xls", "map.csv"]
    assert manifest["inputs"][0]["columns"]["building_height_m"] == "建筑总高"


@pytest.mark.parametrize(("answer", "adopted"), [("y", 4), ("n", 3)])
def test_suggestions_are_confirmed_one_by_one(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, adopted: int
) -> None:
    monkeypatch.setattr("riskkit.cli.inspect.on_terminal", lambda: True)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["inspect", str(book), *UNIT, "--confirm"], input=f"{answer}\n" * 9)
    assert done.exit_code == 0, done.output
    assert "“建筑总高”（例 12.5）是否就是 建筑高度" in done.output
    assert f"{adopted} 列采用" in done.output
    assert (tmp_path / "台账.map.csv").exists()


def test_the_header_rows_can_be_told_to_every_command(run: Run, book: Path, tmp_path: Path) -> None:
    for at, told in enumerate(("3-4", "3:4", "3－4")):
        out = tmp_path / f"out{at}"
        done = run("assess", book, *UNIT, "--header-row", told, "-o", out, "--pages", "none", "--formats", "csv")
        assert done.exit_code == 1, done.output
        inputs = json.loads((out / "manifest.json").read_text("utf-8"))["inputs"]
        assert inputs[0]["header_row"] == 4


def test_in_a_notebook(tmp_path: Path) -> None:
    table = pl.DataFrame(
        {"单位编号": ["A1", "A2", "合计"], "建筑面积（㎡）": ["5", "/", "5"], "电话": [PHONE, PHONE, None]}
    )
    seen = rk.inspect(table, "unit/city_score_100", "2026-01-01")
    assert repr(seen) == "Inspection(DataFrame, frame, 2 of 3 columns read)"
    assert seen.columns["not_applicable_share"].tolist()[1] == 0.5
    assert seen.rows[["row", "code"]].values.tolist() == [[4, "ROW-02"]]
    assert "floor_area_m2" not in seen.missing["field"].tolist()
    assert rk.save_mapping(seen, tmp_path / "m.csv") == 2
    fires = rk.inspect(pl.DataFrame({"起火日期": ["2025-01-01"]}), "table/fires", "2026-01-01")
    assert "occurred_on" in fires.columns["field"].tolist()
