"""A cleaned table to a folder: the table, every change, what was found, what became of every column, the manifest."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

import polars as pl

from riskkit.records_intake import CHANGES, COLUMNS_KEPT
from riskkit.reporting.clean_columns import CleanColumns
from riskkit.reporting.clean_parts import BookParts, CsvParts
from riskkit.reporting.findings_folder import manifest_of, write_read_table
from riskkit.reporting.manifest import write_manifest
from riskkit.reporting.tables import write_columns
from riskkit.terms import Label, Lang
from riskkit.validation.result import Cleaned

TITLE = Label("清洗后的数据", "clean table")


class CleanFolder:
    """The files of a cleaned table, open while its rows pass: ``add`` each chunk, then ``finish``."""

    def __init__(self, folder: Path, lang: Lang) -> None:
        self._folder, self._lang = folder, lang
        self._table, self._changes = CsvParts(folder / "clean.csv"), CsvParts(folder / "changes.csv")
        self._book = BookParts(folder / "clean.xlsx", TITLE.of(lang), lang)
        self._columns: CleanColumns | None = None

    def __enter__(self) -> CleanFolder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None
    ) -> None:
        self._table.close()
        self._changes.close()
        if kind is not None:
            self._book.leave(kind, problem, where)
        else:
            self._book.close()

    def add(self, columns: CleanColumns, written: pl.DataFrame, changes: pl.DataFrame) -> None:
        """The rows of one chunk (the row of the file last) and the changes in it (records_intake.CHANGES)."""
        self._columns = columns
        self._table.add_texts(written, columns.headers)
        self._book.add(written, columns)
        self._changes.add(changes, CHANGES, self._lang)

    @property
    def notes(self) -> list[Label]:
        """What is worth saying about the files."""
        notes = [self._book.too_large] if self._book.too_large is not None else []
        if self._table.guarded:
            count = self._table.guarded
            notes.append(
                Label(
                    f"clean.csv 有 {count} 格前面加了 '，以免被当作公式；原文见 clean.xlsx",
                    f"{count} cells of clean.csv begin with ' so that no program takes them for formulas",
                )
            )
        return notes

    def finish(self, result: Cleaned) -> None:
        """What was found, what became of every column, and the manifest; the files of the table are closed by then."""
        assert self._columns is not None
        write_read_table(result, self._folder)
        write_columns(self._columns.table(), self._folder / "columns.csv", list(COLUMNS_KEPT), self._lang)
        manifest = manifest_of(result, self._folder)
        more = {"kind": "clean", "changes": result.changed, "left_out": list(result.left_out), "notes": [*result.notes]}
        write_manifest(self._folder / "manifest.json", {**manifest, **more})
