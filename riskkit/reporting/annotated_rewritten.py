"""The annotated copy as a new workbook, from the cells as they were read: texts stay texts, codes keep their digits."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from riskkit.intake.personal import hidden
from riskkit.intake.raw import RawChunk
from riskkit.reporting.annotated_marks import Mark, Marks
from riskkit.reporting.annotated_sheet import LINKED, WIDTHS, Line, line_height, summary_lines
from riskkit.reporting.annotated_words import LOOKS, SUMMARY_NAME, comment_size
from riskkit.reporting.book import PAGE_WIDTH, Book, open_book, row_height, widths_of
from riskkit.terms import Label
from riskkit.validation.copied_rows import CopiedRows
from riskkit.validation.result import Validation

SHEET_NAME = Label("数据", "table")
SOURCE_ROW = Label("来源行", "source row")
MAX_SHEET_ROWS = 1_048_576
_ROWS_FOR_WIDTHS = 200
_WIDEST = 24
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
_LONGEST_NAME = 31


class _Layout(NamedTuple):
    """Where a row of the source stands in the copy: at its own place, or below the header with its number before it."""

    shift: int
    rows: dict[int, int] | None
    styles: dict[tuple[type, str, bool], Any]  # the formats made so far

    def row(self, source: int) -> int:
        """The row of the sheet (from 0)."""
        return source - 1 if self.rows is None else self.rows[source]


def write_rewritten(path: Path, result: Validation, marks: Marks, notes: list[Label]) -> None:
    """Write the rows of ``result.copied`` with their marks to ``path``, and the summary sheet behind them."""
    with open_book(path, result.lang) as book:
        name = (result.source.sheet or SHEET_NAME.of(result.lang)).translate(_NOT_IN_NAMES)[:_LONGEST_NAME]
        sheet = book.sheet(name, result.source.file)
        sheet.set_comments_author("riskkit")
        layout = _layout(result.copied)
        _rows(book, sheet, result, marks, layout)
        _summary(book, name, layout, summary_lines(result, marks, notes))


def _layout(copied: CopiedRows) -> _Layout:
    last = max((int(chunk.rows[-1]) for chunk in copied.chunks), default=0)
    if copied.whole and last <= MAX_SHEET_ROWS:
        return _Layout(0, None, {})
    numbers = [int(row) for chunk in copied.chunks for row in chunk.rows]
    below = {row: at for at, row in enumerate(numbers, copied.header_row)}
    return _Layout(1, {**{row: row - 1 for row in range(1, copied.header_row + 1)}, **below}, {})


def _rows(book: Book, sheet: Any, result: Validation, marks: Marks, layout: _Layout) -> None:
    """Title rows, header and rows in their order, every marked cell filled and commented."""
    copied = result.copied
    heads = [list(copied.header), *(list(row) for row in _beginning(copied))]
    wide = max(len(row) for row in (*heads, *copied.top))
    widths = widths_of([[*row, *[""] * (wide - len(row))] for row in heads], high=_WIDEST)
    if layout.shift:
        sheet.set_column(0, 0, 10)
    for at, width in enumerate(widths):
        sheet.set_column(at + layout.shift, at + layout.shift, width)
    for number, cells in enumerate(_top(copied), 1):
        heading = number == copied.header_row
        if heading:
            sheet.set_row(number - 1, row_height(cells, widths[: len(cells)]))
            if layout.shift:
                book.put(sheet, number - 1, 0, SOURCE_ROW.of(book.lang), book.heading())
        _put_row(book, sheet, number, cells, marks, layout, heading=heading)
    sheet.freeze_panes(copied.header_row, 1 + layout.shift)
    sheet.repeat_rows(copied.header_row - 1)
    sheet.repeat_columns(0, layout.shift)
    sheet.fit_to_pages(max(1, math.ceil(sum(widths) / PAGE_WIDTH)), 0)
    for chunk in copied.chunks:
        for source_row, cells in zip(chunk.rows.tolist(), _cells(chunk, copied), strict=True):
            if layout.shift:
                book.put(sheet, layout.row(source_row), 0, source_row, book.format())
            _put_row(book, sheet, source_row, cells, marks, layout)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MAX_SHEET_ROWS}"})


def _put_row(
    book: Book, sheet: Any, source: int, cells: list[Any], marks: Marks, layout: _Layout, *, heading: bool = False
) -> None:
    row, styles = layout.row(source), layout.styles
    for position in range(max(len(cells), 1)):
        value = cells[position] if position < len(cells) else None
        mark = marks.cells.get((source, position))
        if value is None and mark is None:
            continue
        at = position + layout.shift
        key = (type(value), mark.severity if mark else "", heading)
        style = styles.get(key)
        if style is None:
            style = styles[key] = _style(book, value, mark, heading)
        book.put(sheet, row, at, value, style)
        if mark is not None and mark.comment:
            wide, high = comment_size(mark.comment)
            sheet.write_comment(row, at, mark.comment, {"width": wide, "height": high, "font_size": 9})


def _style(book: Book, value: Any, mark: Mark | None, heading: bool) -> Any:
    plain: dict[str, object] = {"bold": True, "align": "center", "text_wrap": True} if heading else {}
    if not heading and isinstance(value, str):
        plain = {"num_format": "@", "align": "left"}
    if not heading and hasattr(value, "isoformat"):
        plain = {"num_format": "yyyy-mm-dd"}
    if mark is None:
        return book.heading() if heading else book.format(**plain)
    look = LOOKS[mark.severity]
    frame = {"border": 2 if look.thick else 1, "border_color": look.frame} if look.frame else {}
    return book.format(**plain, bg_color=look.fill, **frame)


def _top(copied: CopiedRows) -> Iterator[list[Any]]:
    """The rows above the header, with personal numbers hidden, and the header."""
    for number, row in enumerate(copied.top, 1):
        cells: list[Any] = list(row) if number >= copied.header_row else [hidden(cell) for cell in row]
        yield [cell or None for cell in cells]
    for number in range(len(copied.top) + 1, copied.header_row + 1):
        yield [cell or None for cell in copied.header] if number == copied.header_row else []


def _beginning(copied: CopiedRows) -> Iterator[list[str]]:
    """Some rows, to see how wide the columns must be."""
    for chunk in copied.chunks[:1]:
        for cells in _cells(RawChunk(chunk.frame.head(_ROWS_FOR_WIDTHS), chunk.rows[:_ROWS_FOR_WIDTHS]), copied):
            yield ["" if cell is None else str(cell) for cell in cells]


def _cells(chunk: RawChunk, copied: CopiedRows) -> Iterator[list[Any]]:
    """The cells of each row as read, columns of personal data empty; behind a ragged row all of its text."""
    for at, row in enumerate(chunk.frame.iter_rows()):
        cells = [None if place in copied.personal or cell == "" else cell for place, cell in enumerate(row)]
        yield [*cells, hidden(chunk.ragged[at])] if at in chunk.ragged else cells


def _summary(book: Book, name: str, layout: _Layout, lines: Iterator[Line]) -> None:
    """The summary sheet, every line that has a place leading to its cell."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    lang = book.lang
    title = SUMMARY_NAME.of(lang) if SUMMARY_NAME.of(lang) != name else f"{SUMMARY_NAME.of(lang)}(2)"
    sheet = book.sheet(title, title)
    sheet.set_tab_color(LOOKS["error"].frame)
    for position, wide in enumerate(WIDTHS):
        sheet.set_column(position, position, wide)
    for row, line in enumerate(lines):
        sheet.set_row(row, line_height(line))
        for position, cell in enumerate(line.cells):
            style = _line_style(book, line, position)
            if position == LINKED and line.link is not None and cell != "":
                at = xl_rowcol_to_cell(layout.row(line.link[0]), line.link[1] + layout.shift)
                linked = book.format(text_wrap=True, font_color="#0B4F9E", underline=1)
                sheet.write_url(row, position, f"internal:'{name}'!{at}", linked, string=str(cell)[:255])
            elif cell != "" or not line.wide:
                book.put(sheet, row, position, cell, style)


def _line_style(book: Book, line: Line, position: int) -> Any:
    if line.style == "title":
        return book.format(bold=True, font_size=14, border=0)
    if line.style == "heading":
        return book.format(bold=True, border=0) if line.wide else book.heading()
    if line.style in LOOKS and position == 0:
        look = LOOKS[line.style]
        frame = {"border": 2 if look.thick else 1, "border_color": look.frame} if look.frame else {}
        return book.format(bg_color=look.fill, align="center", **frame)
    return book.format(border=0) if line.wide else book.format(text_wrap=True, align="left")
