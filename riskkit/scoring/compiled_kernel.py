"""The compiled kernel: plain loops over tiles of subjects; riskkit/scoring/compiled.py feeds it.

The same float64 operations in the same order as aggregate.py and scales.py, without fast-math, so the results are
bit-equal to the numpy engine.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from riskkit.scoring.aggregate import PER_POINT
from riskkit.terms import CellState

TILE = 128
TABLE, STEPS, GIVEN = 0, 1, 2
NOT_APPLICABLE, UNKNOWN = int(CellState.NOT_APPLICABLE), int(CellState.UNKNOWN)


@numba.njit(cache=True, nogil=True)
def _points(leaves: Any, i: int, v: Any, given: Any, p: Any) -> None:  # pragma: no cover (compiled)
    """Points of a tile of one leaf into ``p``."""
    first, last = leaves.points_start[i], leaves.points_start[i + 1] - 1
    if leaves.kind[i] == GIVEN:
        p[:] = given
    elif leaves.kind[i] == TABLE:
        for t in range(len(p)):
            p[t] = leaves.points[min(max(first + np.int64(v[t]), first), last)] if v[t] == v[t] else 0.0
    else:
        rows = np.full(len(p), first)
        for e in range(leaves.edges_start[i], leaves.edges_start[i + 1]):
            edge = leaves.edges[e]
            if leaves.closed_left[i]:
                for t in range(len(p)):
                    rows[t] += v[t] >= edge
            else:
                for t in range(len(p)):
                    rows[t] += v[t] > edge
        for t in range(len(p)):
            p[t] = leaves.points[rows[t]]


@numba.njit(cache=True, nogil=True)
def _weigh(tree: Any, applies: Any, below: Any, above: Any, weights: Any) -> None:  # pragma: no cover (compiled)
    """Global weights of a tile: ``applies``, ``weights`` (leaves, tile), ``below``, ``above`` (branches, tile)."""
    branches, tile = below.shape
    for b in range(branches):
        below[b, :] = 0.0
        for c in range(tree.starts[b], tree.starts[b + 1]):
            weight, at = tree.weight[c], tree.child[c]
            if tree.is_leaf[c]:
                for t in range(tile):
                    below[b, t] += weight * applies[at, t]
            else:
                for t in range(tile):
                    below[b, t] += weight * (1.0 if below[at, t] > 0 else 0.0)
    above[branches - 1, :] = 1.0
    for b in range(branches - 1, -1, -1):
        for t in range(tile):
            above[b, t] = above[b, t] / below[b, t] if below[b, t] > 0 else 0.0
        for c in range(tree.starts[b], tree.starts[b + 1]):
            weight, at = tree.weight[c], tree.child[c]
            if tree.is_leaf[c]:
                for t in range(tile):
                    weights[at, t] = above[b, t] * weight * applies[at, t]
            else:
                for t in range(tile):
                    above[at, t] = above[b, t] * weight * (1.0 if below[at, t] > 0 else 0.0)


@numba.njit(cache=True, nogil=True)
def _keep_largest(amounts: Any, order: Any) -> None:  # pragma: no cover (compiled)
    """Positions of the largest amounts into ``order``, largest first, the first on a tie."""
    kept, room = 0, len(order)
    for i in range(len(amounts)):
        if kept == room and amounts[i] <= amounts[order[kept - 1]]:
            continue
        place = kept if kept < room else room - 1
        while place > 0 and amounts[order[place - 1]] < amounts[i]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = i
        kept = min(kept + 1, room)


@numba.njit(cache=True, nogil=True)
def run(
    tree: Any, leaves: Any, values: Any, absent: Any, given: Any, is_safety: bool, out: Any, start: int, stop: int
) -> None:  # pragma: no cover (compiled)
    """Score the subjects [start, stop).

    ``values`` (leaves, n) with NaN where empty; ``absent`` (leaves, n) where 不适用; ``given`` (leaves, n) or (leaves,
    0): points of the GIVEN scales.
    """
    count, branches, top = values.shape[0], len(tree.starts) - 1, out.leaf.shape[1]
    points, risks = np.empty((count, TILE)), np.empty((count, TILE))
    applies, counted = np.empty((count, TILE)), np.empty((count, TILE))
    full, weights = np.empty((count, TILE)), np.empty((count, TILE))
    state = np.empty((count, TILE), np.int8)
    below, above = np.empty((branches, TILE)), np.empty((branches, TILE))
    amounts = np.empty((TILE, count), np.int32)
    order = np.empty(top, np.int64)
    sums = np.empty((5, TILE))
    for s in range(start, stop, TILE):
        n = min(TILE, stop - s)
        differs = False
        for i in range(count):
            v, p, r = values[i, s : s + n], points[i, :n], risks[i, :n]
            _points(leaves, i, v, given[i, s : s + n] if leaves.kind[i] == GIVEN else v, p)
            factor, filler = leaves.factor[i], leaves.filler[i]
            for t in range(n):
                share = p[t] * factor
                r[t] = 100.0 - share if is_safety else share
                applies[i, t] = 1.0
                state[i, t] = 0
                if v[t] != v[t] or absent[i, s + t]:
                    if absent[i, s + t]:
                        r[t], applies[i, t], state[i, t] = 0.0, 0.0, NOT_APPLICABLE
                    else:
                        r[t], state[i, t] = filler, UNKNOWN
                counted[i, t] = applies[i, t]
                if state[i, t] == UNKNOWN:
                    if leaves.reweighted[i]:
                        counted[i, t] = 0.0
                        differs = True
                    if leaves.refuses[i]:
                        out.refused[s + t] = True
        _weigh(tree, applies[:, :n], below[:, :n], above[:, :n], full[:, :n])
        if differs:
            _weigh(tree, counted[:, :n], below[:, :n], above[:, :n], weights[:, :n])
            w = weights
        else:
            w = full
        sums[:, :n] = 0.0
        for i in range(count):
            group = leaves.group[i]
            for t in range(n):
                part = w[i, t] * risks[i, t]
                sums[0, t] += part
                amounts[t, i] = np.int32(np.rint(part * PER_POINT))
                whole = full[i, t] * risks[i, t]
                gap = state[i, t] == UNKNOWN
                known, gap_weight = (0.0, full[i, t]) if gap else (whole, 0.0)
                sums[1, t] += known
                sums[2, t] += known + 100.0 * gap_weight
                sums[3, t] += gap_weight
                if group >= 0:
                    out.criteria[group, 0, s + t] += w[i, t]
                    out.criteria[group, 1, s + t] += part
        for t in range(n):
            sums[4, t] = below[branches - 1, t]
            _settle(amounts[t], np.int64(np.rint(sums[0, t] * PER_POINT)))
            _keep_largest(amounts[t], order)
            for k in range(top):
                i = order[k]
                out.leaf[s + t, k] = i
                out.amount[s + t, k] = amounts[t, i]
                out.value[s + t, k] = values[i, s + t]
                out.points[s + t, k] = points[i, t] if state[i, t] == 0 else np.nan
                out.weight[s + t, k] = w[i, t]
                out.state[s + t, k] = state[i, t]
        out.totals[:, s : s + n] = sums[:, :n]


@numba.njit(cache=True, nogil=True)
def _settle(amounts: Any, published: Any) -> None:  # pragma: no cover (compiled)
    """What rounding leaves over goes to the largest amount, the first on a tie."""
    total, largest = np.int64(0), 0
    for i in range(len(amounts)):
        total += amounts[i]
        if amounts[i] > amounts[largest]:
            largest = i
    amounts[largest] += published - total
