"""Vetoes of a block: met, not met or undecided, and what they do to grade and score."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from riskkit.indicators.rulebook import Rulebook
from riskkit.scoring.columns import Bools, Columns, Floats
from riskkit.scoring.conditions import evaluate


@dataclass(frozen=True)
class VetoMasks:
    """Per veto of the rulebook, in its order: where it is met and where it cannot be decided; shapes (n,)."""

    met: list[Bools]
    undecided: list[Bools]

    def sets_score(self, rulebook: Rulebook, height: int) -> tuple[Floats, Bools]:
        """The lowest score that a met veto sets (NaN: none does), and where an undecided one could set it."""
        score = np.full(height, np.nan)
        possible = np.zeros(height, dtype=bool)
        for (_, block), met, undecided in zip(rulebook.vetoes, self.met, self.undecided, strict=True):
            if block.outcome.score is not None:
                score = np.where(met, np.fmin(score, block.outcome.score), score)
                possible |= undecided
        return score, possible

    def sets_grade(self, rulebook: Rulebook, height: int) -> np.ndarray:
        """Position of the worst grade that a met veto sets, -1 where none does."""
        codes = [grade.code for grade in rulebook.grades.grades]
        grade = np.full(height, -1)
        for (_, block), met in zip(rulebook.vetoes, self.met, strict=True):
            if block.outcome.grade is not None:
                grade = np.where(met, np.maximum(grade, codes.index(block.outcome.grade)), grade)
        return grade

    def direct(self, rulebook: Rulebook, height: int) -> tuple[Bools, Bools]:
        """Where a direct determination is met, and where a local veto is."""
        direct, local = np.zeros(height, dtype=bool), np.zeros(height, dtype=bool)
        for (veto, _), met in zip(rulebook.vetoes, self.met, strict=True):
            if veto.kind == "direct_determination":
                direct |= met
            else:
                local |= met
        return direct, local


def veto_masks(rulebook: Rulebook, columns: Columns) -> VetoMasks:
    """Evaluate every veto of ``rulebook`` on a block."""
    truths = [evaluate(block.when, columns) for _, block in rulebook.vetoes]
    return VetoMasks([truth.true for truth in truths], [truth.undecided for truth in truths])
