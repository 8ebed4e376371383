"""``riskkit classify``: messy extracts, what is written, outcomes, English."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

import riskkit as rk
from riskkit.cli.app import app

ROWS = [
    "某区单位台账,,,,,,,",
    "单位编号,单位名称,所属乡镇,场所类型,建筑面积（㎡）,客房数,地下面积,栋数",
    "000123456789012345,宏达商场,城关镇,商场,1300,,无,",
    "A002,小超市,城关镇,超市,1150平方米,,无,",
    "A003,如家宾馆,东镇,宾馆,4000,62间,/,1",
    "A004,=双栋宾馆,东镇,宾馆,9000,88,/,2",
    "A005,某厂,西镇,工厂,5000,,,",
    "A006,星光,西镇,KTV,很大,,,",
    "A003,重复,东镇,宾馆,1,,,",
    "合计,,,,,,,",
]
HUNAN = ("--jurisdiction", "湖南", "--list", "key_unit", "--as-of", "2026-01-01")


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["classify", *(str(word) for word in words)])


@pytest.fixture
def messy(tmp_path: Path) -> Path:
    path = tmp_path / "台账.csv"
    path.write_bytes("\r\n".join(ROWS).encode("gb18030"))
    return path


@pytest.fixture
def written(messy: Path, tmp_path: Path) -> Path:
    done = run(messy, *HUNAN, "-o", tmp_path / "out")
    assert done.exit_code == 1, done.output
    return tmp_path / "out"


def table(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(raw.decode("utf-8-sig").splitlines()))


def test_a_messy_extract_is_classified_and_every_row_accounted_for(written: Path) -> None:
    rows = table(written / "classification.csv")
    assert [(row["编号"], row["是否属于"]) for row in rows] == [
        ("000123456789012345", "是"),
        ("A002", "不能判定"),
        ("A003", "是"),
        ("A004", "不能判定"),
        ("A005", "不能判定"),
        ("A006", "不能判定"),
    ]
    assert [row["来源(文件#行)"] for row in rows][:2] == ["台账.csv#3", "台账.csv#4"]
    assert rows[5]["所缺的值"] == "建筑面积"
    assert rows[3]["名称"] == "'=双栋宾馆"
    assert [row["规则编号"] for row in table(written / "set_aside.csv")] == ["DUP-01", "ROW-02"]
    manifest = json.loads((written / "manifest.json").read_text("utf-8"))
    assert manifest["rows"] == {"read": 8, "classified": 6, "set_aside": 2}
    assert manifest["answers"] == {"key_unit": {"yes": 2, "no": 0, "undecided": 4}}
    assert manifest["lists"][0]["since"] == "2023-12-06"
    assert set(manifest["outputs"]) == {path.name for path in written.iterdir()} - {"manifest.json"}


def test_findings_name_what_is_missing_and_leave_out_needless_columns(written: Path) -> None:
    found = table(written / "findings.csv")
    assert {row["规则编号"] for row in found} == {"DUP-01", "NUM-01", "CLS-05", "CLS-07", "ROW-01", "ROW-02"}
    lacking = {row["列"]: row["原值"] for row in found if row["规则编号"] == "CLS-05"}
    assert lacking == {"建筑面积": "消防安全重点单位 1 个单位", "地下（半地下）客房数": "消防安全重点单位 1 个单位"}


def test_the_workbook(written: Path) -> None:
    book = load_workbook(written / "classification.xlsx")
    assert book.sheetnames == ["分类结果", "汇总", "所用界限", "说明"]
    answers = book["分类结果"]
    assert answers.freeze_panes == "E2"
    assert answers.auto_filter.ref == "A1:O7"
    assert answers["C2"].value == "000123456789012345"
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    heads = [cell.value for cell in answers[1]]
    hidden = {answers[f"{name}1"].value for name, column in answers.column_dimensions.items() if column.hidden}
    folded = ["区县/乡镇", "所依名单", "名单生效日", "依据性质", "来源(文件#行)"]
    assert heads[-5:] == folded  # behind those that are printed
    assert hidden == set(folded)
    own = answers.cell(5, heads.index("本类界限与实际值") + 1).value
    assert own.splitlines()[0] == "宾馆（设在多栋建筑）：客房数 88 间，界限 ≥ 100 间，差 12"
    summary = [[cell.value for cell in row] for row in book["汇总"].iter_rows()]
    assert summary[0] == ["名单", "场所类型", "单位数", "是", "否", "不能判定", "临近界限"]
    assert summary[1] == ["消防安全重点单位", "合计", 6, 2, 0, 4, 3]
    limits = [[cell.value for cell in row] for row in book["所用界限"].iter_rows()]
    assert len(limits) == 1 + 13
    assert limits[1][3:5] == ["建筑面积 ≥ 1200 平方米", "≥ 以上（含本数）"]
    about = "\n".join(str(row[1].value) for row in book["说明"].iter_rows())
    assert "没有录全" in about
    assert "±10% · 项目默认" in about


def test_exclusive_operators_are_shown_as_such(messy: Path, tmp_path: Path) -> None:
    run(messy, "--jurisdiction", "河北", "--list", "key_unit", "--as-of", "2026-01-01", "-o", tmp_path / "out")
    sheet = load_workbook(tmp_path / "out" / "classification.xlsx")["所用界限"]
    assert sheet["D3"].value.startswith("地下（半地下）建筑面积 > 500 平方米")
    assert sheet["E3"].value == "> 大于、超过（不含本数）"


def test_the_summary_says_lists_days_answers_and_warnings(messy: Path, tmp_path: Path) -> None:
    done = run(messy, "--jurisdiction", "福建", "--as-of", "2026-01-01", "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert "福建 · 2026-01-01" in done.output
    assert "读入 8 = 判定 6 + 未判定 2" in done.output
    assert "消防安全重点单位（2002-01-01 起，没有录全）：是 2 · 否 0 · 不能判定 4" in done.output
    assert "火灾高危单位（2014-01-01 起，没有录全）：是 0 · 否 0 · 不能判定 6" in done.output
    assert "警告 RULE-24" in done.output


def test_a_clean_extract_ends_with_0(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("单位编号,场所类型,建筑面积,地下面积\nA1,商场,1200,0\n", "utf-8")
    assert run(path, *HUNAN, "-o", tmp_path / "out").exit_code == 0


def test_english(messy: Path, tmp_path: Path) -> None:
    done = run(messy, "--jurisdiction", "hunan", *HUNAN[2:], "-o", tmp_path / "out", "--lang", "en")
    assert "key fire-safety unit (since 2023-12-06, not in full): yes 2 · no 0 · not decidable 4" in done.output
    assert table(tmp_path / "out" / "classification.csv")[0]["on the list"] == "yes"
    names = load_workbook(tmp_path / "out" / "classification.xlsx").sheetnames
    assert names == ["answers", "summary", "limits used", "about"]


def test_json(messy: Path, tmp_path: Path) -> None:
    done = run(messy, *HUNAN, "-o", tmp_path / "out", "--json")
    said = json.loads(done.stdout.splitlines()[0])
    assert said["answers"]["key_unit"] == {"yes": 2, "no": 0, "undecided": 4}
    assert said["lists"] == {"key_unit": "2023-12-06"}
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--jurisdiction", "火星"), "CLS-01"),
        (("--jurisdiction", "湖南", "--as-of", "2020-01-01"), "CLS-02"),
        (("--jurisdiction", "湖南", "--as-of", "soon"), "ARG-01"),
        (("--jurisdiction", "湖南", "--list", "keys"), "ARG-01"),
        ((), "ARG-03"),
    ],
)
def test_what_stops_it_is_one_line_and_nothing_is_written(
    messy: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    done = run(messy, *words, "-o", tmp_path / "out")
    assert done.exit_code == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["台账.csv"]


def test_the_wrong_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text("单位编号,电话\nA1,1\n", "utf-8")
    done = run(path, *HUNAN, "-o", tmp_path / "out")
    assert (done.exit_code, "CLS-08" in done.stderr) == (2, True)


def test_nothing_is_overwritten_unless_asked(written: Path, messy: Path) -> None:
    again = run(messy, *HUNAN, "-o", written)
    assert (again.exit_code, "OUT-01" in again.stderr) == (2, True)
    assert run(messy, *HUNAN, "-o", written, "--replace").exit_code == 1


def test_equal_inputs_give_equal_bytes_whatever_the_chunks(messy: Path, tmp_path: Path) -> None:
    for name, chunk_rows in (("one", 100_000), ("two", 2)):
        options = rk.Options(chunk_rows=chunk_rows)
        result = rk.classify(messy, "福建", "2026-01-01", options=options)
        rk.save_classification(result, tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert [(tmp_path / "two" / name).read_bytes() == (tmp_path / "one" / name).read_bytes() for name in files] == [
        True
    ] * len(files)


def test_in_a_notebook(messy: Path) -> None:
    result = rk.classify(messy, "湖南", "2026-01-01", lists=["key_unit"])
    assert result.answer_counts() == {"key_unit": {"yes": 2, "no": 0, "undecided": 4}}
    assert result.rows_read == result.classified + len(result.set_aside) == 8
    assert list(result.units["answer"]) == ["yes", "undecided", "yes", "undecided", "undecided", "undecided"]
    assert repr(result) == "Classification(湖南, 2026-01-01, {'key_unit': {'yes': 2, 'no': 0, 'undecided': 4}})"


def test_a_line_for_units_of_every_class_is_named_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("单位编号,场所类型,建筑面积\nA1,餐饮,100\nA2,工厂,5\n", "utf-8")
    run(path, "--jurisdiction", "广东", "--list", "key_unit", "--as-of", "2026-01-01", "-o", tmp_path / "out")
    (lacking,) = [row for row in table(tmp_path / "out" / "findings.csv") if row["列"] == "高层公共建筑类别"]
    assert lacking["原值"] == "消防安全重点单位 2 个单位：一类高层公共建筑（各类单位都适用）"
    rows = table(tmp_path / "out" / "classification.csv")
    assert not any("一类高层" in row["本类界限与实际值"] for row in rows)
    about = load_workbook(tmp_path / "out" / "classification.xlsx")["说明"]
    said = [row[1].value for row in about.iter_rows() if row[0].value == "各类单位都适用的界限"]
    wanted = "消防安全重点单位“一类高层公共建筑”：每个单位都要有“高层公共建筑类别”才能判定；2 个单位缺这个值。"
    assert said == [wanted]
