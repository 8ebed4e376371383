"""Values → points, as the source prints them: pure numpy, one function a measure kind.

A value exactly on a legal limit complies: "not less than" is [from, to), "not exceed" is (from, to]; the
direction decides, unless the block says ``closed``.
"""

from __future__ import annotations

import numpy as np

from riskkit.indicators.rule_file import IndicatorBlock, IndicatorFile
from riskkit.scoring.columns import Floats
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
    kind = indicator.measure.kind
    if kind == "category":
        return _looked_up(block, values, levels)
    if kind == "presence":
        return np.where(np.isnan(values), np.nan, np.where(values > 0, block.present or 0.0, block.absent or 0.0))
    if kind == "count":
        return np.maximum(block.floor, block.full_points - (block.each or 0.0) * values)
    if kind == "deduction":
        return np.maximum(block.floor, block.full_points - values)
    if kind == "fuzzy":
        return _fuzzy(block, values)
    if block.steps is not None:
        return _stepped(block, values, _closed_left(block, indicator.direction))
    knots = np.array(block.knots or [], dtype=float)
    points: Floats = np.interp(values, knots[:, 0], knots[:, 1])
    return points


def _closed_left(block: IndicatorBlock, direction: Direction) -> bool:
    if block.closed is not None:
        return block.closed == "left"
    return direction is not Direction.LOWER_IS_SAFER


def _stepped(block: IndicatorBlock, values: Floats, closed_left: bool) -> Floats:
    steps = block.steps or []
    edges = np.array([step.from_ for step in steps[1:]], dtype=float)
    row = np.searchsorted(edges, values, side="right" if closed_left else "left")
    points = np.array([step.points for step in steps])[row]
    covered = ~np.isnan(values)
    first, last = steps[0].from_, steps[-1].to
    # the scale's outermost ends belong to it
    if first is not None:
        covered &= values >= first
    if last is not None:
        covered &= values <= last
    return np.where(covered, points, np.nan)


def _looked_up(block: IndicatorBlock, values: Floats, levels: tuple[str, ...]) -> Floats:
    table = np.array([(block.levels or {}).get(code, np.nan) for code in levels] + [np.nan])
    position = np.where(np.isnan(values), len(levels), values).astype(np.int64)
    return table[position]


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
