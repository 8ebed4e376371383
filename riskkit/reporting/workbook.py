"""register.xlsx: the list that goes on the desk, and the sheets that say what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from riskkit.explanation import GradeLine
from riskkit.records import Column
from riskkit.reporting.across_sheets import comparison_sheet, problems_sheet
from riskkit.reporting.book import Book, open_book, row_height
from riskkit.reporting.context import RegisterContext
from riskkit.reporting.display import width
from riskkit.reporting.sheets import (
    about_sheet,
    crosstab_sheet,
    findings_sheet,
    grades_sheet,
    quality_sheet,
    set_aside_sheet,
)
from riskkit.reporting.tables import columns_of, in_words, unique_headings
from riskkit.reporting.words import REGISTER_TITLES, WORDS
from riskkit.terms import Label

EXCEL_ROWS = 1_048_575
SAMPLE = 2_000
# printed on A4, in this order; the other columns follow in one folded group
PRINTED = (
    "rank", "subject_id", "name", "region_id", "industry_id", "place_type", "grade", "grade_label",
    "grade_before_override", "override_reason", "override_by", "override_on", "grade_range",
    "risk_score", "unobserved_share", "fires_per_year", "veto_clauses", "top_reasons",
)  # fmt: skip
ALWAYS_PRINTED = ("rank", "subject_id", "name")
GRADE_COLUMNS = ("grade", "grade_label")
WIDTHS = {"name": 32, "override_reason": 32, "veto_clauses": 24, "top_reasons": 44, "undecided_vetoes": 40}
WRAPPED = ("name", "override_reason", "veto_clauses", "undecided_vetoes", "top_reasons", "place_type", "basis")
OTHER_WIDTH = 24
NUMBER_WIDTH = {"int": 4, "float": 9, "date": 10, "bool": 4}


def write_register_workbook(path: Path, register: pl.DataFrame, context: RegisterContext) -> list[Label]:
    """Write ``register`` (records.REGISTER and further columns, ranked) as a workbook without formulas.

    Sheets: 清单, 说明, 等级分布, 乡镇×等级 and 行业×等级 (when the register knows them), 横向比较 and
    共性问题 (when given), 数据质量, 问题明细,
    不参与评分.
    Equal content gives equal bytes. Returns notes: empty, or that only the first rows went in (also on 说明).
    Raises RiskkitError: ARG-01 when a column is missing, OUT-02 when the file cannot be written.
    """
    limit = max(0, min(context.row_limit, EXCEL_ROWS))
    notes = [_cut_note(limit, register.height)] if register.height > limit else []
    title = f"{REGISTER_TITLES[context.level].of(context.lang)} {context.as_of}"
    with open_book(path, context.lang) as book:
        _list_sheet(book, register.head(limit), context, title)
        about_sheet(book, context, title, notes)
        grades_sheet(book, register, context.grade_scale)
        crosstab_sheet(book, register, context, "region_id")
        crosstab_sheet(book, register, context, "industry_id")
        comparison_sheet(book, context.comparison)
        problems_sheet(book, context.common_problems)
        quality_sheet(book, context.findings)
        findings_sheet(book, context.findings)
        set_aside_sheet(book, context.set_aside)
    return notes


def _cut_note(limit: int, rows: int) -> Label:
    return Label(
        f"工作簿只列前 {limit} 行（共 {rows} 行）；全部见 register.csv 和 register.parquet。",
        f"The workbook lists the first {limit} of {rows} rows; all stand in register.csv and register.parquet.",
    )


def _list_sheet(book: Book, rows: pl.DataFrame, context: RegisterContext, title: str) -> None:
    """The register itself; rows are streamed, so everything about columns is settled before the first one."""
    columns = columns_of(rows, "register", context.labels)
    shown, rest = _split(rows, columns)
    ordered = shown + rest
    said = in_words(rows, ordered, book.lang).select(column.name for column in ordered)
    sheet = book.sheet(
        ("清单", "register")[book.lang == "en"],
        title,
        " ".join(part for part in (context.notice, WORDS["warning_only"].of(book.lang)) if part),
    )
    headings = unique_headings(ordered, book.lang)
    widths = _set_columns(sheet, said, ordered, headings, len(shown))
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 3)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(rows.height, 1), len(ordered) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A2:XFD{rows.height + 2}"})
    for position, heading in enumerate(headings):
        sheet.write_string(0, position, heading, book.heading())
    _write_rows(book, sheet, said, ordered, context.grade_scale, widths[: len(shown)])


def _split(rows: pl.DataFrame, columns: list[Column]) -> tuple[list[Column], list[Column]]:
    """Printed columns in their order, without those that hold nothing; and the rest."""
    known = {column.name: column for column in columns}
    shown = [known[name] for name in PRINTED if name in ALWAYS_PRINTED or _holds_something(rows[name])]
    return shown, [column for column in columns if column not in shown]


def _holds_something(cells: pl.Series) -> bool:
    filled = cells.drop_nulls()
    return bool((filled != "").any()) if filled.dtype == pl.String else bool(filled.len())


def _set_columns(
    sheet: Any, said: pl.DataFrame, columns: list[Column], headings: list[str], printed: int
) -> list[float]:
    """Set the widths, fold the columns that are not printed; gives the widths."""
    widths: list[float] = []
    for position, (column, heading) in enumerate(zip(columns, headings, strict=True)):
        cells = said[column.name].head(SAMPLE)
        longest = (
            max((width(text) for text in cells.drop_nulls()), default=0)
            if column.dtype == "str"
            else NUMBER_WIDTH[column.dtype]
        )
        wide = min(max(longest + 2, (width(heading) + 1) // 2 + 4, 7), WIDTHS.get(column.name, OTHER_WIDTH))
        folded = {"level": 1, "hidden": True} if position >= printed else {}
        sheet.set_column(position, position, wide, None, folded)
        widths.append(wide)
    sheet.set_column(len(columns), len(columns), None, None, {"collapsed": True})
    return widths


def _write_rows(
    book: Book,
    sheet: Any,
    said: pl.DataFrame,
    columns: list[Column],
    scale: Sequence[GradeLine],
    widths: Sequence[float],
) -> None:
    """The rows as they come, each as high as its printed cells (those with ``widths``) need."""
    plain, wrapped = book.text(wrap=False), book.text()
    styles = [
        (wrapped if column.name in WRAPPED else plain) if column.dtype in ("str", "bool") else book.number(column)
        for column in columns
    ]
    coloured = {grade.code: book.graded(grade) for grade in scale}
    names = [column.name for column in columns]
    graded = {names.index(name) for name in GRADE_COLUMNS}
    grade_at = names.index("grade")
    for row, cells in enumerate(said.iter_rows(), 1):
        sheet.set_row(row, row_height(cells[: len(widths)], widths))
        colour = coloured.get(cells[grade_at])
        for position, cell in enumerate(cells):
            style = colour if colour is not None and position in graded else styles[position]
            book.put(sheet, row, position, cell, style)
