"""Tables that are written part by part: a csv of any length, a workbook up to a size that programs still open."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import polars as pl

from riskkit.records import Column
from riskkit.reporting.book import MAX_CELL, MAX_EXACT, PAGE_WIDTH, open_book, widths_of
from riskkit.reporting.clean_columns import CleanColumns
from riskkit.reporting.tables import BOM, DANGEROUS, csv_cells, guard
from riskkit.terms import Label, Lang

MAX_ROWS = 1_048_575
MAX_CELLS = 5_000_000
NUMBERS = ("number", "integer")
# harmless though it begins like a formula: a number, or dashes alone
_HARMLESS = r"^(?:[+-]?\d+(?:\.\d+)?|-+)$"
_ROWS_FOR_WIDTHS = 200


class CsvParts:
    """A csv for people, written part by part as :func:`riskkit.reporting.tables.write_columns` writes it at once."""

    def __init__(self, path: Path) -> None:
        self._stream: IO[bytes] = path.open("wb")
        self._stream.write(BOM)
        self._begun = False
        self.guarded = 0

    def add(self, rows: pl.DataFrame, columns: Sequence[Column], lang: Lang) -> None:
        """Rows of a table that travels."""
        self._write(csv_cells(rows, list(columns), lang))

    def add_texts(self, rows: pl.DataFrame, headers: Sequence[str]) -> None:
        """Rows of texts under headers of their own; a text that a spreadsheet would take for a formula gets a ``'``."""
        names = [name for name, kind in rows.schema.items() if kind == pl.String]
        risky = {
            name: pl.col(name).str.contains(f"^(?:{DANGEROUS.pattern})") & ~pl.col(name).str.contains(_HARMLESS)
            for name in names
        }
        self.guarded += int(rows.select(pl.sum_horizontal(one.sum() for one in risky.values())).item() or 0)
        shown = rows.with_columns(
            pl.when(one).then(pl.lit("'") + pl.col(name)).otherwise(pl.col(name)).replace("", None).alias(name)
            for name, one in risky.items()
        )
        if not self._begun:
            heads = pl.DataFrame([[guard(text) for text in headers]], orient="row")
            heads.write_csv(self._stream, include_header=False, null_value="", line_terminator="\n")
            self._begun = True
        shown.write_csv(self._stream, include_header=False, null_value="", line_terminator="\n")

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def _write(self, shown: pl.DataFrame) -> None:
        shown.write_csv(self._stream, include_header=not self._begun, null_value="", line_terminator="\n")
        self._begun = True


class _TooLarge(Exception):
    pass


class BookParts:
    """The clean table as a workbook, given up without a trace when it grows too large: ``too_large`` says so then."""

    def __init__(self, path: Path, title: str, lang: Lang) -> None:
        self._path, self._title, self._lang = path, title, lang
        self._stack = ExitStack()
        self._sheet: Any = None
        self._formats: list[Any] = []
        self._row = self._cells = 0
        self.too_large: Label | None = None

    def add(self, rows: pl.DataFrame, columns: CleanColumns) -> None:
        """Rows under those written before; numbers as numbers, everything else as text."""
        if self.too_large is not None:
            return
        self._cells += rows.height * rows.width
        if self._row + rows.height > MAX_ROWS or self._cells > MAX_CELLS:
            self._give_up()
            return
        kinds = [*(column.kind for column in columns.columns), "integer"]
        if self._sheet is None:
            self._begin(rows, columns.headers, kinds)
        cells = [_cells(rows.get_columns()[at], kind in NUMBERS) for at, kind in enumerate(kinds)]
        number, text = self._sheet.write_number, self._sheet.write_string
        for row in zip(*cells, strict=True):
            self._row += 1
            for at, value in enumerate(row):
                if isinstance(value, float):
                    number(self._row, at, value, self._formats[at])
                elif value:
                    text(self._row, at, value[:MAX_CELL], self._formats[at])

    def close(self) -> None:
        """Save the workbook."""
        if self._sheet is not None and self.too_large is None:
            self._sheet.autofilter(0, 0, self._row, len(self._formats) - 1)
            self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{self._row + 1}"})
        self._stack.close()

    def leave(
        self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None
    ) -> None:
        """Throw the workbook away."""
        self._stack.__exit__(kind, problem, where)

    def _begin(self, rows: pl.DataFrame, headers: Sequence[str], kinds: Sequence[str]) -> None:
        book = self._stack.enter_context(open_book(self._path, self._lang))
        self._sheet = book.sheet(self._title, self._title)
        plain = {"border": 0}
        self._formats = [
            book.format(**plain) if kind in NUMBERS else book.format(**plain, num_format="@", align="left", indent=1)
            for kind in kinds
        ]
        seen = [[str(cell or "") for cell in row] for row in rows.head(_ROWS_FOR_WIDTHS).iter_rows()]
        widths = widths_of([list(headers), *seen])
        for at, wide in enumerate(widths):
            self._sheet.set_column(at, at, wide)
        self._sheet.fit_to_pages(max(1, math.ceil(sum(widths) / PAGE_WIDTH)), 0)
        self._sheet.repeat_columns(0)
        for at, header in enumerate(headers):
            self._sheet.write_string(0, at, header, book.heading())
        self._sheet.freeze_panes(1, 1)
        self._sheet.repeat_rows(0)

    def _give_up(self) -> None:
        self.too_large = Label(
            f"表超过 {MAX_ROWS:,} 行或 {MAX_CELLS:,} 个单元格，没有写 clean.xlsx，用 clean.csv",
            f"more than {MAX_ROWS:,} rows or {MAX_CELLS:,} cells: no clean.xlsx was written, use clean.csv",
        )
        stop = _TooLarge()
        self.leave(_TooLarge, stop, None)


def _cells(column: pl.Series, number: bool) -> list[Any]:
    """The cells of a column: numbers that a spreadsheet holds exactly as numbers, the others as text."""
    if column.dtype != pl.String:
        return column.cast(pl.Float64).to_list()
    if not number:
        return column.to_list()
    values = column.cast(pl.Float64, strict=False)
    exact = values.is_finite() & (values.abs() < MAX_EXACT)
    return [value if fits else text for value, fits, text in zip(values, exact, column, strict=True)]
