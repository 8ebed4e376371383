"""Decided pairs and keyed rows as the tables that are written."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.linking import columns
from riskkit.linking.conflicts import conflicts
from riskkit.linking.decide import Decided
from riskkit.linking.keys import CELLS, Keyed
from riskkit.linking.words import LEVEL_LABELS, State
from riskkit.terms import Lang


def with_source(side: pl.DataFrame, file: str) -> pl.DataFrame:
    """``side`` with ``source``: the file and the row in it."""
    return side.with_columns(pl.format("{}#{}", pl.lit(file), "source_row").alias("source"))


def beside(pairs: pl.DataFrame, sides: Keyed, lang: Lang) -> pl.DataFrame:
    """``pairs`` with the cells of both rows (a_…, b_…) and their evidence in words."""
    cells = [*CELLS, "source"]
    rows = [
        side.select(cells)[pairs.get_column(name).to_numpy()].select(pl.all().name.prefix(f"{name}_"))
        for name, side in zip(columns.SIDES, sides, strict=True)
    ]
    return pl.concat([pairs.with_columns(evidence=_said(lang)), *rows], how="horizontal")


def _said(lang: Lang) -> pl.Expr:
    """The levels of evidence in words, those that say nothing left out."""
    words = []
    for kind, labels in LEVEL_LABELS.items():
        said = {str(level): label.of(lang) for level, label in labels.items()}
        word = pl.col(kind).cast(pl.String).replace_strict(said, return_dtype=pl.String)
        words.append(pl.when(word != "").then(word))
    return pl.concat_str(words, separator="；" if lang == "zh" else "; ", ignore_nulls=True)


def linked_table(shown: pl.DataFrame) -> pl.DataFrame:
    """The joined pairs in the order of A's file, then B's."""
    ordered = shown.sort("a_source_row", "b_source_row")
    return ordered.select([column.name for column in columns.LINKED])


def conflict_table(shown: pl.DataFrame) -> pl.DataFrame:
    """What the joined pairs say differently: in content first, then in the order of :func:`linked_table`."""
    found = conflicts(shown.sort("a_source_row", "b_source_row")).sort("kind", maintain_order=True)
    return found.select([column.name for column in columns.CONFLICTS])


def review_table(shown: pl.DataFrame) -> pl.DataFrame:
    """The pairs that wait: those that share a row form a group, the likeliest group and pair first."""
    if not shown.height:
        empty = shown.with_columns(group=pl.lit(0), conclusion=pl.lit(""), remark=pl.lit(""))
        return empty.select([column.name for column in columns.REVIEW])
    grouped = shown.with_columns(component=pl.Series(_components(shown)))
    best, first = pl.col("agreement").max().over("component"), pl.col("a_source_row").min().over("component")
    ordered = grouped.with_columns(best=best, first=first).sort(
        ["best", "first", "component", "agreement", "a_source_row", "b_source_row"],
        descending=[True, False, False, True, False, False],
    )
    numbered = ordered.with_columns(
        group=pl.struct("best", "first", "component").rle_id() + 1,
        conclusion=pl.when(pl.col("answer") == "unsure").then(pl.lit("unsure")),
        remark=pl.lit(None, pl.String),
    )
    return numbered.select([column.name for column in columns.REVIEW])


def _components(pairs: pl.DataFrame) -> NDArray[np.int64]:
    """Which connected part a pair belongs to: pairs that share a row are connected."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    a = np.unique(pairs.get_column("a").to_numpy(), return_inverse=True)[1]
    b = np.unique(pairs.get_column("b").to_numpy(), return_inverse=True)[1] + a.max() + 1
    size = int(b.max()) + 1
    graph = coo_matrix((np.ones(len(a)), (a, b)), shape=(size, size))
    parts: NDArray[np.int64] = connected_components(graph, directed=False)[1][a].astype(np.int64)
    return parts


def states(decided: Decided, sides: Keyed) -> Keyed:
    """What became of each row (State), as a column ``state`` in each side's order."""
    found = []
    for name, side in zip(columns.SIDES, sides, strict=True):
        state = np.full(side.height, State.ONLY.value, dtype="<U6")
        state[decided.review.get_column(name).to_numpy()] = State.REVIEW.value
        state[decided.joined.get_column(name).to_numpy()] = State.LINKED.value
        found.append(side.with_columns(pl.Series("state", state, dtype=pl.String)))
    return Keyed(*found)


def only_table(side: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """The rows without a partner in the order of the file; ``members`` are the groups' rows of this side."""
    of_row = members.group_by("at").agg(pl.col("group").unique().sort().str.join("、").alias("groups"))
    placed = side.with_row_index("at").with_columns(pl.col("at").cast(pl.Int64)).join(of_row, on="at", how="left")
    alone = placed.filter(pl.col("state") == State.ONLY.value).sort("source_row")
    return alone.select([column.name for column in columns.ONLY])


def group_table(found: pl.DataFrame, sides: Keyed) -> pl.DataFrame:
    """The members of every group with their cells and what became of them, A before B, in the order of the files."""
    rows = pl.concat(
        [
            side.with_row_index("at").select(
                pl.lit(name).alias("side"), pl.col("at").cast(pl.Int64), *CELLS, "source", "state"
            )
            for name, side in zip("AB", sides, strict=True)
        ]
    )
    joined = found.join(rows, on=["side", "at"], how="left", maintain_order="left")
    number = pl.col("group").str.slice(1).cast(pl.Int64)
    ordered = joined.sort("kind", number, "side", "source_row")
    return ordered.select([column.name for column in columns.GROUPS])
