"""Fire statistics to a folder: fire_statistics.xlsx, a csv a table, findings and the manifest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from riskkit.fire_statistics.summary import FireSummary
from riskkit.records import Column
from riskkit.reporting import fire_columns as shown
from riskkit.reporting.book import Book, open_book, row_height, widths_of
from riskkit.reporting.fire_facts import fire_facts
from riskkit.reporting.manifest import sha256_of, write_manifest
from riskkit.reporting.sheets import findings_sheet, quality_sheet
from riskkit.reporting.tables import unique_headings, write_columns, write_csv
from riskkit.terms import Label
from riskkit.version import VERSION

MOST_ROWS = 20_000
TITLE = Label("火灾统计", "Fire statistics")
# columns that hold counts and money: a count is shown without decimals
MIXED = ("value", "value_before")
# what is told apart only where it occurs
_APART_FIGURES = ("late_deaths", "deaths_unknown", "injuries_unknown", "direct_loss_cny_unknown", "slight_unknown")
_APART_FIRES = ("region_id", "industry_id", "unit_id", "serious_injuries", "is_slight", "decided_by")
APART = {*_APART_FIGURES, *_APART_FIRES, "criminal_fires", "criminal_deaths"}
# what follows from another column: folded away beside it, so that a sheet prints large enough to read
FOLDED = {"comparison": ("scope_words", "scope_before_words")}
# the range of grades says something only where a fire has no single one
RANGE = ("grade_at_least", "grade_at_most")
WIDTHS = {"words": 44, "status": 14, "period": 22}
Table = tuple[str, Label, pl.DataFrame, list[Column]]


def write_fire_summary(summary: FireSummary, folder: Path) -> None:
    """Write every table of ``summary`` into an existing ``folder``: xlsx, csv, findings, rows set aside, manifest."""
    lang = summary.options.lang
    tables = _tables(summary)
    for name, _, frame, columns in tables:
        write_columns(frame, folder / f"{name}.csv", columns, lang)
    write_csv(summary.findings, folder / "findings.csv", "findings", lang)
    write_csv(summary.set_aside, folder / "set_aside.csv", "set_aside", lang)
    _write_book(summary, tables, folder / "fire_statistics.xlsx")
    write_manifest(folder / "manifest.json", _manifest(summary, folder))


def _tables(summary: FireSummary) -> list[Table]:
    lang = summary.options.lang
    figures = shown.shown_figures(summary)
    return [
        ("figures", Label("四项指标", "figures"), figures, shown.figure_columns(summary)),
        ("rates", Label("比率", "rates"), figures, shown.rate_columns(summary)),
        ("severity", Label("火灾等级", "severity"), figures, shown.severity_columns(summary)),
        (
            "comparison",
            Label("比较", "comparison"),
            shown.shown_comparison(summary, lang),
            shown.comparison_columns(summary),
        ),
        ("graded", Label("逐起定级", "fires"), shown.shown_graded(summary, lang), shown.graded_columns(summary)),
    ]


def _write_book(summary: FireSummary, tables: Sequence[Table], path: Path) -> None:
    lang = summary.options.lang
    with open_book(path, lang) as book:
        for table in tables[:-1]:
            if table[0] != "rates" or summary.population is not None:
                _table_sheet(book, table, summary)
        about = Label("口径说明", "scopes and methods").of(lang)
        heads = [Label("项目", "item").of(lang), Label("内容", "content").of(lang)]
        book.table(book.sheet(about, about), heads, fire_facts(summary), (28, 110))
        _table_sheet(book, tables[-1], summary)
        quality_sheet(book, summary.findings)
        findings_sheet(book, summary.findings)


def _telling(frame: pl.DataFrame, columns: list[Column]) -> list[Column]:
    """The columns without those of APART that are empty or 0 throughout; the csv keeps them all."""
    told = [column for column in columns if column.name not in APART or _says(frame.get_column(column.name))]
    if "grade" in frame.columns and not frame.get_column("grade").is_null().any():
        return [column for column in told if column.name not in RANGE]
    return told


def _says(cells: pl.Series) -> bool:
    return bool(cells.cast(pl.String).fill_null("0").is_in(["0", ""]).not_().any())


def _table_sheet(book: Book, table: Table, summary: FireSummary) -> None:
    """One table: headings frozen, numbers by their column, A4 landscape and one page wide."""
    key, label, frame, columns = table[0], table[1], table[2], _telling(table[2], table[3])
    name, covered = label.of(book.lang), Label("统计期", "days covered").of(book.lang)
    sheet = book.sheet(name, f"{TITLE.of(book.lang)} · {name}", f"{covered} {summary.since} … {summary.until}")
    heads = unique_headings(columns, book.lang)
    cells = [tuple(row) for row in frame.head(MOST_ROWS).select([column.name for column in columns]).iter_rows()]
    widths = widths_of([[head[:9] for head in heads], *cells[:200], *cells[-200:]], low=10, high=38)
    widths = [
        min(max(wide, 10), WIDTHS.get(column.name, wide)) if column.dtype == "str" else 11
        for wide, column in zip(widths, columns, strict=True)
    ]
    folded = [column.name in FOLDED.get(key, ()) for column in columns]
    seen = [position for position, hidden in enumerate(folded) if not hidden]
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(cells), 1), len(columns) - 1)
    sheet.set_row(0, row_height(heads, widths))
    for position, (head, wide) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(position, position, wide, None, {"level": 1, "hidden": True} if folded[position] else {})
        sheet.write_string(0, position, head, book.heading())
    sheet.set_column(len(columns), len(columns), None, None, {"collapsed": any(folded)})
    styles = [book.text() if column.dtype == "str" else book.number(column) for column in columns]
    whole = book.format(num_format="0")
    for row, values in enumerate(cells, 1):
        sheet.set_row(row, row_height([values[at] for at in seen], [widths[at] for at in seen]))
        for position, value in enumerate(values):
            is_count = columns[position].name in MIXED and isinstance(value, float) and value.is_integer()
            book.put(sheet, row, position, value, whole if is_count else styles[position])
    if frame.height > MOST_ROWS:
        more = Label(f"只列前 {MOST_ROWS} 行，全部见 graded.csv", f"the first {MOST_ROWS} rows; all are in graded.csv")
        sheet.write_string(len(cells) + 1, 0, more.of(book.lang), book.format(bold=True))


def _manifest(summary: FireSummary, folder: Path) -> dict[str, Any]:
    read = [summary.fires.summary, *([summary.population.summary] if summary.population else [])]
    inputs = [
        {
            "file": item.file,
            "sha256": item.digest,
            "rows": item.rows_read,
            "encoding": item.encoding,
            "sheet": item.sheet,
            "header_row": item.header_row,
            "columns": item.mapping,
        }
        for item in read
        if item is not None
    ]
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        "kind": "fire_statistics",
        "riskkit": VERSION,
        "lang": summary.options.lang,
        "by": summary.by,
        "per": summary.per,
        "since": summary.since,
        "until": summary.until,
        "until_is_given": summary.until_is_given,
        "across_breaks": summary.across_breaks,
        "coverage": summary.options.coverage,
        "rules": {"digest": summary.rules.digest, "severity_tables": [f"{start}" for start in summary.rules.tables]},
        "inputs": inputs,
        "rows": {
            "read": summary.fires.summary.rows_read,
            "counted": summary.counted,
            "outside": summary.outside,
            "undated": summary.fires.undated,
            "set_aside": summary.fires.summary.rows_set_aside,
        },
        "findings": dict(summary.findings.group_by("code").len().sort("code").iter_rows()),
        "outputs": {path.relative_to(folder).as_posix(): sha256_of(path) for path in files},
    }
