"""Counts of each unit: items checked, failed items of each class. What is not known is left empty, never 0."""

from __future__ import annotations

import polars as pl

from riskkit.checked_items.classes import CLASSES

COUNTS = ("items_checked", "a_failed", "b_failed", "c_failed", "direct_items_failed")
PASS, FAIL, UNREADABLE = "pass", "fail", "unreadable"


def items_of(rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each unit and item of classed ``rows``, in their order.

    An item checked at several places is one item: it fails where it fails at one of them, and is checked where it
    passes or fails at one. Its class is the strictest of its rows; ``classes`` is how many different ones they have.
    """
    result, known = pl.col("result"), pl.col("class_").is_not_null()
    return rows.group_by("subject_id", "item_key", maintain_order=True).agg(
        pl.col("item").first(),
        pl.col("row").first(),
        (result == FAIL).any().fill_null(value=False).alias("failed"),
        result.is_in([PASS, FAIL]).any().fill_null(value=False).alias("checked"),
        (result == UNREADABLE).any().fill_null(value=False).alias("unreadable"),
        pl.col("class_").min().alias("class_"),
        pl.col("class_").drop_nulls().n_unique().alias("classes"),
        (pl.col("class_from") == "given").any().alias("given"),
        *(
            pl.when(known.any())
            .then((pl.col("class_").min() == name).any())
            .otherwise(pl.col(f"may_be_{name}").any())
            .alias(f"may_be_{name}")
            for name in CLASSES
        ),
    )


def counts_of(items: pl.DataFrame) -> pl.DataFrame:
    """One row for each unit: subject_id and :data:`COUNTS`.

    A failed item of unknown class, or an item whose result cannot be read, leaves the counts empty that it may add
    to. Failed A items are the exception: one that is certain is enough for every rule, so the certain ones are kept.
    """
    failed, open_ = pl.col("failed"), pl.col("unreadable") & ~pl.col("failed")
    lost = {
        name: (pl.col(f"may_be_{name}") & (open_ | (failed & pl.col("class_").is_null()))).any() for name in CLASSES
    }
    sure = {name: (failed & (pl.col("class_") == name)).fill_null(value=False).sum() for name in CLASSES}
    direct = (failed & pl.col("given") & (pl.col("class_") == "A")).fill_null(value=False).sum()
    direct_lost = (open_ & pl.col("given") & (pl.col("class_") == "A")).fill_null(value=False).any()
    return items.group_by("subject_id", maintain_order=True).agg(
        pl.when(~(open_ & ~pl.col("checked")).any())
        .then(pl.col("checked").sum())
        .cast(pl.Int64)
        .alias("items_checked"),
        pl.when((sure["A"] > 0) | ~lost["A"]).then(sure["A"]).cast(pl.Int64).alias("a_failed"),
        *(pl.when(~lost[name]).then(sure[name]).cast(pl.Int64).alias(f"{name.lower()}_failed") for name in ("B", "C")),
        pl.when((direct > 0) | ~direct_lost).then(direct).cast(pl.Int64).alias("direct_items_failed"),
    )
