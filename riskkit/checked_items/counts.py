"""Counts of each unit: items checked and not checked, failed items of each class. Unknown is left empty, never 0.

Two sets of A, B and C stand side by side. ``a_failed`` … rest on classes that the checkers gave, and on nothing else:
they are what an acceptance rule reads. ``a_by_clause`` … hold the classes that riskkit found by clause as well.
"""

from __future__ import annotations

import polars as pl

from riskkit.checked_items.classes import CLASSES

COUNTS = (
    "items_checked",
    "items_unchecked",
    "a_failed",
    "b_failed",
    "c_failed",
    "direct_items_failed",
    "b_failed_at_least",
    "items_failed",
    "items_listed",
    "a_by_clause",
    "b_by_clause",
    "c_by_clause",
)
PASS, FAIL, NOT_APPLICABLE, NOT_CHECKED, UNREADABLE = "pass", "fail", "not_applicable", "not_checked", "unreadable"
# where an item's class comes from: the checkers go first, then the clause
GIVEN, BY_CLAUSE, UNCLEAR = "given", "clause", "unclear"


def items_of(rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each unit and item of classed ``rows``, in their order.

    An item checked at several places is one item: it is ``failed`` where it fails at one of them, and ``checked``
    where it passes or fails at one. It is ``unchecked`` where nothing failed and a place was not checked or its result
    cannot be read (``open_row`` is the first such row). Its class is the strictest of its rows (``given_class``: of
    those that the checkers gave); ``classes`` is how many different ones they have.
    """
    result, known = pl.col("result"), pl.col("class_").is_not_null()
    given = pl.col("item_class").cast(pl.String)
    items = rows.group_by("subject_id", "item_key", maintain_order=True).agg(
        pl.col("item").first(),
        pl.col("row").first(),
        _any(result == FAIL).alias("failed"),
        _any(result.is_in([PASS, FAIL])).alias("checked"),
        pl.col("row").filter(result.is_in([NOT_CHECKED, UNREADABLE])).first().alias("open_row"),
        _any(result == UNREADABLE).alias("unreadable"),
        pl.col("class_").min().alias("class_"),
        pl.col("class_").drop_nulls().n_unique().alias("classes"),
        given.min().alias("given_class"),
        *(
            pl.when(known.any())
            .then((pl.col("class_").min() == name).any())
            .otherwise(pl.col(f"may_be_{name}").any())
            .alias(f"may_be_{name}")
            for name in CLASSES
        ),
    )
    by_clause = pl.when(pl.col("class_").is_not_null()).then(pl.lit(BY_CLAUSE)).otherwise(pl.lit(UNCLEAR))
    return items.with_columns(
        (pl.col("open_row").is_not_null() & ~pl.col("failed")).alias("unchecked"),
        pl.when(pl.col("given_class").is_not_null()).then(pl.lit(GIVEN)).otherwise(by_clause).alias("class_from"),
    )


def counts_of(items: pl.DataFrame) -> pl.DataFrame:
    """One row for each unit: subject_id and :data:`COUNTS`.

    An unchecked item, or a failed item of unknown class, leaves the counts empty that it may add to; an item that
    nobody looked at leaves ``items_checked`` empty as well. One failed A item is enough for every rule, so the certain
    ones are kept. What is certain whatever comes out is always there: ``items_unchecked``, ``b_failed_at_least``,
    ``items_failed`` of all classes together, and ``items_listed``, all items that apply, checked or not.
    """
    failed, unchecked = pl.col("failed"), pl.col("unchecked")
    direct = _total(failed & (pl.col("given_class") == "A"))
    direct_lost = _any(unchecked & (pl.col("given_class") == "A"))
    return items.group_by("subject_id", maintain_order=True).agg(
        _unless(_any(unchecked & ~pl.col("checked")), _total(pl.col("checked"))).alias("items_checked"),
        _total(unchecked).alias("items_unchecked"),
        *_failed_by("given_class", {name: _may_be_given(name) for name in CLASSES}, "{}_failed"),
        _unless(direct_lost & (direct == 0), direct).alias("direct_items_failed"),
        _total(failed & (pl.col("given_class") == "B")).alias("b_failed_at_least"),
        _total(failed).alias("items_failed"),
        _total(failed | pl.col("checked") | unchecked).alias("items_listed"),
        *_failed_by("class_", {name: pl.col(f"may_be_{name}") for name in CLASSES}, "{}_by_clause"),
    )


def _may_be_given(name: str) -> pl.Expr:
    """Whether a checker may put an item in the class: the one given, or any where none is given."""
    return (pl.col("given_class") == name).fill_null(value=True)


def _failed_by(column: str, may_be: dict[str, pl.Expr], named: str) -> list[pl.Expr]:
    """The failed items of each class in ``column``, empty where an item may add to them; certain A ones are kept."""
    still_open = pl.col("unchecked") | (pl.col("failed") & pl.col(column).is_null())
    counts = []
    for name in CLASSES:
        sure = _total(pl.col("failed") & (pl.col(column) == name))
        lost = _any(still_open & may_be[name])
        empty = lost & (sure == 0) if name == "A" else lost
        counts.append(_unless(empty, sure).alias(named.format(name.lower())))
    return counts


def _any(condition: pl.Expr) -> pl.Expr:
    return condition.any().fill_null(value=False)


def _total(condition: pl.Expr) -> pl.Expr:
    return condition.fill_null(value=False).sum().cast(pl.Int64)


def _unless(condition: pl.Expr, count: pl.Expr) -> pl.Expr:
    return pl.when(~condition).then(count)
