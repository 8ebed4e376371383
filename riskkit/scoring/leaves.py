"""What scoring needs to know of each leaf: its points, its levels, what fills an unknown value."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from riskkit.errors import RiskkitError
from riskkit.indicators.rulebook import Criterion, Leaf, Rulebook
from riskkit.scoring.aggregate import PER_POINT
from riskkit.scoring.columns import Floats
from riskkit.scoring.scales import is_covered, points_of, raw_points
from riskkit.terms import Missing

# the risk that stands in for an unknown value; under the other policies it carries no risk
FILLERS = {Missing.WORST: 100.0, Missing.NEUTRAL: 50.0}


def points_function(leaf: Leaf, rulebook: Rulebook) -> Callable[[Floats], Floats]:
    """Points of one indicator as the source prints them; anything where the value is NaN.

    Calling it raises RiskkitError SCORE-02 for a value that no row of its scale covers.
    """
    codes = level_codes(leaf, rulebook)

    def points(values: Floats) -> Floats:
        found = raw_points(leaf.indicator, leaf.block, values, codes)
        if not is_covered(leaf.indicator, leaf.block, values, found):
            at = np.isnan(points_of(leaf.indicator, leaf.block, values, codes)) & ~np.isnan(values)
            raise RiskkitError("SCORE-02", where=leaf.id, found=f"{values[at][0]:g}", allowed=leaf.clause)
        return found

    return points


def leaf_points(leaf: Leaf, values: Floats, rulebook: Rulebook) -> Floats:
    """Points of one indicator for ``values`` (n,), NaN where the value is not known; raises as score_table."""
    points = np.where(np.isnan(values), np.nan, points_function(leaf, rulebook)(values))
    return points


def level_codes(leaf: Leaf, rulebook: Rulebook) -> tuple[str, ...]:
    """The codes of a category indicator's field, in order; empty for the other kinds."""
    if leaf.indicator.measure.kind != "category":
        return ()
    return tuple(level.code for level in rulebook.fields[leaf.indicator.measure.field or leaf.id].levels)


def first_level(rulebook: Rulebook) -> dict[str, list[int]]:
    """Leaf positions below each criterion right under the root."""
    position = {leaf.id: i for i, leaf in enumerate(rulebook.leaves)}
    return {
        child.id: [position[leaf.id] for leaf in child.leaves()]
        for child in rulebook.root.children
        if isinstance(child, Criterion)
    }


def published(values: Floats) -> Floats:
    """Rounded to 4 decimals: grades, ranks and ties are judged on this value."""
    return np.rint(values * PER_POINT) / PER_POINT + 0.0  # + 0.0: no negative zero is printed
