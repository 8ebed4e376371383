"""Weights on paper: a matrix read from rows of text, a result said in words and as an aligned table.

Nothing here touches the disk; whoever reads a file hands over its rows of cells.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from riskkit.errors import RiskkitError
from riskkit.weighting.judgements import Floats

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.IGNORECASE)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_EMPTY = {"", "-", "–", "—", "/", "nan", "none", "null", "缺", "无"}


class NamedMatrix(NamedTuple):
    """Values (NaN where a cell is empty) with the names of rows and columns; None where the text has none."""

    row_names: tuple[str, ...] | None
    column_names: tuple[str, ...] | None
    values: Floats

    @property
    def criteria(self) -> tuple[str, ...] | None:
        """The criteria of a judgement matrix: the names at the top or at the left.

        Raises AHP-01 when both are given and differ.
        """
        if self.row_names and self.column_names and self.row_names != self.column_names:
            found = f"{', '.join(self.row_names)} | {', '.join(self.column_names)}"
            raise RiskkitError("AHP-01", where="names", found=found, allowed=", ".join(self.column_names))
        return self.column_names or self.row_names


def read_matrix_rows(rows: Sequence[Sequence[str | None]], named_rows: bool | None = None) -> NamedMatrix:
    """Numbers and names from rows of text cells, as a csv or a sheet holds them.

    A first row without any number is the names of the columns, a first column without any number (or under an
    empty corner) the names of the rows; ``named_rows`` says so outright, for subjects whose ids are numbers.
    Cells: "3", "1/3", "0.333", "1,200", full-width digits too; empty, "-" and "/" are NaN. Short rows are filled
    up, empty rows and columns at the end are cut. Raises ARG-01 naming row and column (both from 1) of a cell that
    is no number, such as a 1/3 that a spreadsheet turned into a date.

    >>> matrix = read_matrix_rows([["", "exits", "staff"], ["exits", "1", "3"], ["staff", "1/3", "1"]])
    >>> matrix.criteria, matrix.values.round(3).tolist()
    (('exits', 'staff'), [[1.0, 3.0], [0.333, 1.0]])
    """
    cells = _rectangle(rows)
    top = 1 if _all_words(cells[0][1:] or cells[0]) else 0
    corner_is_empty = top == 1 and _is_empty(cells[0][0])
    if named_rows is None:
        named_rows = corner_is_empty or _all_words([row[0] for row in cells[top:]])
    left = int(named_rows)
    if len(cells) == top or len(cells[0]) == left:
        raise RiskkitError("ARG-01", where="matrix", found="0", allowed="1, 3, 1/3, 0.333")
    values = [
        [_number(cell, row, column) for column, cell in enumerate(line[left:], left + 1)]
        for row, line in enumerate(cells[top:], top + 1)
    ]
    row_names = tuple(line[0] for line in cells[top:]) if left else None
    column_names = tuple(cells[0][left:]) if top else None
    return NamedMatrix(row_names, column_names, np.array(values, dtype=np.float64))


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Rows of text in columns that line up in a fixed-width font, where a Chinese character is two wide.

    The first column is set left, the others right.

    >>> print(aligned([["准则", "weight"], ["exits", "0.25"]]))
    准则   weight
    exits    0.25
    """
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        gaps = [" " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        lines.append("  ".join([row[0] + gaps[0], *(gap + cell for gap, cell in zip(gaps[1:], row[1:], strict=True))]))
    return "\n".join(line.rstrip() for line in lines)


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _rectangle(rows: Sequence[Sequence[str | None]]) -> list[list[str]]:
    cells = [[unicodedata.normalize("NFKC", cell or "").strip() for cell in row] for row in rows]
    while cells and not any(cells[-1]):
        cells.pop()
    width = max((column + 1 for row in cells for column, cell in enumerate(row) if cell), default=0)
    if not width:
        raise RiskkitError("ARG-01", where="matrix", found="0", allowed="1, 3, 1/3, 0.333")
    return [(row + [""] * width)[:width] for row in cells]


def _is_empty(cell: str) -> bool:
    return cell.lower() in _EMPTY


def _value(cell: str) -> float | None:
    """The number a cell holds, NaN when it is empty, None when it is something else."""
    if _is_empty(cell):
        return float("nan")
    if _THOUSANDS.fullmatch(cell):
        return float(cell.replace(",", ""))
    parts = [part.strip() for part in re.split("[/\u2044]", cell)]
    if len(parts) > 2 or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    if len(parts) == 1:
        return float(parts[0])
    return float(parts[0]) / float(parts[1]) if float(parts[1]) else None


def _number(cell: str, row: int, column: int) -> float:
    value = _value(cell)
    if value is None:
        raise RiskkitError("ARG-01", where=f"[{row}, {column}]", found=cell, allowed="1, 3, 1/3, 0.333")
    return value


def _all_words(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if not _is_empty(cell)]
    return bool(filled) and all(_value(cell) is None for cell in filled)
