"""What the look at a workbook's own bytes told, before its cells were read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class SheetMarks:
    """One sheet: its used range (last row and column with a value), the filled cells, and what a parser does not tell.

    ``hidden_rows`` are first and last number of runs of rows (from 1), ``unanswered`` row and column (from 1) of each
    formula without a result and what stands there, ``merged`` ranges as calamine gives them, where it gives none.
    """

    rows: int = 0
    columns: int = 0
    filled: int = 0
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    unanswered: list[tuple[int, int, str]] = field(default_factory=list)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)

    def hide(self, first: int, last: int) -> None:
        """Note that the rows ``first`` to ``last`` are hidden."""
        if self.hidden_rows and self.hidden_rows[-1][1] == first - 1:
            first = self.hidden_rows.pop()[0]
        self.hidden_rows.append((first, last))

    def reach(self, row: int, column: int) -> None:
        """Widen the used range to a cell (from 1)."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)


@dataclass
class BookSeen:
    """The kind of a workbook by its content (xlsx, xlsb, ods, xls, html, xml) and the marks of its sheets by name."""

    kind: str
    epoch_1904: bool = False
    sheets: dict[str, SheetMarks] = field(default_factory=dict)


def column_number(letters: bytes) -> int:
    """The number (from 1) of a column by its letters.

    >>> column_number(b"A"), column_number(b"XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    """The letters of a column by its number (from 1).

    >>> column_letters(1), column_letters(28), column_letters(16384)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    while number > 0:
        number, at = divmod(number - 1, 26)
        letters = chr(65 + at) + letters
    return letters
