"""linked.xlsx: the joined pairs, what they say differently, the groups, what it all means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from riskkit.linking import columns
from riskkit.linking.result import Links
from riskkit.records import Column
from riskkit.reporting.book import Book, open_book, row_height
from riskkit.reporting.context import ROW_LIMIT
from riskkit.reporting.link_about import about_rows
from riskkit.reporting.link_words import said
from riskkit.reporting.tables import unique_headings
from riskkit.terms import Label

TITLE = Label("两部门名录关联结果", "Two extracts joined")
SHEETS = {
    "linked": Label("已关联", "linked"),
    "conflicts": Label("两边不同", "differences"),
    "groups": Label("分组", "groups"),
    "about": Label("说明", "about"),
}
WIDTHS: dict[str, float] = {
    "unit_id": 13, "name": 24, "uscc": 21, "address": 28, "source": 16, "how": 12, "certainty": 8, "evidence": 26,
    "field": 13, "kind": 16, "value": 34, "group": 7, "key": 22, "side": 6, "state": 9,
}  # fmt: skip
# behind the printed columns, folded away
FOLDED = ("source",)


def write_linked_book(path: Path, result: Links) -> None:
    """Write the joined pairs as a workbook without formulas. Equal content gives equal bytes.

    Raises RiskkitError OUT-02 when the file cannot be written.
    """
    with open_book(path, result.lang) as book:
        title = TITLE.of(result.lang)
        _table(book, "linked", title, result.linked, columns.LINKED, result.notice)
        _table(book, "conflicts", title, result.conflicts, columns.CONFLICTS, result.notice)
        _table(book, "groups", title, result.groups, columns.GROUPS, result.notice)
        about_sheet(book, result, [cut for cut in [_cut(result)] if cut])


def about_sheet(book: Book, result: Links, more: Sequence[tuple[str, str]] = (), *, answering: bool = False) -> None:
    """The sheet 说明."""
    name = SHEETS["about"].of(book.lang)
    rows = [*more, *about_rows(result, answering=answering)]
    heads = [Label("项目", "item").of(book.lang), Label("内容", "content").of(book.lang)]
    book.table(book.sheet(name, name), heads, rows, (22, 110))


def _cut(result: Links) -> tuple[str, str] | None:
    longest = max(table.height for table in (result.linked, result.conflicts, result.groups))
    if longest <= ROW_LIMIT:
        return None
    cut = Label(
        f"各表只列前 {ROW_LIMIT} 行，全部见同名 csv。", f"The first {ROW_LIMIT} rows are listed; all stand in the csv."
    )
    return Label("注意", "mind").of(result.lang), cut.of(result.lang)


def bare(name: str) -> str:
    """The name of a column without its side.

    >>> bare("a_name"), bare("b_unit_id"), bare("address")
    ('name', 'unit_id', 'address')
    """
    return name[2:] if name[:2] in ("a_", "b_") else name


def headed(
    book: Book,
    sheet: Any,
    of: Sequence[Column],
    rows: int,
    widths: Mapping[str, float],
    hidden: Sequence[str] = FOLDED,
) -> None:
    """Headings, widths, filter and repeated heading row of a table; the columns ``hidden`` folded away."""
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(rows, 1), len(of) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A2:XFD{rows + 2}"})
    sheet.set_row(0, 32)
    for position, (column, heading) in enumerate(zip(of, unique_headings(list(of), book.lang), strict=True)):
        folded = {"level": 1, "hidden": True} if bare(column.name) in hidden else {}
        sheet.set_column(position, position, widths[bare(column.name)], None, folded)
        sheet.write_string(0, position, heading, book.heading())


def _table(book: Book, kind: str, title: str, table: pl.DataFrame, of: Sequence[Column], notice: str) -> None:
    name = SHEETS[kind].of(book.lang)
    sheet = book.sheet(name, f"{title} · {name}", notice)
    of = sorted(of, key=lambda column: bare(column.name) in FOLDED)
    rows = said(table.head(ROW_LIMIT), of, book.lang)
    headed(book, sheet, of, rows.height, WIDTHS)
    sheet.freeze_panes(1, 0)
    printed = [at for at, column in enumerate(of) if bare(column.name) not in FOLDED]
    widths = [WIDTHS[bare(of[at].name)] for at in printed]
    share, text, banded = (
        book.format(num_format="0.00%"),
        book.text(),
        book.format(bg_color="#F5F7FA", text_wrap=True, align="left", indent=1),
    )
    if kind == "conflicts" and not rows.height:
        sheet.write_string(1, 0, Label("没有不同", "no difference").of(book.lang), text)
    band, last = False, None
    for row, cells in enumerate(rows.iter_rows(), 1):
        sheet.set_row(row, row_height([cells[at] for at in printed], widths))
        if kind == "groups":
            band, last = (band if cells[0] == last else not band), cells[0]
        for position, cell in enumerate(cells):
            style = share if isinstance(cell, float) else banded if band else text
            book.put(sheet, row, position, cell, style)
