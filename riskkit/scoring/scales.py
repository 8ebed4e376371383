"""Values → points, as the source prints them: pure numpy, one function a measure kind.

A value exactly on a legal limit complies: "not less than" is [from, to), "not exceed" is (from, to]; the
direction decides, unless the block says ``closed``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from riskkit.indicators.rule_file import IndicatorBlock, IndicatorFile
from riskkit.scoring.columns import Bools, Floats
from riskkit.terms import Direction


def points_of(indicator: IndicatorFile, block: IndicatorBlock, values: Floats, levels: tuple[str, ...] = ()) -> Floats:
    """Points of ``values`` (shape (n,), NaN = not known) on the scale of ``block``; NaN where no row covers it.

    For a category, ``values`` are positions in ``levels``, the codes of its field in order. For a deduction,
    ``values`` are the points taken off.

    >>> from riskkit.indicators.rule_file import IndicatorBlock, IndicatorFile
    >>> block = IndicatorBlock.model_validate({"basis": "project_default",
    ...     "reference": {"source": "s", "clause": "1", "checked": "2026-11-22"},
    ...     "steps": [{"to": 0.65, "points": 0}, {"from": 0.65, "points": 100}]})
    >>> indicator = IndicatorFile.model_validate({"id": "width", "label": {"zh": "宽", "en": "width"},
    ...     "measure": {"kind": "step", "uom": "m"}, "direction": "higher_is_safer", "missing": "worst",
    ...     "in_force": {"2024-01-01": block}})
    >>> points_of(indicator, block, np.array([0.64, 0.65, np.nan]))
    array([  0., 100.,  nan])
    """
    empty = np.isnan(values)
    points = raw_points(indicator, block, values, levels)
    uncovered = np.isnan(points) | _outside(block, values)
    return np.where(empty | uncovered, np.nan, points)


def raw_points(indicator: IndicatorFile, block: IndicatorBlock, values: Floats, levels: tuple[str, ...]) -> Floats:
    """Points where ``values`` are known; anything where they are NaN. The inner loop of scoring: no needless pass."""
    kind = indicator.measure.kind
    if kind == "category":
        table = np.array([(block.levels or {}).get(code, np.nan) for code in levels])
        return table.take(_positions(values), mode="clip")
    if kind == "presence":
        return np.array([block.absent or 0.0, block.present or 0.0]).take((values > 0).view(np.int8))
    if kind == "count":
        return np.maximum(block.floor, block.full_points - (block.each or 0.0) * values)
    if kind == "deduction":
        return np.maximum(block.floor, block.full_points - values)
    if kind == "fuzzy":
        return _fuzzy(block, values)
    if block.steps is not None:
        return _stepped(block, values, closed_left(block, indicator.direction))
    return _linear(np.array(block.knots or [], dtype=float), values)


def is_covered(indicator: IndicatorFile, block: IndicatorBlock, values: Floats, points: Floats) -> bool:
    """Whether every known value stands in a row of the scale."""
    if indicator.measure.kind == "fuzzy":
        return not (np.isnan(points) & ~np.isnan(values)).any()
    return not _outside(block, values).any()


def _outside(block: IndicatorBlock, values: Floats) -> Bools:
    """Known values beyond the outermost ends of the steps; those ends themselves belong to the scale."""
    steps = block.steps or []
    outside: Bools = np.zeros(1 if not steps else len(values), dtype=bool)
    if steps and steps[0].from_ is not None:
        outside = outside | (values < steps[0].from_)
    if steps and steps[-1].to is not None:
        outside = outside | (values > steps[-1].to)
    return outside


def _positions(values: Floats) -> NDArray[np.intp]:
    with np.errstate(invalid="ignore"):
        return values.astype(np.intp)


def closed_left(block: IndicatorBlock, direction: Direction) -> bool:
    """Whether rows are [from, to); else they are (from, to]."""
    if block.closed is not None:
        return block.closed == "left"
    return direction is not Direction.LOWER_IS_SAFER


# beyond this many edges a binary search is faster than a comparison an edge
FEW_EDGES = 8


def _stepped(block: IndicatorBlock, values: Floats, closed_left: bool) -> Floats:
    steps = block.steps or []
    edges = [step.from_ for step in steps[1:] if step.from_ is not None]
    points = np.array([step.points for step in steps])
    if len(edges) > FEW_EDGES:
        row = np.searchsorted(np.array(edges, dtype=float), values, side="right" if closed_left else "left")
        return points.take(row, mode="clip")
    at_least = np.greater_equal if closed_left else np.greater
    reached = np.zeros(len(values), dtype=np.int8)
    for edge in edges:
        reached += at_least(values, edge).view(np.int8)
    return points.take(reached)


def _linear(knots: Floats, values: Floats) -> Floats:
    """Straight lines between the knots, flat beyond them."""
    points: Floats = np.interp(values, knots[:, 0], knots[:, 1])
    return points


def _fuzzy(block: IndicatorBlock, values: Floats) -> Floats:
    """Membership-weighted mean of the levels' points (trapezoids a ≤ b ≤ c ≤ d)."""
    total = np.zeros_like(values)
    weighted = np.zeros_like(values)
    for level, (a, b, c, d) in (block.membership or {}).items():
        rising = np.where(values >= b, 1.0, (values - a) / (b - a) if b > a else 0.0)
        falling = np.where(values <= c, 1.0, (d - values) / (d - c) if d > c else 0.0)
        membership = np.clip(np.minimum(rising, falling), 0.0, 1.0)
        total += membership
        weighted += membership * (block.level_points or {})[level]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(total > 0, weighted / total, np.nan)
