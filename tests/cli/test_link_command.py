"""``riskkit link``: real files, what is written, the account in print and manifest, outcomes, English."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from riskkit.cli.app import app
from riskkit.cli.link import CERTAINTY, REVIEW
from riskkit.linking.decide import DEFAULT_CERTAINTY, DEFAULT_REVIEW
from riskkit.reporting.manifest import sha256_of

CODE = "91330106MA2AXXXX0K"
FIRE = [
    "某区消防安全重点单位名录,,,,,",
    "序号,单位名称,地址,联系电话,身份证号,备注",
    "1,宏达商场,浙江省杭州市西湖区文一路十二号,13800000000,330106199001011234,",
    "2,=永丰旅社,文二路8号301室,13800000001,,",
    "3,康乐网吧,,13800000002,,",
    "4,春晖书店,中山路3号,,,",
    "5,,中山路5号,,,",
    "合计,,,,,",
]
MARKET = [
    ["企业名称", "住所", "统一社会信用代码", "法定代表人电话"],
    ["西湖区宏达商场（个体工商户）", "西湖区文一路12号", "", "13900000000"],
    ["=永丰旅社", "文二路8号3幢301", "", ""],
    ["康乐网吧", "文三路1号", "", ""],
    ["南山饭庄", "文三路2号", "", ""],
]
FILES = {
    "linked.xlsx", "待核.xlsx", "linked.csv", "review.csv", "only_a.csv", "only_b.csv", "groups.csv", "conflicts.csv",
    "set_aside.csv", "findings.csv",
}  # fmt: skip


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["link", *(str(word) for word in words)])


@pytest.fixture
def fire(tmp_path: Path) -> Path:
    """GB18030, a title row, personal columns, a total, no column of ids."""
    path = tmp_path / "重点单位.csv"
    path.write_bytes("\r\n".join(FIRE).encode("gb18030"))
    return path


@pytest.fixture
def market(tmp_path: Path) -> Path:
    path = tmp_path / "市场主体.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("企业")
        for at, cells in enumerate(MARKET):
            for column, cell in enumerate(cells):
                sheet.write_string(at, column, cell)
    return path


@pytest.fixture
def written(fire: Path, market: Path, tmp_path: Path) -> Path:
    done = run(fire, market, "-o", tmp_path / "out")
    assert done.exit_code == 1, done.output
    return tmp_path / "out"


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_bytes().decode("utf-8-sig").splitlines()))


def test_two_departments_are_linked_and_every_row_accounted_for(written: Path) -> None:
    linked = table(written / "linked.csv")
    assert [(row["A名称"], row["B名称"], row["关联方式"]) for row in linked] == [
        ("宏达商场", "西湖区宏达商场（个体工商户）", "名称和地址相同"),
        ("'=永丰旅社", "'=永丰旅社", "名称、地址等比对"),
    ]
    assert (linked[0]["A来源(文件#行)"], linked[0]["B来源(文件#行)"]) == ("重点单位.csv#3", "市场主体.xlsx#2")
    waits = table(written / "review.csv")
    assert [(row["A名称"], row["B名称"], row["为什么待核"], row["结论"]) for row in waits] == [
        ("康乐网吧", "康乐网吧", "没有可对照的地址", "")
    ]
    assert [row["名称"] for row in table(written / "only_a.csv")] == ["春晖书店"]
    assert [row["名称"] for row in table(written / "only_b.csv")] == ["南山饭庄"]
    assert [(row["行"], row["规则编号"]) for row in table(written / "set_aside.csv")] == [
        ("7", "LINK-01"),
        ("8", "ROW-02"),
    ]
    manifest = json.loads((written / "manifest.json").read_text("utf-8"))
    assert manifest["rows"] == {
        "a": {"read": 6, "linked": 2, "review": 1, "only": 1, "set_aside": 2},
        "b": {"read": 4, "linked": 2, "review": 1, "only": 1, "set_aside": 0},
    }
    assert manifest["thresholds"] == {"certainty": 0.95, "review": 0.5}
    assert manifest["kind"] == "links"


def test_the_manifest_names_inputs_outputs_and_digests(written: Path, fire: Path, market: Path) -> None:
    manifest = json.loads((written / "manifest.json").read_text("utf-8"))
    assert [entry["sha256"] for entry in manifest["inputs"]] == [sha256_of(fire), sha256_of(market)]
    assert set(manifest["outputs"]) == FILES == {path.name for path in written.iterdir()} - {"manifest.json"}
    options = [made["option"] for entry in manifest["inputs"] for made in entry["decisions"] if made["option"]]
    assert all("-a" in option or "-b" in option for option in options)


def test_personal_columns_are_nowhere(written: Path) -> None:
    for path in written.iterdir():
        if path.suffix == ".csv" or path.name == "manifest.json":
            text = path.read_text("utf-8-sig")
            assert not [number for number in ("13800000", "13900000", "330106199001011234") if number in text]
        elif path.suffix == ".xlsx":
            cells = [str(cell.value) for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row]
            assert not [cell for cell in cells if "1380000" in cell or "1390000" in cell]


def test_the_review_workbook_asks_with_a_choice_and_holds_no_formula(written: Path) -> None:
    book = load_workbook(written / "待核.xlsx", rich_text=True)
    assert book.sheetnames == ["待核", "说明"]
    sheet = book["待核"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:6] == ["组", "结论", "A名称", "B名称", "A地址", "B地址"]
    (choice,) = sheet.data_validations.dataValidation
    assert (choice.type, choice.formula1, str(choice.sqref)) == ("list", '"是,否,存疑"', "B2")
    assert sheet.freeze_panes == "C2"
    for each in ("待核.xlsx", "linked.xlsx"):
        cells = [cell for page in load_workbook(written / each) for row in page.iter_rows() for cell in row]
        assert all(cell.data_type != "f" for cell in cells)
    assert load_workbook(written / "linked.xlsx").sheetnames == ["已关联", "两边不同", "分组", "说明"]


def test_the_summary_adds_up_in_words(fire: Path, market: Path, tmp_path: Path) -> None:
    done = run(fire, market, "-o", tmp_path / "out")
    assert "A 重点单位.csv：读入 6 = 已关联 2 + 待核 1 + 仅此方有 1 + 不参与 2" in done.output
    assert "B 市场主体.xlsx：读入 4 = 已关联 2 + 待核 1 + 仅此方有 1 + 不参与 0" in done.output
    assert "▲ 待核 1 对（见 待核.xlsx）：没有可对照的地址 1" in done.output
    assert "错误 LINK-01 × 1" in done.output


def test_answers_come_back_from_the_workbook(written: Path, fire: Path, market: Path, tmp_path: Path) -> None:
    book = load_workbook(written / "待核.xlsx")
    book["待核"]["B2"] = "是"
    book.save(tmp_path / "核对.xlsx")
    done = run(fire, market, "-o", written, "--replace", "--reviewed", tmp_path / "核对.xlsx")
    assert "已关联 3 对" in done.output
    assert "人工核对 1" in done.output
    assert "没有待核的" in done.output


def test_json_on_stdout_alone(fire: Path, market: Path, tmp_path: Path) -> None:
    done = run(fire, market, "-o", tmp_path / "out", "--json")
    said = json.loads(done.stdout)
    assert said["rows"]["a"]["linked"] == said["rows"]["b"]["linked"] == 2
    assert said["pairs"]["joined"] == {
        "code": 0, "code_address": 0, "name_address": 1, "compared": 1, "reviewed": 0
    }  # fmt: skip
    assert "读入 6" in done.stderr


def test_english(fire: Path, market: Path, tmp_path: Path) -> None:
    done = run(fire, market, "-o", tmp_path / "out", "--lang", "en")
    assert "A 重点单位.csv: read 6 = linked 2 + to review 1 + only here 1 + set aside 2" in done.output
    book = load_workbook(tmp_path / "out" / "review.xlsx")
    assert book.sheetnames == ["to review", "about"]
    assert [cell.value for cell in book["to review"][1]][:3] == ["group", "conclusion", "A name"]
    assert book["to review"].data_validations.dataValidation[0].formula1 == '"yes,no,unsure"'


def test_all_clean_ends_with_0(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("单位名称,地址\n宏达商场,文一路12号\n永丰旅社,文二路8号\n", encoding="utf-8")
    done = run(tmp_path / "a.csv", tmp_path / "b.csv", "-o", tmp_path / "out")
    assert (done.exit_code, "已关联 2 对" in done.output) == (0, True), done.output


def test_a_file_against_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("编号,单位名称,地址\n1,宏达商场,文一路12号\n2,永丰旅社,文二路8号\n", encoding="utf-8")
    assert run(path, path, "-o", tmp_path / "out").exit_code == 0
    linked = table(tmp_path / "out" / "linked.csv")
    assert [(row["A编号"], row["B编号"]) for row in linked] == [("1", "1"), ("2", "2")]
    assert (linked[0]["A来源(文件#行)"], linked[0]["B来源(文件#行)"]) == ("a.csv (A)#2", "a.csv (B)#2")


@pytest.mark.parametrize("empty", ["a", "b"])
def test_a_side_without_rows_leaves_the_other_alone(tmp_path: Path, empty: str) -> None:
    for name in ("a", "b"):
        rows = "" if name == empty else "宏达商场,文一路12号\n"
        (tmp_path / f"{name}.csv").write_text(f"单位名称,地址\n{rows}", encoding="utf-8")
    done = run(tmp_path / "a.csv", tmp_path / "b.csv", "-o", tmp_path / "out")
    assert (done.exit_code, "LINK-08" in done.output) == (0, True), done.output
    full = "b" if empty == "a" else "a"
    assert len(table(tmp_path / "out" / f"only_{full}.csv")) == 1


@pytest.mark.parametrize(
    ("header", "code"), [("编号,楼层", "LINK-02"), ("单位名称,地址", None), ("统一社会信用代码,地址", None)]
)
def test_the_wrong_file_is_refused_in_one_line(tmp_path: Path, header: str, code: str | None) -> None:
    (tmp_path / "a.csv").write_text(f"{header}\n{CODE},1\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("单位名称\n宏达\n", encoding="utf-8")
    done = run(tmp_path / "a.csv", tmp_path / "b.csv", "-o", tmp_path / "out")
    if code is None:
        assert done.exit_code in (0, 1)
        return
    assert (done.exit_code, code in done.stderr, len(done.stderr.splitlines())) == (2, True, 1)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "words", [("--certainty", "0.4"), ("--certainty", "1.5"), ("--review", "0"), ("--certainty", "高")]
)
def test_thresholds_that_make_no_sense_are_refused(
    fire: Path, market: Path, tmp_path: Path, words: tuple[str, str]
) -> None:
    done = run(fire, market, "-o", tmp_path / "out", *words)
    assert (done.exit_code, "ARG-01" in done.stderr) == (2, True)


def test_a_higher_certainty_joins_less_and_says_so(fire: Path, market: Path, tmp_path: Path) -> None:
    done = run(fire, market, "-o", tmp_path / "out", "--certainty", "0.99999")
    assert "已关联 0 对" in done.output
    assert json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["pairs"]["to_review"] == 3


def test_nothing_is_overwritten_unless_asked_and_equal_inputs_give_equal_bytes(
    written: Path, fire: Path, market: Path
) -> None:
    assert run(fire, market, "-o", written).exit_code == 2
    day = ("--as-of", "2026-01-01")
    run(fire, market, "-o", written, "--replace", *day)
    before = {path.name: sha256_of(path) for path in written.iterdir()}
    run(fire, market, "-o", written, "--replace", *day)
    assert {path.name: sha256_of(path) for path in written.iterdir()} == before


def test_each_side_is_read_as_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("说明\n单位名称,地址\n宏达商场,文一路12号\n".encode("gb18030"))
    with xlsxwriter.Workbook(tmp_path / "b.xlsx") as book:
        book.add_worksheet("其他").write_string(0, 0, "无关")
        sheet = book.add_worksheet("名录")
        for at, cells in enumerate((("企业名称", "住所"), ("宏达商场", "文一路12号"))):
            sheet.write_row(at, 0, cells)
    read = ("--encoding-a", "gb18030", "--header-row-a", "2", "--sheet-b", "名录", "--header-row-b", "1")
    done = run(tmp_path / "a.csv", tmp_path / "b.xlsx", "-o", tmp_path / "out", *read)
    assert "已关联 1 对" in done.output


def test_a_mapping_file_tells_odd_headers(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("字号,门牌\n宏达商场,文一路12号\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("单位名称,地址\n宏达商场,文一路12号\n", encoding="utf-8")
    (tmp_path / "map.csv").write_text("表头,字段\n字号,name\n门牌,address\n", encoding="utf-8")
    both = (tmp_path / "a.csv", tmp_path / "b.csv", "-o", tmp_path / "out")
    assert "LINK-02" in run(*both).stderr
    done = run(*both, "--map-a", tmp_path / "map.csv")
    assert "已关联 1 对" in done.output, done.output


def test_the_defaults_that_help_shows_are_those_of_the_library() -> None:
    assert (CERTAINTY, REVIEW) == (DEFAULT_CERTAINTY, DEFAULT_REVIEW)
