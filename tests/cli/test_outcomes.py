"""Exit codes 0, 1, 2; JSON alone on stdout; the language on every surface a user sees."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from riskkit.datasets import dataset_path

CITY = dataset_path("synthetic_city")
SMALL = CITY / "units_small.csv"
UNIT = ("--rules", "unit/city_score_100", "--as-of", "2026-01-01", "--pages", "none")
Run = Callable[..., Result]


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def test_clean_is_zero_and_the_account_is_said(run: Run, tmp_path: Path) -> None:
    result = run("assess", SMALL, *UNIT, "-o", tmp_path / "out")
    assert result.exit_code == 0
    assert result.stderr == ""
    assert "读入 30 = 评分 30 + 未评分 0" in result.stdout
    assert "未发现数据问题" in result.stdout


def test_findings_are_one_and_are_listed_by_code(run: Run, tmp_path: Path, small_text: str) -> None:
    (tmp_path / "odd.csv").write_text(small_text.replace(",1390,", ",很大,", 1), "utf-8")
    result = run("assess", tmp_path / "odd.csv", *UNIT, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "错误 NUM-01 × 1 不是数字，按未知处理（例 odd.csv#2 建筑面积（㎡） [很大]）" in result.stdout


def test_json_is_one_pure_line(run: Run, tmp_path: Path) -> None:
    result = run("assess", SMALL, *UNIT, "-o", tmp_path / "out", "--json")
    content = json.loads(result.stdout)
    assert result.stdout.count("\n") == 1
    assert content["rows"] == {"read": 30, "scored": 30, "set_aside": 0}
    assert content["rulebook"]["id"] == "unit/city_score_100"
    assert sum(content["grades"].values()) == 30
    assert "读入 30" in result.stderr


def test_a_stopped_json_run_prints_no_json(run: Run, tmp_path: Path) -> None:
    result = run("assess", tmp_path / "no.csv", *UNIT, "-o", tmp_path / "out", "--json")
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("encoding", ["cp936", "ascii"])
def test_json_survives_a_narrow_pipe(apart: Callable[..., object], tmp_path: Path, encoding: str) -> None:
    words = ("assess", CITY / "industries.xlsx", "--rules", "industry/sector_work", "--as-of", "2026-01-01")
    done = apart(*words, "-o", tmp_path / "out", "--pages", "none", "--json", PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert "优秀" in json.loads(done.stdout)["grades"]


@pytest.fixture
def english(run: Run, tmp_path: Path) -> tuple[Result, Path]:
    words = ("assess", SMALL, "--rules", "unit/city_score_100", "--as-of", "2026-01-01", "--fires", CITY / "fires.csv")
    result = run("--lang", "en", *words, "-o", tmp_path / "out", "--pages", "top:1")
    assert result.exit_code == 1
    return result, tmp_path / "out"


def test_english_everywhere(english: tuple[Result, Path]) -> None:
    result, folder = english
    assert "read 30 = scored 30 + set aside 0" in result.stdout
    own_words = [line for line in result.stdout.splitlines() if "fires.csv" not in line and ".csv#" not in line]
    assert not is_chinese("".join(line for line in own_words if str(folder) not in line and "FREQ-06" not in line))
    with (folder / "register.csv").open(encoding="utf-8-sig", newline="") as stream:
        heads = next(csv.reader(stream))
    assert heads[:2] == ["rank", "id"]
    assert not is_chinese("".join(heads))
    with (folder / "findings.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["severity"] for row in rows} <= {"error", "warning", "note"}
    assert not is_chinese("".join(row["problem"] + row["mend"] for row in rows))
    assert (folder / "pages" / "index.html").exists()


def test_explain_in_both_languages(run: Run, small_result: Path) -> None:
    chinese = run("explain", small_result, "SYN-U00001")
    english = run("explain", small_result, "SYN-U00001", "--lang", "en")
    assert chinese.exit_code == english.exit_code == 0
    assert "风险得分" in chinese.stdout
    assert "risk score" in english.stdout


def test_rules_and_weights_run(run: Run, tmp_path: Path) -> None:
    assert "unit/city_score_100" in run("rules", "list").stdout
    assert run("rules", "--lang", "en", "list").stdout.startswith("id")
    assert run("rules", "check").exit_code in (0, 1)
    (tmp_path / "matrix.csv").write_text(",甲,乙\n甲,1,3\n乙,1/3,1\n", "utf-8")
    weights = run("weights", tmp_path / "matrix.csv")
    assert weights.exit_code == 0
    assert "0.75" in weights.stdout
    assert "0.75" in run("--lang", "en", "weights", tmp_path / "matrix.csv").stdout
