"""Which defects were found: deduction items and presence indicators, one at a time, without a loop over subjects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from riskkit.indicators.rule_file import DeductionItem, IndicatorBlock
from riskkit.indicators.rulebook import Leaf, Rulebook
from riskkit.scoring.columns import Columns, Floats
from riskkit.scoring.measure import item_points, measure


class Found(NamedTuple):
    """One defect and the subjects it was found at: positions in the block, times, and the points it takes off alone.

    ``item`` is None for a presence indicator. Points are the item's own, before the cap of its indicator. ``times`` are
    NaN for an item that is unknown and counts as found (``missing_by: item``).
    """

    leaf: Leaf
    item: DeductionItem | None
    rows: NDArray[np.intp]
    times: Floats
    points: Floats


def found_defects(rulebook: Rulebook, columns: Columns) -> Iterator[Found]:
    """Every defect that stands in the extract, in the order of the tree; what is 不适用 is none."""
    for leaf in rulebook.leaves:
        kind = leaf.indicator.measure.kind
        if kind not in ("deduction", "presence"):
            continue
        values, skipped, _ = measure(leaf, columns)
        off = np.zeros(columns.height, dtype=bool) if skipped is None else skipped
        if kind == "presence":
            yield _absent(leaf, leaf.block, np.where(off, np.nan, values))
        for item in leaf.block.items or []:
            yield _item(leaf, item, columns, off)
            if leaf.indicator.missing_by == "item":
                yield _unknown(leaf, item, columns, off)


def _item(leaf: Leaf, item: DeductionItem, columns: Columns, off: NDArray[np.bool_]) -> Found:
    count, skipped = columns.numbers(item.field), columns.not_applicable(item.field)
    counted = (count > 0) & ~off
    rows = np.flatnonzero(counted if skipped is None else counted & ~skipped)
    times = count[rows] if item.each else np.ones(len(rows))
    return Found(leaf, item, rows, times, item_points(item, columns)[rows])


def _unknown(leaf: Leaf, item: DeductionItem, columns: Columns, off: NDArray[np.bool_]) -> Found:
    """An item nothing is known of: it may take off its points, or what all its occurrences may."""
    skipped = columns.not_applicable(item.field)
    open_ = np.isnan(columns.numbers(item.field)) & ~off
    rows = np.flatnonzero(open_ if skipped is None else open_ & ~skipped)
    most = item.points if not item.each else item.max if item.max is not None else leaf.block.full_points
    return Found(leaf, item, rows, np.full(len(rows), np.nan), np.full(len(rows), most))


def _absent(leaf: Leaf, block: IndicatorBlock, values: Floats) -> Found:
    """A presence indicator is a defect on the side that has fewer points."""
    present, absent = block.present or 0.0, block.absent or 0.0
    holds = values > 0 if present < absent else values == 0
    rows = np.flatnonzero(holds & ~np.isnan(values))
    return Found(leaf, None, rows, np.ones(len(rows)), np.full(len(rows), abs(present - absent)))
