"""Typed table × rulebook → the value of each indicator, and why a cell is empty (不适用 / 未知)."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from riskkit.indicators.rule_file import DeductionItem, Measure
from riskkit.indicators.rulebook import Leaf
from riskkit.scoring.columns import Bools, Columns, Floats
from riskkit.scoring.conditions import evaluate


class Measured(NamedTuple):
    """One indicator over a block: values (n,) with NaN where unknown or not applicable; masks or None.

    ``least`` of a deduction by item: the points that the known items take off, where ``values`` holds those that the
    unknown ones could take off as well; None for any other indicator.
    """

    values: Floats
    not_applicable: Bools | None
    least: Floats | None = None


def measure(leaf: Leaf, columns: Columns) -> Measured:
    """The values of ``leaf`` in its measure's uom.

    An indicator that does not apply to a subject (``applies_when`` false, or the cell says 不适用) is not missing.
    Where ``applies_when`` itself cannot be decided the value is unknown.
    """
    spec = leaf.indicator.measure
    if spec.kind == "deduction":
        by_item = leaf.indicator.missing_by == "item"
        measured = _deducted(leaf.block.items or [], leaf.block.full_points, columns, by_item=by_item)
    elif spec.kind == "rate":
        measured = _rate(spec, columns)
    else:
        name = spec.field or leaf.id
        measured = Measured(columns.numbers(name), columns.not_applicable(name))
    values = _rounded(measured.values, spec.round_to)
    not_applicable = measured.not_applicable
    if leaf.indicator.applies_when is not None:
        applies = evaluate(leaf.indicator.applies_when, columns)
        not_applicable = applies.false if not_applicable is None else not_applicable | applies.false
        values = np.where(applies.true, values, np.nan)
    if not_applicable is not None and not not_applicable.any():
        not_applicable = None
    least = measured.least
    if least is not None and leaf.indicator.applies_when is not None:
        least = np.where(np.isnan(values), np.nan, least)
    return Measured(values, not_applicable, least)


def _rounded(values: Floats, round_to: float | None) -> Floats:
    """To the measure's grain, so that 0.1 + 0.2 m stands on the limit 0.3 m."""
    if round_to is None:
        return values
    decimals = -math.log10(round_to)
    if decimals == round(decimals):
        return np.round(values, int(decimals))
    return np.rint(values / round_to) * round_to


def _rate(spec: Measure, columns: Columns) -> Measured:
    """numerator / denominator × per; a denominator of 0 makes the rate not applicable."""
    top, bottom = columns.numbers(spec.numerator or ""), columns.numbers(spec.denominator or "")
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(bottom > 0, top / bottom * spec.per, np.nan)
    skipped: Bools = bottom == 0
    for name in (spec.numerator, spec.denominator):
        cells = columns.not_applicable(name or "")
        skipped = skipped if cells is None else skipped | cells
    return Measured(values, skipped)


def _deducted(items: list[DeductionItem], full_points: float, columns: Columns, *, by_item: bool) -> Measured:
    """Points taken off by all items; unknown when an item is unknown, not applicable when every item is.

    An item that raises the cap takes its own points off, whatever the full points are. ``by_item``: an unknown item
    takes off the most that it can, and ``least`` holds the total without it.
    """
    total, least = (np.zeros(columns.height) for _ in range(2))
    cap = np.full(columns.height, np.inf)
    if any(item.raises_cap for item in items):
        cap[:] = full_points
    every_skipped = np.ones(columns.height, dtype=bool)
    for item in items:
        off = item_points(item, columns)
        if item.raises_cap:
            cap = np.where(off > cap, off, cap)
        skipped = columns.not_applicable(item.field)
        if skipped is None:
            every_skipped[:] = False
        else:
            every_skipped &= skipped
            off = np.where(skipped, 0.0, off)
        if by_item:
            least = least + np.nan_to_num(off)
            most = item.points if not item.each else item.max if item.max is not None else full_points
            off = np.where(np.isnan(off), most, off)
            if item.raises_cap:
                cap = np.where(off > cap, off, cap)
        total = total + off
    total = np.where(every_skipped, np.nan, np.minimum(total, cap))
    return Measured(total, every_skipped, np.where(every_skipped, np.nan, np.minimum(least, cap)) if by_item else None)


def item_points(item: DeductionItem, columns: Columns) -> Floats:
    """What one item takes off, alone: its points once, or for each occurrence up to its most; NaN where unknown."""
    count = columns.numbers(item.field)
    times = count if item.each else np.where(np.isnan(count), np.nan, (count > 0).astype(float))
    off: Floats = np.minimum(item.points * times, item.max if item.max is not None else np.inf)
    return off
