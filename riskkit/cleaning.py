"""Cleaning a table: the same rows in one form, and a log of every cell that is not as the file holds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from riskkit.indicators.rulebook import Rulebook
from riskkit.inputs import sources_of
from riskkit.ledger import account_of, changes_in_words, conflicts_in_words, findings_in_words, set_aside_in_words
from riskkit.reading import Options, Reading, open_table
from riskkit.reporting.clean_columns import CleanColumns, clean_columns
from riskkit.reporting.clean_folder import CleanFolder
from riskkit.reporting.run_folder import run_folder
from riskkit.terms import Label
from riskkit.typed_table import SOURCE_ROW
from riskkit.validating import found_by
from riskkit.validation.result import Cleaned
from riskkit.version import VERSION
from riskkit.which_table import WhichTable, which_table

if TYPE_CHECKING:
    import pandas as pd

    from riskkit.intake.clean import CleanChunk

    Table = str | Path | pd.DataFrame | pl.DataFrame

__all__ = ["clean", "save_clean"]
THROUGH = ("extract", "rows", "validate", "clean")


def clean(
    table: Table | Reading,
    rules: str | Rulebook | None = None,
    as_of: date | str | None = None,
    *,
    rule_root: str | Path | None = None,
    choices: Mapping[str, str] | None = None,
    options: Options | None = None,
) -> Cleaned:
    """The clean table and its changes, in memory; :func:`save_clean` writes them without holding them.

    ``rules`` is a rulebook ``level/name`` or a side table ``table/name``; without it only the columns of who and where
    a subject is are judged. Columns that are read get the header that maps them back; those that are not stay as they
    are, those of personal data are left out. A last column says the row of the file. Every cell that differs from the
    file stands in ``changes``. Raises RiskkitError as :func:`riskkit.validate`.

    >>> units = pl.DataFrame({"单位编号": ["甲1", "甲2"], "建筑面积（亩）": ["3", "约6"], "备注": ["", "新"]})
    >>> cleaned = clean(units, "unit/city_score_100", "2026-01-01")
    >>> cleaned.table_rows.columns
    ['单位编号', '建筑面积（㎡）', '备注', '来源行']
    >>> cleaned.change_rows.select("row", "column", "before", "after", "code").rows()
    [(2, '建筑面积（亩）', '3', '2000', 'NUM-10'), (3, '建筑面积（亩）', '约6', '4000', 'NUM-04')]
    """
    options = options or Options()
    run = _Run(table, which_table(rules, as_of, rule_root, choices), options)
    parts = list(run.parts())
    rows = pl.concat([part.written for part in parts])
    rows.columns = parts[0].columns.unique_headers()
    return replace(run.result(), table_rows=rows, change_rows=pl.concat([part.changes for part in parts]))


def save_clean(
    table: Table | Reading,
    folder: str | Path,
    rules: str | Rulebook | None = None,
    as_of: date | str | None = None,
    *,
    rule_root: str | Path | None = None,
    choices: Mapping[str, str] | None = None,
    options: Options | None = None,
    replace: bool = False,
) -> Cleaned:
    """Clean ``table`` as :func:`clean` does and write clean.csv, clean.xlsx, changes.csv, findings to ``folder``.

    Rows pass in chunks, so that a large table is never held whole. Raises RiskkitError as :func:`clean`; OUT-01 when
    the folder exists and ``replace`` is not set, OUT-02 when it cannot be written.
    """
    with run_folder(folder, replace=replace) as working:
        return clean_into(working, table, rules, as_of, rule_root=rule_root, choices=choices, options=options)


def clean_into(
    folder: Path,
    table: Table | Reading,
    rules: str | Rulebook | None,
    as_of: date | str | None,
    *,
    rule_root: str | Path | None = None,
    choices: Mapping[str, str] | None = None,
    options: Options | None = None,
) -> Cleaned:
    """As :func:`save_clean`, into a folder that exists."""
    options = options or Options()
    run = _Run(table, which_table(rules, as_of, rule_root, choices), options)
    with CleanFolder(folder, options.lang) as files:
        for part in run.parts():
            files.add(part.columns, part.written, part.changes)
    result = replace(run.result(), notes=tuple(note.of(options.lang) for note in files.notes))
    files.finish(result)
    return result


class _Part(NamedTuple):
    """One chunk: its rows as the clean table writes them, the row of the file last, and its changes in words."""

    columns: CleanColumns
    written: pl.DataFrame
    changes: pl.DataFrame


class _Run:
    """One reading of a table; :meth:`result` is known when :meth:`parts` is exhausted."""

    def __init__(self, table: Table | Reading, which: WhichTable, options: Options) -> None:
        self._which, self._options = which, options
        self._source = open_table(
            table.origin if isinstance(table, Reading) else table,
            which.fields,
            options,
            as_of=which.latest,
            unique_ids=which.unique_ids,
            log=options.lang,
        )
        self._findings: list[pl.DataFrame] = []
        self._aside: list[pl.DataFrame] = []
        self._changed: Counter[str] = Counter()
        self._written = 0
        self._columns: CleanColumns | None = None

    def parts(self) -> Iterator[_Part]:
        """The rows that are kept, chunk by chunk."""
        source, lang = self._source, self._options.lang
        for chunk in source.chunks():
            columns = self._columns or clean_columns(source.raw, source.mapping, self._which.fields, lang)
            self._columns = columns
            self._findings.append(chunk.findings)
            self._aside.append(chunk.set_aside)
            written = _written(chunk, columns)
            changes = chunk.changes
            self._written += written.height
            self._changed.update(dict(changes.group_by("code").len().iter_rows()))
            yield _Part(columns, written, changes_in_words(changes, lang))
            self._options.progress(Label("清洗", "cleaned").of(lang), source.summary.rows_read)

    def result(self) -> Cleaned:
        """Findings, account and changes by code."""
        source, lang = self._source, self._options.lang
        found = found_by(source, self._which, self._findings)
        set_aside = set_aside_in_words(pl.concat(self._aside), lang)
        return Cleaned(
            which=self._which,
            sources=tuple(sources_of(source.summary)),
            stations=tuple(
                account_of(
                    source.summary.rows_read,
                    set_aside,
                    THROUGH,
                    self._written,
                    {"validate": source.summary.rows_kept},
                )
            ),
            finding_rows=findings_in_words(found, lang),
            set_aside_rows=set_aside,
            conflict_rows=conflicts_in_words(source.conflicts(), found, lang),
            lang=lang,
            version=VERSION,
            changed=dict(sorted(self._changed.items())),
            left_out=tuple(text for _, text in self._columns.left_out) if self._columns else (),
        )


def _written(chunk: CleanChunk, columns: CleanColumns) -> pl.DataFrame:
    """The rows kept in the order of the clean table's columns, with the row of the file."""
    assert chunk.written is not None
    return chunk.written.select(
        *(column.name for column in columns.columns), chunk.table.frame.get_column(SOURCE_ROW).alias("row")
    )
