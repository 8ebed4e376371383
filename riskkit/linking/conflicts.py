"""What the two tables say differently about a joined pair, with both sources."""

from __future__ import annotations

import polars as pl

from riskkit.linking.words import Conflict


def conflicts(joined: pl.DataFrame) -> pl.DataFrame:
    """Field by field, where both tables hold a value and the values differ; ordered as ``joined``.

    ``joined`` has the levels of evidence, and a_ and b_ columns of cells and sources. ``kind`` is ``writing`` where the
    values mean the same (legal forms, places, spaces, a longer area code), else ``content``.
    """
    rows = joined.with_row_index("line").with_columns(
        pl.concat_str(
            [pl.col(f"{side}_{name}").round(6).cast(pl.String) for name in ("longitude", "latitude")], separator=", "
        ).alias(f"{side}_coordinates")
        for side in ("a", "b")
    )
    same = {
        "name": pl.col("name").is_in(["same", "common"]),
        "uscc": pl.col("code").is_in(["same", "shared"]),
        "address": pl.col("address").is_in(["same", "house", "near"]),
        "area_code": pl.col("area") == "same",
        "industry_code": pl.col("industry") == "same",
        "coordinates": pl.col("place") == "close",
    }
    parts = [_differing(rows, field, meant) for field, meant in same.items()]
    order = {field: at for at, field in enumerate(same)}
    table = pl.concat(parts)
    return table.sort("line", pl.col("field").replace_strict(order, return_dtype=pl.Int64)).drop("line")


def _differing(rows: pl.DataFrame, field: str, means_the_same: pl.Expr) -> pl.DataFrame:
    left, right = pl.col(f"a_{field}"), pl.col(f"b_{field}")
    differs = (left != right).fill_null(False)
    if field == "coordinates":
        differs &= ~means_the_same
    return rows.filter(differs).select(
        "line",
        "a_unit_id",
        "b_unit_id",
        pl.lit(field).alias("field"),
        pl.when(means_the_same)
        .then(pl.lit(Conflict.WRITING.value))
        .otherwise(pl.lit(Conflict.CONTENT.value))
        .alias("kind"),
        left.alias("a_value"),
        "a_source",
        right.alias("b_value"),
        "b_source",
    )
