"""A workbook to fill in, made from a rulebook so that the usual errors cannot be made: form, guide, options."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from riskkit.errors import RiskkitError
from riskkit.reporting.book import FONT, Book, open_book, row_height
from riskkit.reporting.display import width
from riskkit.reporting.template_checks import check_of, inline
from riskkit.reporting.template_file import write_whole
from riskkit.reporting.template_guide import guide_sheet
from riskkit.reporting.template_readings import comment_of
from riskkit.reporting.template_shape import Form, FormColumn
from riskkit.reporting.template_style import BANDS, FORM, GUIDE, OPTIONS, PRINTED_ROWS
from riskkit.reporting.template_words import CHOICES, NUMBERS, headers_of, options_of
from riskkit.terms import Label, Lang

ROWS = 5_000
MOST_ROWS = 1_048_575
PAGE_WIDTH = 200.0  # characters of the form on one printed page, the repeated columns among them
_NARROWEST, _WIDEST = 11.0, 28.0
_WIDTHS = {"name": 26.0, "address": 30.0, "subject_id": 18.0, "uscc": 22.0, "clause_text": 40.0, "reason": 36.0}
_LEADING = ("subject_id", "name")
_COMMENT_WIDTH, _COMMENT_LINE, _COMMENT_CHARACTERS, _COMMENT_MOST = 380, 17, 54, 560
_AS_TEXT = ("id", "text", *CHOICES)


def write_template(path: Path, form: Form, lang: Lang = "zh", *, rows: int = ROWS, replace: bool = False) -> Path:
    """Write ``form`` as a workbook to fill in; gives where it stands (another name when ``path`` is locked).

    Sheet 1 is the form: one header row, formats and validations over ``rows`` rows (1 … 1,048,575). The guide says how
    to fill it in and what reads each column; long dropdowns stand on a third sheet, which is not hidden. Equal content
    gives equal bytes. Raises RiskkitError ARG-01 for a path that is no .xlsx or for ``rows`` out of range, OUT-01 when
    the file is there and ``replace`` is false, OUT-02 when it cannot be written.
    """
    if path.suffix.lower() != ".xlsx":
        raise RiskkitError("ARG-01", where="-o", found=path.name, allowed="*.xlsx")
    if not 1 <= rows <= MOST_ROWS:
        raise RiskkitError("ARG-01", where="--rows", found=str(rows), allowed=f"1 .. {MOST_ROWS}")
    return write_whole(path, partial(_write, form=form, lang=lang, rows=rows), replace=replace)


def _write(path: Path, form: Form, lang: Lang, rows: int) -> None:
    headers = headers_of(form, lang)
    title = f"{form.label.of(lang)} {FORM.of(lang)}"
    foot = f"{form.id} {form.day} {form.digest}"
    lists = {column.field: options_of(column.shape, lang) for column in form.columns}
    long_lists = {name: words for name, words in lists.items() if words and not inline(words)}
    with open_book(path, lang) as book:
        _form_sheet(book, form, headers, _ranges(long_lists, lang), rows, (title, foot))
        guide_sheet(book, book.sheet(GUIDE.of(lang), f"{form.label.of(lang)} {GUIDE.of(lang)}", foot), form, headers)
        if long_lists:
            sheet = book.sheet(OPTIONS.of(lang), f"{form.label.of(lang)} {OPTIONS.of(lang)}", foot)
            _options_sheet(book, sheet, form, long_lists)


def _ranges(lists: dict[str, list[str]], lang: Lang) -> dict[str, str]:
    """Where the words of each long dropdown stand."""
    from xlsxwriter.utility import xl_col_to_name

    sheet = OPTIONS.of(lang)
    letters = {name: xl_col_to_name(position) for position, name in enumerate(lists)}
    return {name: f"'{sheet}'!${letters[name]}$2:${letters[name]}${len(words) + 1}" for name, words in lists.items()}


def _form_sheet(
    book: Book, form: Form, headers: dict[str, str], ranges: dict[str, str], rows: int, printed: tuple[str, str]
) -> None:
    """The sheet to fill in. Formats belong to whole columns: a cell that is written would be read as an empty row."""
    from xlsxwriter.utility import xl_col_to_name

    lang, sheet = book.lang, book.sheet(FORM.of(book.lang), *printed)
    widths = [_width(column, headers[column.field], lang) for column in form.columns]
    for position, (column, wide) in enumerate(zip(form.columns, widths, strict=True)):
        sheet.set_column(position, position, wide, _cell_format(book, column))
    sheet.set_comments_author("riskkit")
    sheet.set_row(0, row_height([headers[column.field] for column in form.columns], [wide - 1 for wide in widths]) + 6)
    for position, column in enumerate(form.columns):
        header = headers[column.field]
        sheet.write_string(0, position, header, _band(book, column))
        sheet.write_comment(0, position, *_comment(comment_of(column, header, form, lang)))
        letter = xl_col_to_name(position)
        check = check_of(column, letter, form, lang, rows, ranges.get(column.field, ""))
        sheet.data_validation(1, position, rows, position, check)
    leading = _leading(form.columns)
    sheet.freeze_panes(1, leading)
    # validations reach far down; an empty form is printed on few pages
    sheet.print_area(0, 0, min(rows, PRINTED_ROWS), len(form.columns) - 1)
    sheet.repeat_rows(0)
    if len(form.columns) > leading:
        sheet.repeat_columns(0, leading - 1)
    sheet.hide_gridlines(0)
    repeated = sum(widths[:leading])
    sheet.fit_to_pages(max(1, math.ceil(sum(widths[leading:]) / (PAGE_WIDTH - repeated))), 0)
    sheet.ignore_errors({"number_stored_as_text": f"A2:XFD{rows + 1}"})


def _leading(columns: Sequence[FormColumn]) -> int:
    """How many columns stay in sight: the id, and the name where it follows."""
    named = [column.field for column in columns[:2]]
    return 2 if tuple(named) == _LEADING else 1


def _width(column: FormColumn, header: str, lang: Lang) -> float:
    """Wide enough for the whole header in two lines or so, and for the longest option."""
    longest = max((width(word) for word in options_of(column.shape, lang)), default=0)
    wanted = max(math.ceil(width(header) / 2) + 6, min(longest, 20) + 4, _WIDTHS.get(column.field, _NARROWEST))
    if column.shape.kind in ("id", "date"):
        wanted = max(wanted, 14.0)
    return min(wanted, max(_WIDEST, _WIDTHS.get(column.field, 0.0)))


def _cell_format(book: Book, column: FormColumn) -> Any:
    """Text for codes and words, days as 2026-03-05, percents with their sign but without its arithmetic."""
    shape = column.shape
    plain: dict[str, object] = {"border": 0}
    if shape.kind in _AS_TEXT:
        return book.format(**plain, num_format="@", align="center" if shape.kind in CHOICES else "left")
    if shape.kind == "date":
        return book.format(**plain, num_format="yyyy-mm-dd", align="center")
    if shape.kind in NUMBERS and shape.uom == "percent":
        return book.format(**plain, num_format='General"%"')
    return book.format(**plain)


def _band(book: Book, column: FormColumn) -> Any:
    return book.format(bold=True, text_wrap=True, align="center", bg_color=BANDS[column.use], border_color="#8A94A6")


def _comment(text: str) -> tuple[str, dict[str, object]]:
    """The comment and its size: as high as its lines, up to a limit."""
    lines = sum(max(1, math.ceil(width(line) / _COMMENT_CHARACTERS)) for line in text.split("\n"))
    height = min(lines * _COMMENT_LINE + 14, _COMMENT_MOST)
    return text, {"width": _COMMENT_WIDTH, "height": height, "font_name": FONT, "font_size": 9, "color": "#FFFFE8"}


def _options_sheet(book: Book, sheet: Any, form: Form, lists: dict[str, list[str]]) -> None:
    """One column a long dropdown. Its head is no header that intake knows."""
    lang = book.lang
    shapes = form.fields
    heads = [Label(f"{shapes[name].label.zh} 的选项", f"options of {shapes[name].label.en}").of(lang) for name in lists]
    longest = max(len(words) for words in lists.values())
    rows = [[words[at] if at < len(words) else "" for words in lists.values()] for at in range(longest)]
    widths = [
        max(width(text) for text in (head, *words)) + 5 for head, words in zip(heads, lists.values(), strict=True)
    ]
    book.table(sheet, heads, rows, widths)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
