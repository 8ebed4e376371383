"""Which pairs are looked at: one code, one name, one address, or near neighbours; never every row with every row."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.linking.keys import Keyed
from riskkit.linking.neighbours import Vectors, neighbours

# a key that so many rows share says little; the nearest of them are found as neighbours
LARGEST_BLOCK = 2_500
SHARED_KEYS = ("organisation", "name_core", "name_full", "address_key")

Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


def candidates(sides: Keyed, found: Vectors) -> Pairs:
    """Positions in A and in B of the pairs to look at, each once, ordered by A and then B.

    >>> from riskkit.linking.keys import CELLS, keyed
    >>> from riskkit.linking.neighbours import vectors
    >>> rows = [{"name": "宏达餐厅"}, {"name": "永丰超市"}]
    >>> a, b = pl.DataFrame(rows, schema=CELLS), pl.DataFrame(rows[:1], schema=CELLS)
    >>> sides = keyed(a, b)
    >>> [at.tolist() for at in candidates(sides, vectors(sides))]
    [[0], [0]]
    """
    if not sides.a.height or not sides.b.height:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    parts = [shared(sides, key) for key in SHARED_KEYS]
    parts.append(neighbours(found))
    width = sides.b.height
    pairs = np.unique(np.concatenate([a * width + b for a, b in parts]))
    return pairs // width, pairs % width


def shared(sides: Keyed, key: str, largest: int = LARGEST_BLOCK) -> Pairs:
    """The pairs that share ``key``, blocks of more than ``largest`` pairs left out."""
    left, right = (
        side.select(pl.col(key), pl.int_range(pl.len(), dtype=pl.Int64).alias("at")).filter(pl.col(key).is_not_null())
        for side in sides
    )
    counts = left.group_by(key).len("a").join(right.group_by(key).len("b"), on=key)
    small = counts.filter(pl.col("a").cast(pl.Int64) * pl.col("b") <= largest).select(key)
    joined = left.join(small, on=key, how="semi").join(right, on=key, suffix="_b")
    return joined.get_column("at").to_numpy(), joined.get_column("at_b").to_numpy()
