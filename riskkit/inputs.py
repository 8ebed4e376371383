"""Inputs as they were read: the line of each in the manifest, and the tables beside the extract."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from riskkit.errors import RiskkitError
from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.columns import with_id
from riskkit.intake.contract import typed_as
from riskkit.intake.extract import Extract, ExtractSummary, read_extract
from riskkit.intake.findings import FINDING_DTYPES
from riskkit.intake.raw import Decision
from riskkit.typed_table import SOURCE_ROW

if TYPE_CHECKING:
    import pandas as pd

    from riskkit.intake.clean import CleanChunk


@dataclass(frozen=True)
class Source:
    """One input as it was read; it goes into the manifest."""

    file: str
    sha256: str
    rows: int
    encoding: str = ""
    sheet: str = ""
    header_row: int | None = None
    columns: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    decisions: tuple[Decision, ...] = ()
    rewritten: dict[str, int] = field(default_factory=dict)


def as_source(summary: ExtractSummary) -> Source:
    """An extract's summary as the manifest shows it."""
    return Source(
        file=summary.file,
        sha256=summary.digest,
        rows=summary.rows_read,
        encoding=summary.encoding,
        sheet=summary.sheet,
        header_row=summary.header_row,
        columns=summary.mapping,
        kind=summary.kind,
        decisions=summary.decisions,
        rewritten=summary.rewritten,
    )


def sources_of(summary: ExtractSummary) -> list[Source]:
    """An extract and, where one was given, the mapping file that told its columns: both decide what comes out."""
    sources = [as_source(summary)]
    if summary.map_digest:
        sources.append(Source(summary.map_file or "mapping", summary.map_digest, 0, kind="mapping"))
    return sources


@dataclass(frozen=True)
class SideTable:
    """A table beside the extract (fires, credit records, overrides), one subject in any number of rows.

    ``frame`` holds subject_id, source_row and every field of the table, null where the file lacks it;
    ``findings`` as intake gives them. ``source.rows = frame.height + set_aside``.
    """

    frame: pl.DataFrame
    findings: pl.DataFrame
    source: Source
    set_aside: int

    def header(self, name: str) -> str:
        """The header of a field as the file writes it, else the field's name."""
        return self.source.columns.get(name, name)

    def findings_at(self, rows: pl.DataFrame, code: str, name: str, allowed: str = "") -> pl.DataFrame:
        """A finding ``code`` at the field ``name`` of each of ``rows``, in the columns of intake's findings."""
        found = rows.select(
            pl.col(SOURCE_ROW).alias("row"),
            pl.lit(self.header(name)).alias("column"),
            pl.col(name).cast(pl.String).fill_null("").alias("value"),
            pl.lit(code).alias("code"),
            pl.lit(allowed).alias("allowed"),
            "subject_id",
            pl.lit(self.source.sheet).alias("sheet"),
            pl.lit(self.source.file).alias("file"),
        )
        return found.cast(pl.Schema(FINDING_DTYPES))


def read_side_table(
    source: str | Path | pd.DataFrame | pl.DataFrame,
    fields: Mapping[str, FieldShape],
    *,
    latest: date,
    encoding: str | None = None,
    expected: Collection[str] = (),
    may_be_empty: bool = False,
) -> SideTable:
    """Read a table beside the extract with the columns ``fields``, through the same intake.

    A day after ``latest`` is DATE-02 and unknown. COL-03 is said only for the fields ``expected``: those that must be
    there stop the reading, the others may lack. Raises RiskkitError for a table that cannot be read (FILE-…), COL-01
    and COL-06 for a column it lacks, FILE-04 for one without rows unless it ``may_be_empty``.
    """
    extract = read_extract(source, fields, as_of=latest, encoding=encoding, unique_ids=False)
    chunks = _chunks(extract, may_be_empty)
    findings = pl.concat([extract.findings, *(chunk.findings for chunk in chunks), extract.file_findings])
    said = (pl.col("code") != "COL-03") | pl.col("value").is_in(list(expected))
    dtypes = {name: typed_as(shape) for name, shape in with_id(fields).items()}
    empty = pl.DataFrame(schema={**dtypes, SOURCE_ROW: pl.Int64()})
    frame = pl.concat([empty, *(chunk.table.frame for chunk in chunks)], how="diagonal")
    summary = extract.summary
    return SideTable(frame, findings.filter(said), as_source(summary), summary.rows_set_aside)


def _chunks(extract: Extract, may_be_empty: bool) -> list[CleanChunk]:
    """All chunks; a table with a header and no row has none where that is allowed."""
    try:
        return list(extract.chunks())
    except RiskkitError as problem:
        if problem.code == "FILE-04" and may_be_empty and not extract.raw.rows_read:
            return []
        raise
