"""``riskkit fires`` and ``riskkit severity``: files, words, exit codes, JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import Result

from riskkit.datasets import dataset_path

FIRES = dataset_path("synthetic_city") / "fires.csv"
Run = Callable[..., Result]
CLEAN = "起火日期,死亡人数,重伤人数,受伤人数,超过统计时限的死亡人数,直接财产损失（元）\n"
CLEAN += "2022-03-01,0,0,0,0,5000\n2023-03-01,1,0,0,0,5000\n"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "fires.csv"
    path.write_text(CLEAN, "utf-8")
    return path


def test_a_clean_table_ends_with_0_and_is_whole(run: Run, clean: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("年份,人口（万人）\n2022,230\n2023,230\n", "utf-8")
    done = run("fires", clean, "--population", people, "--as-of", "2023-12-31", "-o", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert "0.043 [0.001, 0.242]" in done.stdout
    names = {path.name for path in (tmp_path / "out").iterdir()}
    wanted = {"fire_statistics.xlsx", "figures.csv", "rates.csv", "severity.csv", "comparison.csv", "graded.csv"}
    assert names == wanted | {"findings.csv", "set_aside.csv", "manifest.json"}
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert set(manifest["outputs"]) == names - {"manifest.json"}
    assert manifest["rows"] == {"read": 2, "counted": 2, "outside": 0, "undated": 0, "set_aside": 0}
    sheets = openpyxl.load_workbook(tmp_path / "out" / "fire_statistics.xlsx").sheetnames
    assert sheets[:5] == ["四项指标", "比率", "火灾等级", "比较", "口径说明"]


def test_without_across_breaks_the_column_is_empty_and_says_why(run: Run, tmp_path: Path) -> None:
    done = run("fires", FIRES, "--as-of", "2025-12-31", "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert "口径不同，未比较" in done.stdout
    row = next(
        r for r in rows(tmp_path / "out" / "comparison.csv") if r["时期"] == "2025年" and r["指标"] == "火灾起数"
    )
    assert (row["变化（%）"], row["说明"]) == ("", "口径不同，未比较（2025-05-01）")


def test_with_it_the_value_stands_and_every_output_says_so(run: Run, tmp_path: Path) -> None:
    done = run("fires", FIRES, "--as-of", "2025-12-31", "--across-breaks", "-o", tmp_path / "out")
    assert "▲ 跨统计口径的比较：2021年、2025年" in done.stdout
    assert "▲ -26.2%" in done.stdout
    row = next(
        r for r in rows(tmp_path / "out" / "comparison.csv") if r["时期"] == "2025年" and r["指标"] == "火灾起数"
    )
    assert row["变化（%）"] == "-26.2"  # 59 after 80
    assert row["说明"].startswith("▲ 跨口径比较（口径变化日：2025-05-01）")
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert manifest["across_breaks"] is True


def test_the_same_inputs_give_the_same_bytes(run: Run, clean: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run("fires", clean, "--as-of", "2023-12-31", "-o", tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_json_is_one_line_and_english_is_english(run: Run, clean: Path, tmp_path: Path) -> None:
    done = run(
        "--lang", "en", "fires", clean, "--as-of", "2023-12-31", "--by", "quarter", "-o", tmp_path / "o", "--json"
    )
    content = json.loads(done.stdout)
    assert done.stdout.count("\n") == 1
    assert content["rows"]["counted"] == 2
    assert [figure["period"] for figure in content["figures"]][:2] == ["2022 Q1", "2022 Q2"]
    assert "deaths per 100,000" in done.stderr
    assert not [char for char in done.stderr if "\u4e00" <= char <= "\u9fff"]


@pytest.mark.parametrize(
    ("words", "code"),
    [(("no.csv",), "FILE-01"), ((FIRES, "--per", "region"), "COL-06"), ((FIRES, "--as-of", "1999-01-01"), "STAT-12")],
)
def test_what_cannot_be_done_is_one_line_and_leaves_nothing(
    run: Run, tmp_path: Path, words: tuple[object, ...], code: str
) -> None:
    done = run("fires", *words, "-o", tmp_path / "out")
    assert (done.exit_code, done.stdout) == (2, "")
    assert code in done.stderr
    assert done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten_without_replace(run: Run, clean: Path, tmp_path: Path) -> None:
    words = ("fires", clean, "-o", tmp_path / "out")
    assert run(*words).exit_code == 0
    again = run(*words)
    assert (again.exit_code, "OUT-01" in again.stderr) == (2, True)
    assert run(*words, "--replace").exit_code == 0


def test_one_fire_is_graded_with_table_and_clause(run: Run) -> None:
    words = ("severity", "--deaths", "3", "--injuries", "0", "--loss", "35000000")
    new = run(*words, "--on", "2025-05-01")
    assert new.exit_code == 0
    assert new.stdout.startswith(
        "火灾等级：较大火灾\n达到界限：死亡、直接财产损失\n依据：《火灾统计管理规定》 消防〔2025〕17号"
    )
    assert "自 2007-06-26 起施行" in run(*words, "--on", "2025-04-30").stdout
    as_json = json.loads(run(*words, "--on", "2025-05-01", "--json").stdout)
    assert (as_json["grade"], as_json["table"], as_json["basis"]) == ("较大", "2025-05-01", "norm")
    assert "at least ordinary fire" in run("severity", "--on", "2025-05-01", "--lang", "en").stdout
    assert run("severity", "--on", "2005-05-01").exit_code == 2
