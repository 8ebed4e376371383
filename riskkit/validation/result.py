"""A table that was checked against a rulebook, and a table that was cleaned: findings, account, what stands beside."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from riskkit.inputs import Source
from riskkit.ledger import Station, summary_by_rule
from riskkit.terms import Lang, Severity
from riskkit.validation.copied_rows import CopiedRows
from riskkit.which_table import WhichTable

if TYPE_CHECKING:
    import pandas as pd

# severities that are at least as bad
AT_LEAST: dict[str, tuple[Severity, ...]] = {
    "error": (Severity.ERROR,),
    "warning": (Severity.ERROR, Severity.WARNING),
    "note": (Severity.ERROR, Severity.WARNING, Severity.NOTE),
    "never": (),
}


@dataclass(frozen=True)
class ReadTable:
    """What is known of a table once its last row was read: the rules it was read with, the input, its account.

    ``which`` are the rules, ``sources`` the table as it was read and a mapping file, ``stations`` the way of every row.
    The tables have the columns of records.FINDINGS, records.SET_ASIDE and records_intake.CONFLICTS.
    """

    which: WhichTable
    sources: tuple[Source, ...]
    stations: tuple[Station, ...]
    finding_rows: pl.DataFrame = field(repr=False)
    set_aside_rows: pl.DataFrame = field(repr=False)
    conflict_rows: pl.DataFrame = field(repr=False)
    lang: Lang = "zh"
    version: str = ""

    @property
    def source(self) -> Source:
        """The table itself: digest, encoding, sheet, columns and how it was understood."""
        return self.sources[0]

    @property
    def rows_read(self) -> int:
        """The rows below the header."""
        return self.stations[0].rows_in

    @property
    def rows_usable(self) -> int:
        """The rows that passed every station; ``rows_read = rows_usable + the rows set aside``."""
        return self.stations[-1].rows_out

    @property
    def findings(self) -> pd.DataFrame:
        """Every problem found, errors first."""
        return self.finding_rows.to_pandas()

    @property
    def set_aside(self) -> pd.DataFrame:
        """The rows set aside, with the reason and their cells."""
        return self.set_aside_rows.to_pandas()

    @property
    def conflicts(self) -> pd.DataFrame:
        """Rows with one id: the cells that differ, both sources side by side, and rows that are the same."""
        return self.conflict_rows.to_pandas()

    @cached_property
    def by_rule(self) -> pl.DataFrame:
        """One row a code (records_intake.FINDING_SUMMARY)."""
        return summary_by_rule(self.finding_rows)

    @property
    def summary(self) -> pd.DataFrame:
        """One row a code: how often, an example, the mend."""
        return self.by_rule.to_pandas()

    def counts(self) -> dict[str, int]:
        """Findings of each severity, the worst first."""
        found = dict(self.by_rule.group_by("severity").agg(pl.col("count").sum()).iter_rows())
        return {severity.value: int(found.get(severity.value, 0)) for severity in Severity}

    def set_aside_counts(self) -> dict[str, int]:
        """Rows set aside by code, in the order of the stations."""
        return {code: count for station in self.stations for code, count in sorted(station.set_aside.items())}

    def fails(self, at_least: str = "warning") -> bool:
        """Whether anything was found that is at least as bad as ``at_least`` (error, warning, note; never)."""
        counts = self.counts()
        return any(counts[severity.value] for severity in AT_LEAST[at_least])

    def __repr__(self) -> str:
        counts = ", ".join(f"{count} {name}s" for name, count in self.counts().items())
        name = self.which.id or "-"
        return f"{type(self).__name__}({self.source.file}, {name}, {self.rows_read} rows read, {counts})"


@dataclass(frozen=True, repr=False)
class Validation(ReadTable):
    """A table checked against ``which``; ``copied`` are the cells for the annotated copy, ``path`` the file itself."""

    copied: CopiedRows = field(default_factory=CopiedRows, repr=False)
    path: Path | None = None


@dataclass(frozen=True, repr=False)
class Cleaned(ReadTable):
    """A table that was cleaned: cells changed by code, the headers of the columns that were left out.

    ``table_rows`` and ``change_rows`` hold the clean table (every cell text, columns by their headers) and the changes
    (records_intake.CHANGES) where they are kept in memory; empty where they went straight into files.
    """

    changed: dict[str, int] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    table_rows: pl.DataFrame = field(default_factory=pl.DataFrame, repr=False)
    change_rows: pl.DataFrame = field(default_factory=pl.DataFrame, repr=False)

    @property
    def table(self) -> pd.DataFrame:
        """The clean table, every cell text."""
        return self.table_rows.to_pandas()

    @property
    def changes(self) -> pd.DataFrame:
        """Every cell that the clean table does not hold as the file did, and why."""
        return self.change_rows.to_pandas()
