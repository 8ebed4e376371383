"""The result of a classification: the table of answers, what it rests on, the account of rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from riskkit.indicators.classification_lists import ChosenLists
from riskkit.inputs import Source
from riskkit.terms import Answer, Lang, Severity

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, repr=False)
class Classification:
    """Every unit of an extract and every list asked for: on it, not on it, or not decidable.

    ``units``, ``findings`` and ``set_aside`` are pandas DataFrames with the columns of :mod:`riskkit.records`
    (``units``: CLASSIFICATION, a row for each unit and list); ``answers`` is ``units`` as a polars frame.
    ``rows_read = classified + set_aside_rows.height``.
    """

    chosen: ChosenLists
    answers: pl.DataFrame
    finding_rows: pl.DataFrame
    set_aside_rows: pl.DataFrame
    source: Source
    rows_read: int
    lang: Lang
    version: str
    notice: str = ""

    @property
    def as_of(self) -> date:
        """The day of the classification."""
        return self.chosen.day

    @property
    def classified(self) -> int:
        """How many units were classified."""
        return self.answers.height // len(self.chosen.lists)

    @property
    def units(self) -> pd.DataFrame:
        """A row for each unit and list."""
        return self.answers.to_pandas()

    @property
    def findings(self) -> pd.DataFrame:
        """What was found in the input and in the lists."""
        return self.finding_rows.to_pandas()

    @property
    def set_aside(self) -> pd.DataFrame:
        """The rows that were read and not classified."""
        return self.set_aside_rows.to_pandas()

    def answer_counts(self) -> dict[str, dict[str, int]]:
        """List id → answer → how many units; every answer is there."""
        counts = {}
        for entry in self.chosen.lists:
            own = self.answers.filter(pl.col("list") == entry.label.of(self.lang)).get_column("answer")
            counts[entry.list_id] = {answer.value: int((own == answer.value).sum()) for answer in Answer}
        return counts

    def near_count(self) -> int:
        """How many rows have a value near a limit."""
        return int((self.answers.get_column("near_limit") != "").sum())

    def has_problems(self) -> bool:
        """Whether anything worse than a note was found."""
        return bool((self.finding_rows.get_column("severity") != Severity.NOTE.value).any())

    def __repr__(self) -> str:
        return f"Classification({self.chosen.jurisdiction.zh}, {self.as_of}, {self.answer_counts()})"
