"""Sheets and rows: which is read, what is hidden, formulas without a result, merged headers; each said, none lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.worksheet.worksheet import Worksheet
from workbook_files import HEADER, ods, ods_cell, row_xml, sheet_xml, text_cell, xlsx, xlsx_parts, zipped

from riskkit.errors import Finding, RiskkitError
from riskkit.indicators.rule_file import FieldShape, Text
from riskkit.intake import workbook_notes
from riskkit.intake.extract import read_extract
from riskkit.intake.plain_rows import read_rows
from riskkit.intake.raw import RawExtract, SheetSeen
from riskkit.intake.readers import open_extract
from riskkit.terms import in_lang

KNOWN = {"编号", "单位名称", "建筑面积"}


def _book(path: Path, edit: Callable[[Worksheet], None], rows: int = 6) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet.append(["某区台账"])
    sheet.append(HEADER)
    for at in range(1, rows + 1):
        sheet.append([f"A{at}", "甲", at])
    edit(sheet)
    book.save(path)
    return path


def _told(notes: list[Finding], code: str) -> list[tuple[int | None, str, str]]:
    return [(note.row, note.column, in_lang(note.value, "en")) for note in notes if note.code == code]


def _ids(raw: RawExtract) -> list[object]:
    return [cell for chunk in raw.chunks() for cell in chunk.frame.get_column("c0").to_list()]


def test_hidden_rows_are_read_and_said(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        for row in (1, 4, 5, 7, 30):
            sheet.row_dimensions[row].hidden = True

    raw = open_extract(_book(tmp_path / "book.xlsx", edit), known=KNOWN)
    assert _told(raw.notes, "ROW-07") == [(4, "", "3 rows: 4-5, 7")]
    assert _ids(raw) == [f"A{at}" for at in range(1, 7)]


def test_rows_hidden_in_an_xls_and_in_an_ods(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    for at, cells in enumerate([HEADER, ("A1", "甲", 1.0), ("A2", "乙", 2.0)]):
        for column, cell in enumerate(cells):
            sheet.write(at, column, cell)
    sheet.row(2).hidden = True
    book.save(str(tmp_path / "book.xls"))
    cells = "".join(map(ods_cell, HEADER))
    rows = f"<table:table-row>{cells}</table:table-row>"
    rows += f'<table:table-row table:visibility="filter" table:number-rows-repeated="2">{cells}</table:table-row>'
    for path, shown in (
        (tmp_path / "book.xls", (3, "", "1 rows: 3")),
        (ods(tmp_path / "book.ods", rows), (2, "", "2 rows: 2-3")),
    ):
        assert _told(open_extract(path, known=KNOWN).notes, "ROW-07") == [shown]


def test_a_formula_without_a_result_is_an_error_in_its_cell(tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["C4"] = "=1+1"
        sheet["B5"], sheet["B5"].data_type = "#REF!", "e"
        sheet["E6"] = "=SUM(C3:C5)"
        sheet["A9"], sheet["C9"] = "合计", "=SUM(C3:C8)"
        sheet["A12"] = "=B3"

    path = _book(tmp_path / "book.xlsx", edit)
    raw = open_extract(path, known=KNOWN)
    assert raw.late_notes == []
    assert len(_ids(raw)) == 7
    # the total's is not told: its row is not scored
    expected = [(4, "建筑面积", ""), (5, "单位名称", "#REF!"), (6, "E", ""), (12, "编号", "")]
    assert _told(raw.late_notes, "ROW-09") == expected
    list(raw.chunks())
    assert _told(raw.late_notes, "ROW-09") == expected
    fields = {
        "area_m2": FieldShape(kind="number", label=Text(zh="建筑面积", en="area"), uom="m2"),
        "name": FieldShape(kind="text", label=Text(zh="单位名称", en="name")),
    }
    extract = read_extract(path, fields, as_of=date(2026, 1, 1))
    tables = [chunk.table.frame for chunk in extract.chunks()]
    assert tables[0]["area_m2"].to_list()[:3] == [1.0, None, 3.0]
    late = extract.late_findings
    assert late.filter(late["code"] == "ROW-09")["row"].to_list() == [4, 5, 6, 12]


def test_a_result_that_was_saved_is_none_of_these(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "book.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER)
    sheet.write_row(1, 0, ["A1", "甲"])
    sheet.write_formula(1, 2, "=1+1", None, 2)
    sheet.write_formula(2, 0, '="A"&2', None, "A2")
    book.close()
    raw = open_extract(tmp_path / "book.xlsx", known=KNOWN)
    assert [row for chunk in raw.chunks() for row in chunk.frame.rows()] == [("A1", "甲", 2.0), ("A2", None, None)]
    assert raw.late_notes == []


def test_shared_formulas_and_formulas_in_the_header(tmp_path: Path) -> None:
    header = row_xml(1, text_cell("A1", "编号"), text_cell("B1", "单位名称"), '<c r="C1"><f>X!C1</f></c>')
    rows = [
        row_xml(2, text_cell("A2", "A1"), '<c r="C2" s="1"><f t="shared" ref="C2:C3" si="0">A2*2</f></c>'),
        row_xml(3, text_cell("A3", "A2"), '<c r="C3"><f t="shared" si="0"/><v/></c>'),
        row_xml(4, text_cell("A4", "A3"), '<c r="C4" t="str"><f>""</f><v></v></c>'),
    ]
    xml = sheet_xml(*rows)
    start, end = xml.index("<row"), xml.index("</row>") + len("</row>")
    raw = open_extract(
        xlsx(tmp_path / "book.xlsx", **{"xl/worksheets/sheet1.xml": xml[:start] + header + xml[end:]}), known=KNOWN
    )
    assert _told(raw.notes, "ROW-09") == [(1, "C", "")]
    list(raw.chunks())
    assert _told(raw.late_notes, "ROW-09") == [(2, "C", ""), (3, "C", "")]


def test_formulas_in_an_ods(tmp_path: Path) -> None:
    value = 'office:value-type="float" office:value="1"'
    good = f'<table:table-cell table:formula="of:=1" {value}><text:p>1</text:p></table:table-cell>'
    bad = '<table:table-cell table:number-columns-repeated="2"/><table:table-cell table:formula="of:=1"/>'
    error = (
        '<table:table-cell table:formula="of:=1" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    )
    rows = [
        "".join(map(ods_cell, HEADER)),
        f"{ods_cell('A1')}{good}{good}",
        f"{ods_cell('A2')}{bad}",
        f"{ods_cell('A3')}{error}",
    ]
    path = ods(tmp_path / "book.ods", "".join(f"<table:table-row>{row}</table:table-row>" for row in rows))
    raw = open_extract(path, known=KNOWN)
    list(raw.chunks())
    assert _told(raw.late_notes, "ROW-09") == [(3, "D", ""), (4, "单位名称", "#N/A")]


def test_so_many_formulas_that_the_rest_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_notes, "_MOST_CELLS", 2)

    def edit(sheet: Worksheet) -> None:
        for row in range(3, 9):
            sheet[f"C{row}"] = "=1"

    raw = open_extract(_book(tmp_path / "book.xlsx", edit), known=KNOWN)
    list(raw.chunks())
    assert _told(raw.late_notes, "ROW-09") == [
        (3, "建筑面积", ""),
        (4, "建筑面积", ""),
        (None, "建筑面积", "4 more cells"),
    ]


def test_nothing_but_formulas_without_a_result(tmp_path: Path) -> None:
    cells = [f'<c r="A{row}"><f>1</f></c>' for row in (1, 2)]
    xml = sheet_xml()
    empty = (
        xml[: xml.index("<row")] + "".join(f"<row>{cell}</row>" for cell in cells) + xml[xml.index("</sheetData>") :]
    )
    with pytest.raises(RiskkitError) as caught:
        open_extract(xlsx(tmp_path / "book.xlsx", **{"xl/worksheets/sheet1.xml": empty}), known=KNOWN)
    assert caught.value.code == "FILE-04"
    assert "formulas without a result" in in_lang(caught.value.found, "en")


def _sheets(path: Path, hidden: str = "") -> Path:
    plain = sheet_xml().replace("编号", "说明").replace("单位名称", "x").replace("建筑面积", "y")
    unit = row_xml(2, text_cell("A2", "A1"), text_cell("B2", "甲"))
    few = sheet_xml(unit).replace("建筑面积", "z")
    return zipped(
        path,
        xlsx_parts(
            {"封面": plain, "旧": few, "台账": sheet_xml(unit, row_xml(3, text_cell("A3", "A2")))}, hidden=hidden
        ),
    )


def test_the_sheet_with_most_known_names_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    raw = open_extract(_sheets(tmp_path / "book.xlsx"), known=KNOWN)
    decision = raw.decisions[0]
    assert (raw.sheet, decision.what.en, decision.chosen, decision.option) == ("台账", "sheet", "台账", "--sheet 台账")
    assert decision.why.zh == "认出 3 个字段名；也有字段名但没有读：旧"
    assert "旧" in decision.why.en
    assert raw.sheets == [SheetSeen("封面", 1, 3), SheetSeen("旧", 2, 3), SheetSeen("台账", 3, 3)]
    assert _ids(open_extract(tmp_path / "book.xlsx", known=KNOWN, sheet="旧")) == ["A1"]
    told = open_extract(tmp_path / "book.xlsx", known=KNOWN, sheet="旧").decisions[0]
    assert "--sheet" in told.why.zh


def test_a_hidden_sheet_is_named_and_read_when_asked_for(tmp_path: Path) -> None:
    path = _sheets(tmp_path / "book.xlsx", hidden="台账")
    raw = open_extract(path, known=KNOWN)
    assert raw.sheet == "旧"
    notes = [note for note in raw.notes if note.code == "ROW-08"]
    assert [(note.value, note.sheet, note.row, note.file) for note in notes] == [("台账", "台账", None, "book.xlsx")]
    asked = open_extract(path, known=KNOWN, sheet="台账")
    assert _ids(asked) == ["A1", "A2"]
    assert [note for note in asked.notes if note.code == "ROW-08"] == []
    assert [sheet.hidden for sheet in asked.sheets] == [False, False, True]


def test_only_hidden_sheets(tmp_path: Path) -> None:
    path = zipped(tmp_path / "book.xlsx", xlsx_parts({"台账": sheet_xml()}, hidden="台账"))
    for read in (open_extract, read_rows):
        with pytest.raises(RiskkitError, match="FILE-04"):
            read(path)


def test_no_known_name_anywhere(tmp_path: Path) -> None:
    raw = open_extract(_sheets(tmp_path / "book.xlsx"), known={"别的"})
    assert (raw.sheet, raw.decisions[0].why.en) == ("封面", "no field name was recognised; the first with cells")


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_merged_header_reaches_whoever_finds_it(tmp_path: Path, kind: str) -> None:
    top, low = ["编号", "建筑", ""], ["", "面积", "层数"]
    if kind == "xlsx":
        book = openpyxl.Workbook()
        for row in (top, low, ["A1", 20, 3]):
            book.active.append([cell or None for cell in row])
        for merged in ("A1:A2", "B1:C1"):
            book.active.merge_cells(merged)
        book.save(tmp_path / "book")
    else:
        covered = "<table:covered-table-cell/>"
        wide = ods_cell("建筑", ' table:number-columns-spanned="2" table:number-rows-spanned="1"')
        high = ods_cell("编号", ' table:number-columns-spanned="1" table:number-rows-spanned="2"')
        rows = (
            high + wide + covered,
            covered + ods_cell("面积") + ods_cell("层数"),
            "".join(map(ods_cell, ["A1", "20", "3"])),
        )
        ods(tmp_path / "book", "".join(f"<table:table-row>{row}</table:table-row>" for row in rows))
    raw = open_extract(tmp_path / "book", known={"编号", "建筑面积", "层数"})
    assert (raw.header_first, raw.header_row) == (1, 2)
    assert raw.header == ["编号", "建筑-面积", "层数"]
    assert _ids(raw) == ["A1"]


def test_plain_rows_are_those_of_the_first_visible_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.sheet_state = "hidden"
    sheet = book.create_sheet("矩阵")
    sheet["B3"], sheet["C3"], sheet["B4"], sheet["D4"] = "甲", 1, 0.5, True
    book.save(tmp_path / "book.xlsx")
    assert read_rows(tmp_path / "book.xlsx") == [["甲", "1", None], ["0.5", None, "true"]]


def test_the_header_row_may_stand_far_below(tmp_path: Path) -> None:
    rows = [row_xml(at, text_cell(f"A{at}", "说明")) for at in range(2, 60)]
    rows.append(row_xml(60, *(text_cell(f"{letter}60", text) for letter, text in zip("ABC", HEADER, strict=True))))
    rows.append(row_xml(61, text_cell("A61", "A1"), '<c r="C61"><v>3</v></c>'))
    raw = open_extract(xlsx(tmp_path / "book.xlsx", *rows), known=KNOWN, header_row=60)
    assert raw.header == list(HEADER)
    assert [(chunk.rows.tolist(), chunk.frame.rows()) for chunk in raw.chunks()] == [([61], [("A1", None, 3.0)])]
