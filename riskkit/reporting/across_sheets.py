"""横向比较 and 共性问题: the tables that look across units, as csv files and as sheets of register.xlsx."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from riskkit.assessment import Tables
from riskkit.common_problems import TOP
from riskkit.comparison import ALL
from riskkit.records import Column
from riskkit.records_across import COMMON_PROBLEMS, COMPARISON
from riskkit.reporting.book import Book, row_height
from riskkit.reporting.display import width
from riskkit.reporting.tables import in_words, unique_headings, write_columns
from riskkit.terms import Label, Lang

WIDE = {"problem": 36, "clause": 40, "remedy": 36, "size_note": 30, "industry_id": 18, "region_id": 18}
NARROW = 12
DETAIL_ROWS = 20_000


def write_across(tables: Tables, folder: Path, lang: Lang) -> None:
    """comparison.csv and common_problems.csv, where there are such tables."""
    if tables.comparison is not None:
        write_columns(tables.comparison, folder / "comparison.csv", list(COMPARISON), lang)
    if tables.common_problems is not None:
        write_columns(tables.common_problems, folder / "common_problems.csv", list(COMMON_PROBLEMS), lang)


def comparison_sheet(book: Book, table: pl.DataFrame | None) -> None:
    """横向比较: industries × regions."""
    if table is not None:
        _sheet(book, Label("横向比较", "comparison"), table.head(DETAIL_ROWS), list(COMPARISON))


def problems_sheet(book: Book, table: pl.DataFrame | None) -> None:
    """共性问题: the ten most frequent problems of all units, of each industry and of each region."""
    if table is None:
        return
    every = ALL.of(book.lang)
    one_way = (pl.col("industry_id") == every) | (pl.col("region_id") == every)
    top = table.filter(one_way & (pl.col("rank") <= TOP)).head(DETAIL_ROWS)
    _sheet(book, Label("共性问题", "common problems"), top, list(COMMON_PROBLEMS))


def _sheet(book: Book, name: Label, rows: pl.DataFrame, columns: list[Column]) -> None:
    title = name.of(book.lang)
    sheet = book.sheet(title, title)
    said = in_words(rows, columns, book.lang).select(column.name for column in columns)
    headings = unique_headings(columns, book.lang)
    widths = [
        WIDE.get(column.name, max(NARROW, width(head) // 2 + 4)) for column, head in zip(columns, headings, strict=True)
    ]
    for position, (heading, wide) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(position, position, wide)
        sheet.write_string(0, position, heading, book.heading())
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(said.height, 1), len(columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A2:XFD{said.height + 2}"})
    styles = [book.text() if column.dtype == "str" else book.number(column) for column in columns]
    for row, cells in enumerate(said.iter_rows(), 1):
        sheet.set_row(row, row_height(cells, widths))
        for position, cell in enumerate(cells):
            book.put(sheet, row, position, cell, styles[position])
