"""What the first rows of a column look like: an example, and how much is empty, unknown or not applicable."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import polars as pl

from riskkit.intake.clean_ids import as_written
from riskkit.intake.clean_words import NOT_APPLICABLE, UNKNOWN
from riskkit.intake.personal import hidden_in_cell

LONGEST = 24
HIDDEN = "***"


class ColumnSample(NamedTuple):
    """An example and shares (0..1) of the rows looked at; the shares are of all rows."""

    example: str
    empty_share: float
    unknown_share: float
    not_applicable_share: float


def sampled(frame: pl.DataFrame, personal: Collection[int] = ()) -> list[ColumnSample]:
    """One sample for each column of ``frame``; those at the places ``personal`` show nothing of their cells.

    >>> sampled(pl.DataFrame({"c0": ["不详", " 12㎡", None, "/"]}))
    [ColumnSample(example='12㎡', empty_share=0.25, unknown_share=0.25, not_applicable_share=0.25)]
    """
    return [_one(cells, at in personal) for at, cells in enumerate(frame.get_columns())]


def _one(cells: pl.Series, is_personal: bool) -> ColumnSample:
    rows = max(len(cells), 1)
    texts = as_written(cells).str.strip_chars()
    filled = texts.filter(texts.fill_null("") != "")
    unknown = filled.is_in(sorted(UNKNOWN))
    skipped = filled.is_in(sorted(NOT_APPLICABLE)) & ~unknown
    telling = filled.filter(~unknown & ~skipped)
    example = " ".join(hidden_in_cell(telling[0]).split()) if len(telling) else ""
    if len(example) > LONGEST:
        example = example[:LONGEST] + "…"
    return ColumnSample(
        example=HIDDEN if is_personal and example else example,
        empty_share=(len(texts) - len(filled)) / rows,
        unknown_share=int(unknown.sum()) / rows,
        not_applicable_share=int(skipped.sum()) / rows,
    )
