"""Workbooks (xlsx, xls, et, ods) through python-calamine → raw chunks.

A column whose cells are all numbers keeps them as numbers; in a mixed column they become text without ".0", and
a number of more than 15 digits is written with its exponent, which marks it as damaged where a code is expected.
"""

from __future__ import annotations

import datetime
import hashlib
import io
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum, ZipError

from riskkit.errors import RiskkitError
from riskkit.intake.header import SEARCH_ROWS, HeaderRows, find_header, header_key, rows_wanted
from riskkit.intake.raw import RawChunk, RawExtract, column_name
from riskkit.intake.workbook_guard import look_at_archive

Rows = list[list[Any]]


def open_workbook(
    path: Path, known: Collection[str], sheet: str | None, header_row: HeaderRows, chunk_rows: int
) -> RawExtract:
    """Open the workbook at ``path``; see :func:`riskkit.intake.readers.open_extract`."""
    content = path.read_bytes()
    look_at_archive(content, path)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        name, rows = _choose_sheet(book, known, sheet, path)
    except (CalamineError, ZipError, OSError) as error:
        raise RiskkitError("FILE-02", where=str(path), found=str(error)) from None
    first = [[cell_text(cell) or "" for cell in row] for row in rows[: rows_wanted(header_row)]]
    merged = book.get_sheet_by_name(name).merged_cell_ranges or []
    head = find_header(first, known, header_row, f"{path}#{name}", merged=merged, file=path.name, sheet=name)

    def produce() -> Iterator[RawChunk]:
        for start in range(head.last + 1, len(rows), chunk_rows):
            yield _chunk(rows[start : start + chunk_rows], len(head.cells), start + 1)

    digest = hashlib.sha256(content).hexdigest()
    return RawExtract(
        path.name,
        name,
        "",
        head.cells,
        head.last + 1,
        list(head.notes),
        digest,
        produce,
        header_first=head.first + 1,
        decisions=[*head.decisions],
        head=head,
    )


def _choose_sheet(book: CalamineWorkbook, known: Collection[str], sheet: str | None, path: Path) -> tuple[str, Rows]:
    """The sheet asked for, else the first visible one that holds a known header, else the first with cells."""
    names = [meta.name for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    if sheet is not None:
        if sheet not in names:
            raise RiskkitError("FILE-05", where=str(path), found=sheet, allowed=", ".join(names))
        return sheet, _rows(book, sheet)
    hidden = {meta.name for meta in book.sheets_metadata if meta.visible != SheetVisibleEnum.Visible}
    filled: tuple[str, Rows] | None = None
    for name in [name for name in names if name not in hidden]:
        rows = _rows(book, name)
        words = {header_key(str(cell)).name for row in rows[:SEARCH_ROWS] for cell in row}
        if words & set(known):
            return name, rows
        if filled is None and rows:
            filled = name, rows
    if filled is None:
        raise RiskkitError("FILE-04", where=str(path), allowed=", ".join(names))
    return filled


def _rows(book: CalamineWorkbook, name: str) -> Rows:
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def cell_text(cell: object) -> str | None:
    """A workbook cell as text: dates in ISO form, whole numbers without ".0", long numbers with their exponent.

    >>> cell_text(12.0), cell_text(0.5), cell_text(915101234567890123.0), cell_text(""), cell_text(True)
    ('12', '0.5', '9.15101234567890E+17', None, 'true')
    """
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        if abs(cell) >= 1e15:
            return f"{cell:.14E}"
        return str(int(cell)) if float(cell).is_integer() else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    return str(cell)


def _chunk(rows: Rows, width: int, row: int) -> RawChunk:
    padded = [cells if len(cells) >= width else cells + [""] * (width - len(cells)) for cells in rows]
    columns = [_column(column_name(at), [cells[at] for cells in padded]) for at in range(width)]
    beyond = {
        at: "\t".join(cell_text(cell) or "" for cell in cells)
        for at, cells in enumerate(rows)
        if any(cell_text(cell) for cell in cells[width:])
    }
    return RawChunk(pl.DataFrame(columns), np.arange(row, row + len(rows), dtype=np.int64), beyond)


def _column(name: str, cells: Sequence[Any]) -> pl.Series:
    kinds = {type(cell) for cell in cells}
    if kinds <= {str}:
        return pl.Series(name, cells, dtype=pl.String).replace({"": None})
    numbers = [None if cell == "" else cell for cell in cells]
    if kinds <= {float, int, str} and not any(isinstance(cell, str) for cell in numbers):
        return pl.Series(name, numbers, dtype=pl.Float64, strict=False)
    return pl.Series(name, [cell_text(cell) for cell in cells], dtype=pl.String)
