"""The kernel of riskkit/scoring/aggregate.py compiled: the same float64 operations in the same order, one pass a subject.

Bit-equal to the numpy kernel (tests/scoring holds the two against each other); used for large tables only, since
numba costs half a second to import and a few seconds to compile the first time on a machine.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

from riskkit.scoring.aggregate import PER_POINT, FlatTree
from riskkit.scoring.columns import Floats

KNOWN, NOT_APPLICABLE, UNKNOWN = 0, 1, 2


class TreeArrays(NamedTuple):
    """FlatTree as arrays: per branch the slice [start, stop) of children, each a leaf or a branch, and its weight."""

    starts: NDArray[np.int64]
    child_is_leaf: NDArray[np.bool_]
    child: NDArray[np.int64]
    weight: Floats

    @classmethod
    def of(cls, tree: FlatTree) -> TreeArrays:
        """Children of all branches behind one another, branches with children before parents."""
        children = [child for branch in tree.branches for child in branch.children]
        sizes = [len(branch.children) for branch in tree.branches]
        return cls(
            np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            np.array([child[0] for child in children], dtype=np.bool_),
            np.array([child[1] for child in children], dtype=np.int64),
            np.array([child[2] for child in children], dtype=np.float64),
        )


@numba.njit(cache=True, nogil=True)
def _weigh(
    tree: Any, applies: Any, below: Any, branch_weight: Any, leaf_weight: Any
) -> float:  # pragma: no cover (compiled)
    """Global weights of one subject into ``leaf_weight``; the root's applicable weight."""
    starts, child_is_leaf, child, weight = tree
    branches = len(starts) - 1
    for b in range(branches):
        total = 0.0
        for c in range(starts[b], starts[b + 1]):
            if child_is_leaf[c]:
                total += weight[c] * applies[child[c]]
            else:
                total += weight[c] * (1.0 if below[child[c]] > 0 else 0.0)
        below[b] = total
    branch_weight[branches - 1] = 1.0
    for b in range(branches - 1, -1, -1):
        share = branch_weight[b] / below[b] if below[b] > 0 else 0.0
        for c in range(starts[b], starts[b + 1]):
            if child_is_leaf[c]:
                leaf_weight[child[c]] = share * weight[c] * applies[child[c]]
            else:
                branch_weight[child[c]] = share * weight[c] * (1.0 if below[child[c]] > 0 else 0.0)
    return below[branches - 1]


@numba.njit(cache=True, nogil=True)
def fused(
    tree: Any, risks: Any, states: Any, reweighted: Any, groups: Any, top: int, out: Any
) -> None:  # pragma: no cover (compiled)
    """Fill ``out`` for every subject.

    ``risks`` and ``states`` have shape (leaves, n); ``reweighted`` (leaves,); ``groups`` (leaves,) is the first-level
    criterion of each leaf, -1 for none. ``out`` is (totals (5, n), criteria (groups, 2, n), leaf (n, top),
    amount (n, top), weight (n, top)); totals are risk, low, high, unobserved, root weight; criteria are weight and
    weighted risk.
    """
    totals, criteria, top_leaf, top_amount, top_weight = out
    leaves, n = risks.shape
    branches = len(tree[0]) - 1
    applies, counted = np.empty(leaves), np.empty(leaves)
    below, branch_weight = np.empty(branches), np.empty(branches)
    full, weights = np.empty(leaves), np.empty(leaves)
    amounts, order = np.empty(leaves, np.int64), np.empty(top, np.int64)
    for s in range(n):
        differs = False
        for i in range(leaves):
            state = states[i, s]
            applies[i] = 0.0 if state == NOT_APPLICABLE else 1.0
            counted[i] = applies[i]
            if state == UNKNOWN and reweighted[i]:
                counted[i] = 0.0
                differs = True
        root = _weigh(tree, applies, below, branch_weight, full)
        if differs:
            root = _weigh(tree, counted, below, branch_weight, weights)
        else:
            weights[:] = full
        risk, low, high, gaps, total = 0.0, 0.0, 0.0, 0.0, 0
        for i in range(leaves):
            r = risks[i, s]
            part = weights[i] * r
            risk += part
            amount = np.int64(np.rint(part * PER_POINT))
            amounts[i] = amount
            total += amount
            if groups[i] >= 0:
                criteria[groups[i], 0, s] += weights[i]
                criteria[groups[i], 1, s] += part
            if states[i, s] == UNKNOWN:
                high += 100.0 * full[i]
                gaps += full[i]
            else:
                whole = full[i] * r
                low += whole
                high += whole
        left = np.int64(np.rint(risk * PER_POINT)) - total
        if left != 0:
            largest = 0
            for i in range(1, leaves):
                if amounts[i] > amounts[largest]:
                    largest = i
            amounts[largest] += left
        _keep_largest(amounts, order)
        for k in range(top):
            top_leaf[s, k] = order[k]
            top_amount[s, k] = amounts[order[k]]
            top_weight[s, k] = weights[order[k]]
        totals[0, s], totals[1, s], totals[2, s], totals[3, s], totals[4, s] = risk, low, high, gaps, root


@numba.njit(cache=True, nogil=True)
def _keep_largest(amounts: Any, order: Any) -> None:  # pragma: no cover (compiled)
    """Positions of the largest amounts into ``order``, largest first, the first on a tie."""
    kept = 0
    for i in range(len(amounts)):
        if kept == len(order) and amounts[i] <= amounts[order[kept - 1]]:
            continue
        place = kept if kept < len(order) else kept - 1
        while place > 0 and amounts[order[place - 1]] < amounts[i]:
            if place < len(order):
                order[place] = order[place - 1]
            place -= 1
        order[place] = i
        kept = min(kept + 1, len(order))
