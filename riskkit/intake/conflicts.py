"""Two rows of one id whose cells differ: both sources side by side."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

import numpy as np
import polars as pl

from riskkit.intake.changes import as_text
from riskkit.intake.columns import ID_FIELD, ColumnMapping
from riskkit.intake.personal_cells import without_numbers
from riskkit.intake.raw import RawExtract, column_name

CONFLICT_DTYPES: dict[str, pl.DataType] = {
    "subject_id": pl.String(),
    "column": pl.String(),
    "value_a": pl.String(),
    "row_a": pl.Int64(),
    "value_b": pl.String(),
    "row_b": pl.Int64(),
    "sheet": pl.String(),
    "file": pl.String(),
}


def conflicts(
    raw: RawExtract, mapping: ColumnMapping, doubled: Sequence[tuple[int, int]], of_numbers: Collection[str] = ()
) -> pl.DataFrame:
    """The cells in which each doubled row (row, first row) differs from the first, by reading the extract again.

    Only the columns that are read are compared, as text without outer spaces; the first row is ``a``, the one set
    aside ``b``. Personal numbers are hidden; the fields ``of_numbers`` may hold one that is an amount.
    """
    if not doubled:
        return pl.DataFrame(schema=CONFLICT_DTYPES)
    wanted = np.unique(np.array(doubled, dtype=np.int64))
    columns = [column for column in mapping.columns if not column.shared]
    parts = []
    for chunk in raw.produce():
        at = np.flatnonzero(np.isin(chunk.rows, wanted))
        if len(at):
            texts = [as_text(chunk.frame.get_column(column_name(c.position)).gather(at)) for c in columns]
            named = [text.alias(c.field) for c, text in zip(columns, texts, strict=True)]
            parts.append(pl.DataFrame([pl.Series("row", chunk.rows[at]), *named]))
    cells = pl.concat(parts, how="vertical_relaxed")
    pairs = pl.DataFrame(doubled, schema={"row_b": pl.Int64, "row_a": pl.Int64}, orient="row")
    both = pairs.join(cells, left_on="row_a", right_on="row").join(
        cells, left_on="row_b", right_on="row", suffix=" again"
    )
    fields = [column for column in columns if column.field != ID_FIELD]
    found = [
        both.filter(pl.col(c.field) != pl.col(f"{c.field} again")).select(
            pl.col(ID_FIELD).alias("subject_id"),
            pl.lit(c.header).alias("column"),
            _shown(c.field, c.field in of_numbers).alias("value_a"),
            "row_a",
            _shown(f"{c.field} again", c.field in of_numbers).alias("value_b"),
            "row_b",
            pl.lit(raw.sheet).alias("sheet"),
            pl.lit(raw.file).alias("file"),
        )
        for c in fields
    ]
    if not found:
        return pl.DataFrame(schema=CONFLICT_DTYPES)
    return pl.concat(found).cast(pl.Schema(CONFLICT_DTYPES)).sort("row_b", maintain_order=True)


def _shown(name: str, of_numbers: bool) -> pl.Expr:
    return pl.col(name).map_batches(partial(without_numbers, of_numbers=of_numbers), return_dtype=pl.String)
