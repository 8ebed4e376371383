"""``riskkit items``: a messy long table, what is written, and the same counts read by ``riskkit assess``."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
ROWS = [
    "消防验收检查表,,,,,,,",
    "单位编号,单位名称,检查项目,检查部位,是否强条,条文内容,检查结论,缺陷类别",
    "A01,=甲公司,报警控制器,控制室,是,控制器应能报警,符合,",
    "A01,=甲公司,探测器,一层,否,探测器应完好,不符合,",
    "A01,=甲公司,探测器,二层,否,探测器应完好,符合,",
    "A02,乙公司,报警控制器,控制室,是,控制器应能报警,×,",
    "A02,乙公司,标识,一层,否,宜设标识,√,",
    "A03,丙公司,资料,,,,,B类",
    "A03,丙公司,标识,一层,否,按相应要求宜设,不合格,",
    ",丁公司,标识,一层,否,宜设标识,合格,",
    "合计,,,,,,,",
]
DAY = ("--as-of", "2026-01-01")


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    path = tmp_path / "检查表.csv"
    path.write_bytes("\r\n".join(ROWS).encode("gb18030"))
    return path


def lines(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def test_counts_classes_and_the_account(run: Run, messy: Path, tmp_path: Path) -> None:
    result = run("items", messy, *DAY, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "读入 9 = 计入 7 + 未计入 2" in result.stdout
    assert "检查 5 项，不合格：A类 1 · B类 1 · C类 1" in result.stdout
    assert lines(tmp_path / "out" / "counts.csv") == [
        _counts("A01", "'=甲公司", 2, 0, 1, 0),
        _counts("A02", "乙公司", 2, 1, 0, 0),
        _counts("A03", "丙公司", 1, 0, 0, 1),
    ]
    classes = lines(tmp_path / "out" / "classes.csv")
    assert [(line["行"], line["类别"], line["类别来源"]) for line in classes] == [
        ("3", "A", "强制性条文"),
        ("4", "B", "条文措辞"),
        ("5", "B", "条文措辞"),
        ("6", "A", "强制性条文"),
        ("7", "C", "条文措辞"),
        ("8", "B", "检查人员确定"),
        ("9", "C", "条文措辞"),
    ]
    assert [line["行"] for line in lines(tmp_path / "out" / "set_aside.csv")] == ["10", "11"]


def _counts(unit: str, name: str, checked: int, a: int, b: int, c: int) -> dict[str, str]:
    headers = ("检查项数", "A类不合格项数", "B类不合格项数", "C类不合格项数", "直接判定项不合格数")
    return {"单位编号": unit, "单位名称": name} | dict(zip(headers, map(str, (checked, a, b, c, 0)), strict=True))


@pytest.mark.parametrize(
    ("rules", "grades"),
    [
        # one failed B item of two is 50 % of the items checked
        ("unit/acceptance_gb50166", {"A01": "不合格", "A02": "不合格", "A03": "不合格"}),
        ("unit/acceptance_gb51251", {"A01": "合格", "A02": "不合格", "A03": "合格"}),
        ("unit/crowded_place_1369", dict.fromkeys(("A01", "A02", "A03"), "未直接判定为差")),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_counts_are_an_extract(
    run: Run, messy: Path, tmp_path: Path, rules: str, grades: dict[str, str], lang: str
) -> None:
    run("items", messy, *DAY, "-o", tmp_path / "out", "--lang", lang)
    counts = tmp_path / "out" / "counts.csv"
    result = run("assess", counts, "--rules", rules, *DAY, "-o", tmp_path / "judged", "--pages", "none")
    assert result.exit_code in (0, 1), result.output
    register = lines(tmp_path / "judged" / "register.csv")
    assert {line["编号"]: line["风险等级"] for line in register} == grades


def test_json_and_english(run: Run, messy: Path, tmp_path: Path) -> None:
    result = run("items", messy, *DAY, "-o", tmp_path / "out", "--json", "--lang", "en")
    content = json.loads(result.stdout)
    assert content["rows"] == {"read": 9, "counted": 7, "set_aside": 2}
    assert content["totals"] == {
        "items_checked": 5, "a_failed": 1, "b_failed": 1, "c_failed": 1, "direct_items_failed": 0
    }  # fmt: skip
    assert "5 items checked, failed: A 1 · B 1 · C 1" in result.stderr
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert set(manifest["outputs"]) == {"counts.csv", "classes.csv", "findings.csv", "set_aside.csv"}


def test_the_same_table_gives_the_same_bytes(run: Run, messy: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run("items", messy, *DAY, "-o", tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in files)


def test_what_cannot_be_done_is_said_and_writes_nothing(run: Run, messy: Path, tmp_path: Path) -> None:
    early = run("items", messy, "--as-of", "2016-12-31", "-o", tmp_path / "out")
    assert (early.exit_code, "RULE-31" in early.stderr) == (2, True)
    (tmp_path / "no.csv").write_text("单位编号,检查项目\nA,门\n", "utf-8")
    lacking = run("items", tmp_path / "no.csv", *DAY, "-o", tmp_path / "out")
    assert (lacking.exit_code, "COL-06" in lacking.stderr) == (2, True)
    assert not (tmp_path / "out").exists()
    run("items", messy, *DAY, "-o", tmp_path / "out")
    again = run("items", messy, *DAY, "-o", tmp_path / "out")
    assert (again.exit_code, "OUT-01" in again.stderr) == (2, True)
