"""Typed table × rulebook → scores, grades, vetoes and reasons of a block of subjects.

Here, and only here, points as the source prints them are turned into ``risk_score`` (0..100, 100 worst).
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from riskkit.indicators.rulebook import Rulebook
from riskkit.scoring.blocks import BLOCK_ROWS, BlockScorer
from riskkit.scoring.columns import Bools, Columns, Floats
from riskkit.scoring.grades import grade_of, grades_by_conditions
from riskkit.scoring.leaves import first_level, points_function, published
from riskkit.scoring.measure import measure
from riskkit.scoring.part import Part, Reasons
from riskkit.scoring.vetoes import VetoMasks, veto_masks
from riskkit.terms import GradeBy
from riskkit.typed_table import TypedTable

GRADE_BY = (
    GradeBy.SCORE,
    GradeBy.DIRECT_DETERMINATION,
    GradeBy.LOCAL_VETO,
    GradeBy.COMBINED_DETERMINATION,
    GradeBy.CONDITIONS,
)


@dataclass(frozen=True)
class Scores:
    """A scored block, every array of shape (n,) unless said; scores in points, published to 4 decimals.

    ``score`` as the source prints it; ``risk_score`` 0..100 (100 worst), ``indicator_risk`` the same before bonus and
    vetoes (what the contributions of all indicators sum to), ``earned_risk`` with the bonus but before vetoes,
    ``score_low`` and ``score_high`` its
    best and worst case over what is unknown; ``grade`` position among the rulebook's grades (best first);
    ``grade_best`` at score_low, ``grade_worst`` at score_high and with the vetoes that cannot be decided;
    ``grade_by`` position in GRADE_BY; ``bonus`` points added;
    ``score_veto`` position of the veto that lowers the score (-1: none); ``refused`` where the rule forbids scoring;
    ``fuzzy`` membership vectors to 4 decimals, shape (n, levels), without a level where there is no fuzzy evaluation.
    """

    score: Floats
    risk_score: Floats
    indicator_risk: Floats
    earned_risk: Floats
    score_low: Floats
    score_high: Floats
    unobserved: Floats
    grade: NDArray[np.int8]
    grade_best: NDArray[np.int8]
    grade_worst: NDArray[np.int8]
    grade_by: NDArray[np.int8]
    bonus: Floats
    score_veto: NDArray[np.int8]
    refused: Bools
    vetoes: VetoMasks
    criteria: dict[str, Floats]
    fuzzy: Floats
    reasons: Reasons


def score_table(
    table: TypedTable,
    rulebook: Rulebook,
    *,
    top: int | None = None,
    threads: int | None = None,
) -> Scores:
    """Score every subject of ``table``; keep the ``top`` reasons each, or all of them when None.

    The result is bit-equal for any ``threads`` and any way of cutting the subjects into tables.
    Raises RiskkitError SCORE-02 when a value stands outside every row of a scale.
    """
    columns = Columns(table, rulebook.fields)
    leaves = rulebook.leaves
    measured = [measure(leaf, columns) for leaf in leaves]
    kept = min(top or len(leaves), len(leaves))
    workers = threads or os.cpu_count() or 1
    parts = _score_blocks(BlockScorer(rulebook, measured, kept), columns.height, workers)
    return _finish(rulebook, columns, parts)


def _score_blocks(scorer: BlockScorer, height: int, workers: int) -> list[Part]:
    bounds = [(low, min(low + BLOCK_ROWS, height)) for low in range(0, height, BLOCK_ROWS)] or [(0, 0)]
    if len(bounds) == 1 or workers == 1:
        return [scorer.block(*bound) for bound in bounds]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(lambda bound: scorer.block(*bound), bounds))


def _finish(rules: Rulebook, columns: Columns, parts: list[Part]) -> Scores:
    """Join the blocks; bonus, vetoes and grades on the published score."""

    def joined(name: str) -> np.ndarray:
        return np.concatenate([getattr(part, name) for part in parts])

    risk, low, high = (published(joined(name)) for name in ("risk", "low", "high"))
    bonus = _bonus(rules, columns)
    safety = rules.resolved.rulebook.points_mean == "safety"
    moved = -bonus if safety else bonus
    low, high = (np.clip(published(bound + moved), 0.0, 100.0) for bound in (low, high))
    vetoes = veto_masks(rules, columns)
    which, veto_risk, could_set = vetoes.sets_risk(rules, len(risk))
    earned = published(risk + moved)
    # a veto may set a worse score, never a better one
    vetoed = veto_risk > earned
    # a deduction that raises its cap may take off more than there is: no score is below 0
    final = published(np.minimum(np.maximum(earned, veto_risk), 100.0))
    score = published(100.0 - final) if safety else final
    risk_score = np.clip(final, 0.0, 100.0)
    low, high = np.maximum(low, veto_risk), np.maximum(high, np.maximum(veto_risk, could_set))
    if rules.grades.by == "conditions":
        by_rule, at_low, at_high = grades_by_conditions(rules.grades, columns)
    else:
        by_rule = grade_of(rules.grades, score)
        bounds = (published(100.0 - bound) if safety else bound for bound in (low, high))
        at_low, at_high = (grade_of(rules.grades, bound) for bound in bounds)
    at_high = np.maximum(at_high, vetoes.sets_grade(rules, len(risk), undecided=True))
    by_veto = vetoes.sets_grade(rules, len(risk))
    kinds = vetoes.by_kind(rules, len(risk))
    otherwise = GRADE_BY.index(GradeBy.CONDITIONS if rules.grades.by == "conditions" else GradeBy.SCORE)
    reasons = [part.reasons for part in parts]
    return Scores(
        score=score,
        risk_score=risk_score,
        indicator_risk=risk,
        earned_risk=np.clip(earned, 0.0, 100.0),
        score_low=low,
        score_high=high,
        unobserved=published(joined("unobserved")),
        grade=np.maximum(by_rule, by_veto).astype(np.int8),
        grade_best=np.maximum(at_low, by_veto).astype(np.int8),
        grade_worst=np.maximum(at_high, by_veto).astype(np.int8),
        grade_by=np.select(kinds, [1, 2, 3], otherwise).astype(np.int8),
        bonus=bonus,
        score_veto=np.where(vetoed, which, -1).astype(np.int8),
        refused=joined("refused") | ~joined("applicable"),
        vetoes=vetoes,
        criteria={
            name: np.concatenate([part.criteria[i] for part in parts]) for i, name in enumerate(first_level(rules))
        },
        fuzzy=published(joined("fuzzy")),
        reasons=Reasons(*(np.concatenate([getattr(r, name) for r in reasons]) for name in Reasons.__annotations__)),
    )


def _bonus(rules: Rulebook, columns: Columns) -> Floats:
    """Bonus points, at most the cap together; what is unknown earns none."""
    total = np.zeros(columns.height)
    for leaf in rules.bonus:
        values = measure(leaf, columns).values
        total += np.where(np.isnan(values), 0.0, points_function(leaf, rules)(values))
    return np.minimum(total, rules.bonus_cap)
