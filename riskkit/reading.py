"""Opening and reading an extract: how to read it, and what it holds before any rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from riskkit.indicators.identity import with_identity
from riskkit.indicators.rule_file import FieldShape
from riskkit.indicators.rulebook import Rulebook
from riskkit.intake.area_aliases import read_area_aliases
from riskkit.intake.extract import Extract, read_extract
from riskkit.intake.header import HeaderRows
from riskkit.ledger import findings_in_words, set_aside_in_words
from riskkit.terms import Lang
from riskkit.typed_table import TypedTable

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Options:
    """How to read and how much to keep.

    ``reasons``: how many reasons to keep a subject, None for all. ``chunk_rows`` and ``threads`` change speed and
    memory, never a result.
    """

    encoding: str | None = None
    fires_encoding: str | None = None
    sheet: str | None = None
    header_row: HeaderRows = None
    query: str | None = None
    mapping: Mapping[str, str] | str | Path | None = None  # header → field, or a mapping file
    area_aliases: Mapping[str, str] | str | Path | None = None  # name of a zone without a code → code, or a file of it
    coordinate_system: str = ""
    districts: str | Path | None = None  # GeoJSON of the districts that places must lie in
    reasons: int | None = None
    chunk_rows: int = 100_000
    threads: int | None = None
    lang: Lang = "zh"
    backtest: bool = False
    changes: bool = False  # whether an assessment keeps the log of every cell that was not read as written
    # said before everything else on every page and sheet, such as that the data is synthetic
    notice: str = ""
    progress: Callable[[str, int], None] = lambda station, rows: None  # the station's name and the rows done so far


@dataclass(frozen=True, repr=False)
class Reading:
    """An extract as riskkit understands it, before any rule: plain pandas tables.

    ``table`` has a column per field (machine names), ``findings`` and ``set_aside`` as in riskkit.records,
    ``columns`` maps field → header as written. An empty cell is unknown; ``not_applicable`` (same shape as ``table``)
    says where the extract wrote 不适用. ``assess(reading, …)`` reads the same ``origin`` again, so that rows, findings
    and sources stay those of the file; a table that you changed goes in as :meth:`as_extract`.
    """

    table: pd.DataFrame
    not_applicable: pd.DataFrame
    findings: pd.DataFrame
    set_aside: pd.DataFrame
    columns: dict[str, str]
    origin: str | Path | pd.DataFrame | pl.DataFrame = field(repr=False)

    def __repr__(self) -> str:
        return f"Reading({len(self.table)} rows, {len(self.columns)} columns, {len(self.findings)} findings)"

    def as_extract(self) -> pd.DataFrame:
        """``table`` with "/" in the cells that are 不适用: a DataFrame that reads back to the same three states."""
        return self.table.astype(object).mask(self.not_applicable, "/").drop(columns="source_row")


def read(
    extract: str | Path | pd.DataFrame | pl.DataFrame, rulebook: Rulebook, *, options: Options | None = None
) -> Reading:
    """Read and clean an extract with the columns that ``rulebook`` knows; nothing is scored.

    Raises RiskkitError as :func:`assess`.

    >>> from riskkit.datasets import dataset_path
    >>> rules = Rulebook.at("2026-01-01", "unit/city_score_100")
    >>> reading = read(dataset_path("synthetic_city") / "units_small.csv", rules)
    >>> len(reading.table), reading.columns["floor_area_m2"]
    (30, '建筑面积（㎡）')
    """
    options = options or Options()
    source = open_source(extract, rulebook, options)
    chunks = list(source.chunks())
    findings = pl.concat([source.findings, *(chunk.findings for chunk in chunks), source.late_findings])
    table = pl.concat([chunk.table.frame for chunk in chunks])
    skipped = [
        pl.DataFrame({name: _skipped(chunk.table, name) for name in chunk.table.frame.columns}) for chunk in chunks
    ]
    return Reading(
        table=table.to_pandas(),
        not_applicable=pl.concat(skipped).to_pandas(),
        findings=findings_in_words(findings, options.lang).to_pandas(),
        set_aside=set_aside_in_words(pl.concat([chunk.set_aside for chunk in chunks]), options.lang).to_pandas(),
        columns=source.summary.mapping,
        origin=extract,
    )


def _skipped(table: TypedTable, name: str) -> pl.Series:
    marks = table.is_not_applicable(name)
    return pl.Series(np.zeros(table.height, dtype=bool) if marks is None else marks)


def open_source(extract: str | Path | pd.DataFrame | pl.DataFrame, rulebook: Rulebook, options: Options) -> Extract:
    """The extract opened as ``options`` say; raises RiskkitError as :func:`assess`."""
    log = options.lang if options.changes else None
    return open_table(extract, with_identity(rulebook.fields), options, as_of=rulebook.day, log=log)


def open_table(
    table: str | Path | pd.DataFrame | pl.DataFrame,
    fields: Mapping[str, FieldShape],
    options: Options,
    *,
    as_of: date,
    unique_ids: bool = True,
    log: Lang | None = None,
) -> Extract:
    """Any table opened with the columns ``fields`` as ``options`` say; the rest as read_extract, which raises too."""
    aliases = options.area_aliases
    return read_extract(
        table,
        fields,
        as_of=as_of,
        encoding=options.encoding,
        sheet=options.sheet,
        header_row=options.header_row,
        query=options.query,
        mapping=options.mapping,
        chunk_rows=options.chunk_rows,
        unique_ids=unique_ids,
        log=log,
        area_aliases=read_area_aliases(Path(aliases)) if isinstance(aliases, str | Path) else aliases,
        coordinate_system=options.coordinate_system,
        districts=options.districts,
    )
