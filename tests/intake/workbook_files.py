"""Workbooks made by hand, part by part, so that a test can plant exactly one thing in them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from xlwt.CompoundDoc import XlsDoc

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
HEADER = ("编号", "单位名称", "建筑面积")
SHEET = "xl/worksheets/sheet1.xml"


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def text_cell(ref: str, text: str) -> str:
    return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet_xml(*rows: str, prefix: str = "") -> str:
    """A worksheet whose header is HEADER in row 1, followed by ``rows`` of XML."""
    cells = "".join(text_cell(f"{letter}1", text) for letter, text in zip("ABC", HEADER, strict=True))
    body = f'<row r="1">{cells}</row>' + "".join(rows)
    text = f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>'
    if prefix:
        text = text.replace("xmlns=", f"xmlns:{prefix}=").replace("</", f"</{prefix}:")
        text = "".join(
            f"<{prefix}:{piece}" if piece[:1].isalpha() else f"<{piece}" for piece in text.split("<") if piece
        )
    return text


def row_xml(number: int, *cells: str, attributes: str = "") -> str:
    return f'<row r="{number}"{attributes}>{"".join(cells)}</row>'


UNIT = row_xml(2, text_cell("A2", "A1"), text_cell("B2", "甲"), '<c r="C2"><v>12.5</v></c>')


def xlsx_parts(sheets: Mapping[str, str], properties: str = "", hidden: str = "") -> dict[str, str | bytes]:
    """The parts of an xlsx with ``sheets`` by name; ``properties`` stand in its workbookPr."""
    state = {hidden: ' state="hidden"'}
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"{state.get(name, "")}/>'
        for at, name in enumerate(sheets, start=1)
    )
    places = "".join(
        f'<Relationship Id="rId{at}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(sheets) + 1)
    )
    return {
        "[Content_Types].xml": f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Target="xl/workbook.xml"'
        f' Type="{_RELATIONS}/officeDocument"/></Relationships>',
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><workbookPr{properties}/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}">{places}</Relationships>',
        **{f"xl/worksheets/sheet{at}.xml": xml for at, xml in enumerate(sheets.values(), start=1)},
    }


def xlsx(path: Path, *rows: str, **more: str | bytes) -> Path:
    """An xlsx of one sheet 台账 with a header and ``rows``; ``more`` are parts by name, added or put in place."""
    return zipped(path, {**xlsx_parts({"台账": sheet_xml(*(rows or (UNIT,)))}), **more})


def ods(path: Path, rows: str, **more: str | bytes) -> Path:
    """An ods whose one sheet 台账 has these table:table-row elements."""
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'{_XML}<office:document-content{names} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="台账">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
        "META-INF/manifest.xml": f"{_XML}<manifest/>",
    }
    return zipped(path, {**parts, **more})


def ods_cell(text: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{attributes}><text:p>{text}</text:p></table:table-cell>'


def compound(path: Path, stream: bytes, name: str = "Workbook") -> Path:
    """An OLE file with one stream; ``name`` has at most 31 letters."""
    made = io.BytesIO()
    XlsDoc().save(made, stream)
    content = bytearray(made.getvalue())
    at = content.index("Workbook".encode("utf-16-le"))
    content[at : at + 64] = name.encode("utf-16-le").ljust(64, b"\0")
    content[at + 64 : at + 66] = struct.pack("<H", 2 * len(name) + 2)
    path.write_bytes(content)
    return path


def changed(path: Path, change: Callable[[bytes], bytes]) -> Path:
    path.write_bytes(change(path.read_bytes()))
    return path
