from __future__ import annotations

import gc
import zipfile
from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from openpyxl import load_workbook

from riskkit.errors import RiskkitError
from riskkit.explanation import GradeLine
from riskkit.reporting.context import RegisterContext
from riskkit.reporting.workbook import write_register_workbook
from riskkit.terms import Label, Level

SHEETS = ["清单", "说明", "等级分布", "乡镇×等级", "行业×等级", "数据质量", "问题明细", "不参与评分"]


@pytest.fixture
def context(findings, set_aside, grade_scale) -> RegisterContext:
    return RegisterContext(
        level=Level.UNIT,
        as_of=date(2026, 11, 1),
        grade_scale=grade_scale,
        facts=[(Label("指纹", "fingerprint"), "riskkit 0.1.0 · inputs 9a7d41f0c2e8")],
        labels={"criterion.management": Label("消防安全管理得分", "management")},
        findings=findings,
        set_aside=set_aside,
    )


@pytest.fixture
def book(tmp_path, register, context):
    assert write_register_workbook(tmp_path / "r.xlsx", register, context) == []
    return load_workbook(tmp_path / "r.xlsx")


def column(sheet, heading):
    position = [cell.value for cell in sheet[1]].index(heading)
    return [row[position] for row in sheet.iter_rows(min_row=2)]


def pairs(sheet):
    return {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2)}


def test_the_sheets(book):
    assert book.sheetnames == SHEETS


def test_nothing_in_the_workbook_is_a_formula_or_a_link(book, tmp_path):
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    with zipfile.ZipFile(tmp_path / "r.xlsx") as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/" in name]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_a_name_that_looks_like_a_formula_stays_that_name(book):
    cell = column(book["清单"], "名称")[1]
    assert (cell.value, cell.data_type) == ("=cmd|' /C calc'!A0", "s")


def test_long_codes_stay_text_with_all_their_digits(book):
    cells = column(book["清单"], "编号")
    assert (cells[0].value, cells[0].data_type) == ("003308020000000000", "s")


def test_grade_cells_have_their_colour_and_words(book):
    grades, meanings = column(book["清单"], "风险等级"), column(book["清单"], "等级含义")
    assert (grades[0].value, meanings[0].value) == ("D", "差")
    assert grades[0].fill.fgColor.rgb == meanings[0].fill.fgColor.rgb == "FFB3261E"
    assert grades[0].font.color.rgb == "FFFFFFFF"
    assert grades[-1].fill.fgColor.rgb == "FF2E7D32"


def test_vetoes_are_printed_and_none_is_an_empty_cell(book):
    cells = column(book["清单"], "直接判定条款")
    assert (cells[0].value, cells[1].value) == ("G60-3 疏散通道、安全出口严重堵塞；G60-1 未办理手续", None)


def test_shares_are_percent_and_scores_keep_their_value(book):
    sheet = book["清单"]
    share, score = column(sheet, "未知权重占比")[1], column(sheet, "风险得分(100最差)")[1]
    assert (share.value, share.number_format) == (0.0928, "0.0%")
    assert (score.value, score.number_format) == (59.1667, "0.00")
    assert column(sheet, "年火灾频率估计")[0].value is None


def test_the_list_is_set_up_for_reading_and_printing(book):
    sheet = book["清单"]
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == "A1:AH61"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)  # 1 is the default
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.column_dimensions["C"].width > 20
    hidden = [d for d in sheet.column_dimensions.values() if d.hidden]
    assert hidden
    assert all(d.outlineLevel == 1 for d in hidden)


def test_wrapped_rows_are_high_enough(book):
    assert book["清单"].row_dimensions[2].height >= 26


def test_equal_content_gives_equal_bytes(tmp_path, register, context):
    for name in ("a.xlsx", "b.xlsx"):
        write_register_workbook(tmp_path / name, register, context)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_counts_are_those_of_the_register(book):
    spread = {row[0].value: row[3].value for row in book["等级分布"].iter_rows(min_row=2)}
    assert spread == {"D": 15, "C": 15, "B": 15, "A": 15, "合计": 60}
    towns = {row[0].value: [cell.value for cell in row[1:6]] for row in book["乡镇×等级"].iter_rows(min_row=2)}
    assert towns["（未填）"] == [3, 4, 4, 4, 15]
    assert sum(cells[-1] for cells in towns.values()) == 60


def test_the_sheet_about_says_what_it_was_given_and_what_kind_of_number_each_is(book):
    about = pairs(book["说明"])
    assert about["指纹"] == "riskkit 0.1.0 · inputs 9a7d41f0c2e8"
    assert "不是规范值" in about["年火灾频率估计及 90% 区间"]
    assert about["用途"] == "预警参考，不作为行政处罚依据。"


def test_findings_are_counted_by_code_with_an_example_then_listed(book):
    first = [cell.value for cell in book["数据质量"][2]]
    example = "units.csv #9 建筑面积 一千多"
    assert first == ["NUM-01", "错误", "不是数字，按未知处理", 2, example, "填写数字"]
    assert [cell.value for cell in column(book["问题明细"], "原值")][:2] == ["一千多", "=1+1"]
    assert [cell.value for cell in column(book["不参与评分"], "原因")] == ["编号为空，不参与评分"]


def test_rows_beyond_the_limit_are_said_to_be_missing(tmp_path, register, context):
    (note,) = write_register_workbook(tmp_path / "r.xlsx", register, replace(context, row_limit=10))
    book = load_workbook(tmp_path / "r.xlsx")
    assert book["清单"].max_row == 11
    assert note.zh == pairs(book["说明"])["注意"]
    assert "前 10 行（共 60 行）" in note.zh
    assert "first 10 of 60 rows" in note.en
    assert [row[3].value for row in book["等级分布"].iter_rows(min_row=2)][-1] == 60


def test_english_and_a_level_without_towns(tmp_path, register, context):
    register = register.with_columns(region_id=pl.lit(None, pl.String), industry_id=pl.lit(None, pl.String))
    plain = replace(context, lang="en", findings=None, set_aside=None)
    write_register_workbook(tmp_path / "r.xlsx", register, plain)
    book = load_workbook(tmp_path / "r.xlsx")
    assert book.sheetnames == ["register", "about", "grades", "input quality", "set aside"]
    assert book["set aside"]["A1"].value == "None: every row was scored."
    assert "grade" in [cell.value for cell in book["register"][1]]


def test_an_empty_register_is_still_a_workbook(tmp_path, register, context):
    write_register_workbook(tmp_path / "r.xlsx", register.clear(), context)
    assert load_workbook(tmp_path / "r.xlsx")["清单"].max_row == 1


def test_a_text_too_long_for_a_cell_is_cut_with_a_mark_not_dropped(tmp_path, register, context):
    register = register.with_columns(top_reasons=pl.lit("长" * 40_000))
    write_register_workbook(tmp_path / "r.xlsx", register.head(1), context)
    cell = column(load_workbook(tmp_path / "r.xlsx")["清单"], "主要风险因素")[0]
    assert cell.value.endswith("…")
    assert len(cell.value) == 32_767


def test_a_grade_outside_the_scale_does_not_stop_the_list(tmp_path, register, context):
    scale = [GradeLine("Z", Label("无", "none"), "", "#ffffff")]
    write_register_workbook(tmp_path / "r.xlsx", register, replace(context, grade_scale=scale))
    assert column(load_workbook(tmp_path / "r.xlsx")["清单"], "风险等级")[0].value == "D"


def test_an_unwritable_place_is_told_and_leaves_no_open_or_temporary_file(tmp_path, register, context, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(RiskkitError) as caught:
        write_register_workbook(tmp_path / "nowhere" / "r.xlsx", register, context)
    assert caught.value.code == "OUT-02"
    gc.collect()  # an open file would warn here
    assert list(tmp_path.iterdir()) == []
