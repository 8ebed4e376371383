"""Vetoes of a block: met, not met or undecided, and what they do to grade and score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from riskkit.indicators.rulebook import Rulebook
from riskkit.scoring.columns import Bools, Columns, Floats
from riskkit.scoring.conditions import evaluate

# in the order of GRADE_BY, after the score
VETO_KINDS = ("direct_determination", "local_veto", "combined_determination")


@dataclass(frozen=True)
class VetoMasks:
    """Per veto of the rulebook, in its order: where it is met and where it cannot be decided; shapes (n,)."""

    met: list[Bools]
    undecided: list[Bools]

    def sets_risk(self, rulebook: Rulebook, height: int) -> tuple[NDArray[np.int8], Floats, Floats]:
        """What vetoes that set the score do, turned into risk (100 worst).

        Position of the met veto that sets the worst score (-1: none does), the risk it sets, and the worst risk
        that an undecided one could set; -inf where there is none.
        """
        safety = rulebook.resolved.rulebook.points_mean == "safety"
        which = np.full(height, -1, dtype=np.int8)
        met, possible = np.full(height, -np.inf), np.full(height, -np.inf)
        for i, (_, block) in enumerate(rulebook.vetoes):
            if block.outcome.score is not None:
                risk = 100.0 - block.outcome.score if safety else block.outcome.score
                worse = self.met[i] & (risk > met)
                met[worse] = risk
                which[worse] = i
                possible = np.where(self.undecided[i], np.maximum(possible, risk), possible)
        return which, met, possible

    def sets_grade(self, rulebook: Rulebook, height: int, *, undecided: bool = False) -> NDArray[np.int64]:
        """Position of the worst grade that a met veto sets, -1 where none does; or what an ``undecided`` one would."""
        codes = [grade.code for grade in rulebook.grades.grades]
        grade = np.full(height, -1)
        for (_, block), met in zip(rulebook.vetoes, self.undecided if undecided else self.met, strict=True):
            if block.outcome.grade is not None:
                grade = np.where(met, np.maximum(grade, codes.index(block.outcome.grade)), grade)
        return grade

    def by_kind(self, rulebook: Rulebook, height: int) -> list[Bools]:
        """Where a veto of each kind of :data:`VETO_KINDS` is met."""
        kinds = {kind: np.zeros(height, dtype=bool) for kind in VETO_KINDS}
        for (veto, _), met in zip(rulebook.vetoes, self.met, strict=True):
            kinds[veto.kind] |= met
        return list(kinds.values())


def veto_masks(rulebook: Rulebook, columns: Columns) -> VetoMasks:
    """Evaluate every veto of ``rulebook`` on a block."""
    truths = [evaluate(block.when, columns) for _, block in rulebook.vetoes]
    return VetoMasks([truth.true for truth in truths], [truth.undecided for truth in truths])
