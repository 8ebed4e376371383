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
    assert "▲ 跨统计口径的比较：2025年；" in done.stdout  # 2020 is known from its last fortnight only: no base
    assert "+7000.0%" not in done.stdout
    assert "2020-12-18 → --since 2021-01-01" in done.stdout
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
        "--lang", "en", "fires", clean, "--since", "2022-01-01", "--as-of", "2023-12-31", "--by", "quarter",
        "-o", tmp_path / "o", "--json",
    )  # fmt: skip
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
    assert new.stdout.startswith("火灾等级：较大火灾\n达到界限：死亡、直接财产损失\n")
    assert "\n依据：《火灾统计管理规定》 消防〔2025〕17号" in new.stdout
    assert "自 2007-06-26 起施行" in run(*words, "--on", "2025-04-30").stdout
    as_json = json.loads(run(*words, "--on", "2025-05-01", "--json").stdout)
    assert (as_json["grade"], as_json["table"], as_json["basis"]) == ("较大", "2025-05-01", "norm")
    assert "at least ordinary fire" in run("severity", "--on", "2025-05-01", "--lang", "en").stdout
    assert run("severity", "--on", "2005-05-01").exit_code == 2


# limits read off the notice of 2007-06-26 and 消防〔2025〕17号
@pytest.mark.parametrize(
    ("on", "zh", "en"),
    [
        (
            "2025-04-30",
            "直接财产损失 3100万元：较大（≥1000万元，不足5000万元）",
            "direct loss 31,000,000 yuan: relatively serious fire (≥ 10,000,000 yuan, below 50,000,000 yuan)",
        ),
        (
            "2025-05-01",
            "直接财产损失 3100万元：较大（≥3000万元，不足1亿元）",
            "direct loss 31,000,000 yuan: relatively serious fire (≥ 30,000,000 yuan, below 100,000,000 yuan)",
        ),
    ],
)
def test_every_figure_is_shown_with_the_interval_of_its_grade(run: Run, on: str, zh: str, en: str) -> None:
    words = ("severity", "--deaths", "2", "--injuries", "9", "--loss", "31000000", "--on", on)
    said = [line.strip() for line in run(*words).stdout.splitlines()]
    assert said[1:5] == [
        "达到界限：直接财产损失", "死亡 2人：一般（不足3人）", "重伤 没有给出，不多于受伤 9人：至多一般（不足10人）", zh
    ]  # fmt: skip
    english = [line.strip() for line in run(*words, "--lang", "en").stdout.splitlines()]
    assert en in english
    assert "deaths 2: ordinary fire (below 3)" in english
    assert not any("对照" in line for line in said)  # both tables say 较大


def test_another_grade_by_another_table_is_said(run: Run) -> None:
    words = ("severity", "--deaths", "0", "--serious", "0", "--loss", "6000万")
    new, old = (run(*words, "--on", on) for on in ("2025-05-01", "2025-04-30"))
    assert (
        "对照：按 2007-06-26 起施行的等级表，同样的数为重大火灾；直接财产损失 6000万元：重大（≥5000万元" in new.stdout
    )
    assert "对照：按 2025-05-01 起施行的等级表，同样的数为较大火灾" in old.stdout
    english = run(*words, "--on", "2025-05-01", "--lang", "en").stdout
    assert "compare: the table in force from 2007-06-26 makes it serious fire; direct loss 60,000,000 yuan" in english
    as_json = json.loads(run(*words, "--on", "2025-05-01", "--json").stdout)
    assert as_json["other_tables"] == [{"table": "2007-06-26", "at_least": "重大", "at_most": "重大"}]
    loss = as_json["criteria"][2]
    assert (loss["value"], loss["grade"], loss["from"], loss["below"]) == (60_000_000, "较大", 30_000_000, 100_000_000)


@pytest.mark.parametrize(
    "loss", ["31000000", "3100万", "3100万元", "0.31亿", "31,000,000", "３１００万", "31000000.00元", "3.1e7"]
)
def test_a_loss_in_yuan_wan_or_yi(run: Run, loss: str) -> None:
    assert "直接财产损失 3100万元：" in run("severity", "--on", "2025-05-01", "--loss", loss).stdout


@pytest.mark.parametrize("loss", ["-1", "约3100万", "3100万美元", "nan", "inf", "", "31.000.000", "1e999"])
def test_another_way_of_writing_a_loss_is_refused_with_the_ways_there_are(run: Run, loss: str) -> None:
    done = run("severity", "--on", "2025-05-01", "--loss", loss)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "ARG-01" in done.stderr
    assert "31000000 | 3100万 | 0.31亿" in done.stderr


def test_a_table_without_regions_is_told_the_headers_that_would_do(run: Run, tmp_path: Path) -> None:
    done = run("fires", FIRES, "--per", "region", "--lang", "en", "-o", tmp_path / "out")
    assert "(allowed: 区域, 所属区域, 区县, 区县/乡镇," in done.stderr
    assert "region_id" not in done.stderr


def test_every_sheet_prints_one_page_wide_on_a4_landscape_and_none_is_empty(run: Run, tmp_path: Path) -> None:
    run("fires", FIRES, "--as-of", "2025-12-31", "--across-breaks", "-o", tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "fire_statistics.xlsx")
    assert "比率" not in book.sheetnames  # no table of people
    for sheet in book:
        setup = sheet.page_setup
        assert (setup.orientation, str(setup.paperSize), setup.fitToHeight) == ("landscape", "9", 0)
        assert setup.fitToWidth in (None, 1)  # 1 is what the format takes where nothing is written
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    comparison = book["比较"]
    folded = {name for name, column in comparison.column_dimensions.items() if column.hidden}
    assert {comparison[f"{name}1"].value for name in folded} <= {"本期口径", "上年同期口径"}
    assert folded
    about = {row[0].value: row[1].value for row in book["口径说明"].iter_rows()}
    assert about["人口"] == "没有给人口表，没有比率（--population）"
