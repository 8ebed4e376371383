"""A table of fires and a table of population as users bring them, read through intake into what statistics need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from riskkit.errors import Finding, RiskkitError
from riskkit.indicators.fire_rules import fire_record_fields, population_fields
from riskkit.intake.events import read_events
from riskkit.intake.extract import Extract, ExtractSummary
from riskkit.intake.header import HeaderRows
from riskkit.ledger import as_frame

if TYPE_CHECKING:
    import pandas as pd

ANY_DAY = date(9999, 12, 31)
ID, ROW = "subject_id", "source_row"
# columns that statistics read, with their kind; an extract that lacks one gets it empty
NUMBERS = ("deaths", "late_deaths", "injuries", "serious_injuries", "direct_loss_cny", "households", "is_criminal")
FIGURES = ("deaths", "injuries", "direct_loss_cny")
TEXTS = ("unit_id", "region_id", "industry_id", "cause", "statistical_scope")


@dataclass(frozen=True)
class FiresRead:
    """The fires of a table with a day, one row each; ``brought`` are the fields that the table has a column for.

    ``deaths`` are those within the statistical window (``late_deaths`` taken off where the table tells them apart).
    """

    fires: pl.DataFrame
    brought: frozenset[str]
    findings: pl.DataFrame
    set_aside: pl.DataFrame
    summary: ExtractSummary
    undated: int

    def header(self, name: str) -> str:
        """The heading of a field as the file writes it."""
        return self.summary.mapping.get(name, name)


@dataclass(frozen=True)
class FiresFile:
    """How a file is to be read: encoding, sheet, row of the header, the last day a fire may lie on, own rule root."""

    encoding: str | None = None
    sheet: str | None = None
    header_row: HeaderRows = None
    today: date = ANY_DAY
    rule_root: Path | None = None


def read_fires(source: str | Path | pl.DataFrame | pd.DataFrame, how: FiresFile = FiresFile()) -> FiresRead:
    """Read a table of fires: day, deaths, injuries, loss and the further columns of fire_statistics.yaml.

    A fire needs a day and nothing else; one without it is not counted (STAT-02). Raises RiskkitError FILE-01 …
    FILE-06, COL-06 without a column of days, STAT-12 when no fire has a day.
    """
    extract = read_events(
        source,
        fire_record_fields(how.rule_root),
        as_of=how.today,
        encoding=how.encoding,
        sheet=how.sheet,
        header_row=how.header_row,
    )
    frame, findings, set_aside = _whole(extract)
    brought = frozenset(frame.columns) - {ID, ROW}
    frame = frame.with_columns(
        *[pl.lit(None, dtype=pl.Float64).alias(name) for name in NUMBERS if name not in brought],
        *[pl.lit(None, dtype=pl.String).alias(name) for name in TEXTS if name not in brought],
    ).with_columns((pl.col("deaths") - pl.col("late_deaths").fill_null(0.0)).clip(0.0))
    dated = frame.filter(pl.col("occurred_on").is_not_null())
    if dated.is_empty():
        raise RiskkitError("STAT-12", where=extract.summary.file, found=f"0 / {frame.height}")
    read = FiresRead(dated, brought, findings, set_aside, extract.summary, frame.height - dated.height)
    noted = pl.concat([findings, as_frame(left_open(read, frame), extract.summary.file)])
    return FiresRead(dated, brought, noted, set_aside, extract.summary, read.undated)


def left_open(read: FiresRead, frame: pl.DataFrame) -> Iterator[Finding]:
    """What the table leaves open for statistics, ``frame`` being all its rows: STAT-02, STAT-06, STAT-07, STAT-13.

    Rows without a day, columns that are not told apart, more serious injuries than injuries.
    """
    undated = frame.filter(pl.col("occurred_on").is_null())
    yield from _rows(undated, "STAT-02", read.header("occurred_on"))
    more = frame.filter(pl.col("serious_injuries") > pl.col("injuries"))
    yield from _rows(more, "STAT-13", read.header("serious_injuries"), "serious_injuries")
    if "deaths" in read.brought and "late_deaths" not in read.brought:
        yield Finding("STAT-06", column=read.header("deaths"))
    if "serious_injuries" not in read.brought:
        yield Finding("STAT-07", column=read.header("injuries") if "injuries" in read.brought else "")


def _rows(frame: pl.DataFrame, code: str, column: str, value: str | None = None) -> Iterator[Finding]:
    for row in frame.iter_rows(named=True):
        shown = "" if value is None else f"{row[value]:g}"
        yield Finding(code, row=row[ROW], column=column, value=shown)


def _whole(extract: Extract) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """All rows, findings and rows set aside; the row's number is no id that a reader would look for."""
    chunks = list(extract.chunks())
    no_id = pl.lit("").alias(ID)
    parts = [extract.findings, *(chunk.findings for chunk in chunks), extract.file_findings]
    findings = pl.concat(parts).with_columns(no_id)
    # the cells of a row end in its number, which intake added; a ragged row is kept as it stands in the file
    cells = pl.when(pl.col("code") == "ROW-06").then("cells").otherwise(pl.col("cells").str.replace("\t[^\t]*$", ""))
    set_aside = pl.concat([chunk.set_aside for chunk in chunks]).with_columns(no_id, cells.alias("cells"))
    # of the columns that may be missing only the figures are missed
    is_missed = (pl.col("code") != "COL-03") | pl.col("value").is_in(FIGURES)
    return pl.concat([chunk.table.frame for chunk in chunks]), findings.filter(is_missed), set_aside


@dataclass(frozen=True)
class Population:
    """People by region and year; a null region is the whole area."""

    persons: pl.DataFrame
    findings: pl.DataFrame = field(default_factory=lambda: as_frame([]))
    summary: ExtractSummary | None = None


def read_population(source: str | Path | pl.DataFrame | pd.DataFrame, how: FiresFile = FiresFile()) -> Population:
    """Read a table of population: region (empty for the whole area), year, persons (万人 in the heading converts).

    Raises RiskkitError FILE-01 … FILE-06, COL-06 without year or persons, STAT-10 for the same region and year twice
    or when no row is usable.

    >>> table = pl.DataFrame({"年份": ["2024"], "常住人口（万人）": ["230"]})
    >>> read_population(table).persons.rows()
    [(2024, 2300000.0, None)]
    """
    extract = read_events(
        source, population_fields(how.rule_root), as_of=how.today, encoding=how.encoding, sheet=how.sheet
    )
    frame, findings, _ = _whole(extract)
    if "region_id" not in frame.columns:
        frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias("region_id"))
    usable = frame.drop_nulls(["year", "persons"]).select(pl.col("year").cast(pl.Int32), "persons", "region_id")
    doubled = usable.filter(usable.select("year", "region_id").is_duplicated())
    if usable.is_empty() or doubled.height:
        found = f"{doubled['region_id'][0] or ''} {doubled['year'][0]}".strip() if doubled.height else "0"
        raise RiskkitError("STAT-10", where=extract.summary.file, found=found)
    return Population(usable, findings, extract.summary)
