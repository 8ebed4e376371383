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
_BLOCK = 4 << 20
_SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
_CELL = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"')


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
    """The last row and the last column that the last cells of the sheet's rows name."""
    last_row, last_column, tail = 1, 1, b""
    with archive.open(member) as stream:
        while block := stream.read(_BLOCK):
            rows = (tail + block).split(b"row>")
            tail = rows[-1][-_BLOCK:]
            for row in rows:
                at = row.rfind(b' r="')
                found = _CELL.match(row, at) if at >= 0 else None
                if found:
                    last_row = max(last_row, int(found[2]))
                    last_column = max(last_column, _column_number(found[1]))
    return last_row, last_column


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
