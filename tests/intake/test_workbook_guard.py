"""What is refused before a parser sees it: one planted fault a file, one code, one line."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from workbook_files import (
    HEADER,
    SHEET,
    UNIT,
    changed,
    compound,
    ods,
    ods_cell,
    row_xml,
    sheet_xml,
    text_cell,
    xlsx,
    xlsx_parts,
    zipped,
)

from riskkit.errors import RiskkitError
from riskkit.intake.plain_rows import read_rows
from riskkit.intake.readers import open_extract
from riskkit.intake.workbook_archive import ArchiveLimits
from riskkit.intake.workbook_guard import look_at_workbook

FAR = row_xml(1_048_576, '<c r="XFD1048576"><v>1</v></c>')
# within 100 million cells, but with nothing in them
SPARSE = row_xml(1_000_000, text_cell("AD1000000", "x"))


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _utf16(path: Path) -> Path:
    return xlsx(path, **{SHEET: sheet_xml(UNIT).encode("utf-16")})


def _flagged(content: bytes) -> bytes:
    """The same archive with the flag of a password in its directory."""
    at = content.index(b"PK\x01\x02")
    return content[: at + 8] + b"\x01\x00" + content[at + 10 :]


def _lying(content: bytes) -> bytes:
    """The directory and the member's head state a tenth of its size, and the checksum of that tenth."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inner, member = archive.read(SHEET), archive.getinfo(SHEET)
    old = struct.pack("<III", member.CRC, member.compress_size, member.file_size)
    short = len(inner) // 10
    new = struct.pack("<III", zlib.crc32(inner[:short]), member.compress_size, short)
    assert content.count(old) == 2
    return content.replace(old, new)


def _renamed(name: str) -> Callable[[bytes], bytes]:
    return lambda content: content.replace(b"xl/worksheets/sheet1.xml", name.encode().ljust(24, b"x"))


def _repeated_rows(path: Path) -> Path:
    row = f'<table:table-row table:number-rows-repeated="1048576">{ods_cell("x")}</table:table-row>'
    return ods(path, row.replace("office:value-type", 'table:number-columns-repeated="1024" office:value-type'))


def _far_in_ods(path: Path) -> Path:
    empty = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    far = (
        '<table:table-row><table:table-cell table:number-columns-repeated="60"/>' + ods_cell("x") + "</table:table-row>"
    )
    return ods(path, f"<table:table-row>{ods_cell('编号')}</table:table-row>{empty}{far}")


def _doubled(path: Path) -> Path:
    xlsx(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("XL/workbook.xml", "<workbook/>")
    return path


MACRO_SHEET = (
    _record(0x0809, struct.pack("<HH", 0x0600, 5) + bytes(12))
    + _record(0x0085, struct.pack("<IBBBB", 0, 0, 1, 1, 0) + b"m")
    + _record(0x000A)
)
PASSWORD = _record(0x0809, struct.pack("<HH", 0x0600, 5) + bytes(12)) + _record(0x002F, bytes(54))
DTD = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'

FAULTS: dict[str, tuple[Callable[[Path], Path], str, str]] = {
    "bomb": (lambda path: xlsx(path, **{"xl/media/1.xml": b"\0" * (30 << 20)}), "FILE-07", "30"),
    "declares less than it holds": (
        lambda path: changed(xlsx(path, *[row_xml(at, text_cell(f"A{at}", "x" * 50)) for at in range(2, 99)]), _lying),
        "FILE-07",
        SHEET,
    ),
    "members": (lambda path: xlsx(path, **{f"x/{at}": "" for at in range(2001)}), "FILE-07", "2,0"),
    "far cell": (lambda path: xlsx(path, UNIT, FAR), "FILE-08", "台账: 1,048,576 x 16,384"),
    "sparse": (lambda path: xlsx(path, UNIT, SPARSE), "FILE-08", "1,000,000 x 30"),
    "repeats in ods": (_repeated_rows, "FILE-08", "1,048,576 x 1,024"),
    "far cell in ods": (_far_in_ods, "FILE-08", "1,000,002 x 61"),
    "dtd": (lambda path: xlsx(path, **{"xl/sharedStrings.xml": f"<?xml?>{DTD}<sst/>"}), "FILE-09", "DOCTYPE"),
    "dtd in any part": (lambda path: xlsx(path, **{"xl/x.dat": f"  {DTD.lower()}<sst/>"}), "FILE-09", "x.dat"),
    "dtd in ods": (lambda path: ods(path, "", **{"styles.xml": f"{DTD}<x/>"}), "FILE-09", "styles.xml"),
    "utf-16": (_utf16, "FILE-09", "UTF-16"),
    "dtd in utf-16": (lambda path: xlsx(path, **{"customXml/item1.xml": DTD.encode("utf-16")}), "FILE-09", "item1"),
    "macro": (lambda path: xlsx(path, **{"xl/vbaProject.bin": b"\xd0\xcf"}), "FILE-10", "vbaproject.bin"),
    "macro of Excel 4": (lambda path: xlsx(path, **{"xl/macrosheets/sheet1.xml": "<x/>"}), "FILE-10", "macrosheets"),
    "macro in ods": (lambda path: ods(path, "", **{"Basic/Standard/script-lb.xml": "<x/>"}), "FILE-10", "basic/"),
    "macro in xls": (lambda path: compound(path, b"", "_VBA_PROJECT_CUR"), "FILE-10", "_VBA_PROJECT"),
    "macro sheet in xls": (lambda path: compound(path, MACRO_SHEET), "FILE-10", "macro sheet"),
    "password of a zip": (lambda path: changed(xlsx(path), _flagged), "FILE-11", "Content_Types"),
    "password of an xlsx": (lambda path: compound(path, b"", "EncryptedPackage"), "FILE-11", "EncryptedPackage"),
    "password of an xls": (lambda path: compound(path, PASSWORD), "FILE-11", "FILEPASS"),
    "password of an ods": (
        lambda path: ods(path, "", **{"META-INF/manifest.xml": "<manifest:encryption-data/>"}), "FILE-11", "manifest"
    ),
    "above the folder": (lambda path: xlsx(path, **{"xl/../../x.xml": "<x/>"}), "FILE-12", "../.."),
    "absolute": (lambda path: xlsx(path, **{"/etc/x.xml": "<x/>"}), "FILE-12", "/etc/x.xml"),
    "drive": (lambda path: xlsx(path, **{"C:x.xml": "<x/>"}), "FILE-12", "C:x.xml"),
    "backslash": (lambda path: changed(xlsx(path), _renamed("xl\\worksheets\\sheet1.xml")), "FILE-12", "xl\\"),
    "doubled": (_doubled, "FILE-12", "XL/workbook.xml"),
    "two directories": (
        lambda path: changed(xlsx(path), lambda content: content + b"PK\x05\x06" + bytes(18)), "FILE-12", "PK"
    ),
    "another name in its own head": (
        lambda path: changed(xlsx(path), lambda content: content.replace(b"sheet1.xml", b"sheet9.xml", 1)),
        "FILE-12",
        "sheet9.xml",
    ),
    "word": (lambda path: zipped(path, {"word/document.xml": "<x/>"}), "FILE-06", "Word"),
    "word of 1997": (lambda path: compound(path, b"", "WordDocument"), "FILE-06", "Word"),
    "text of OpenDocument": (
        lambda path: ods(path, "", mimetype="application/vnd.oasis.opendocument.text"), "FILE-06", "opendocument.text"
    ),
    "any zip": (lambda path: zipped(path, {"a.txt": "x"}), "FILE-06", "zip"),
    "cut": (lambda path: changed(xlsx(path), lambda content: content[: len(content) // 2]), "FILE-02", ""),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_with_its_code(tmp_path: Path, fault: str) -> None:
    make, code, found = FAULTS[fault]
    path = make(tmp_path / "book.xlsx")
    for read in (open_extract, read_rows):
        with pytest.raises(RiskkitError) as caught:
            read(path)
        assert caught.value.code == code
        assert found in caught.value.found
        for lang in ("zh", "en"):
            line = caught.value.text(lang)  # type: ignore[arg-type]
            assert line.startswith(f"{path}: {code} ")
            assert "\n" not in line


def test_bytes_changed_on_the_way_are_damage(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, part in xlsx_parts({"台账": sheet_xml(UNIT)}).items():
            archive.writestr(name, part)
    changed(path, lambda content: content.replace(b"<v>12.5</v>", b"<v>92.5</v>"))
    with pytest.raises(RiskkitError, match=r"FILE-02.*sheet1\.xml"):
        open_extract(path)


def test_what_looks_odd_and_is_sound_is_read(tmp_path: Path) -> None:
    styled = row_xml(1_048_576, '<c r="XFD1048576" s="1"/>')
    trailing = (
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    rows = "".join(
        f"<table:table-row>{''.join(map(ods_cell, cells))}"
        '<table:table-cell table:number-columns-repeated="16381"/></table:table-row>'
        for cells in (HEADER, ("A1", "甲", "3㎡"))
    )
    books = [
        xlsx(tmp_path / "styled.xlsx", UNIT, styled),
        xlsx(tmp_path / "prefix.xlsx", **{SHEET: sheet_xml(UNIT, prefix="x")}),
        xlsx(tmp_path / "folders.xlsx", **{"xl/": "", "xl/worksheets/": ""}),
        xlsx(tmp_path / "notes.xlsx", **{"customXml/item1.xml": "<x/>".encode("utf-16")}),
        ods(tmp_path / "trailing.ods", rows + trailing),
    ]
    for path in books:
        raw = open_extract(path, known={"编号"})
        assert raw.header == list(HEADER)
        assert [row[:2] for chunk in raw.chunks() for row in chunk.frame.rows()] == [("A1", "甲")], path.name


def test_cells_out_of_order_are_compared_with_what_the_parser_found(tmp_path: Path) -> None:
    hidden = row_xml(2, text_cell("A2", "A1"), '<c r="AD1000000"><v>1</v></c>', '<c r="B2"><v>1</v></c>')
    with pytest.raises(RiskkitError, match="FILE-08"):
        open_extract(xlsx(tmp_path / "book.xlsx", hidden))


def test_limits_are_given_and_the_real_bytes_count(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "book.xlsx")
    content = path.read_bytes()
    assert look_at_workbook(content, path).kind == "xlsx"
    for limits in (ArchiveLimits(expanded=1000), ArchiveLimits(ratio=0), ArchiveLimits(members=3)):
        with pytest.raises(RiskkitError, match="FILE-07"):
            look_at_workbook(content, path, limits)


@pytest.mark.parametrize("text", [b"<c " * 300_000, b'<c t="e" ' * 100_000, b"<row " * 200_000, b"<f>" * 300_000])
def test_half_a_tag_without_end_does_not_hang_the_look(tmp_path: Path, text: bytes) -> None:
    start = sheet_xml().encode().replace(b"</sheetData></worksheet>", b"")
    with pytest.raises(RiskkitError, match=r"FILE-0[28]"):
        open_extract(xlsx(tmp_path / "book.xlsx", **{SHEET: start + text + b'# t="e" <f'}))
