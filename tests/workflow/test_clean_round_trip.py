"""Nothing is mended silently: cells as read + changes = the clean table; cleaned again, nothing changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import riskkit as rk
from riskkit.cleaning import clean, save_clean
from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.changes import as_text
from riskkit.intake.extract import read_extract
from riskkit.reading import Options
from riskkit.reporting.tables import unguard
from riskkit.terms import Lang
from riskkit.typed_table import SOURCE_ROW
from riskkit.validation.result import Cleaned
from riskkit.which_table import which_table

DAY = date(2026, 1, 1)
UNIT = rk.Rulebook.at(DAY, "unit/city_score_100")
# only defects are entered in its columns: empty is none
DEFECTS = rk.Rulebook.at(DAY, "unit/gd_small_premises")

NUMBERS = [
    "12",
    "1.50",
    " 7 ",
    "1,200",
    "１２",
    "约3000",
    "3000余",
    "100-200",
    "很大",
    "0",
    "-3",
    "/",
    "无",
    "不详",
    "",
]
MEASURED = [*NUMBERS, "3亩", "1,200㎡", "2万平方米"]
DATES = ["2024-03-05", "2024.3.5", "2024年3月", "2024年", "20240305", "45356", "2031-01-01", "不日", "/", "待核", ""]
YES_NO = ["是", "否", "√", "×", "有", "无", "Y", "/", "不详", "也许", ""]
PLACES = ["宾馆（饭店）", "餐饮", "商场", "KTV", "大车店", "不适用", "未知", ""]
STOREYS = ["4", "地上12/地下2", "6(地下1层)", "-1/6", "六", "/", ""]
TEXTS = ["甲商贸", " 乙厂 ", "=cmd|' /C calc'!A0", "丙\n宾馆", 'a"b', "'=1+1", "-", ""]
CODES = ["91350100M000100Y43", "９１３５０１００M000100Y43", "9.15101234567890E+17", "91350100M000100Y44", ""]
COLUMNS: dict[str, list[str]] = {
    "单位名称": TEXTS,
    "统一社会信用代码": CODES,
    "场所类型": PLACES,
    "建筑面积（亩）": NUMBERS,
    "建筑高度": MEASURED[:-3],
    "地上层数": STOREYS,
    "开业日期": DATES,
    "消防安全重点单位": YES_NO,
    "备注": [*TEXTS, "-5", "+86", "—"],
    "联系电话": ["13800000000", ""],
}


@st.composite
def tables(draw: st.DrawFn) -> pl.DataFrame:
    """Some rows of some of the columns, as a file holds them."""
    names = draw(st.lists(st.sampled_from(list(COLUMNS)), unique=True, min_size=1))
    height = draw(st.integers(1, 6))
    ids = draw(
        st.lists(st.sampled_from(["A1", "A2", "A3", "Ａ4", " A5", "合计", ""]), min_size=height, max_size=height)
    )
    cells = {name: draw(st.lists(st.sampled_from(COLUMNS[name]), min_size=height, max_size=height)) for name in names}
    return pl.DataFrame({"单位编号": ids, **cells}, schema_overrides=dict.fromkeys(["单位编号", *names], pl.String))


def mended(table: pl.DataFrame, cleaned: Cleaned) -> dict[str, list[str]]:
    """Every column of the rows kept, its cells as read with the changes applied."""
    kept = cleaned.table_rows.get_column("来源行").to_list()
    rows = {row: at for at, row in enumerate(kept)}
    result = {name: [as_text_raw(table.get_column(name))[row - 2] for row in kept] for name in table.columns}
    for row, column, before, after in cleaned.change_rows.select("row", "column", "before", "after").iter_rows():
        assert result[column][rows[row]] == before
        result[column][rows[row]] = after
    return result


def as_text_raw(cells: pl.Series) -> list[str]:
    return cells.fill_null("").to_list()


def typed(table: pl.DataFrame | Path, fields: dict[str, FieldShape]) -> pl.DataFrame:
    """The typed values, without the row numbers."""
    extract = read_extract(table, fields, as_of=DAY)
    chunks = [chunk.table for chunk in extract.chunks()]
    frames = [chunk.frame.drop(SOURCE_ROW) for chunk in chunks]
    skipped = [
        pl.DataFrame({f"{name} n/a": marks for name, marks in sorted(chunk.not_applicable.items())}) for chunk in chunks
    ]
    return pl.concat([pl.concat(frames), pl.concat(skipped, how="diagonal")], how="horizontal")


@settings(max_examples=30)
@given(tables())
def test_cells_as_read_with_the_changes_are_the_clean_table(table: pl.DataFrame) -> None:
    cleaned = clean(table, UNIT)
    assert cleaned.rows_read == table.height == cleaned.table_rows.height + cleaned.set_aside_rows.height
    expected = mended(table, cleaned)
    for name, cells in expected.items():
        header = {"建筑面积（亩）": "建筑面积（㎡）", "建筑高度": "建筑高度（米）"}.get(name, name)
        if name == "联系电话":
            assert header not in cleaned.table_rows.columns
            continue
        assert cleaned.table_rows.get_column(header).fill_null("").to_list() == cells, name


@settings(max_examples=30)
@given(tables())
def test_a_clean_table_is_clean(table: pl.DataFrame) -> None:
    fields = dict(which_table(UNIT).fields)
    once = clean(table, UNIT)
    if not once.table_rows.height:
        return
    again = clean(once.table_rows.drop("来源行"), UNIT)
    assert again.change_rows.rows() == []
    assert again.table_rows.drop("来源行").equals(once.table_rows.drop("来源行"))
    before, after = typed(table, fields), typed(once.table_rows, fields)
    assert after.select(before.columns).equals(before)


@pytest.mark.parametrize(
    ("lang", "name", "rows"), [("zh", "units.csv", (3020, 3000)), ("en", "units_small.csv", (30, 30))]
)
def test_the_synthetic_city_is_clean_once_cleaned(tmp_path: Path, lang: Lang, name: str, rows: tuple[int, int]) -> None:
    fields = dict(which_table(UNIT).fields)
    source = rk.dataset_path("synthetic_city") / name
    result = save_clean(source, tmp_path / "one", UNIT, options=Options(lang=lang))
    assert (result.rows_read, result.rows_usable) == rows
    values = typed(source, fields)
    for made in ("clean.csv", "clean.xlsx"):
        again = clean(tmp_path / "one" / made, UNIT, options=Options(lang=lang))
        assert again.changed == {}, made
        found = typed(tmp_path / "one" / made, fields).select(values.columns)
        if made == "clean.csv":  # where a leading ' keeps texts from being taken for formulas
            found = found.with_columns(pl.col(pl.String).map_elements(unguard, return_dtype=pl.String))
        assert found.equals(values), made


def test_an_unknown_defect_stays_unknown() -> None:
    fields = which_table(DEFECTS).fields
    name, shape = next((name, shape) for name, shape in fields.items() if shape.empty_means is not None)
    other = next(one for key, one in fields.items() if one.empty_means is not None and key != name)
    table = pl.DataFrame({"编号": ["A", "B", "C"], shape.label.zh: ["不详", "", "/"], other.label.zh: ["1", "1", "1"]})
    once = clean(table, DEFECTS)
    again = clean(once.table_rows.drop("来源行"), DEFECTS)
    assert again.change_rows.rows() == []
    before, after = typed(table, dict(fields)), typed(once.table_rows, dict(fields))
    assert after.get_column(name).to_list() == before.get_column(name).to_list() == [None, 0.0, None]


def test_a_formula_is_text_in_both_files(tmp_path: Path) -> None:
    table = pl.DataFrame({"单位编号": ["A1", "A2"], "单位名称": ["=1+1", "-x"], "备注": ["-5", "@x"]})
    result = save_clean(table, tmp_path / "out", UNIT)
    lines = (tmp_path / "out" / "clean.csv").read_text("utf-8-sig").splitlines()
    assert lines == ["单位编号,单位名称,备注,来源行", "A1,'=1+1,-5,2", "A2,'-x,'@x,3"]
    assert unguard("'=1+1") == "=1+1"
    assert len(result.notes) == 1
    assert "3 格" in result.notes[0]
    from openpyxl import load_workbook

    sheet = load_workbook(tmp_path / "out" / "clean.xlsx").worksheets[0]
    assert [cell.value for cell in sheet["B"]] == ["单位名称", "=1+1", "-x"]
    assert [cell.data_type for cell in sheet["B"]] == ["s", "s", "s"]


def test_what_is_not_used_keeps_its_place_and_never_takes_a_fields_place() -> None:
    table = pl.DataFrame({"编号": ["A"], "面积": ["1"], "建筑面积（㎡）": ["2"], "身份证号": ["x"], "其他": [" y "]})
    once = clean(table, UNIT)
    assert once.table_rows.columns == ["单位编号", "建筑面积（㎡）", "建筑面积（㎡）（未采用）", "其他", "来源行"]
    assert once.table_rows.rows() == [("A", "1", "2", " y ", 2)]
    assert once.left_out == ("身份证号",)
    assert clean(once.table_rows.drop("来源行"), UNIT).changed == {}


def test_without_rules_only_who_and_where_is_judged() -> None:
    table = pl.DataFrame({"编号": ["A", "A", "B"], "经度": ["118.1", "1", "很远"], "建筑面积": ["约3", "4", "5"]})
    cleaned = clean(table, None, DAY)
    assert cleaned.table_rows.get_column("建筑面积").to_list() == ["约3", "5"]
    assert cleaned.set_aside_counts() == {"DUP-01": 1}
    assert cleaned.which.id == ""


def test_chunks_change_nothing() -> None:
    source = rk.dataset_path("synthetic_city") / "units.csv"
    whole = clean(source, UNIT)
    cut = clean(source, UNIT, options=Options(chunk_rows=700))
    assert cut.table_rows.equals(whole.table_rows)
    assert cut.change_rows.equals(whole.change_rows)
    assert cut.stations == whole.stations


def test_as_text_is_what_the_log_compares() -> None:
    assert as_text(pl.Series([" a ", None])).to_list() == ["a", ""]
