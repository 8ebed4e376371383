"""The result of counting checked items: counts of each unit, the class of each row, findings, the account of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from riskkit.indicators.item_rules import ItemRules
from riskkit.inputs import Source
from riskkit.terms import Lang, Severity

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class CheckedItems:
    """``unit_counts`` (records.ITEM_COUNTS) is an extract that ``riskkit assess`` reads; ``row_classes``
    (records.ITEM_CLASSES) has a line for each row that was counted.

    ``by_clause``: whether the class of any item rests on its clause.
    ``rows_read = row_classes.height + set_aside_rows.height``.
    """

    rules: ItemRules
    unit_counts: pl.DataFrame
    row_classes: pl.DataFrame
    finding_rows: pl.DataFrame
    set_aside_rows: pl.DataFrame
    by_clause: bool
    source: Source
    rows_read: int
    lang: Lang
    version: str

    @property
    def counts(self) -> pd.DataFrame:
        """A row for each unit: items checked, failed items of each class; empty where it cannot be told."""
        return self.unit_counts.to_pandas()

    @property
    def findings(self) -> pd.DataFrame:
        """What was found in the table and what its samples lack."""
        return self.finding_rows.to_pandas()

    def has_problems(self) -> bool:
        """Whether anything worse than a note was found."""
        return bool((self.finding_rows.get_column("severity") != Severity.NOTE.value).any())

    def __repr__(self) -> str:
        return f"CheckedItems({self.rules.day}, {self.unit_counts.height} units, {self.row_classes.height} rows)"
