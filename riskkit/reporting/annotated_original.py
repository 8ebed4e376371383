"""The annotated copy of a workbook with its own formats, widths and merged cells, through openpyxl."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from riskkit.reporting.annotated_bytes import same_bytes
from riskkit.reporting.annotated_emptied import empty_personal
from riskkit.reporting.annotated_marks import Mark, Marks
from riskkit.reporting.annotated_sheet import LINKED, WIDTHS, Line, line_height, summary_lines
from riskkit.reporting.annotated_unhidden import unhide
from riskkit.reporting.annotated_words import LOOKS, SUMMARY_NAME, comment_size
from riskkit.reporting.book import A4, FONT, MAX_CELL
from riskkit.reporting.display import CONTROL
from riskkit.terms import Label, Lang
from riskkit.validation.result import Validation

AUTHOR = "riskkit"
NOT_COPIED = Label(
    "原文件的格式无法照搬，副本按读入的内容重新写出",
    "the file's formats could not be carried over: the copy is written anew from the cells as read",
)
WHAT_IS_LOST = Label(
    "副本保留原来的格式、列宽、合并单元格和公式；图表、图片、控件和宏可能没有保留",
    "the copy keeps formats, widths, merged cells and formulas; charts, pictures, controls and macros may be lost",
)


def write_original(
    path: Path, content: bytes, result: Validation, marks: Marks, notes: list[Label]
) -> list[Label] | None:
    """Mark a copy of the workbook ``content`` and write it to ``path``; None where openpyxl cannot open or save it.

    Gives ``notes`` and what else is worth saying. Besides fills, frames and comments of marked cells, columns of
    personal data are emptied and what is marked is unhidden; the summary sheet is the last one.
    """
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl names what it will not keep; WHAT_IS_LOST says so
        try:
            book = openpyxl.load_workbook(io.BytesIO(content))
            sheet = book[result.source.sheet]
            empty_personal(book, sheet, result.copied)
            said = [*notes, *unhide(sheet, marks.cells)]
            for mark in marks.cells.values():
                _mark(sheet, mark)
            _summary(book, sheet.title, result.lang, summary_lines(result, marks, said))
            made = io.BytesIO()
            book.save(made)
        except Exception:  # whatever a damaged part of a workbook makes openpyxl raise
            return None
    path.write_bytes(same_bytes(made.getvalue()))
    return said


def _mark(sheet: Any, mark: Mark) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell = _top_left(sheet, sheet.cell(mark.row, mark.position + 1))
    look = LOOKS[mark.severity]
    cell.fill = PatternFill("solid", start_color=look.fill[1:], end_color=look.fill[1:])
    if look.frame:
        cell.border = _border(look.frame, "medium" if look.thick else "thin")
    if not mark.comment:
        return
    own = cell.comment.text if cell.comment is not None else ""
    text = f"{own}\n{mark.comment}" if own and mark.comment not in own else own or mark.comment
    wide, high = comment_size(text)
    cell.comment = Comment(text, AUTHOR, height=high, width=wide)


def _top_left(sheet: Any, cell: Any) -> Any:
    """The cell itself, or the first of the merged range that it lies in: no other one can be marked."""
    from openpyxl.cell.cell import MergedCell

    if not isinstance(cell, MergedCell):
        return cell
    merged = next(merged for merged in sheet.merged_cells.ranges if cell.coordinate in merged)
    return sheet.cell(merged.min_row, merged.min_col)


def _border(colour: str, style: Any) -> Any:
    from openpyxl.styles import Border, Side

    side = Side(style=style, color=colour[1:])
    return Border(left=side, right=side, top=side, bottom=side)


def _summary(book: Any, name: str, lang: Lang, lines: Iterator[Line]) -> None:
    """The last sheet: what was found, each line leading to its cell."""
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(_free_name(book, SUMMARY_NAME.of(lang)))
    sheet.sheet_properties.tabColor = LOOKS["error"].frame[1:]
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    for position, wide in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(position)].width = wide
    quoted = name.replace("'", "''")
    for row, line in enumerate(lines, 1):
        sheet.row_dimensions[row].height = line_height(line)
        for position, value in enumerate(line.cells):
            if value != "" or not line.wide:
                cell = sheet.cell(row, position + 1)
                _put(cell, value)
                _dress(cell, line, position)
                if position == LINKED and line.link is not None and value != "":
                    _link(cell, f"'{quoted}'!{get_column_letter(line.link[1] + 1)}{line.link[0]}")


def _free_name(book: Any, wanted: str) -> str:
    number, name = 1, wanted
    while name in book.sheetnames:
        number += 1
        name = f"{wanted}({number})"
    return name


def _put(cell: Any, value: str | int) -> None:
    """A number, or a text that stays one: openpyxl would take ``=…`` for a formula."""
    if isinstance(value, int):
        cell.value = value
        return
    cell.value = CONTROL.sub(" ", value)[:MAX_CELL]
    if value:
        cell.data_type = "s"


def _link(cell: Any, location: str) -> None:
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location)
    cell.font = Font(name=FONT, size=10, color="0B4F9E", underline="single")


def _dress(cell: Any, line: Line, position: int) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    heading, title = line.style == "heading", line.style == "title"
    cell.font = Font(name=FONT, size=14 if title else 10, bold=heading or title)
    table = not line.wide
    centred = (heading and table) or position in (0, 1, 2)
    cell.alignment = Alignment(horizontal="center" if centred and table else "left", vertical="center", wrap_text=table)
    if table:
        cell.border = _border("#C9CED6", "thin")
    if heading and table:
        cell.fill = PatternFill("solid", start_color="E8ECF2", end_color="E8ECF2")
    if line.style in LOOKS and position == 0:
        look = LOOKS[line.style]
        cell.fill = PatternFill("solid", start_color=look.fill[1:], end_color=look.fill[1:])
        cell.border = _border(look.frame or "#C9CED6", "medium" if look.thick else "thin")
        cell.alignment = Alignment(horizontal="center", vertical="center")
