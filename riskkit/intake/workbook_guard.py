"""Look at a workbook before any parser opens it: size, names, macros, passwords, DTDs and the used range.

A parser lays a sheet out as a full rectangle, so a few kilobytes with one cell in the last corner, or an archive that
expands without end, can take a whole process down. What is found sound here is still parsed in a process of its own
(:mod:`riskkit.intake.workbook_process`).
"""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipInfo

from riskkit.errors import RiskkitError
from riskkit.intake.workbook_archive import LIMITS, Archive, ArchiveLimits
from riskkit.intake.workbook_biff import look_at_xls
from riskkit.intake.workbook_grid import MOST_CELLS, is_sane
from riskkit.intake.workbook_names import named_parts
from riskkit.intake.workbook_ods import OdsContent
from riskkit.intake.workbook_seen import BookSeen, SheetMarks
from riskkit.intake.workbook_sheet_xml import SheetXml, is_sheet
from riskkit.intake.workbook_xlsb import SheetBin
from riskkit.terms import both_langs

_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
_MACROS = ("vbaproject.bin", "xl/macrosheets/", "basic/", "scripts/")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
# parts that are kept whole: the list of sheets and where they are stored
_OFFICE = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/workbook.bin", "xl/_rels/workbook.bin.rels")
_MIME, _MANIFEST, _SPREADSHEET = "mimetype", "meta-inf/manifest.xml", b"application/vnd.oasis.opendocument.spreadsheet"
_LISTS = frozenset({*_OFFICE, _MIME, _MANIFEST})
_LONGEST_LIST = 16 << 20
_OTHERS = {"word/document.xml": "Word", "ppt/presentation.xml": "PowerPoint"}
_OLE = b"\xd0\xcf\x11\xe0"


def look_at_workbook(content: bytes, path: Path, limits: ArchiveLimits = LIMITS) -> BookSeen:
    """What the archive or compound file ``content`` tells before it is parsed; ``path`` is said in errors.

    Limits: 512 MiB expanded (real bytes, counted), ratio 200, 2000 members, a used range of 100 million cells and,
    above 4 million, at least one cell in 200 filled. Raises RiskkitError FILE-02 (damaged), FILE-06 (a document of
    another program), FILE-07 (size), FILE-08 (used range), FILE-09 (DTD, entities, UTF-16), FILE-10 (macros), FILE-11
    (password), FILE-12 (names). In an xls the hidden rows, and formulas that gave an error, are told; whether a
    formula's result was ever computed is not stored there. A program that writes 0 as the result of every formula
    (as xlsxwriter does) cannot be told from one that computed it.
    """
    if len(content) > limits.expanded:
        raise RiskkitError("FILE-07", where=str(path), found=f"{len(content) >> 20:,} MiB")
    is_ole = content.startswith(_OLE)
    seen = look_at_xls(content, path) if is_ole else _look_at_archive(Archive(content, path, limits))
    for name, marks in seen.sheets.items():
        check_extent(name, marks, path)
    return seen


def check_extent(name: str, marks: SheetMarks, path: Path, most_cells: int = MOST_CELLS) -> None:
    """Raise RiskkitError FILE-08 when the sheet's used range is not one that people make."""
    if not is_sane(marks.rows, marks.columns, marks.filled, most_cells):
        extent = f"{name}: {marks.rows:,} x {marks.columns:,}"
        found = both_langs(f"{extent}，有值的 {marks.filled:,} 格", f"{extent}, {marks.filled:,} cells filled")
        allowed = both_langs(f"最多 {most_cells:,} 格，且不能几乎全空", f"<= {most_cells:,} cells, not mostly empty")
        raise RiskkitError("FILE-08", where=str(path), found=found, allowed=allowed)


def _look_at_archive(archive: Archive) -> BookSeen:
    names = archive.names
    other = next((program for part, program in _OTHERS.items() if part in names), "")
    if other:
        raise RiskkitError("FILE-06", where=str(archive.path), found=other)
    macro = next((name for name in names if any(f"/{mark}" in f"/{name}" for mark in _MACROS)), "")
    if macro:
        raise RiskkitError("FILE-10", where=str(archive.path), found=macro)
    lists: dict[str, bytes] = {}
    sheets: dict[str, SheetMarks] = {}
    tables: dict[str, SheetMarks] = {}
    for member in archive.members:
        name = member.filename.lower()
        if name in _LISTS:
            lists[name] = _whole(archive, member)
        elif name == "content.xml":
            tables = _content(archive, member)
        elif marks := _part(archive, member):
            sheets[name] = marks
    if b"encryption-data" in lists.get(_MANIFEST, b""):
        raise RiskkitError("FILE-11", where=str(archive.path), found="META-INF/manifest.xml")
    if "content.xml" in names:
        found = lists.get(_MIME, _SPREADSHEET).strip()
        if not found.startswith(_SPREADSHEET):
            raise RiskkitError("FILE-06", where=str(archive.path), found=found[:80].decode("utf-8", "replace"))
        return BookSeen("ods", sheets=tables)
    if not any(name in lists for name in _OFFICE):
        raise RiskkitError("FILE-06", where=str(archive.path), found="zip")
    listed = named_parts(lists, archive.path)
    of_names = {title: sheets.pop(part) for title, part in listed.parts.items() if part in sheets}
    return BookSeen(listed.kind, listed.epoch_1904, {**sheets, **of_names})


def _part(archive: Archive, member: ZipInfo) -> SheetMarks | None:
    """Inflate one member; its marks when it is a worksheet."""
    scan: SheetXml | SheetBin | None = None
    check: _NoDtd | None = None
    is_first = True
    for block in archive.blocks(member):
        if is_first:
            check = _NoDtd(archive, member) if _is_xml(member.filename, block) else None
            scan = _scan_of(member.filename, block)
            is_first = False
        if check:
            check.feed(block)
        if scan:
            scan.feed(block)
    return scan.finish() if scan else None


def _scan_of(name: str, start: bytes) -> SheetXml | SheetBin | None:
    if is_sheet(start[:4096]):
        return SheetXml(start)
    if name.lower().endswith(".bin") and SheetBin.begins(start):
        return SheetBin()
    return None


def _whole(archive: Archive, member: ZipInfo) -> bytes:
    check, kept = _NoDtd(archive, member), []
    if member.file_size > _LONGEST_LIST:
        raise RiskkitError("FILE-07", where=str(archive.path), found=f"{member.filename}: {member.file_size:,} bytes")
    for block in archive.blocks(member):
        check.feed(block)
        kept.append(block)
    return b"".join(kept)


def _content(archive: Archive, member: ZipInfo) -> dict[str, SheetMarks]:
    check, scan = _NoDtd(archive, member), OdsContent(str(archive.path))
    for block in archive.blocks(member):
        check.feed(block)
        scan.feed(block)
    return scan.finish()


def _is_xml(name: str, start: bytes) -> bool:
    plain = start[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return plain.startswith(b"<") or start.startswith(_WIDE) or name.lower().endswith((".xml", ".rels", ".vml"))


class _NoDtd:
    """Refuses an XML part that declares entities, or that a parser reads and whose letters are two bytes wide.

    Such letters hide cells from the look at a sheet; in notes that other programs leave beside it they do no harm.
    """

    def __init__(self, archive: Archive, member: ZipInfo) -> None:
        self.where, self.name, self.rest = str(archive.path), member.filename, b""
        self.is_first, self.is_wide = True, False

    def feed(self, block: bytes) -> None:
        if self.is_first:
            self.is_first, self.is_wide = False, block.startswith(_WIDE)
            if self.is_wide and self.name.lower().startswith(("xl/", "content.xml")):
                raise RiskkitError("FILE-09", where=self.where, found=f"{self.name}: UTF-16")
        if self.is_wide:
            block = block.replace(b"\0", b"")
        for text in (self.rest + block[:16], block):
            found = _DECLARATION.search(text) if b"!" in text and b"<!" in text else None
            if found:
                raise RiskkitError("FILE-09", where=self.where, found=f"{self.name}: {found[0].decode()}")
        self.rest = block[-16:]
