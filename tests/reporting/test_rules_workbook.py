"""The workbook for reviewers: every row of every scale, no formula, equal bytes, an empty column for remarks."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from riskkit.cli.app import app
from riskkit.errors import RiskkitError
from riskkit.indicators.on_day import BookOnDay, books_on_day
from riskkit.reporting.rules_book import SHEETS, write_rules_book
from riskkit.terms import Lang

DAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def books() -> list[BookOnDay]:
    return books_on_day(DAY)


@pytest.fixture(scope="module")
def workbook(books: list[BookOnDay], tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("rules") / "rules.xlsx"
    write_rules_book(path, books, "zh")
    return openpyxl.load_workbook(path)


def rows(workbook: openpyxl.Workbook, sheet: str) -> list[dict[str, object]]:
    head, *rest = workbook[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rest]


def test_the_sheets_and_the_empty_last_column(workbook: openpyxl.Workbook) -> None:
    assert workbook.sheetnames == [title.zh for title, _ in SHEETS.values()]
    for sheet in workbook:
        assert sheet.cell(1, sheet.max_column).value == "审核意见"
        assert {sheet.cell(row, sheet.max_column).value for row in range(2, sheet.max_row + 1)} == {None}


def test_no_cell_is_a_formula(workbook: openpyxl.Workbook) -> None:
    assert [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []


def test_every_row_of_a_scale_is_there(workbook: openpyxl.Workbook) -> None:
    found = [row for row in rows(workbook, "分档") if row["代码"] == "hotel_rooms"]
    assert [(row["情形"], row["得分"]) for row in found] == [
        ("(-∞, 50) 间", "25"), ("[50, 100) 间", "22"), ("[100, 200) 间", "18"), ("[200, 300) 间", "15"),
        ("[300, +∞) 间", "12"),
    ]  # fmt: skip
    assert {row["依据性质"] for row in found} == {"地方规定"}
    assert {row["条款"] for row in found} == {"评估标准：单位场所类型（25分）宾馆"}


def test_weights_are_numbers_and_nodes_are_indented(workbook: openpyxl.Workbook) -> None:
    tree = {(row["规则集"], row["代码"]): row for row in rows(workbook, "指标树")}
    place, rooms = tree["unit/city_score_100", "place_and_size"], tree["unit/city_score_100", "hotel_rooms"]
    assert (place["同级权重"], rooms["同级权重"], rooms["总权重"]) == (0.25, 0.25, 0.0625)
    assert str(rooms["准则 / 指标"]).startswith("　")
    assert place["备注"] == "各项择一适用"


def test_vetoes_are_sentences_and_grades_have_their_colour(workbook: openpyxl.Workbook) -> None:
    veto = next(
        row for row in rows(workbook, "否决项") if row["规则集"] == "unit/city_score_100" and row["编号"] == "G60-10"
    )
    assert veto["条件"] == "近一年较大及以上火灾起数不小于 1 或 近一年一般火灾起数不小于 2"
    assert (veto["后果"], veto["后果的依据"], veto["依据性质"]) == ("等级定为 D", "项目默认", "规范")
    grades = workbook["等级"]
    cell = next(
        row[1] for row in grades.iter_rows(min_row=2) if row[0].value == "unit/city_score_100" and row[1].value == "D"
    )
    assert cell.fill.fgColor.rgb.endswith("C0392B")


def test_what_is_missing_is_said(workbook: openpyxl.Workbook) -> None:
    slot = next(row for row in rows(workbook, "缺口") if row["代码"] == "contents_and_limits")
    assert (slot["规则集"], slot["必需"], slot["起"]) == ("unit/high_hazard_60", "是", "2013-03-07")
    open_tree = [row for row in rows(workbook, "指标树") if row["规则集"] == "unit/high_hazard_60"]
    assert [row["准则 / 指标"] for row in open_tree] == ["已施行，文本没有收录（见缺口）"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_equal_content_gives_equal_bytes(books: list[BookOnDay], tmp_path: Path, lang: Lang) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_rules_book(tmp_path / name, books, lang)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert zipfile.is_zipfile(tmp_path / "a.xlsx")


def test_nothing_is_overwritten_without_replace(books: list[BookOnDay], tmp_path: Path) -> None:
    target = tmp_path / "rules.xlsx"
    target.write_text("mine")
    with pytest.raises(RiskkitError, match="OUT-01"):
        write_rules_book(target, books, "zh")
    assert target.read_text() == "mine"
    write_rules_book(target, books[:1], "zh", replace=True)
    assert [path.name for path in tmp_path.iterdir()] == ["rules.xlsx"]


def test_a_folder_that_cannot_be_made_is_said(books: list[BookOnDay], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RiskkitError, match="OUT-02"):
        write_rules_book(tmp_path / "file" / "rules.xlsx", books, "zh")


def test_the_command_writes_one_rulebook(tmp_path: Path) -> None:
    target = tmp_path / "rules.xlsx"
    words = ["rules", "export", "--xlsx", str(target), "--rulebook", "unit/city_score_100", "--as-of", "2026-01-01"]
    outcome = CliRunner().invoke(app, [*words, "--lang", "en"], catch_exceptions=False)
    assert outcome.exit_code == 0
    assert outcome.output == f"rulebooks: 1 (2026-01-01), written to {target}\n"
    sheet = openpyxl.load_workbook(target)["tree"]
    assert {row[0].value for row in sheet.iter_rows(min_row=2)} == {"unit/city_score_100"}
    assert CliRunner().invoke(app, words).exit_code == 2


def test_a_rulebook_not_yet_in_force_is_left_out_unless_it_is_named(tmp_path: Path) -> None:
    early = books_on_day(date(2013, 6, 1))
    assert "unit/high_hazard_60" in {book.id for book in early}
    assert "region/textbook_three_level" not in {book.id for book in early}
    with pytest.raises(RiskkitError, match="RULE-31"):
        books_on_day(date(2013, 6, 1), ["region/textbook_three_level"])
