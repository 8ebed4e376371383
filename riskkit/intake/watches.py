"""What more than one cell tells: each watch takes the blocks in order and says the rest at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.intake.columns import MappedColumn
from riskkit.intake.raw import column_name

# field → where a watch changed its cells, and the code for it
Mended = Mapping[str, list[tuple[NDArray[np.int64], str]]]


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


class Taken(NamedTuple):
    """What a watch makes of a block: its typed table, mended or not; findings by position; which cells it changed."""

    table: pl.DataFrame
    findings: list[pl.DataFrame]
    mended: Mended


def nothing_said(block: Block) -> Taken:
    """The block as it is."""
    return Taken(block.table, [], {})


class Watch(Protocol):
    """A rule over several cells; ``only_late`` says that it neither mends nor says anything before the end."""

    only_late: bool

    def take(self, block: Block) -> Taken:
        """What the rule makes of a block; blocks come in the order of the file."""

    def late(self, sheet: str, file: str) -> pl.DataFrame:
        """What only the whole extract tells, as findings (findings.FINDING_DTYPES)."""
