"""The content decides, not the name: every kind of workbook gives the same rows, under any suffix."""

from __future__ import annotations

import datetime
import struct
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from workbook_files import HEADER, changed, compound, ods, ods_cell, sheet_xml, xlsx, xlsx_parts, zipped

from riskkit.errors import RiskkitError
from riskkit.intake.plain_rows import read_rows
from riskkit.intake.raw import RawExtract
from riskkit.intake.readers import file_kind, open_extract

DAY = datetime.date(2025, 3, 5)
ROWS = [("A1", "甲", 12.5, "2025-03-05"), ("A2", "乙", 3.0, "2025-03-05")]
KNOWN = {"编号", "单位名称", "检查日期"}
ALL = (*HEADER, "检查日期")


def _rows(raw: RawExtract) -> list[tuple[object, ...]]:
    return [row for chunk in raw.chunks() for row in chunk.frame.rows()]


def _xlsx(path: Path, mac: bool = False) -> Path:
    book = openpyxl.Workbook()
    if mac:
        book.epoch = CALENDAR_MAC_1904
    book.active.append(ALL)
    for row in ROWS:
        book.active.append([*row[:3], DAY])
    book.save(path)
    return path


def _xls(path: Path, mac: bool = False) -> Path:
    book = xlwt.Workbook()
    book.dates_1904 = mac
    sheet = book.add_sheet("台账")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for at, cells in enumerate([ALL, *ROWS]):
        for column, cell in enumerate(cells):
            if at and column == 3:
                sheet.write(at, column, DAY, day)
            else:
                sheet.write(at, column, cell)
    book.save(str(path))
    return path


def _ods(path: Path) -> Path:
    number = '<table:table-cell office:value-type="float" office:value="{}"><text:p>x</text:p></table:table-cell>'
    day = f'<table:table-cell office:value-type="date" office:date-value="{DAY}"><text:p>x</text:p></table:table-cell>'
    rows = "".join(
        f"<table:table-row>{ods_cell(code)}{ods_cell(name)}{number.format(area)}{day}</table:table-row>"
        for code, name, area, _ in ROWS
    )
    return ods(path, f"<table:table-row>{''.join(map(ods_cell, ALL))}</table:table-row>{rows}")


def _xml(path: Path, encoding: str = "utf-8", declared: str = "UTF-8", before: str = "") -> Path:
    kinds = ("String", "String", "Number", "DateTime")
    head = "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in ALL)
    rows = "".join(
        f"<Row>{''.join(map('<Cell><Data ss:Type={!r}>{}</Data></Cell>'.format, kinds, row))}</Row>" for row in ROWS
    )
    spreadsheet = "urn:schemas-microsoft-com:office:spreadsheet"
    text = (
        f'<?xml version="1.0" encoding="{declared}"?>\n<?mso-application progid="Excel.Sheet"?>{before}'
        f'<Workbook xmlns="{spreadsheet}" xmlns:ss="{spreadsheet}" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f'<Worksheet ss:Name="台账"><Table><Row>{head}</Row>{rows}</Table></Worksheet>'
        '<Worksheet ss:Name="隐"><Table/><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>'
        "</Worksheet></Workbook>"
    )
    path.write_bytes(text.encode(encoding))
    return path


MAKERS: dict[str, Callable[[Path], Path]] = {"xlsx": _xlsx, "xls": _xls, "ods": _ods, "xml": _xml}


@pytest.mark.parametrize("name", ["book.xls", "book.et", "book.csv", "book"])
@pytest.mark.parametrize("kind", MAKERS)
def test_the_content_decides(tmp_path: Path, kind: str, name: str) -> None:
    path = MAKERS[kind](tmp_path / f"made.{kind}").rename(tmp_path / name)
    raw = open_extract(path, known=KNOWN)
    assert (raw.kind, raw.header, raw.header_row, raw.epoch_1904) == (kind, list(ALL), 1, False)
    assert _rows(raw) == ROWS
    assert read_rows(path)[1][:2] == ["A1", "甲"]


@pytest.mark.parametrize("make", [_xlsx, _xls])
def test_days_counted_from_1904(tmp_path: Path, make: Callable[..., Path]) -> None:
    raw = open_extract(make(tmp_path / "mac.xls", mac=True), known=KNOWN)
    assert raw.epoch_1904
    assert _rows(raw) == ROWS


@pytest.mark.parametrize(("encoding", "declared"), [("gb18030", "gb2312"), ("utf-16", "UTF-16"), ("utf-8", "UTF-8")])
def test_an_xml_spreadsheet_in_its_encoding(tmp_path: Path, encoding: str, declared: str) -> None:
    raw = open_extract(_xml(tmp_path / "book.xls", encoding, declared), known=KNOWN)
    assert (raw.sheet, _rows(raw)) == ("台账", ROWS)
    assert [(note.code, note.value) for note in raw.notes] == [("ROW-08", "隐")]


def test_an_xml_spreadsheet_with_entities_cut_short_or_far(tmp_path: Path) -> None:
    dtd = _xml(tmp_path / "dtd.xls", before='<!DOCTYPE x [<!ENTITY a "b">]>')
    with pytest.raises(RiskkitError, match="FILE-09"):
        open_extract(dtd)
    cut = changed(_xml(tmp_path / "cut.xls"), lambda content: content[:-40])
    with pytest.raises(RiskkitError, match="FILE-02"):
        open_extract(cut)
    far = changed(
        _xml(tmp_path / "far.xls"),
        lambda content: content.replace(b"<Row><Cell>", b'<Row ss:Index="1000000"><Cell ss:Index="900">', 1),
    )
    with pytest.raises(RiskkitError, match="FILE-08"):
        open_extract(far)
    other = tmp_path / "other.xls"
    other.write_text("<?xml version='1.0'?><rss/>", "utf-8")
    with pytest.raises(RiskkitError, match="FILE-06"):
        open_extract(other)


def test_gaps_merges_and_formulas_of_an_xml_spreadsheet(tmp_path: Path) -> None:
    rows = (
        '<Row ss:Index="4" ss:Hidden="1"><Cell><Data ss:Type="String">A3</Data></Cell>'
        '<Cell ss:Index="3" ss:Formula="=R1C1"/><Cell><Data ss:Type="Error">#REF!</Data></Cell></Row>'
        '<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">A4</Data></Cell>'
        '<Cell><Data ss:Type="Number">7</Data></Cell></Row>'
    )
    path = changed(
        _xml(tmp_path / "book.xls"), lambda content: content.replace(b"</Table>", rows.encode() + b"</Table>", 1)
    )
    raw = open_extract(path, known=KNOWN)
    assert _rows(raw)[2:] == [("A3", None, None, None), ("A4", None, 7.0, None)]
    told = [(note.code, note.row, note.column, note.value) for note in raw.late_notes]
    assert told == [("ROW-09", 4, "建筑面积", ""), ("ROW-09", 4, "检查日期", "#REF!")]
    assert ("ROW-07", 4) in [(note.code, note.row) for note in raw.notes]


def _record(kind: int, body: bytes) -> bytes:
    """A record of an xlsb part: small ids and lengths only."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(body)]) + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _xlsb(path: Path, *cells: tuple[int, int, str], hidden: int = -1) -> Path:
    parts = xlsx_parts({"台账": sheet_xml()})
    sheet, last = _record(129, b"") + _record(148, bytes(16)) + _record(145, b""), -1
    for row, column, text in cells:
        if row != last:
            flags = bytes([0, 0x10 if row == hidden else 0, 0])
            sheet += _record(0, struct.pack("<IIH", row, 0, 300) + flags + struct.pack("<I", 0))
            last = row
        sheet += _record(6, struct.pack("<II", column, 0) + _wide(text))
    book = _record(131, b"") + _record(153, struct.pack("<III", 1, 0, 0)) + _record(143, b"")
    book += (
        _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("台账")) + _record(144, b"") + _record(132, b"")
    )
    relations = str(parts["xl/_rels/workbook.xml.rels"]).replace("sheet1.xml", "sheet1.bin")
    return zipped(
        path,
        {
            "[Content_Types].xml": parts["[Content_Types].xml"],
            "_rels/.rels": str(parts["_rels/.rels"]).replace("workbook.xml", "workbook.bin"),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relations,
            "xl/worksheets/sheet1.bin": sheet + _record(146, b"") + _record(130, b""),
        },
    )


def test_an_xlsb_is_looked_at_and_read(tmp_path: Path) -> None:
    cells = [(0, at, text) for at, text in enumerate(HEADER)] + [(1, 0, "A1"), (1, 1, "甲")]
    raw = open_extract(_xlsb(tmp_path / "book.xlsx", *cells, hidden=1), known=KNOWN)
    assert (raw.kind, raw.sheet, raw.epoch_1904) == ("xlsb", "台账", True)
    assert _rows(raw) == [("A1", "甲", None)]
    assert [(note.code, note.row) for note in raw.notes] == [("ROW-07", 2)]
    with pytest.raises(RiskkitError, match=r"FILE-08.*1,000,000 x 501"):
        open_extract(_xlsb(tmp_path / "far.xlsb", *cells, (999_999, 500, "x")))


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"<html>", "html"), (b"\xef\xbb\xbf\n <!DOCTYPE html>", "html"), ("<html>".encode("utf-16"), "html"),
        (b"<meta charset=gbk><table>", "html"), (b"<?xml version='1.0'?><html>", "html"), (b"<TABLE border=1>", "html"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "xml"), (b"<tablet>,1\n", "text"),
        (b"\xd0\xcf\x11\xe0", "workbook"), (b"PK\x03\x04", "workbook"), (b"PAR1", "parquet"), (b"a,b\n", "text"),
    ],
)  # fmt: skip
def test_the_kind_of_a_file_by_its_first_bytes(tmp_path: Path, head: bytes, kind: str) -> None:
    path = tmp_path / "file.xls"
    path.write_bytes(head)
    assert file_kind(path) == kind


def test_what_is_no_table_is_named(tmp_path: Path) -> None:
    path = tmp_path / "page.xls"
    path.write_bytes(b"MIME-Version: 1.0\nContent-Type: multipart/related\n")
    with pytest.raises(RiskkitError, match=r"FILE-06.*MHTML"):
        open_extract(path)
    noise = compound(tmp_path / "old.xls", b"\x09\x08\xff\xffnoise")
    with pytest.raises(RiskkitError, match=r"FILE-0[24]"):
        open_extract(noise)
    with pytest.raises(RiskkitError, match=r"FILE-05.*没有.*台账"):
        open_extract(xlsx(tmp_path / "book.xlsx"), sheet="没有")
