"""NUM-07: a column of percents that looks like fractions, because a spreadsheet stored 95 % as 0.95."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.errors import Finding
from riskkit.intake.columns import MappedColumn
from riskkit.intake.watches import Block


@dataclass
class _Seen:
    """What a column held so far: its highest number, the first one above 0, and whether a cell says %."""

    highest: float = 0.0
    row: int | None = None
    text: str = ""
    says_percent: bool = False


class PercentWatch:
    """Watches columns of percents over all chunks of an extract; how it is cut changes nothing."""

    def __init__(self, percents: Sequence[MappedColumn]) -> None:
        self._percents = percents
        self.columns: dict[str, _Seen] = {}

    def take(self, block: Block) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
        """Nothing is said before the end."""
        for column in self._percents:
            self._watch(column.header, block.table.get_column(column.field), block.as_written(column.field), block.rows)
        return block.table, []

    def _watch(self, header: str, values: pl.Series, raw: pl.Series, rows: NDArray[np.int64]) -> None:
        """Take in one chunk of a column: ``values`` as read, ``raw`` as written, both of the chunk's ``rows``."""
        seen = self.columns.setdefault(header, _Seen())
        numbers = np.nan_to_num(values.cast(pl.Float64).fill_null(np.nan).to_numpy())
        above = np.flatnonzero(numbers > 0)
        if not len(above):
            return
        seen.highest = max(seen.highest, float(numbers.max()))
        seen.says_percent |= bool(raw.cast(pl.String).str.contains("[%％]").fill_null(False).any())
        if seen.row is None:
            seen.row, seen.text = int(rows[above[0]]), str(raw[int(above[0])])

    def late(self, sheet: str, file: str) -> list[Finding]:
        """One finding a column in which nothing is above 1 and no cell says %."""
        return [
            Finding("NUM-07", seen.row, header, seen.text, "0～100", sheet, "", file)
            for header, seen in self.columns.items()
            if seen.row is not None and seen.highest <= 1 and not seen.says_percent
        ]
