"""RULE-05, RULE-09: the levels of a fuzzy evaluation are the grades, best first, and leave no score without a level."""

from __future__ import annotations

from collections.abc import Iterator

from riskkit.indicators.lint.scope import Location, Scope, meeting, texts
from riskkit.indicators.loader import RuleProblem
from riskkit.indicators.rule_file import FuzzyBlock


def fuzzy_holds(scope: Scope) -> Iterator[RuleProblem]:
    """Codes as in grades.yaml, corners in order within 0..100, scores falling, and every score in some level."""
    blocks = texts(scope.folder.fuzzy.in_force) if scope.folder.fuzzy else []
    ends = [start for start, _ in blocks[1:]] + [None] if blocks else []
    for (start, block), end in zip(blocks, ends, strict=True):
        here: Location = ("in_force", start, "levels")
        codes = [level.code for level in block.levels]
        for scale in meeting(texts(scope.folder.grades.in_force), start, end):
            wanted = [grade.code for grade in scale.grades]
            if codes != wanted:
                yield scope.problem("RULE-05", "fuzzy", *here, found=", ".join(codes), allowed=", ".join(wanted))
        yield from _levels(scope, block, here)
        yield from _gaps(scope, block, here)


def _levels(scope: Scope, block: FuzzyBlock, here: Location) -> Iterator[RuleProblem]:
    for position, level in enumerate(block.levels):
        corners = level.membership
        if list(corners) != sorted(corners) or corners[0] < 0 or corners[3] > 100:
            found = ", ".join(f"{corner:g}" for corner in corners)
            at = (*here, position, "membership")
            yield scope.problem("RULE-05", "fuzzy", *at, found=found, allowed="0 <= a <= b <= c <= d <= 100")
        if position and level.points >= block.levels[position - 1].points:
            allowed = f"< {block.levels[position - 1].points:g}"
            yield scope.problem(
                "RULE-05", "fuzzy", *here, position, "points", found=f"{level.points:g}", allowed=allowed
            )


def _gaps(scope: Scope, block: FuzzyBlock, here: Location) -> Iterator[RuleProblem]:
    """The trapezoids' supports, from the lowest up, reach from 0 to 100 and overlap."""
    reached = 0.0
    for low, _, _, high in sorted(level.membership for level in block.levels):
        if low > reached or (low == reached and reached > 0):
            break
        reached = max(reached, high)
    if reached < 100:
        yield scope.problem("RULE-09", "fuzzy", *here, found=f"{reached:g}", allowed="0 … 100")


RULES = (fuzzy_holds,)
