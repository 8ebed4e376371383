"""Whether a workbook can be copied with its own formats: what laying it out would cost is counted first.

A merged range or a link over a million rows is a few bytes in the file and a million cells once it is laid out.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from riskkit.terms import Label

MAX_COPIED_CELLS, MAX_EXPANDED = 500_000, 100 << 20
_BLOCK = 4 << 20
_TAIL = 4096
_SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
_CELL = re.compile(rb"<(?:[A-Za-z]\w*:)?c[ />]")
_RANGE = re.compile(
    rb"<(?:[A-Za-z]\w*:)?(?:mergeCell|hyperlink)\s[^>]*?"
    rb"ref\s*=\s*[\"']\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})[\"']"
)
NOT_OFFICE = Label(
    "原文件不是 xlsx，副本按读入的内容重新写出，原来的格式没有保留",
    "the file is no xlsx: the copy is written anew from the cells as read, without the file's formats",
)
TOO_LARGE = Label(
    f"原文件超过 {MAX_COPIED_CELLS:,} 个单元格（含合并区域）或 {MAX_EXPANDED >> 20} MiB，"
    "副本按读入的内容重新写出，原来的格式没有保留",
    f"the file has more than {MAX_COPIED_CELLS:,} cells (merged ranges included) or {MAX_EXPANDED >> 20} MiB: the copy "
    "is written anew from the cells as read, without the file's formats",
)


def why_not(content: bytes) -> Label | None:
    """Why the workbook ``content`` is not copied with its formats; None where it can be.

    >>> why_not(b"a,b").zh[:6]
    '原文件不是 '
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if "xl/workbook.xml" not in names:
                return NOT_OFFICE
            if sum(member.file_size for member in archive.infolist()) > MAX_EXPANDED:
                return TOO_LARGE
            cells = 0
            for name in names:
                if _SHEET.match(name):
                    cells += _laid_out(archive, name, MAX_COPIED_CELLS - cells)
                    if cells > MAX_COPIED_CELLS:
                        return TOO_LARGE
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError):
        return NOT_OFFICE
    return None


def _laid_out(archive: zipfile.ZipFile, name: str, room: int) -> int:
    """The cells of a sheet and of its merged and linked ranges; stops counting beyond ``room``."""
    cells, tail = 0, b""
    with archive.open(name) as stream:
        while (block := stream.read(_BLOCK)) and cells <= room:
            text = tail + block
            cut = max(text.rfind(b"<"), 0) if len(block) == _BLOCK else len(text)
            whole, tail = text[:cut], text[cut:][-_TAIL:]
            cells += len(_CELL.findall(whole)) + sum(_area(*found) for found in _RANGE.findall(whole))
    if tail:
        cells += len(_CELL.findall(tail)) + sum(_area(*found) for found in _RANGE.findall(tail))
    return cells


def _area(first_column: bytes, first_row: bytes, last_column: bytes, last_row: bytes) -> int:
    wide = _number(last_column) - _number(first_column) + 1
    return max(1, wide) * max(1, int(last_row) - int(first_row) + 1)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
