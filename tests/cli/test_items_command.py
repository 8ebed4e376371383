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
    assert "检查 5 项，未检查 1 项，不合格 3 项" in result.stdout
    assert "不合格（按检查人员填写的类别，能确定的）：A类 0 · B类 0 · C类 0" in result.stdout
    assert "不合格（含按条文归类，能确定的）：A类 1 · B类 1 · C类 1" in result.stdout
    assert "按条文归类依据 GA 836-2016 6.2。DB13/T 5336-2021 第9.2条的分类规则与此相同。" in result.stdout
    assert "这不是 GB 50166、GB 51251 的类别" in result.stdout
    assert "ITEM-06 × 1" in result.stdout
    assert "ITEM-07 × 3" in result.stdout
    assert lines(tmp_path / "out" / "counts.csv") == [
        _counts("A01", "'=甲公司", "2 0 - - - 0 0 1 2 0 1 0", "按条文归类（GA 836-2016 6.2） 2"),
        _counts("A02", "乙公司", "2 0 - - - 0 0 1 2 1 0 0", "按条文归类（GA 836-2016 6.2） 2"),
        _counts("A03", "丙公司", "- 1 - - - 0 0 1 2 0 - 1", "检查人员确定 1；按条文归类（GA 836-2016 6.2） 1"),
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


HEADERS = (
    "检查项数", "未检查项数", "A类不合格项数", "B类不合格项数", "C类不合格项数", "直接判定项不合格数",
    "B类不合格项数（至少）", "不合格项数（各类合计）", "应检项数",
    "A类不合格项数（含按条文归类）", "B类不合格项数（含按条文归类）", "C类不合格项数（含按条文归类）",
)  # fmt: skip


def _counts(unit: str, name: str, counts: str, sources: str) -> dict[str, str]:
    cells = [cell.replace("-", "") for cell in counts.split(" ")]
    return {"单位编号": unit, "单位名称": name, "类别来源": sources} | dict(zip(HEADERS, cells, strict=True))


@pytest.mark.parametrize(
    ("rules", "grades"),
    [
        # one failed item of two is 50 % of the items, whatever its class
        ("unit/acceptance_gb50166", {"A01": "不合格", "A02": "不合格", "A03": "不合格"}),
        # classes by clause are not read
        ("unit/acceptance_gb51251", {"A01": "不能判定", "A02": "不能判定", "A03": "不能判定"}),
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


FORTY = [(f"项{k}", "C", "合格") for k in range(39)]


Rows = list[tuple[str, str, str]]


def assessed(run: Run, folder: Path, rules: str, units: dict[str, Rows]) -> dict[str, dict[str, str]]:
    """The register's line of each unit with these items (name, class, result), counted first."""
    cells = [(unit, *row) for unit, rows in units.items() for row in rows]
    table = "\n".join(["单位编号,检查项,类别,检查结果", *(",".join(line) for line in cells)])
    (folder / "items.csv").write_text(f"{table}\n", "utf-8")
    assert run("items", folder / "items.csv", *DAY, "-o", folder / "out").exit_code in (0, 1)
    result = run("assess", folder / "out" / "counts.csv", "--rules", rules, *DAY, "-o", folder / "judged")
    assert result.exit_code in (0, 1), result.output
    return {line["编号"]: line for line in lines(folder / "judged" / "register.csv")}


@pytest.mark.parametrize("rules", ["unit/acceptance_gb50166", "unit/acceptance_gb51251"])
def test_an_unchecked_item_never_lets_a_unit_pass(run: Run, tmp_path: Path, rules: str) -> None:
    units = {
        f"{result}-{class_}": [*FORTY, ("探测器", class_, result)]
        for result in ("未检查", "", "部分")
        for class_ in ("A", "B", "C", "")
    }
    found = assessed(run, tmp_path, rules, {"checked": [*FORTY, ("探测器", "A", "合格")], **units})
    assert found.pop("checked")["风险等级"] == "合格"
    assert len(found) == 12
    assert {(line["风险等级"], line["等级可能范围"], line["未检查项数"]) for line in found.values()} == {
        ("不能判定", "合格～不合格", "1")
    }


def test_an_unchecked_item_changes_nothing_where_a_limit_is_passed_already(run: Run, tmp_path: Path) -> None:
    failed: dict[str, Rows] = {
        "one A": [("a", "A", "不合格")],
        "two B": [("b1", "B", "不合格"), ("b2", "B", "不合格")],
        "three B": [(f"b{k}", "B", "不合格") for k in range(3)],
        # 2 of 42 items are 4.76 %, 3 of 43 are 6.98 %, whatever their class
        "two": [(f"c{k}", "", "不合格") for k in range(2)],
        "three": [(f"c{k}", "", "不合格") for k in range(3)],
    }
    units = {unit: [*FORTY, ("探测器", "A", "未检查"), *rows] for unit, rows in failed.items()}
    found = assessed(run, tmp_path, "unit/acceptance_gb50166", units)
    assert {unit: (line["风险等级"], line["等级可能范围"]) for unit, line in found.items()} == {
        "one A": ("不合格", "不合格"),
        "two B": ("不能判定", "合格～不合格"),
        "three B": ("不合格", "不合格"),
        "two": ("不能判定", "合格～不合格"),
        "three": ("不合格", "不合格"),
    }


def test_register_and_page_show_the_share_that_decides(run: Run, tmp_path: Path) -> None:
    # 2 of 42 items are 4.76 %
    rows = [*FORTY, ("d", "A", "合格"), ("b", "B", "不合格"), ("c", "C", "不合格")]
    line = assessed(run, tmp_path, "unit/acceptance_gb50166", {"甲": rows})["甲"]
    assert (line["风险等级"], line["B和C类不合格项占检查项的百分比（%）"], line["检查项数"]) == ("合格", "4.7619", "42")
    page = (tmp_path / "judged" / "pages" / "甲.html").read_text("utf-8")
    assert all(text in page for text in ("B和C类不合格项占检查项的百分比", "4.7619", "检查项数", "42"))


def test_the_other_rule_shows_its_sum(run: Run, tmp_path: Path) -> None:
    rows = [*FORTY, ("b", "B", "不合格"), ("c", "C", "不合格")]
    line = assessed(run, tmp_path, "unit/acceptance_gb51251", {"甲": rows})["甲"]
    assert (line["风险等级"], line["B和C类不合格项数之和"], line["检查项数"]) == ("合格", "2", "41")


def test_a_direct_determination_item_that_was_not_checked_is_undecided(run: Run, tmp_path: Path) -> None:
    line = assessed(run, tmp_path, "unit/crowded_place_1369", {"甲": [*FORTY, ("探测器", "A", "未检查")]})["甲"]
    assert "XF1369-A" in line["未能判断的直接判定项"]


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("单位编号", "检查项", "检查结果")), ("en", ("unit id", "item", "result"))]
)
def test_help_names_the_columns(run: Run, lang: str, words: tuple[str, ...]) -> None:
    said = " ".join(run("items", "--help", "--lang", lang).stdout.split())
    assert all(word in said for word in words)


def test_json_and_english(run: Run, messy: Path, tmp_path: Path) -> None:
    result = run("items", messy, *DAY, "-o", tmp_path / "out", "--json", "--lang", "en")
    content = json.loads(result.stdout)
    assert content["rows"] == {"read": 9, "counted": 7, "set_aside": 2}
    assert content["totals"] == {
        "items_checked": 5, "items_unchecked": 1, "a_failed": 0, "b_failed": 0, "c_failed": 0,
        "direct_items_failed": 0, "b_failed_at_least": 0, "items_failed": 3, "items_listed": 6,
        "a_by_clause": 1, "b_by_clause": 1, "c_by_clause": 1,
    }  # fmt: skip
    assert content["class_rule"] == "GA 836-2016 6.2"
    assert "5 items checked, 1 not checked, 3 failed" in result.stderr
    assert "class by clause: GA 836-2016 6.2." in result.stderr
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
