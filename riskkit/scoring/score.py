"""Typed table × rulebook → scores, grades, vetoes and reasons of a block of subjects.

Here, and only here, points as the source prints them are turned into ``risk_score`` (0..100, 100 worst).
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from riskkit.errors import RiskkitError
from riskkit.indicators.rulebook import Criterion, Leaf, Rulebook
from riskkit.scoring.aggregate import PER_POINT, FlatTree, Ints, LeafRisks, Share, aggregate, top_leaves
from riskkit.scoring.columns import Bools, Columns, Floats
from riskkit.scoring.grades import grade_of
from riskkit.scoring.measure import measure
from riskkit.scoring.scales import points_of
from riskkit.scoring.vetoes import VetoMasks, veto_masks
from riskkit.terms import CellState, GradeBy, Missing
from riskkit.typed_table import TypedTable

BLOCK_ROWS = 16_384
GRADE_BY = (GradeBy.SCORE, GradeBy.DIRECT_DETERMINATION, GradeBy.LOCAL_VETO)


@dataclass(frozen=True)
class Reasons:
    """The reasons kept for each subject, shapes (n, k), the largest contribution first.

    ``leaf`` is the position in ``rulebook.leaves``; ``amount`` the contribution in ten-thousandths of a point.
    """

    leaf: NDArray[np.int16]
    amount: Ints
    value: Floats
    points: Floats
    weight: Floats
    state: NDArray[np.int8]


@dataclass(frozen=True)
class Scores:
    """A scored block, every array of shape (n,) unless said; scores in points, published to 4 decimals.

    ``score`` as the source prints it; ``risk_score`` 0..100 (100 worst), ``score_low`` and ``score_high`` its
    best and worst case over what is unknown; ``grade`` position among the rulebook's grades (best first);
    ``grade_by`` position in GRADE_BY; ``bonus`` points added;
    ``score_veto`` position of the veto that sets the score (-1: none); ``refused`` where the rule forbids scoring.
    """

    score: Floats
    risk_score: Floats
    score_low: Floats
    score_high: Floats
    unobserved: Floats
    grade: NDArray[np.int8]
    grade_by: NDArray[np.int8]
    bonus: Floats
    score_veto: NDArray[np.int8]
    refused: Bools
    vetoes: VetoMasks
    criteria: dict[str, Floats]
    reasons: Reasons


def score_table(table: TypedTable, rulebook: Rulebook, *, top: int | None = None, threads: int | None = None) -> Scores:
    """Score every subject of ``table``; keep the ``top`` reasons each, or all of them when None.

    The result is bit-equal for any ``threads`` and any way of cutting the subjects into tables.
    Raises RiskkitError SCORE-02 when a value stands outside every row of a scale.
    """
    columns = Columns(table, rulebook.fields)
    work = _Work(rulebook, columns, top)
    bounds = [(low, min(low + BLOCK_ROWS, columns.height)) for low in range(0, columns.height, BLOCK_ROWS)] or [(0, 0)]
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        parts = list(pool.map(lambda bound: work.block(*bound), bounds))
    return work.finish(parts)


@dataclass(frozen=True)
class _Part:
    risk: Floats
    low: Floats
    high: Floats
    unobserved: Floats
    applicable: Bools
    refused: Bools
    criteria: list[Floats]
    reasons: Reasons


class _Work:
    """What all blocks of one table share: measured columns and the flattened tree."""

    def __init__(self, rulebook: Rulebook, columns: Columns, top: int | None) -> None:
        self.rulebook = rulebook
        self.columns = columns
        self.leaves = rulebook.leaves
        self.tree = FlatTree.of(rulebook.root)
        self.top = min(top or len(self.leaves), len(self.leaves))
        self.measured = [measure(leaf, columns) for leaf in self.leaves]
        self.groups = _first_level(rulebook)

    def block(self, start: int, stop: int) -> _Part:
        """Score the rows [start, stop)."""
        height = stop - start
        values = [found.values[start:stop] for found in self.measured]
        absent = [None if found.not_applicable is None else found.not_applicable[start:stop] for found in self.measured]
        points = [leaf_points(leaf, found, self.rulebook) for leaf, found in zip(self.leaves, values, strict=True)]
        unknown = [_unknown(found, skipped) for found, skipped in zip(values, absent, strict=True)]
        risks = [
            _risk(leaf, got, gap, self.rulebook) for leaf, got, gap in zip(self.leaves, points, unknown, strict=True)
        ]
        reweighted = [leaf.indicator.missing is Missing.REWEIGHT for leaf in self.leaves]
        totals, weights, contributions = aggregate(self.tree, LeafRisks(risks, absent, unknown, reweighted, height))
        refused = np.zeros(height, dtype=bool)
        for leaf, gap in zip(self.leaves, unknown, strict=True):
            if leaf.indicator.missing is Missing.REFUSE and gap is not None:
                refused |= gap
        criteria = [_criterion_score(positions, weights, risks, height) for positions in self.groups.values()]
        reasons = self._reasons(contributions, values, points, weights, (absent, unknown))
        return _Part(*totals, refused, criteria, reasons)

    def _reasons(
        self,
        contributions: Ints,
        values: list[Floats],
        points: list[Floats],
        weights: list[Share],
        masks: tuple[list[Bools | None], list[Bools | None]],
    ) -> Reasons:
        leaf, amount = top_leaves(contributions, self.top)
        rows = np.arange(leaf.shape[0])[:, None]
        height = leaf.shape[0]

        def gathered(parts: list[Floats]) -> Floats:
            return np.vstack(parts)[leaf, rows]

        state = np.zeros((len(self.leaves), height), dtype=np.int8)
        for i, (skipped, gap) in enumerate(zip(*masks, strict=True)):
            if skipped is not None:
                state[i, skipped] = CellState.NOT_APPLICABLE
            if gap is not None:
                state[i, gap] = CellState.UNKNOWN
        full_weights = [np.broadcast_to(np.asarray(weight, dtype=float), (height,)) for weight in weights]
        return Reasons(
            leaf.astype(np.int16), amount, gathered(values), gathered(points), gathered(full_weights), state[leaf, rows]
        )

    def finish(self, parts: list[_Part]) -> Scores:
        """Join the blocks; bonus, vetoes and grades on the published score."""

        def joined(name: str) -> np.ndarray:
            return np.concatenate([getattr(part, name) for part in parts])

        risk, low, high = (_published(joined(name)) for name in ("risk", "low", "high"))
        bonus = self._bonus(len(risk))
        rules = self.rulebook
        score = _published(100.0 - risk + bonus) if rules.resolved.rulebook.points_mean == "safety" else risk
        low, high = (np.clip(_published(bound - bonus), 0.0, 100.0) for bound in (low, high))
        vetoes = veto_masks(rules, self.columns)
        score_veto, could_set = vetoes.sets_score(rules, len(risk))
        vetoed = score_veto >= 0
        set_scores = np.array([block.outcome.score or 0.0 for _, block in rules.vetoes] or [0.0])
        score = np.where(vetoed, set_scores[score_veto], score)
        safe = score if rules.resolved.rulebook.points_mean == "safety" else 100.0 - score
        risk_score = np.clip(_published(100.0 - safe), 0.0, 100.0)
        low, high = np.where(vetoed, risk_score, low), np.where(vetoed, risk_score, np.where(could_set, 100.0, high))
        by_score = grade_of(rules.grades, score)
        by_veto = vetoes.sets_grade(rules, len(risk))
        direct, local = vetoes.direct(rules, len(risk))
        reasons = [part.reasons for part in parts]
        return Scores(
            score=score,
            risk_score=risk_score,
            score_low=low,
            score_high=high,
            unobserved=_published(joined("unobserved")),
            grade=np.maximum(by_score, by_veto).astype(np.int8),
            grade_by=np.select([direct, local], [1, 2], 0).astype(np.int8),
            bonus=bonus,
            score_veto=score_veto,
            refused=joined("refused") | ~joined("applicable"),
            vetoes=vetoes,
            criteria={name: np.concatenate([part.criteria[i] for part in parts]) for i, name in enumerate(self.groups)},
            reasons=Reasons(*(np.concatenate([getattr(r, name) for r in reasons]) for name in Reasons.__annotations__)),
        )

    def _bonus(self, height: int) -> Floats:
        """Bonus points, at most the cap together; what is unknown earns none."""
        total = np.zeros(height)
        for leaf in self.rulebook.bonus:
            total += np.nan_to_num(leaf_points(leaf, measure(leaf, self.columns).values, self.rulebook))
        return np.minimum(total, self.rulebook.bonus_cap)


def leaf_points(leaf: Leaf, values: Floats, rulebook: Rulebook) -> Floats:
    """Points of one indicator as the source prints them; NaN where the value is not known.

    Raises RiskkitError SCORE-02 for a value that no row of its scale covers.
    """
    points = points_of(leaf.indicator, leaf.block, values, level_codes(leaf, rulebook))
    uncovered = np.isnan(points) & ~np.isnan(values)
    if uncovered.any():
        raise RiskkitError("SCORE-02", where=leaf.id, found=f"{values[uncovered][0]:g}", allowed=leaf.clause)
    return points


def level_codes(leaf: Leaf, rulebook: Rulebook) -> tuple[str, ...]:
    """The codes of a category indicator's field, in order; empty for the other kinds."""
    if leaf.indicator.measure.kind != "category":
        return ()
    return tuple(level.code for level in rulebook.fields[leaf.indicator.measure.field or leaf.id].levels)


def _published(values: Floats) -> Floats:
    """Rounded to 4 decimals: grades, ranks and ties are judged on this value."""
    return np.rint(values * PER_POINT) / PER_POINT


def _unknown(values: Floats, not_applicable: Bools | None) -> Bools | None:
    gap: Bools = np.isnan(values)
    if not_applicable is not None:
        gap &= ~not_applicable
    return gap if gap.any() else None


def _risk(leaf: Leaf, points: Floats, unknown: Bools | None, rulebook: Rulebook) -> Floats:
    """r = 100 − points·100/full for safety points; the missing policy fills what is unknown, 0 elsewhere empty."""
    share = points * (100.0 / leaf.block.full_points)
    risk = 100.0 - share if rulebook.resolved.rulebook.points_mean == "safety" else share
    risk = np.nan_to_num(risk, nan=0.0)
    if unknown is not None:
        filler = {Missing.WORST: 100.0, Missing.NEUTRAL: 50.0}.get(leaf.indicator.missing, 0.0)
        risk = np.where(unknown, filler, risk)
    return risk


def _first_level(rulebook: Rulebook) -> dict[str, list[int]]:
    """Leaf positions below each criterion right under the root."""
    position = {leaf.id: i for i, leaf in enumerate(rulebook.leaves)}
    return {
        child.id: [position[leaf.id] for leaf in child.leaves()]
        for child in rulebook.root.children
        if isinstance(child, Criterion)
    }


def _criterion_score(positions: list[int], weights: list[Share], risks: list[Floats], height: int) -> Floats:
    """100 − weighted mean risk of a first-level criterion; NaN where nothing of it applies."""
    weight, risk = np.zeros(height), np.zeros(height)
    for i in positions:
        weight += weights[i]
        risk += weights[i] * risks[i]
    mean = np.divide(risk, weight, out=np.full(height, np.nan), where=weight > 0)
    return _published(100.0 - mean)
