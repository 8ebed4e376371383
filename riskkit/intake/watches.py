"""What more than one cell tells: each watch takes the blocks in order and says the rest at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.column_kinds import AboutExtract
from riskkit.intake.columns import ColumnMapping, MappedColumn
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
    """A rule over several cells."""

    def take(self, block: Block) -> Taken:
        """What the rule makes of a block; blocks come in the order of the file."""

    def late(self, sheet: str, file: str) -> pl.DataFrame:
        """What only the whole extract tells, as findings (findings.FINDING_DTYPES)."""


def watches_of(mapping: ColumnMapping, shapes: Mapping[str, FieldShape], about: AboutExtract) -> list[Watch]:
    """The watches that have something to look at in an extract with this mapping."""
    from riskkit.intake.places import Places, columns_of_place
    from riskkit.intake.rules.geo_03_system_not_stated import SystemStated
    from riskkit.intake.rules.miss_05_empty_column import EmptyColumns
    from riskkit.intake.rules.num_07_fractions_for_percents import Percents, percents_of
    from riskkit.intake.twins import Twins, can_have_twins

    watches: list[Watch] = [EmptyColumns(mapping)]
    if percents := percents_of(mapping, shapes):
        watches.append(Percents(percents))
    if columns_of_place(mapping):
        watches += [Places(mapping, about), SystemStated(mapping, about)]
    if about.unique_ids and can_have_twins(mapping):
        watches.append(Twins(mapping))
    return watches
