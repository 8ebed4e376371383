"""A sheet that is no archive's (an HTML table, an XML spreadsheet) as rows of cells, and which extent is sane.

Standard library only: it runs in the child that reads workbooks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

MOST_CELLS = 100_000_000
# a rectangle this small is read, however few of its cells are filled
_SMALL, _CELLS_FOR_ONE = 4_000_000, 200


def is_sane(rows: int, columns: int, filled: int, most_cells: int = MOST_CELLS) -> bool:
    """Whether a used range of ``rows`` x ``columns`` with ``filled`` cells is one that people make.

    At most 100 million cells, and above 4 million one in 200 filled: one far cell makes a rectangle of nothing.

    >>> is_sane(1_048_576, 30, 3_000), is_sane(1_048_576, 3, 3_000), is_sane(100_000, 60, 3_000_000)
    (False, True, True)
    """
    area = rows * columns
    return area <= most_cells and area <= max(_SMALL, _CELLS_FOR_ONE * filled)


class Grid:
    """Rows as they come, each as long as it was written.

    ``merged`` are ranges as calamine gives them (corners from 0, both within), ``hidden`` the numbers of hidden rows
    and ``unanswered`` row, column (both from 1) and what stands in the cell of each formula without a result.
    """

    def __init__(self, name: str = "") -> None:
        self.name, self.is_hidden = name, False
        self.rows: list[list[Any]] = []
        self.merged: list[tuple[tuple[int, int], tuple[int, int]]] = []
        self.hidden: list[int] = []
        self.unanswered: list[tuple[int, int, str]] = []
        self.width = self.filled = 0

    def put(self, row: int, column: int, cell: Any) -> None:
        """Set the cell at ``row``, ``column`` (from 0; rows and columns never go back)."""
        self.rows.extend([] for _ in range(row + 1 - len(self.rows)))
        cells = self.rows[row]
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = cell
        self.width = max(self.width, column + 1)
        self.filled += 1

    def merge(self, row: int, column: int, rows: int, columns: int) -> None:
        """Note that the cell reaches over ``rows`` x ``columns``."""
        if rows > 1 or columns > 1:
            self.merged.append(((row, column), (row + rows - 1, column + columns - 1)))

    def full_rows(self) -> Iterator[list[Any]]:
        """Every row, filled up to :attr:`width`."""
        return (row + [""] * (self.width - len(row)) for row in self.rows)
