"""One column after its rules: typed values, where it says 不适用, and what was said about which cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.intake.rules.shape import Reading

PRECISIONS = ("", "month", "year")


class ReadColumn(NamedTuple):
    """One typed column of a chunk.

    ``at`` are the positions of the cells that a rule had to read, ascending, and ``codes`` the rule of each (String);
    the other cells were read as they stand. ``precision`` says for each of ``at`` how far a date goes (an index of
    :data:`PRECISIONS`); None where every date is a whole day. ``allowed`` is what the findings of the column allow: a
    text, or one for each of ``at``.
    """

    values: pl.Series
    not_applicable: NDArray[np.bool_] | None
    at: NDArray[np.int64]
    codes: pl.Series
    allowed: str | Sequence[str] = ""
    precision: NDArray[np.int8] | None = None


def nothing_odd(values: pl.Series, not_applicable: NDArray[np.bool_] | None = None, allowed: str = "") -> ReadColumn:
    """A column in which every cell was read as it stands."""
    return ReadColumn(values, not_applicable, np.zeros(0, dtype=np.int64), pl.Series([], dtype=pl.String), allowed)


class Spread(NamedTuple):
    """Readings of distinct words, laid out over the cells that hold them."""

    which: NDArray[np.int64]
    codes: pl.Series
    not_applicable: NDArray[np.bool_]


def distinct_words(texts: pl.Series) -> tuple[list[str], NDArray[np.int64]]:
    """The distinct texts in order of appearance, and for each cell which of them it is.

    >>> words, which = distinct_words(pl.Series(["b", "a", "b"]))
    >>> words, which.tolist()
    (['b', 'a'], [0, 1, 0])
    """
    # a dict is quicker than a join here: odd cells are few, and a call of polars costs as much as a thousand of them
    order: dict[str, int] = {}
    which = [order.setdefault(text, len(order)) for text in texts.to_list()]
    return list(order), np.array(which, dtype=np.int64)


def spread(readings: Sequence[Reading], which: NDArray[np.int64]) -> Spread:
    """``readings`` of distinct words over the cells ``which`` hold them."""
    codes = pl.Series([reading.code for reading in readings], dtype=pl.String).gather(which)
    marks = np.array([reading.not_applicable for reading in readings], dtype=np.bool_)
    return Spread(which, codes, marks[which])
