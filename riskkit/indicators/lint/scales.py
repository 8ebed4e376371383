"""Which scale keys stand in a block (RULE-04, RULE-05), and that its rows join and cover the range (RULE-07)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from riskkit.indicators.lint.scope import Scope, indicator_blocks
from riskkit.indicators.loader import RuleProblem
from riskkit.indicators.rule_file import IndicatorBlock, IndicatorFile, Step

# measure kind → the sets of scale keys of which exactly one must stand in the block
SCALE_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "step": (("steps",),),
    "rate": (("steps",), ("knots",)),
    "linear": (("knots",),),
    "category": (("levels",),),
    "presence": (("present", "absent"),),
    "count": (("each",),),
    "deduction": (("items",),),
    "fuzzy": (("membership", "level_points"),),
}
_ALL_KEYS = ("steps", "knots", "levels", "present", "absent", "each", "items", "membership", "level_points")
_EMPTY = ("steps", "knots", "levels", "items", "membership")


def keys_match_kind(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-04: the kind's scale keys stand in the block; RULE-05: no other kind's, and none is empty."""
    for name, indicator, block, here in indicator_blocks(scope):
        kind = indicator.measure.kind
        choices = SCALE_KEYS[kind]
        standing = [key for key in _ALL_KEYS if getattr(block, key) is not None]
        wanted = max(choices, key=lambda keys: len(set(keys) & set(standing)))
        text = f"{kind}: {' | '.join(' + '.join(keys) for keys in choices)}"
        if set(wanted) - set(standing):
            yield scope.problem("RULE-04", name, *here, found=", ".join(standing), allowed=text)
        if block.closed is not None and block.steps is None:
            yield scope.problem("RULE-05", name, *here, "closed", found=f"closed: {block.closed}", allowed="steps")
        for key in standing:
            if key not in wanted:
                yield scope.problem("RULE-05", name, *here, key, found=key, allowed=text)
            elif key in _EMPTY and not getattr(block, key):
                yield scope.problem("RULE-05", name, *here, key, found=f"{key}: 0", allowed="≥ 1")


def plausible_range(scope: Scope, name: str, indicator: IndicatorFile) -> tuple[float | None, float | None]:
    """The range a value may have: the measure's own, or its field's; None is open."""
    if indicator.measure.plausible is not None:
        return indicator.measure.plausible
    field = scope.folder.fields.fields.get(indicator.measure.field or name)
    alike = field is not None and field.uom == indicator.measure.uom
    return (field.plausible if field and alike and indicator.measure.kind != "rate" else None) or (None, None)


def steps_join(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-07: each ``to`` is the next ``from``, and every row has a width."""
    for name, _, block, here in indicator_blocks(scope):
        steps = block.steps or []
        for position, step in enumerate(steps):
            at = (*here, "steps", position)
            if step.from_ is not None and step.to is not None and step.from_ >= step.to:
                yield scope.problem("RULE-07", name, *at, found=_row(step), allowed="from < to")
            if position and (step.from_ is None or step.from_ != steps[position - 1].to):
                found = f"{_row(steps[position - 1])} {_row(step)}"
                yield scope.problem("RULE-07", name, *at, "from", found=found, allowed="to = from")


def steps_cover(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-07: the rows cover the plausible range, or are open at the end where there is none."""
    for name, indicator, block, here in indicator_blocks(scope):
        if not block.steps:
            continue
        low, high = plausible_range(scope, name, indicator)
        first, last = block.steps[0].from_, block.steps[-1].to
        if first is not None and (low is None or first > low):
            allowed = "from: -∞" if low is None else f"from <= {low:g}"
            yield scope.problem("RULE-07", name, *here, "steps", 0, "from", found=f"from: {first:g}", allowed=allowed)
        if last is not None and (high is None or last < high):
            at = (*here, "steps", len(block.steps) - 1, "to")
            allowed = "to: +∞" if high is None else f"to >= {high:g}"
            yield scope.problem("RULE-07", name, *at, found=f"to: {last:g}", allowed=allowed)


def knots_rise(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-07: the values of ``knots`` rise strictly, and there are two of them at least."""
    for name, _, block, here in indicator_blocks(scope):
        values = [value for value, _ in block.knots or []]
        if len(values) == 1:
            yield scope.problem("RULE-07", name, *here, "knots", found="1", allowed="≥ 2")
        for position in range(1, len(values)):
            if values[position] <= values[position - 1]:
                at = (*here, "knots", position)
                yield scope.problem(
                    "RULE-07", name, *at, found=f"{values[position]:g}", allowed=f"> {values[position - 1]:g}"
                )


def memberships_join(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-07: trapezoids a ≤ b ≤ c ≤ d that leave no value between them, and cover the plausible range."""
    for name, indicator, block, here in indicator_blocks(scope):
        for level, (a, b, c, d) in (block.membership or {}).items():
            if not a <= b <= c <= d:
                found = f"[{a:g}, {b:g}, {c:g}, {d:g}]"
                yield scope.problem(
                    "RULE-07", name, *here, "membership", level, found=found, allowed="a <= b <= c <= d"
                )
        yield from _membership_gaps(scope, name, indicator, block)


def _membership_gaps(scope: Scope, name: str, indicator: IndicatorFile, block: IndicatorBlock) -> Iterator[RuleProblem]:
    shapes = sorted((block.membership or {}).values())
    here = next(at for _, _, other, at in indicator_blocks(scope) if other is block)
    for left, right in pairwise(shapes):
        touches = left[3] == right[0] and (left[2] == left[3] or right[0] == right[1])
        if left[3] < right[0] or (left[3] == right[0] and not touches):
            found = f"{left[3]:g} … {right[0]:g}"
            yield scope.problem("RULE-07", name, *here, "membership", found=found, allowed="a < d")
    low, high = plausible_range(scope, name, indicator)
    if shapes and low is not None and shapes[0][0] > low:
        yield scope.problem("RULE-07", name, *here, "membership", found=f"{shapes[0][0]:g}", allowed=f"a <= {low:g}")
    top = max((shape[3] for shape in shapes), default=None)
    if top is not None and high is not None and top < high:
        yield scope.problem("RULE-07", name, *here, "membership", found=f"{top:g}", allowed=f"d >= {high:g}")


def _row(step: Step) -> str:
    low = "-∞" if step.from_ is None else f"{step.from_:g}"
    high = "+∞" if step.to is None else f"{step.to:g}"
    return f"{low}…{high}"


RULES = (keys_match_kind, steps_join, steps_cover, knots_rise, memberships_join)
