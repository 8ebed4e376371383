"""A table of checked items as read → rows to be classed: every column there, results that cannot be read marked."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from riskkit.checked_items.counts import NOT_APPLICABLE, NOT_CHECKED, UNREADABLE
from riskkit.indicators.rule_file import FieldShape
from riskkit.typed_table import SOURCE_ROW, TypedTable


def item_rows(table: TypedTable, fields: Mapping[str, FieldShape], unreadable: set[int]) -> pl.DataFrame:
    """One row for each row of ``table`` with every field of ``fields``, ``row`` and ``item_key``.

    ``result`` is pass, fail, not_applicable (不适用), not_checked (empty or 未检查) or, for the file's rows in
    ``unreadable``, unreadable. An item without a name is an item of its own.
    """
    frame = table.frame
    marks = table.is_not_applicable("result")
    skipped = pl.Series(np.zeros(table.height, dtype=bool) if marks is None else marks)
    columns = [_column(frame, name, shape) for name, shape in fields.items()]
    rows = frame.select(pl.col(SOURCE_ROW).alias("row"), *columns)
    item = pl.col("item").str.strip_chars()
    named = pl.when(item.str.len_chars() > 0).then(item)
    read_wrong = pl.col("row").is_in(list(unreadable))
    return rows.with_columns(
        pl.when(skipped)
        .then(pl.lit(NOT_APPLICABLE))
        .when(pl.col("result").is_not_null())
        .then(pl.col("result"))
        .when(read_wrong)
        .then(pl.lit(UNREADABLE))
        .otherwise(pl.lit(NOT_CHECKED))
        .alias("result"),
        named.alias("item"),
        pl.coalesce(named, pl.format("#{}", pl.col("row"))).alias("item_key"),
    )


def _column(frame: pl.DataFrame, name: str, shape: FieldShape) -> pl.Expr:
    """A field as numbers or text, null where the table lacks it."""
    dtype = pl.Float64() if shape.kind in ("number", "integer", "boolean") else pl.String()
    there = pl.col(name) if name in frame.columns else pl.lit(None)
    return there.cast(dtype).alias(name)
