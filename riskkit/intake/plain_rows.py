"""A small table as rows of text cells, without a header or a rule: judgement matrices and criteria tables."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from riskkit.errors import RiskkitError
from riskkit.intake.readers import file_kind


def read_rows(path: str | Path) -> list[list[str | None]]:
    """All cells of a csv (UTF-8 or GB18030) or of a workbook's first sheet, as text; empty cells are None.

    Raises RiskkitError FILE-01 … FILE-06.
    """
    place = Path(path)
    kind = file_kind(place)
    if kind == "parquet":
        raise RiskkitError("FILE-06", where=str(place), found="parquet", allowed="csv, xlsx")
    if kind == "workbook":
        from python_calamine import CalamineWorkbook

        from riskkit.intake.workbook_reader import cell_text

        with CalamineWorkbook.from_path(str(place)) as book:
            return [[cell_text(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]
    text = _decoded(place.read_bytes(), place)
    delimiter = "\t" if "\t" in text.split("\n", 1)[0] else ","
    return [[cell or None for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]


def _decoded(content: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RiskkitError("FILE-03", where=str(path), allowed="UTF-8, GB18030")
