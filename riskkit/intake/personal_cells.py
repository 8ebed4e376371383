"""Columns of cells in which mobile and identity card numbers are hidden."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.intake.clean_ids import as_written
from riskkit.intake.columns import ID_FIELD, ColumnMapping
from riskkit.intake.personal import IN_CELL, hidden_in_cell
from riskkit.intake.raw import column_name

CODE = "TEXT-02"
_NUMBER = r"^[\s\d.,，+\-%]*$"


def places_of_numbers(texts: pl.Series) -> NDArray[np.int64]:
    """Where a text holds such a number, ascending.

    >>> places_of_numbers(pl.Series(["文一路1号", "店主１38 0000 0000", None])).tolist()
    [1]
    """
    return np.flatnonzero(texts.str.contains(IN_CELL).fill_null(False).to_numpy()).astype(np.int64)


def without_numbers(cells: pl.Series, *, of_numbers: bool = False) -> pl.Series:
    """The cells as text with such numbers hidden; a column ``of_numbers`` may hold one that is an amount.

    >>> cells = pl.Series(["张三13800000000", "13800000000", None])
    >>> without_numbers(cells).to_list(), without_numbers(cells, of_numbers=True).to_list()
    (['张三***', '***', None], ['张三***', '13800000000', None])
    """
    texts = as_written(cells)
    at = places_of_numbers(texts)
    if of_numbers and len(at):
        at = at[~texts.gather(at).str.contains(_NUMBER).to_numpy()]
    return hidden_at(texts, at) if len(at) else texts


def hidden_at(texts: pl.Series, at: NDArray[np.int64]) -> pl.Series:
    """``texts`` with the numbers in the cells ``at`` hidden."""
    shown = [hidden_in_cell(text) for text in texts.gather(at).to_list()]
    return texts.clone().scatter(at, pl.Series(shown, dtype=pl.String))


def hidden_unread(
    frame: pl.DataFrame, read: Collection[str], mapping: ColumnMapping, header: Sequence[str]
) -> tuple[Mapping[str, pl.Series], list[pl.DataFrame]]:
    """The columns of a raw chunk that are kept but not read and hold such numbers, hidden; and the changes of each.

    The changes are as :func:`riskkit.intake.changes.column_changes` gives them; ``before`` is hidden too.
    """
    texts: dict[str, pl.Series] = {}
    changes = []
    ids = {column_name(column.position) for column in mapping.columns if column.field == ID_FIELD}
    for place, name in enumerate(frame.columns):
        if name in read or name in ids or place in mapping.personal:
            continue
        written = as_written(frame.get_column(name))
        at = places_of_numbers(written)
        if len(at):
            texts[name] = hidden_at(written, at)
            shown = texts[name].gather(at)
            called = header[place] if place < len(header) else ""
            part = pl.DataFrame({"row": at, "before": shown, "after": shown})
            changes.append(
                part.select("row", pl.lit(called).alias("column"), "before", "after", pl.lit(CODE).alias("code"))
            )
    return texts, changes
