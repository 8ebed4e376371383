"""Blocks of rows: a column at a time through scales, missing policy and the kernel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from riskkit.indicators.rulebook import Leaf, Rulebook
from riskkit.scoring.aggregate import FlatTree, Ints, LeafRisks, Share, aggregate, global_weights, top_leaves
from riskkit.scoring.columns import Bools, Floats
from riskkit.scoring.fuzzy import membership_vectors, memberships
from riskkit.scoring.leaves import FILLERS, first_level, points_function, published
from riskkit.scoring.measure import Measured
from riskkit.scoring.part import Part, Reasons
from riskkit.terms import CellState, Missing

# a block of 60 columns stays in the cache
BLOCK_ROWS = 16_384


@dataclass(frozen=True)
class _Cells:
    """One block's leaves, matrices of shape (leaves, n); masks per leaf or None where no cell is so."""

    values: Floats
    points: Floats
    risks: Floats
    state: NDArray[np.int8]
    unknown: list[Bools | None]
    absent: list[Bools | None]
    best: list[Floats | None]

    def risks_of(self, reweighted: list[bool]) -> LeafRisks:
        """What the kernel takes."""
        best = self.best if any(part is not None for part in self.best) else None
        return LeafRisks(list(self.risks), self.absent, self.unknown, reweighted, self.risks.shape[1], best)


class BlockScorer:
    """Scores any run of rows of the measured columns; blocks are strangers, so threads may share one scorer."""

    def __init__(self, rulebook: Rulebook, measured: list[Measured], top: int) -> None:
        self.leaves = rulebook.leaves
        self.tree = FlatTree.of(rulebook.root)
        self.top = top
        self.measured = measured
        self.points = [points_function(leaf, rulebook) for leaf in self.leaves]
        self.reweighted = [leaf.indicator.missing is Missing.REWEIGHT for leaf in self.leaves]
        self.is_safety = rulebook.resolved.rulebook.points_mean == "safety"
        self.groups = first_level(rulebook)
        self.levels = [level.membership for level in rulebook.fuzzy.levels] if rulebook.fuzzy else []

    def block(self, start: int, stop: int) -> Part:
        """Score the rows [start, stop)."""
        cells = self._cells(start, stop)
        height = stop - start
        totals, weights, contributions = aggregate(self.tree, cells.risks_of(self.reweighted))
        refused = np.zeros(height, dtype=bool)
        for leaf, gap in zip(self.leaves, cells.unknown, strict=True):
            if leaf.indicator.missing is Missing.REFUSE and gap is not None:
                refused |= gap
        criteria = [_criterion_score(positions, weights, cells.risks, height) for positions in self.groups.values()]
        return Part(*totals, refused, criteria, self._fuzzy(cells), self._reasons(contributions, cells, weights))

    def _cells(self, start: int, stop: int) -> _Cells:
        """Values, points and risks of every leaf, the missing policy in place."""
        shape = (len(self.leaves), stop - start)
        cells = _Cells(np.empty(shape), np.empty(shape), np.empty(shape), np.zeros(shape, dtype=np.int8), [], [], [])
        for i, (leaf, found) in enumerate(zip(self.leaves, self.measured, strict=True)):
            values = found.values[start:stop]
            cells.values[i] = values
            cells.points[i] = points = self.points[i](values)
            empty = np.isnan(values)
            absent = None if found.not_applicable is None else found.not_applicable[start:stop]
            unknown = empty if absent is None else empty & ~absent
            _risk_into(cells.risks[i], points, leaf, self.is_safety)
            if empty.any():
                np.copyto(cells.risks[i], 0.0, where=empty)
                np.copyto(cells.risks[i], FILLERS.get(leaf.indicator.missing, 0.0), where=unknown)
                np.copyto(cells.state[i], np.int8(CellState.UNKNOWN), where=unknown)
            if absent is not None:
                np.copyto(cells.risks[i], 0.0, where=absent)
                np.copyto(cells.state[i], np.int8(CellState.NOT_APPLICABLE), where=absent)
            cells.unknown.append(unknown if unknown.any() else None)
            cells.absent.append(absent)
            cells.best.append(self._best_case(i, start, stop, cells))
        return cells

    def _best_case(self, i: int, start: int, stop: int, cells: _Cells) -> Floats | None:
        """Of a deduction by item: its risk without the unknown items; where nothing of it is known, its state is so."""
        found = self.measured[i].least
        if found is None:
            return None
        least = found[start:stop]
        best = np.empty(stop - start)
        _risk_into(best, self.points[i](least), self.leaves[i], self.is_safety)
        np.copyto(best, cells.risks[i], where=np.isnan(least))
        nothing = (least == 0) & (cells.values[i] > 0)
        np.copyto(cells.state[i], np.int8(CellState.UNKNOWN), where=nothing)
        return best

    def _fuzzy(self, cells: _Cells) -> Floats:
        """Membership vectors over what is known; what is unknown or not applicable shares its weight out."""
        height = cells.risks.shape[1]
        if not self.levels:
            return np.empty((height, 0))
        known = (cells.state == CellState.KNOWN).astype(np.float64)
        shares, _ = global_weights(self.tree, list(known), height)
        weights = np.array([np.broadcast_to(share, height) for share in shares]).T
        return membership_vectors(memberships(np.clip(100.0 - cells.risks.T, 0.0, 100.0), self.levels), weights)

    def _reasons(self, contributions: Ints, cells: _Cells, weights: list[Share]) -> Reasons:
        leaf, amount = top_leaves(contributions, self.top)
        rows = np.arange(leaf.shape[0])[:, None]
        weight = np.empty(cells.values.shape)
        for i, share in enumerate(weights):
            weight[i] = share
        state = cells.state[leaf, rows]
        points = np.where(state == CellState.KNOWN, cells.points[leaf, rows], np.nan)
        return Reasons(leaf.astype(np.int16), amount, cells.values[leaf, rows], points, weight[leaf, rows], state)


def _risk_into(risk: Floats, points: Floats, leaf: Leaf, is_safety: bool) -> None:
    """r = 100 − points·100/full for safety points, points·100/full for risk points, in place."""
    np.multiply(points, 100.0 / leaf.block.full_points, out=risk)
    if is_safety:
        np.subtract(100.0, risk, out=risk)


def _criterion_score(positions: list[int], weights: list[Share], risks: Floats, height: int) -> Floats:
    """100 − weighted mean risk of a first-level criterion; NaN where nothing of it applies."""
    weight, risk = np.zeros(height), np.zeros(height)
    for i in positions:
        weight += weights[i]
        risk += weights[i] * risks[i]
    mean = np.divide(risk, weight, out=np.full(height, np.nan), where=weight > 0)
    return published(100.0 - mean)
