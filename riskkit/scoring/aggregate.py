"""The kernel: indicator risks up the tree to one risk score, with exact additive contributions.

One pure function on blocks of columns. Per leaf i with risk r_i in 0..100 (100 worst):

    risk = sum_i g_i r_i        g_i = product down the path of  w_c a_c / sum over siblings of w a

where a is 0 for what is not applicable: its weight is shared among its applicable siblings. Every value is
made by the same sequence of float64 operations whatever the block's width, so scores are bit-equal for any
chunk size and thread count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from riskkit.indicators.rulebook import Criterion, Leaf
from riskkit.scoring.columns import Bools, Floats

Ints = NDArray[np.int32]
# scores and contributions are published in ten-thousandths of a point
PER_POINT = 10_000.0


class Branch(NamedTuple):
    """A criterion flattened: children as (is_leaf, position, local weight)."""

    id: str
    children: tuple[tuple[bool, int, float], ...]


@dataclass(frozen=True)
class FlatTree:
    """The tree as arrays: branches with children before parents, the root last."""

    leaves: int
    branches: tuple[Branch, ...]

    @classmethod
    def of(cls, root: Criterion) -> FlatTree:
        """Flatten ``root``; leaves keep the order of ``root.leaves()``."""
        branches: list[Branch] = []
        counter = iter(range(sum(1 for _ in root.leaves())))

        def add(criterion: Criterion) -> int:
            children = []
            for child in criterion.children:
                is_leaf = isinstance(child, Leaf)
                position = next(counter) if is_leaf else add(child)  # type: ignore[arg-type]
                children.append((is_leaf, position, child.weight))
            branches.append(Branch(criterion.id, tuple(children)))
            return len(branches) - 1

        add(root)
        return cls(sum(1 for _ in root.leaves()), tuple(branches))


Share = Floats | float


def global_weights(tree: FlatTree, applicable: list[Floats | None], height: int) -> tuple[list[Share], Share]:
    """Weight of each leaf down its path, per subject, and the root's applicable weight (0: nothing applies).

    ``applicable`` holds per leaf an array of 0.0 / 1.0 of shape (height,), or None where it applies to all.
    """
    below: list[Share] = []
    present: list[Share] = []
    for branch in tree.branches:
        total: Share = 0.0
        for is_leaf, position, weight in branch.children:
            total = total + weight * (_or_one(applicable[position]) if is_leaf else present[position])
        below.append(total)
        present.append(float(total > 0) if isinstance(total, float) else (total > 0).astype(np.float64))
    leaf_weights: list[Share] = [0.0] * tree.leaves
    branch_weights: list[Share] = [0.0] * len(tree.branches)
    branch_weights[-1] = 1.0
    for number in range(len(tree.branches) - 1, -1, -1):
        share = _divide(branch_weights[number], below[number])
        for is_leaf, position, weight in tree.branches[number].children:
            if is_leaf:
                leaf_weights[position] = share * weight * _or_one(applicable[position])
            else:
                branch_weights[position] = share * weight * present[position]
    return leaf_weights, below[-1]


def _or_one(mask: Floats | None) -> Share:
    return 1.0 if mask is None else mask


def _divide(above: Share, below: Share) -> Share:
    if isinstance(below, float):
        return above / below if below > 0 else 0.0
    return np.divide(above, below, out=np.zeros_like(below), where=below > 0)


class Totals(NamedTuple):
    """Sums over the leaves per subject, each of shape (n,), in points out of 100 (100 worst)."""

    risk: Floats
    low: Floats
    high: Floats
    unobserved: Floats
    applicable: Bools


@dataclass(frozen=True)
class LeafRisks:
    """One block's leaves: risks r_i (n,) with the missing policy already in place, masks or None.

    A leaf with ``best`` is known in part: r_i is its worst case.
    """

    risks: list[Floats]
    not_applicable: list[Bools | None]
    unknown: list[Bools | None]
    reweighted: list[bool]
    height: int
    # per leaf the risk at the best case of what is unknown of it, where only a part of it is; None: all or nothing
    best: list[Floats | None] | None = None


def aggregate(tree: FlatTree, leaves: LeafRisks) -> tuple[Totals, list[Share], Ints]:
    """Totals, each leaf's weight per subject, and its contribution in ten-thousandths, shape (leaves, n).

    ``low`` and ``high`` put every unknown value at its best and its worst; ``unobserved`` is the share of the
    weight that is unknown. The contributions of a subject sum to round(risk, 4) exactly: what rounding leaves
    over goes to the largest one.
    """
    observed = [_mask(absent) for absent in leaves.not_applicable]
    full, root = global_weights(tree, observed, leaves.height)
    weights = full
    if any(policy and gap is not None for policy, gap in zip(leaves.reweighted, leaves.unknown, strict=True)):
        counted = [
            _mask(_either(absent, gap) if policy else absent)
            for absent, gap, policy in zip(leaves.not_applicable, leaves.unknown, leaves.reweighted, strict=True)
        ]
        weights, root = global_weights(tree, counted, leaves.height)
    risk, low, high, gaps = (np.zeros(leaves.height) for _ in range(4))
    contributions = np.empty((tree.leaves, leaves.height), dtype=np.int32)
    for i, r in enumerate(leaves.risks):
        part = weights[i] * r
        risk += part
        contributions[i] = np.rint(part * PER_POINT)
        gap = leaves.unknown[i]
        best = leaves.best[i] if leaves.best else None
        if best is not None:  # a leaf known in part: its own best case, its worst is what it counts as
            low += full[i] * best
            high += full[i] * r
            gaps += full[i] * (r - best) / 100.0
        elif gap is None:
            same = part if full[i] is weights[i] else full[i] * r
            low += same
            high += same
        else:
            known = np.where(gap, 0.0, full[i] * r)
            gap_weight = np.where(gap, full[i], 0.0)
            low += known
            high += known + 100.0 * gap_weight
            gaps += gap_weight
    _settle_rounding(contributions, risk)
    applies = np.full(leaves.height, root > 0) if isinstance(root, float) else root > 0
    return Totals(risk, low, high, gaps, applies), weights, contributions


def _mask(absent: Bools | None) -> Floats | None:
    return None if absent is None else (~absent).astype(np.float64)


def _either(first: Bools | None, second: Bools | None) -> Bools | None:
    if first is None or second is None:
        return second if first is None else first
    return first | second


def _settle_rounding(contributions: Ints, risk: Floats) -> None:
    """Add what is left of round(risk, 4) to each subject's largest contribution (the first on a tie)."""
    left = np.rint(risk * PER_POINT).astype(np.int32) - contributions.sum(axis=0, dtype=np.int32)
    columns = np.flatnonzero(left)
    if len(columns):
        largest = contributions[:, columns].argmax(axis=0)
        contributions[largest, columns] += left[columns]


def top_leaves(contributions: Ints, k: int) -> tuple[NDArray[np.intp], Ints]:
    """The ``k`` largest contributions of each subject, shapes (n, k): leaf positions and ten-thousandths.

    On a tie the leaf that comes first in the tree comes first. Contribution and position share one int32 key,
    so that the order is exact and a plain integer sort finds it.
    """
    leaves, _ = contributions.shape
    k = min(k, leaves)
    stride = np.int32(1 << (leaves - 1).bit_length() if leaves > 1 else 1)
    keys = contributions * stride + np.arange(leaves - 1, -1, -1, dtype=np.int32)[:, None]
    rows = np.ascontiguousarray(keys.T)
    rows.partition(leaves - k, axis=1)
    best = np.sort(rows[:, leaves - k :], axis=1)[:, ::-1]
    amounts = best // stride
    return (leaves - 1 - (best - amounts * stride)).astype(np.intp), amounts
