"""What riskkit targets writes and prints: files, exit codes, languages, equal bytes."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from riskkit.cli.app import app
from riskkit.tracking import save_targets, track_targets

FILES = {
    "targets.xlsx",
    "targets.html",
    "targets.csv",
    "target_years.csv",
    "findings.csv",
    "set_aside.csv",
    "manifest.json",
}
SHEETS = ["目标完成情况", "年度分解", "不可判的原因", "数据问题", "基期数字", "说明"]


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["targets", *(str(word) for word in words)])


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    folder = tmp_path_factory.mktemp("targets") / "out"
    return folder, run("plans", "example", "--as-of", "2024-12-31", "-o", folder)


def test_the_shipped_example_is_clean(out: tuple[Path, Result]) -> None:
    folder, result = out
    assert result.exit_code == 0, result.output
    assert {path.name for path in folder.iterdir()} == FILES
    assert "实绩读入 55 = 使用 55 + 未使用 0" in result.stdout
    assert "合成示例" in result.stdout
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["targets"] == sum(manifest["verdicts"].values()) == 41
    assert set(manifest["outputs"]) == FILES - {"manifest.json"}


def test_the_workbook(out: tuple[Path, Result]) -> None:
    book = load_workbook(out[0] / "targets.xlsx")
    assert book.sheetnames == SHEETS
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    assert all(sheet.page_setup.orientation == "landscape" for sheet in book)
    assert all("合成示例" in (sheet.oddFooter.left.text or "") for sheet in book)
    sheet = book["目标完成情况"]
    heads = [cell.value for cell in sheet[1]]
    cells = {row[heads.index("目标编号")].value: row for row in sheet.iter_rows(min_row=2)}
    colours = {row[heads.index("结论")].value: row[heads.index("结论")].fill.fgColor.rgb for row in cells.values()}
    assert set(colours) == {"达标", "按期", "滞后", "不可判"}
    assert len(set(colours.values())) == 4
    assert cells["liaoyuan_volunteers"][heads.index("最近数字")].value == "3,400人"  # written 0.34万
    assert cells["quzhou_death_rate"][heads.index("仅靠运气的可能")].value == pytest.approx(0.7059, abs=1e-4)


def test_the_page_needs_nothing_else_and_says_that_it_is_invented(out: tuple[Path, Result]) -> None:
    text = (out[0] / "targets.html").read_text("utf-8")
    assert not re.search(r"<script|<link|@import|url\(|src=|href=|https?://", text)
    assert "合成示例" in text
    assert text.count('<svg class="bar"') == 41
    for words in (
        "自贡市“十四五”消防规划",
        "修政〔2023〕4号",
        "市政消火栓新增",
        "刑事案件4人",
        "按年末推定",
        "项目默认",
    ):
        assert words in text


def test_the_csv_in_words(out: tuple[Path, Result]) -> None:
    with (out[0] / "targets.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["目标编号"]: row for row in csv.DictReader(stream)}
    assert rows["zigong_hydrants"]["结论"] == "按期"
    assert rows["zigong_hydrants"]["同期应有"] == "750.0000"
    assert rows["quzhou_death_rate"]["数字达到目标值"] == "是"
    assert rows["quzhou_death_rate"]["结论"] == "不可判"


def test_equal_bytes(out: tuple[Path, Result], tmp_path: Path) -> None:
    save_targets(track_targets("plans", "example", "2024-12-31"), tmp_path / "again")
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (out[0] / name).read_bytes(), name


def test_english(tmp_path: Path) -> None:
    result = run("plans", "example", "--as-of", "2024-12-31", "-o", tmp_path / "out", "--lang", "en")
    assert result.exit_code == 0
    assert "Plan targets at mid-term" in result.stdout
    text = (tmp_path / "out" / "targets.html").read_text("utf-8")
    assert "not due yet; on or ahead of the path" in text
    assert load_workbook(tmp_path / "out" / "targets.xlsx").sheetnames[0] == "where the targets stand"


def test_json_is_one_line_and_problems_are_one(tmp_path: Path, targets_csv: Any, actuals_csv: Any) -> None:
    given = targets_csv({}), actuals_csv("目标编号,时间,完成值\nt,2022,许多\n")
    result = run(*given, "--as-of", "2024-12-31", "-o", tmp_path / "out", "--json")
    assert result.exit_code == 1
    assert result.stdout.count("\n") == 1
    content = json.loads(result.stdout)
    assert content["rows"] == {"read": 1, "used": 0, "set_aside": 1}
    assert content["verdicts"] == {"met": 0, "on_schedule": 0, "behind": 0, "undecided": 1}
    assert "NUM-01" in result.stderr


def test_what_stops_it_writes_nothing(tmp_path: Path) -> None:
    missing = run("plans", tmp_path / "no.csv", "--as-of", "2024-12-31", "-o", tmp_path / "out")
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert "FILE-01" in missing.stderr
    assert run("plans", "example", "--as-of", "2024", "-o", tmp_path / "out").exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    words = ("plans", "example", "--as-of", "2024-12-31", "-o", tmp_path / "out")
    assert run(*words).exit_code == 0
    again = run(*words)
    assert again.exit_code == 2
    assert "OUT-01" in again.stderr
    assert run(*words, "--replace").exit_code == 0


def test_hostile_names_are_harmless(tmp_path: Path, targets_csv: Callable[..., Path], actuals_csv: Any) -> None:
    row = {"指标": "=cmd|' /C calc'!A0", "城市": "<script>alert(1)</script>", "说明": "<img src=x>"}
    figures = actuals_csv("目标编号,时间,完成值,数据性质\nt,2022,30,<b>真的</b>\n")
    save_targets(track_targets(targets_csv(row), figures, "2024-12-31"), tmp_path / "out")
    text = (tmp_path / "out" / "targets.html").read_text("utf-8")
    assert "<script" not in text
    assert "<b>" not in text
    assert "&lt;script&gt;" in text
    with (tmp_path / "out" / "targets.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert next(csv.DictReader(stream))["指标"].startswith("'=cmd")


def test_a_figure_older_than_a_stage_that_has_come_tells_nothing(tmp_path: Path) -> None:
    """自贡 wanted 1000 hydrants by 2024-12-31; a figure of 2023 is not on schedule in the middle of 2025."""
    save_targets(track_targets("plans", "example", "2025-06-30"), tmp_path / "out")
    with (tmp_path / "out" / "targets.csv").open(encoding="utf-8-sig", newline="") as stream:
        row = next(row for row in csv.DictReader(stream) if row["目标编号"] == "zigong_hydrants")
    assert row["结论"] == "不可判"
