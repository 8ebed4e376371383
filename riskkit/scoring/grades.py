"""Score → grade: half-open intervals, judged on the published score."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from riskkit.indicators.rule_file import GradesBlock
from riskkit.scoring.columns import Columns, Floats
from riskkit.scoring.conditions import evaluate


def grade_of(block: GradesBlock, scores: Floats) -> NDArray[np.int64]:
    """Position of each score's grade in ``block.grades`` (best first), shape (n,).

    ``closed: left`` is [from, to), ``closed: right`` is (from, to]; beyond the scale's ends the end grade holds. The
    first grade for a scale by conditions, which knows no score.

    >>> block = GradesBlock.model_validate({"basis": "textbook", "closed": "right",
    ...     "reference": {"source": "s", "clause": "1", "checked": "2026-11-22"}, "grades": [
    ...     {"code": "低", "label": {"zh": "低", "en": "low"}, "from": 85, "to": 100, "colour": "#0000ff"},
    ...     {"code": "中", "label": {"zh": "中", "en": "mid"}, "from": 0, "to": 85, "colour": "#ff0000"}]})
    >>> grade_of(block, np.array([85.0, 85.01])).tolist()
    [1, 0]
    """
    if block.by == "conditions":
        return np.zeros(len(scores), dtype=np.int64)
    ascending = sorted(range(len(block.grades)), key=lambda position: block.grades[position].from_ or 0.0)
    cuts = np.array([block.grades[position].from_ for position in ascending[1:]])
    row = np.searchsorted(cuts, scores, side="right" if block.closed == "left" else "left")
    return np.array(ascending)[row]


def interval_text(block: GradesBlock, position: int) -> str:
    """The interval of a grade as the source writes it, e.g. ``[80, 90)``; empty for a grade given by a condition."""
    if block.by == "conditions":
        return ""
    grade = block.grades[position]
    lowest = min(other.from_ or 0.0 for other in block.grades)
    highest = max(other.to or 0.0 for other in block.grades)
    opening = "[" if block.closed == "left" or grade.from_ == lowest else "("
    closing = "]" if block.closed == "right" or grade.to == highest else ")"
    return f"{opening}{grade.from_:g}, {grade.to:g}{closing}"


class ConditionGrades(NamedTuple):
    """Positions among the grades, shapes (n,): the one given, the best and the worst that unknown values leave open."""

    given: NDArray[np.int64]
    best: NDArray[np.int64]
    worst: NDArray[np.int64]


def grades_by_conditions(block: GradesBlock, columns: Columns) -> ConditionGrades:
    """The strongest grade whose condition holds; the first grade where none does.

    A ``provisional`` grade may be given, and is never among the best and the worst: a completed form cannot get it.

    ``precedence`` lists codes, the strongest first; without it the last grade of the list is the strongest.
    """
    positions = {grade.code: position for position, grade in enumerate(block.grades)}
    named = [positions[code] for code in block.precedence]
    strongest_first = named or sorted(positions.values(), reverse=True)
    given, best, worst = (np.zeros(columns.height, dtype=np.int64) for _ in range(3))
    best[:] = len(block.grades) - 1
    taken, settled = (np.zeros(columns.height, dtype=bool) for _ in range(2))
    for position in strongest_first:
        when = block.grades[position].when
        if when is None:
            continue
        truth = evaluate(when, columns)
        given[truth.true & ~taken] = position
        taken |= truth.true
        if block.grades[position].provisional:
            continue
        possible = ~truth.false & ~settled
        best[possible] = np.minimum(best[possible], position)
        worst[possible] = np.maximum(worst[possible], position)
        settled |= truth.true
    best[~settled] = 0
    return ConditionGrades(given, best, worst)
