"""A workbook that is only text and numbers: no formula, no link, equal bytes for equal content."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from riskkit.errors import RiskkitError
from riskkit.explanation import GradeLine
from riskkit.records import Column
from riskkit.reporting.display import width
from riskkit.reporting.figures import text_colour
from riskkit.reporting.tables import YES_NO
from riskkit.terms import Lang

CREATED = datetime(2000, 1, 1)  # a fixed day, so that the bytes are the same
MAX_CELL = 32_767
MAX_EXACT = 10**15  # beyond 15 digits a spreadsheet loses the last ones
FONT = "微软雅黑"
A4 = 9
LINE_POINTS = 13.0
PAGE_WIDTH = 170.0  # characters that can still be read on a landscape page
MAX_ROW_POINTS = 400.0
BASE = {"font_name": FONT, "font_size": 10, "valign": "vcenter", "border": 1, "border_color": "#C9CED6"}
LINK_OFF = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Book:
    """An open workbook, its language and its formats; ``sheet`` adds one, ``put`` writes one cell."""

    def __init__(self, workbook: Any, lang: Lang) -> None:
        self.workbook = workbook
        self.lang = lang
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def format(self, **properties: object) -> Any:
        """The cell format with these properties on top of BASE; made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format({**BASE, **properties})
        return self._formats[key]

    def heading(self) -> Any:
        """The format of a table's heading."""
        return self.format(bold=True, bg_color="#E8ECF2", text_wrap=True, align="center")

    def text(self, wrap: bool = True) -> Any:
        """The format of a text cell, a little away from a number at its left."""
        return self.format(text_wrap=wrap, align="left", indent=1)

    def graded(self, grade: GradeLine) -> Any:
        """The format of a cell that holds this grade: its colour, and ink that can be read on it."""
        return self.format(bg_color=grade.colour, font_color=text_colour(grade.colour), bold=True, align="center")

    def number(self, column: Column) -> Any:
        """The number format of a column: percent for shares, fixed decimals else."""
        if column.dtype == "date":
            return self.format(num_format="yyyy-mm-dd")
        if column.uom == "share":
            return self.format(num_format="0.0%")
        if column.dtype == "int":
            return self.format(num_format="0", align="center")
        decimals = 2 if column.uom == "points" else (column.decimals or 0)
        return self.format(num_format="0." + "0" * decimals if decimals else "0")

    def sheet(self, name: str, title: str, foot: str = "") -> Any:
        """A new sheet set up for A4 landscape, one page wide."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
        page = "第 &P 页 / 共 &N 页" if self.lang == "zh" else "page &P of &N"
        sheet.set_header("&C&14&B" + title.replace("&", "&&"))
        sheet.set_footer(f"&L&8{foot.replace('&', '&&')}&R&8{page}")
        return sheet

    def put(self, sheet: Any, row: int, position: int, value: object, style: Any) -> None:
        """Write one value by its type; text is always text, an empty or undefined value an empty cell."""
        if value is None or value == "" or (isinstance(value, float) and not math.isfinite(value)):
            sheet.write_blank(row, position, None, style)
        elif isinstance(value, bool):
            sheet.write_string(row, position, YES_NO[not value].of(self.lang), style)
        elif isinstance(value, int | float) and abs(value) < MAX_EXACT:
            sheet.write_number(row, position, value, style)
        elif isinstance(value, date):
            sheet.write_datetime(row, position, value, style)
        else:
            sheet.write_string(row, position, _fitting(str(value)), style)

    def table(self, sheet: Any, heads: Sequence[str], rows: Sequence[Sequence[object]], widths: Sequence[float]) -> int:
        """A table from the top of ``sheet`` with columns ``widths`` wide; gives the row after it.

        A GradeLine cell shows its code in its colour; a float is a share.
        """
        for position, (head, wide) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(position, position, wide)
            sheet.write_string(0, position, head, self.heading())
        for row, cells in enumerate(rows, 1):
            sheet.set_row(row, row_height(cells, widths))
            for position, cell in enumerate(cells):
                shown = cell.code if isinstance(cell, GradeLine) else cell
                self.put(sheet, row, position, shown, self._style(cell))
        return len(rows) + 1

    def _style(self, cell: object) -> Any:
        if isinstance(cell, GradeLine):
            return self.graded(cell)
        if isinstance(cell, float):
            return self.format(num_format="0.0%")
        return self.text() if isinstance(cell, str) else self.format()


def _fitting(text: str) -> str:
    """A cell holds 32,767 characters; a longer text ends in …, since the writer would drop it whole."""
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…"


def row_height(cells: Sequence[object], widths: Sequence[float]) -> float:
    """How high a row must be to show its wrapped texts; programs disagree on doing that themselves.

    >>> row_height(["短", 1], [10, 10]), row_height(["消防安全责任人和管理人"], [10])
    (16.0, 42.0)
    """
    lines = 1
    for cell, wide in zip(cells, widths, strict=True):
        if isinstance(cell, str) and cell:
            # a Chinese text breaks anywhere, so a line loses at most one character of its width
            lines = max(lines, sum(math.ceil(width(line) / (wide - 2)) or 1 for line in cell.split("\n")))
    return min(LINE_POINTS * lines + 3, MAX_ROW_POINTS)


def widths_of(rows: Sequence[Sequence[object]], low: float = 9, high: float = 40) -> list[float]:
    """Column widths that fit the longest cells (a Chinese character counts two) between ``low`` and ``high``.

    >>> widths_of([["乡镇", "数量"], ["石梁镇石梁村", 5]])
    [15, 9]
    """
    longest = [max(width(cell) if isinstance(cell, str) else 6 for cell in cells) for cells in zip(*rows, strict=True)]
    return [min(max(count + 3, low), high) for count in longest]


@contextmanager
def open_book(path: Path, lang: Lang) -> Iterator[Book]:
    """A new workbook at ``path``, saved at the end. Raises RiskkitError (OUT-02) when it cannot be written."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    with TemporaryDirectory() as scratch:
        workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": scratch, **LINK_OFF})
        workbook.set_properties({"created": CREATED, "author": "riskkit"})
        try:
            yield Book(workbook, lang)
            workbook.close()
        except FileCreateError as problem:
            raise RiskkitError("OUT-02", where=str(path), found=str(problem)) from problem
        finally:
            _close_rows(workbook)


def _close_rows(workbook: Any) -> None:
    """Close the files that hold the rows until the workbook is saved; one that is not saved leaves them open."""
    for sheet in workbook.worksheets():
        if sheet.row_data_fh is not None:
            sheet.row_data_fh.close()
