"""RULE-08 points run with the direction; RULE-22 they stay within full_points; RULE-23 options are the field's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from riskkit.indicators.lint.scope import Location, Scope, indicator_blocks
from riskkit.indicators.loader import RuleProblem
from riskkit.indicators.rule_file import IndicatorBlock
from riskkit.terms import Direction


def points_follow_direction(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-08: a safer value never has worse points; ``direction: none`` is free."""
    means = scope.folder.rulebook.points_mean
    for name, indicator, block, here in indicator_blocks(scope):
        if indicator.direction is Direction.NONE:
            continue
        rising = (indicator.direction is Direction.HIGHER_IS_SAFER) == (means == "safety")
        rows = list(points_by_value(block))
        for (_, before), (at, points) in pairwise(rows):
            if (points < before) if rising else (points > before):
                found = f"{before:g} → {points:g}"
                allowed = f"{indicator.direction.value}, points: {means} = {'rising' if rising else 'falling'}"
                yield scope.problem("RULE-08", name, *here, *at, found=found, allowed=allowed)


def points_by_value(block: IndicatorBlock) -> Iterator[tuple[Location, float]]:
    """The points of a scale in the order of rising values, with their place in the block."""
    for position, step in enumerate(block.steps or []):
        yield ("steps", position, "points"), step.points
    for position, (_, points) in enumerate(block.knots or []):
        yield ("knots", position), points
    if block.present is not None and block.absent is not None:
        yield ("absent",), block.absent
        yield ("present",), block.present
    if block.each is not None:
        yield ("each",), block.full_points
        yield ("each",), block.full_points - block.each
    table = block.level_points or {}
    for level, _ in sorted((block.membership or {}).items(), key=lambda item: item[1]):
        if level in table:
            yield ("level_points", level), table[level]


def points_within_full(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-22: no points below 0 or beyond full_points, no deduction greater than them."""
    for name, _, block, here in indicator_blocks(scope):
        if block.full_points <= 0:
            yield scope.problem("RULE-22", name, *here, "full_points", found=f"{block.full_points:g}", allowed="> 0")
        raised = max((item.points for item in block.items or [] if item.raises_cap), default=0.0)
        for at, points in _all_points(block):
            if at[0] == "floor" and raised > block.full_points and points == block.full_points - raised:
                continue  # an item that raises the cap takes the points below 0, by exactly what it is beyond the cap
            if not 0 <= points <= max(block.full_points, raised):
                allowed = f"0 <= points <= {block.full_points:g}"
                yield scope.problem("RULE-22", name, *here, *at, found=f"{points:g}", allowed=allowed)


def _all_points(block: IndicatorBlock) -> Iterator[tuple[Location, float]]:
    if block.each is None:
        yield from points_by_value(block)
    else:
        yield ("each",), block.each
    for level, points in (block.levels or {}).items():
        yield ("levels", level), points
    yield ("floor",), block.floor
    for position, item in enumerate(block.items or []):
        yield ("items", position, "points"), item.points
        if item.max is not None:
            yield ("items", position, "max"), item.max


def options_are_the_fields(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-23: a category's levels are its field's options; a membership's levels all have points."""
    for name, indicator, block, here in indicator_blocks(scope):
        field = scope.folder.fields.fields.get(indicator.measure.field or name)
        if block.levels is not None and field is not None and field.kind == "category":
            codes = [level.code for level in field.levels]
            yield from _differing(scope, name, (*here, "levels"), list(block.levels), codes)
        if block.membership is not None and block.level_points is not None:
            yield from _differing(
                scope, name, (*here, "level_points"), list(block.level_points), list(block.membership)
            )


def _differing(scope: Scope, name: str, here: Location, found: list[str], wanted: list[str]) -> Iterator[RuleProblem]:
    for code in found:
        if code not in wanted:
            yield scope.problem("RULE-23", name, *here, code, found=f"+ {code}", allowed=", ".join(wanted))
    absent = [code for code in wanted if code not in found]
    if absent:
        yield scope.problem("RULE-23", name, *here, found=f"- {', '.join(absent)}", allowed=", ".join(wanted))


RULES = (points_follow_direction, points_within_full, options_are_the_fields)
