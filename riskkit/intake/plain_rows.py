"""A small table as rows of text cells, without a header or a rule: judgement matrices and criteria tables."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from riskkit.errors import RiskkitError
from riskkit.intake.readers import file_kind

_MOST_ROWS = 100_000


def read_rows(path: str | Path) -> list[list[str | None]]:
    """All cells of a csv (UTF-8 or GB18030) or of a workbook's first visible sheet, as text; empty cells are None.

    Of a sheet the empty rows above its first cell and the empty columns on its left are left out. Raises RiskkitError
    FILE-01 … FILE-14.
    """
    place = Path(path)
    kind = file_kind(place)
    if kind == "parquet":
        raise RiskkitError("FILE-06", where=str(place), found="parquet", allowed="csv, xlsx")
    if kind in ("workbook", "html", "xml"):
        return _first_sheet(place, kind)
    text = _decoded(place.read_bytes(), place)
    delimiter = "\t" if "\t" in text.split("\n", 1)[0] else ","
    return [[cell or None for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]


def _first_sheet(path: Path, kind: str) -> list[list[str | None]]:
    from riskkit.intake.workbook_open import OpenBook

    book = OpenBook(path, kind, _MOST_ROWS)
    book.end()
    sheet = next((one for one in book.sheets if not one.hidden), None)
    if sheet is None:
        raise RiskkitError("FILE-04", where=str(path))
    if sheet.rows > _MOST_ROWS:
        raise RiskkitError("FILE-08", where=str(path), found=f"{sheet.rows:,}", allowed=f"<= {_MOST_ROWS:,}")
    rows = sheet.first
    top = next((at for at, row in enumerate(rows) if row), len(rows))
    left = min((at for row in rows for at, cell in enumerate(row) if cell), default=0)
    width = max((len(row) for row in rows), default=0)
    return [[cell or None for cell in row[left:]] + [None] * (width - max(left, len(row))) for row in rows[top:]]


def _decoded(content: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RiskkitError("FILE-03", where=str(path), allowed="UTF-8, GB18030")
