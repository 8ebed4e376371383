"""Look at a workbook's archive before anything opens it.

A reader lays a sheet out as a full rectangle, so a few kilobytes with one cell in the last corner, or an archive that
expands without end, can take the whole process down.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from riskkit.errors import RiskkitError

MAX_EXPANDED, MAX_RATIO, MAX_MEMBERS, MAX_CELLS = 512 << 20, 200, 2000, 100_000_000
_BLOCK, _OVERLAP = 4 << 20, 64
_SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{1,7})"')
_COLUMN = re.compile(rb' r="([A-Z]{2,3})\d')


def look_at_archive(content: bytes, path: Path) -> None:
    """Raise RiskkitError FILE-02 when the zip archive ``content`` is damaged or expands beyond measure.

    Limits: expanded size 512 MiB, ratio 200, 2000 members, 100 million cells in a sheet's used rectangle. Content
    that is no zip archive (xls) passes.
    """
    if not content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            expanded = sum(member.file_size for member in members)
            ratio = expanded / max(len(content), 1 << 16)
            if len(members) > MAX_MEMBERS or expanded > MAX_EXPANDED or ratio > MAX_RATIO:
                found = f"{len(members)} members, {expanded >> 20} MiB"
                allowed = f"<= {MAX_MEMBERS} members, <= {MAX_EXPANDED >> 20} MiB, ratio <= {MAX_RATIO}"
                raise RiskkitError("FILE-02", where=str(path), found=found, allowed=allowed)
            for member in members:
                if _SHEET.match(member.filename):
                    rows, columns = _used_range(archive, member)
                    if rows * columns > MAX_CELLS:
                        found = f"{member.filename}: {rows:,} x {columns:,} cells"
                        raise RiskkitError("FILE-02", where=str(path), found=found, allowed=f"<= {MAX_CELLS:,}")
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError) as error:
        raise RiskkitError("FILE-02", where=str(path), found=str(error)) from None


def _used_range(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[int, int]:
    """The last row and the last column (at least Z) that the sheet's cells name."""
    rows, columns, tail = 1, 26, b""
    with archive.open(member) as stream:
        while block := stream.read(_BLOCK):
            text = tail + block
            rows = max([rows, *(int(number) for number in _ROW.findall(text))])
            columns = max([columns, *(_column_number(letters) for letters in set(_COLUMN.findall(text)))])
            tail = text[-_OVERLAP:]
    return rows, columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
