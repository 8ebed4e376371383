"""What more than one cell tells: each watch takes the blocks in order and says the rest at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.errors import Finding
from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.columns import ColumnMapping, MappedColumn
from riskkit.intake.raw import column_name


class Block(NamedTuple):
    """The rows of one chunk that are kept: typed, as written, their numbers and ids, and which column is a field's."""

    table: pl.DataFrame
    raw: pl.DataFrame
    rows: NDArray[np.int64]
    ids: pl.Series
    columns: Mapping[str, MappedColumn]

    def as_written(self, field: str) -> pl.Series:
        """The raw cells of a mapped field."""
        return self.raw.get_column(column_name(self.columns[field].position))


class Watch(Protocol):
    """A rule over several cells."""

    def take(self, block: Block) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
        """The block's typed table, mended where the rule mends, and findings by position in the block."""

    def late(self, sheet: str, file: str) -> list[Finding]:
        """What only the whole extract tells."""


def watches_of(mapping: ColumnMapping, shapes: Mapping[str, FieldShape]) -> list[Watch]:
    """The watches that have something to look at in an extract with this mapping."""
    from riskkit.intake.percents import PercentWatch
    from riskkit.intake.rules.miss_05_empty_column import EmptyColumns

    percents = [column for column in mapping.columns if shapes[column.field].uom == "percent" and column.factor == 1.0]
    watches: list[Watch] = [EmptyColumns(mapping)]
    if percents:
        watches.append(PercentWatch(percents))
    return watches
