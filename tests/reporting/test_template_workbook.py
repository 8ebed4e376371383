"""What stands in the workbook to fill in: sheets, header, formats, validations, comments, guide, bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from riskkit.errors import RiskkitError
from riskkit.indicators.rule_file import FieldLevel, FieldShape, Text
from riskkit.intake import clean_words
from riskkit.reporting import template_file
from riskkit.reporting.template_book import write_template
from riskkit.reporting.template_form import form_of
from riskkit.reporting.template_shape import Form, FormColumn, Use
from riskkit.reporting.template_style import BANDS
from riskkit.reporting.template_words import NONE_WORD, NOT_APPLICABLE, NOT_APPLICABLE_WORD, UNKNOWN_WORD, header_of
from riskkit.terms import Label

DAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def city() -> Form:
    return form_of("unit/city_score_100", DAY, last_day=DAY)


@pytest.fixture(scope="module")
def workbook(city: Form, tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("form") / "模板.xlsx"
    assert write_template(path, city) == path
    return openpyxl.load_workbook(path)


@pytest.fixture(scope="module")
def sheet(workbook: openpyxl.Workbook) -> Worksheet:
    found: Worksheet = workbook["填报表"]
    return found


def letter(sheet: Worksheet, header: str) -> str:
    return next(str(cell.column_letter) for cell in sheet[1] if cell.value == header)


def check(sheet: Worksheet, header: str) -> openpyxl.worksheet.datavalidation.DataValidation:
    """The validation of the column below ``header``."""
    place = letter(sheet, header)
    (found,) = [one for one in sheet.data_validations.dataValidation if str(one.sqref).split("2:")[0] == place]
    return found


def test_the_form_is_the_first_sheet_and_has_one_row(workbook: openpyxl.Workbook, sheet: Worksheet) -> None:
    assert workbook.sheetnames == ["填报表", "填报说明"]
    assert (sheet.max_row, sheet.freeze_panes, sheet.print_title_rows) == (1, "C2", "$1:$1")
    assert sheet.page_setup.orientation == "landscape"
    assert not sheet.merged_cells.ranges


def test_who_comes_first_then_the_tree_then_vetoes_then_the_rest(city: Form, sheet: Worksheet) -> None:
    headers = [cell.value for cell in sheet[1]]
    assert headers[:4] == ["*单位编号", "单位名称", "统一社会信用代码", "乡镇街道"]
    order = ["建筑面积（㎡）", "近一年受训员工数（人）", "合格灭火器数", "近一年演练次数", "疏散条件丧失"]
    order += ["建成年份（年）"]
    assert sorted(order, key=headers.index) == order
    uses = [column.use for column in city.columns if column.use not in (Use.REQUIRED, Use.WHO)]
    assert list(dict.fromkeys(uses)) == [Use.SCORE, Use.VETO, Use.FREQUENCY, Use.LISTED]


@pytest.mark.parametrize(
    ("header", "style"),
    [
        ("*单位编号", "@"),
        ("统一社会信用代码", "@"),
        ("乡镇街道", "@"),
        ("场所类型", "@"),
        ("开业日期", "yyyy-mm-dd"),
        ("应急照明和疏散指示损坏率（%）", 'General"%"'),
        ("建筑面积（㎡）", "General"),
    ],
)
def test_the_format_of_a_whole_column(sheet: Worksheet, header: str, style: str) -> None:
    assert sheet.column_dimensions[letter(sheet, header)].number_format == style


def test_a_band_of_colour_for_each_use(city: Form, sheet: Worksheet) -> None:
    shown = [f"#{cell.fill.fgColor.rgb[2:]}" for cell in sheet[1]]
    assert shown == [BANDS[column.use] for column in city.columns]


@pytest.mark.parametrize(
    ("header", "kind", "formula"),
    [
        ("建筑面积（㎡）", "custom",
         'IF(ISNUMBER({0}),AND({0}>=1,{0}<=5000000),OR({0}="/",{0}="／",{0}="不适用",{0}="未知",{0}="无"))'),
        ("客房数（间）", "custom",
         'IF(ISNUMBER({0}),AND({0}>=1,{0}<=10000,{0}=INT({0})),OR({0}="/",{0}="／",{0}="不适用",{0}="未知",{0}="无"))'),
        ("开业日期", "custom",
         'IF(ISNUMBER({0}),AND({0}>=DATE(1900,1,1),{0}<DATE(2026,6,1)+1),OR({0}="/",{0}="／",{0}="不适用",{0}="未知"))'),
        ("统一社会信用代码", "custom", "AND(ISTEXT({0}),LEN({0})=18)"),
        ("*单位编号", "custom", "AND(ISTEXT({0}),SUMPRODUCT(--($A$2:$A$5001={0}))=1)"),
        ("消防手续齐全", "list", '"是,否,/,未知"'),
        ("火灾自动报警系统状态", "list", '"正常,局部故障,停用,应设未设,依规不需设置,/,未知"'),
    ],
)  # fmt: skip
def test_what_a_cell_takes(sheet: Worksheet, header: str, kind: str, formula: str) -> None:
    found = check(sheet, header)
    assert (found.type, found.formula1) == (kind, formula.format(f"{letter(sheet, header)}2"))
    assert str(found.sqref).endswith("5001")
    assert found.prompt
    assert found.allow_blank


def test_every_number_and_day_takes_the_words_of_the_states(city: Form, sheet: Worksheet) -> None:
    for column, cell in zip(city.columns, sheet[1], strict=True):
        if column.shape.kind in ("number", "integer", "date"):
            formula = str(check(sheet, str(cell.value)).formula1)
            assert '="/"' in formula
            assert '="未知"' in formula
            assert ('="无"' in formula) == (column.shape.none_means is not None)


def test_the_words_are_those_of_intake() -> None:
    assert {NOT_APPLICABLE, "／", *NOT_APPLICABLE_WORD} <= set(clean_words.NOT_APPLICABLE)
    assert set(UNKNOWN_WORD) <= set(clean_words.UNKNOWN)
    assert NONE_WORD in clean_words.NONE


def test_a_comment_says_what_reads_the_column_and_by_which_clause(sheet: Worksheet) -> None:
    comment = sheet[f"{letter(sheet, '消防手续齐全')}1"].comment.text
    assert "指标“建筑消防手续”（占 5%）" in comment
    assert "直接判定“建筑物或公众聚集场所未依法办理消防手续”" in comment
    assert "公消〔2013〕60号 第六条第1项 〔规范〕" in comment
    drills = sheet[f"{letter(sheet, '近一年演练次数')}1"].comment.text
    assert "项目默认：规范没有给出，可替换" in drills
    assert sheet["A1"].comment.text.startswith("*单位编号\n必填")
    assert "不要填写身份证号、手机号" in sheet["B1"].comment.text


def test_the_guide(workbook: openpyxl.Workbook, city: Form) -> None:
    guide = workbook["填报说明"]
    texts = [str(cell.value) for row in guide.iter_rows() for cell in row if cell.value is not None]
    whole = "\n".join(texts)
    for words in (f"{city.label.zh}（unit/city_score_100）", "2026-06-01", city.digest, "没有", "不适用", "未知",
                  "不写合计", "不合并单元格", "按文本", "身份证号"):  # fmt: skip
        assert words in whole
    rows = {row[1].value: [cell.value for cell in row] for row in guide.iter_rows() if row[1].value}
    assert set(rows) >= {column.shape.label.zh for column in city.columns if column.shape.kind == "boolean"}
    line = rows["建筑面积（㎡）"]
    assert (line[0], line[2], line[4]) == (letter(workbook["填报表"], "建筑面积（㎡）"), "评分", "㎡")
    assert "1～5,000,000 ㎡" in line[5]
    assert rows["近一年演练次数"][8] == "项目默认：规范没有给出，可替换"


def test_equal_content_has_equal_bytes(city: Form, tmp_path: Path) -> None:
    places = [write_template(tmp_path / name, city, rows=100) for name in ("a.xlsx", "b.xlsx")]
    assert places[0].read_bytes() == places[1].read_bytes()


def test_no_cell_is_a_formula(workbook: openpyxl.Workbook) -> None:
    assert [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_without_a_day_given_the_last_one_is_the_day_of_filling_in(tmp_path: Path) -> None:
    path = write_template(tmp_path / "a.xlsx", form_of("table/fires", DAY))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert "B2<TODAY()+1" in check(sheet, "*起火日期").formula1
    repaired = write_template(tmp_path / "b.xlsx", form_of("table/credit_records", DAY, last_day=DAY))
    until = check(openpyxl.load_workbook(repaired).worksheets[0], "公示截止日期").formula1
    assert "TODAY" not in until
    assert "2026" not in until


def test_a_long_dropdown_stands_on_a_sheet_that_is_shown(tmp_path: Path, city: Form) -> None:
    levels = [
        FieldLevel(code=f"c{at}", label=Text(zh=f"很长的选项名称第{at}种", en=f"option {at}")) for at in range(40)
    ]
    shape = FieldShape(kind="category", label=Text(zh="用途", en="use"), levels=levels)
    form = replace(city, columns=(*city.columns[:2], FormColumn("use", shape, Label("其他", "other"), Use.LISTED)))
    book = openpyxl.load_workbook(write_template(tmp_path / "a.xlsx", form))
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("填报表", "visible"), ("填报说明", "visible"), ("选项", "visible"),
    ]  # fmt: skip
    assert check(book["填报表"], "用途").formula1 == "'选项'!$A$2:$A$43"
    listed = [cell.value for cell in book["选项"]["A"]]
    assert (listed[0], listed[1], listed[-2:]) == ("用途 的选项", "很长的选项名称第0种", ["/", "未知"])


def test_a_header_that_another_field_claims_is_written_otherwise() -> None:
    area = FieldShape(kind="number", uom="m2", label=Text(zh="面积", en="area"), aliases=["营业面积"])
    assert header_of("area", area, {"面积": "area"}, "zh") == "面积（㎡）"
    assert header_of("area", area, {"面积": "other", "营业面积": "area", "area": "area"}, "zh") == "area"
    assert header_of("area", area, {"营业面积": "area"}, "zh") == "营业面积"
    per = FieldShape(kind="number", uom="per_year", label=Text(zh="频率", en="rate"))
    assert header_of("rate", per, {"频率": "rate"}, "zh") == "频率"


# ---------------------------------------------------------------- the file


def test_what_is_there_is_not_overwritten(city: Form, tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(RiskkitError) as stopped:
        write_template(path, city)
    assert (stopped.value.code, path.read_bytes()) == ("OUT-01", b"old")
    assert write_template(path, city, replace=True) == path
    assert [one.name for one in tmp_path.iterdir()] == ["模板.xlsx"]


def test_a_locked_file_leaves_the_form_under_another_name(
    city: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "模板.xlsx"
    path.write_bytes(b"open in another program")
    (tmp_path / "模板-2.xlsx").write_bytes(b"taken")
    really = template_file.os.replace

    def held(source: Path, target: Path) -> None:
        if target == path:
            raise PermissionError(13, "in use", str(target))
        really(source, target)

    monkeypatch.setattr(template_file.os, "replace", held)
    monkeypatch.setattr(template_file, "PAUSE_SECONDS", 0.0)
    written = write_template(path, city, replace=True)
    assert (written.name, path.read_bytes()) == ("模板-3.xlsx", b"open in another program")
    with ZipFile(written) as archive:
        assert archive.testzip() is None
    assert sorted(one.name for one in tmp_path.iterdir()) == ["模板-2.xlsx", "模板-3.xlsx", "模板.xlsx"]


def test_a_broken_writer_leaves_nothing(tmp_path: Path) -> None:
    def broken(place: Path) -> None:
        place.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(RiskkitError) as stopped:
        template_file.write_whole(tmp_path / "a.xlsx", broken)
    assert (stopped.value.code, list(tmp_path.iterdir())) == ("OUT-02", [])


@pytest.mark.parametrize(("name", "rows"), [("模板.xls", 10), ("模板", 10), ("a.xlsx", 0), ("a.xlsx", 2_000_000)])
def test_a_place_or_a_number_that_cannot_be(city: Form, tmp_path: Path, name: str, rows: int) -> None:
    with pytest.raises(RiskkitError) as stopped:
        write_template(tmp_path / name, city, rows=rows)
    assert stopped.value.code == "ARG-01"
    assert list(tmp_path.iterdir()) == []
