"""How certain a pair is: evidence added up as bits (Fellegi and Sunter 1969), shared out among rival pairs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.linking.candidates import Pairs
from riskkit.linking.evidence import KINDS

# Project defaults: log2 of how much more often a level occurs among true pairs than among the other candidates. Set by
# hand near what was counted on made-up tables with known truth; names and addresses of candidates depend on each other,
# so some differ from the counts. What matters is that the sum is calibrated: benchmarks/linking.py prints both.
PRIOR_BITS = -3.5
BITS: dict[str, Mapping[str, float]] = {
    "code": {"same": 11.0, "shared": 2.0, "different": -7.0, "unknown": 0.0},
    "name": {
        "same": 9.0, "common": 2.5, "near": 3.0, "similar": -0.5, "numbered": -4.0, "different": -6.0, "unknown": 0.0,
    },
    "address": {
        "same": 5.0, "house": 4.0, "near": 4.0, "street": 0.0, "numbered": -1.5, "different": -3.5, "unknown": 0.0,
    },
    "place": {"close": 2.0, "between": 0.0, "far": -3.0, "unknown": 0.0},
    "area": {"same": 1.0, "different": -3.0, "unknown": 0.0},
    "industry": {"same": 0.5, "division": 0.0, "different": -0.5, "unknown": 0.0},
}  # fmt: skip


def odds(levels: pl.DataFrame) -> NDArray[np.float64]:
    """The odds that a pair is one unit at one place, looked at alone: 2 to the sum of its bits.

    >>> levels = {"code": ["same"], "name": ["same"], "address": ["house"], "place": ["unknown"]}
    >>> odds(pl.DataFrame({**levels, "area": ["unknown"], "industry": ["unknown"]})).round().tolist()  # 20.5 bits
    [1482910.0]
    """
    bits = np.full(levels.height, PRIOR_BITS)
    for kind, of_level in BITS.items():
        column = levels.get_column(kind).cast(pl.String)
        bits += column.replace_strict(dict(of_level), return_dtype=pl.Float64).to_numpy()
    result: NDArray[np.float64] = np.exp2(bits)
    return result


def agreement(alone: NDArray[np.float64]) -> NDArray[np.float64]:
    """Odds as a probability, the pair looked at alone."""
    return alone / (1 + alone)


def certainty(pairs: Pairs, alone: NDArray[np.float64]) -> NDArray[np.float64]:
    """The probability that a pair is one unit at one place, given every other candidate of its two rows.

    odds / (1 + Σ odds of all pairs that share its row of A or its row of B): of two equally good candidates neither is
    above 0.5, so neither is joined. Never above :func:`agreement`.

    >>> certainty((np.array([0, 0, 1]), np.array([0, 1, 2])), np.array([99.0, 99.0, 99.0])).round(2).tolist()
    [0.5, 0.5, 0.99]
    """
    of_rows = np.bincount(pairs[0], weights=alone) if len(alone) else alone
    of_others = np.bincount(pairs[1], weights=alone) if len(alone) else alone
    # A's and B's sums first: then exchanging the tables changes no bit
    rivals = (of_rows[pairs[0]] + of_others[pairs[1]]) - alone
    result: NDArray[np.float64] = alone / (1 + rivals)
    return np.minimum(result, agreement(alone))


assert {kind: set(bits) for kind, bits in BITS.items()} == {
    kind: {level.value for level in levels} for kind, levels in KINDS.items()
}
