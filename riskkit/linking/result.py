"""The result of linking: the tables, what they rest on, the account of every row of both sides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from riskkit.errors import RiskkitError
from riskkit.inputs import Source
from riskkit.linking.words import How
from riskkit.terms import Lang, Severity

if TYPE_CHECKING:
    import pandas as pd


class Account(NamedTuple):
    """What became of the rows of one side: ``read = linked + review + only + set_aside``."""

    read: int
    linked: int
    review: int
    only: int
    set_aside: int

    def checked(self) -> Account:
        """The same; raises RiskkitError ROW-99, which is a bug of riskkit, when a row is missing."""
        if self.read != self.linked + self.review + self.only + self.set_aside:
            raise RiskkitError(
                "ROW-99", found=f"{self.read} != {self.linked} + {self.review} + {self.only} + {self.set_aside}"
            )
        return self


class Thresholds(NamedTuple):
    """Least certainty of a pair that is joined, and least agreement of one that a human must see."""

    certainty: float
    review: float


@dataclass(frozen=True, repr=False)
class Links:
    """Two extracts joined. Columns as in :mod:`riskkit.linking.columns`; codes stand in them, words in the files.

    ``linked`` are the joined pairs, ``review`` the pairs that wait for a human, ``only_a`` and ``only_b`` the rows
    without a partner; ``groups`` and ``conflicts`` are shown beside them. ``accounts`` tells what became of every row.
    """

    linked: pl.DataFrame
    review: pl.DataFrame
    only_a: pl.DataFrame
    only_b: pl.DataFrame
    groups: pl.DataFrame
    conflicts: pl.DataFrame
    finding_rows: pl.DataFrame
    set_aside_rows: pl.DataFrame
    accounts: tuple[Account, Account]
    sources: tuple[Source, Source]
    thresholds: Thresholds
    as_of: date
    lang: Lang
    version: str
    reviewed: Source | None = None
    notice: str = ""

    @property
    def pairs(self) -> pd.DataFrame:
        """The joined pairs as a pandas DataFrame."""
        return self.linked.to_pandas()

    @property
    def to_review(self) -> pd.DataFrame:
        """The pairs that wait for a human as a pandas DataFrame."""
        return self.review.to_pandas()

    @property
    def findings(self) -> pd.DataFrame:
        """What was found in the inputs and while linking, as a pandas DataFrame."""
        return self.finding_rows.to_pandas()

    def how_counts(self) -> dict[str, int]:
        """Station → how many pairs it joined; every station is there."""
        counts = dict(self.linked.get_column("how").value_counts().rows())
        return {how.value: int(counts.get(how.value, 0)) for how in How}

    def has_problems(self) -> bool:
        """Whether a pair waits for a human, or anything worse than a note was found."""
        return bool(self.review.height or (self.finding_rows.get_column("severity") != Severity.NOTE.value).any())

    def __repr__(self) -> str:
        a, b = self.accounts
        return f"Links(A {a.read} rows, B {b.read} rows, {self.linked.height} joined, {self.review.height} to review)"
