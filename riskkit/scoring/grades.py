"""Score → grade: half-open intervals, judged on the published score."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from riskkit.indicators.rule_file import GradesBlock
from riskkit.scoring.columns import Floats


def grade_of(block: GradesBlock, scores: Floats) -> NDArray[np.int64]:
    """Position of each score's grade in ``block.grades`` (best first), shape (n,).

    ``closed: left`` is [from, to), ``closed: right`` is (from, to]; beyond the scale's ends the end grade holds.

    >>> block = GradesBlock.model_validate({"basis": "textbook", "closed": "right",
    ...     "reference": {"source": "s", "clause": "1", "checked": "2026-11-22"}, "grades": [
    ...     {"code": "低", "label": {"zh": "低", "en": "low"}, "from": 85, "to": 100, "colour": "#0000ff"},
    ...     {"code": "中", "label": {"zh": "中", "en": "mid"}, "from": 0, "to": 85, "colour": "#ff0000"}]})
    >>> grade_of(block, np.array([85.0, 85.01])).tolist()
    [1, 0]
    """
    ascending = sorted(range(len(block.grades)), key=lambda position: block.grades[position].from_)
    cuts = np.array([block.grades[position].from_ for position in ascending[1:]])
    row = np.searchsorted(cuts, scores, side="right" if block.closed == "left" else "left")
    return np.array(ascending)[row]


def interval_text(block: GradesBlock, position: int) -> str:
    """The interval of a grade as the source writes it, e.g. ``[80, 90)``."""
    grade = block.grades[position]
    lowest = min(other.from_ for other in block.grades)
    highest = max(other.to for other in block.grades)
    opening = "[" if block.closed == "left" or grade.from_ == lowest else "("
    closing = "]" if block.closed == "right" or grade.to == highest else ")"
    return f"{opening}{grade.from_:g}, {grade.to:g}{closing}"
