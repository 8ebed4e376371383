"""What a spec must hold, asked of the rule file: every limit value itself, a missing value, every day of change.

Each function gives messages that name the spec file and what is missing in it; none means complete.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from spec_runner import (
    NOT_APPLICABLE,
    NOT_IN_FORCE,
    SLOT,
    UNKNOWN,
    Case,
    block_on,
    columns_of,
    probe,
    read_spec,
    weights_of,
)

from riskkit.indicators.choices import combinations, standing_nodes
from riskkit.indicators.loader import RuleFolder
from riskkit.indicators.rule_file import Condition, GradesBlock, IndicatorBlock, IndicatorFile
from riskkit.scoring.conditions import evaluate
from riskkit.scoring.measure import measure
from riskkit.terms import Direction

Period = Callable[[Case], bool]


def parts_of(folder: RuleFolder) -> list[str]:
    """The rule files of a rulebook that need a spec."""
    parts = ["tree", "grades", *(["vetoes"] if folder.vetoes.vetoes else [])]
    return [*parts, *folder.indicators]


def gaps(folder: RuleFolder, specs: Path) -> list[str]:
    """Everything that the specs of one rulebook, in the folder ``specs``, leave out."""
    found: list[str] = []
    choices: set[tuple[str, str]] = set()
    for part in parts_of(folder):
        place = specs / f"{part}.yaml"
        if not place.exists():
            found.append(f"{folder.id}/{part}.yaml: no spec")
            continue
        cases = read_spec(place)
        choices |= {item for case in cases for item in case.options.items()}
        found += [f"{folder.id}/{part}.yaml: {gap}" for gap in dict.fromkeys(_part_gaps(folder, part, cases))]
    for name, option in folder.rulebook.options.items():
        unused = [word for word in option.choices if (name, word) not in choices and word != option.default]
        found += [f"{folder.id}: no case under the option {name}: {word}" for word in unused]
    strangers = {path.stem for path in specs.glob("*.yaml")} - set(parts_of(folder)) - {"vetoes", "fuzzy"}
    return found + [f"{folder.id}/{name}.yaml: a spec without a rule file" for name in sorted(strangers)]


def _part_gaps(folder: RuleFolder, part: str, cases: list[Case]) -> Iterator[str]:
    if part == "tree":
        yield from _days(folder.tree.in_force, cases)
        yield from _tree(folder, cases)
    elif part == "grades":
        yield from _days(folder.grades.in_force, cases)
        yield from _grades(folder, cases)
    elif part == "vetoes":
        for veto in folder.vetoes.vetoes:
            own = [case for case in cases if case.veto == veto.id]
            yield from (f"{veto.id}: {gap}" for gap in _days(veto.in_force, own))
            for start, block in veto.in_force.items():
                if not isinstance(block, str):
                    inside = [case for case in own if block_on(veto.in_force, case.on) == start]
                    found = _condition(folder, block.when, inside, cases)
                    yield from (f"{veto.id} from {start}: {gap}" for gap in found)
                    yield from (f"{veto.id} from {start}: {gap}" for gap in _verdicts(folder, block.when, inside))
    else:
        indicator = folder.indicators[part]
        yield from _days(indicator.in_force, cases)
        for start, block in indicator.in_force.items():
            if isinstance(block, IndicatorBlock):
                inside = [case for case in cases if block_on(indicator.in_force, case.on) == start]
                yield from (f"from {start}: {gap}" for gap in _indicator(folder, part, start, block, inside))


def _days(in_force: Mapping[date, Any], cases: Sequence[Case]) -> Iterator[str]:
    """Each day on which a text or a slot comes into force, the day before it, and nothing before the first."""
    days = {case.on for case in cases}
    starts = sorted(start for start, block in in_force.items() if block != "expected")
    for start in starts:
        yield from (f"no case on {day}" for day in (start - timedelta(1), start) if day not in days)
    early = [case for case in cases if case.on < min(starts, default=date.max)]
    if not any(case.gives == NOT_IN_FORCE for case in early):
        yield f'no case that gives "{NOT_IN_FORCE}" before {min(starts, default="the first block")}'


# ---------------------------------------------------------------- indicators


def _indicator(folder: RuleFolder, name: str, start: date, block: IndicatorBlock, cases: list[Case]) -> Iterator[str]:
    indicator = folder.indicators[name]
    if not any(case.gives == UNKNOWN for case in cases):
        yield f'no case that gives "{UNKNOWN}"'
    if indicator.applies_when is not None:
        if not any(case.gives == NOT_APPLICABLE for case in cases):
            yield f'no case that gives "{NOT_APPLICABLE}"'
        yield from _condition(folder, indicator.applies_when, cases, cases)
    leaf = probe(folder, name, start).leaves[0]
    columns = columns_of(folder, cases)
    values = measure(leaf, columns).values if cases else np.array([])
    if block.levels is not None:
        given = {case.given.get(indicator.measure.field or name) for case in cases}
        yield from (f"no case with the level {code}" for code in block.levels if code not in given)
    elif block.items is not None:
        yield from _items(block, columns, values)
    else:
        yield from (f"no case at {limit:g}" for limit in limits(block) if not _near(values, limit))
        yield from _rows(indicator, block, values)


def limits(block: IndicatorBlock) -> list[float]:
    """The values at which a scale changes: ends of steps, knots, corners of memberships, none and the most counted."""
    found = {end for step in block.steps or [] for end in (step.from_, step.to) if end is not None}
    found |= {value for value, _ in block.knots or []}
    found |= {corner for corners in (block.membership or {}).values() for corner in corners}
    if block.present is not None:
        found |= {0.0, 1.0}
    if block.each:
        found |= {0.0, float(math.ceil((block.full_points - block.floor) / block.each - 1e-9))}
    return sorted(found)


def _rows(indicator: IndicatorFile, block: IndicatorBlock, values: Any) -> Iterator[str]:
    """Every row of a step scale has a value of its own."""
    closed = block.closed or ("right" if indicator.direction is Direction.LOWER_IS_SAFER else "left")
    for step in block.steps or []:
        low, high = (-math.inf if step.from_ is None else step.from_), (math.inf if step.to is None else step.to)
        inside = (values >= low) & (values < high) if closed == "left" else (values > low) & (values <= high)
        if not inside.any() and not _near(values, low if closed == "left" else high):
            yield f"no case in the row from {low:g} to {high:g}"


def _items(block: IndicatorBlock, columns: Any, values: Any) -> Iterator[str]:
    """Every item found, its most reached, nothing found, and everything that can be taken off taken off."""
    for item in block.items or []:
        counts = columns.numbers(item.field)
        if not (counts > 0).any():
            yield f"no case with the item {item.id} ({item.field})"
        if item.each and item.max is not None and not (counts * item.points >= item.max - 1e-9).any():
            yield f"no case in which the item {item.id} reaches its most ({item.max:g}: {item.field})"
    if not _near(values, 0.0):
        yield "no case without any defect"
    room = block.full_points - block.floor
    most = [item.max if item.max is not None else math.inf if item.each else item.points for item in block.items or []]
    if sum(most) >= room and not (values >= room - 1e-9).any():
        yield f"no case in which all {room:g} points are taken off"


# ---------------------------------------------------------------- conditions, grades, tree


def comparisons(condition: Condition) -> Iterator[Condition]:
    """Every comparison in a condition."""
    if condition.field is not None:
        yield condition
    inner = [*(condition.all_ or []), *(condition.any_ or []), *(condition.at_least.of if condition.at_least else [])]
    for part in [*inner, *([condition.not_] if condition.not_ else [])]:
        yield from comparisons(part)


def _condition(folder: RuleFolder, when: Condition, cases: list[Case], all_cases: list[Case]) -> Iterator[str]:
    """Every value that a condition compares with is the value of some case; a yes or no may be in any of the file."""
    numbers, states = columns_of(folder, cases), columns_of(folder, all_cases)
    for one in comparisons(when):
        name = one.field or ""
        if one.op in ("is_true", "is_false"):
            state = one.op == "is_true"
            if not _near(states.numbers(name), float(state)):
                yield f"no case with {name} = {state:d}"
        elif folder.fields.fields[name].kind in ("number", "integer", "boolean"):
            values = numbers.numbers(name)
            yield from (
                f"no case with {name} = {float(v):g}" for v in _listed(one.value) if not _near(values, float(v))
            )
        else:
            given = {str(case.given.get(name)) for case in cases}
            yield from (f"no case with {name} = {word}" for word in _listed(one.value) if str(word) not in given)


def _listed(value: Any) -> Sequence[Any]:
    return () if value is None else value if isinstance(value, list) else (value,)


def _verdicts(folder: RuleFolder, when: Condition, cases: list[Case]) -> Iterator[str]:
    """A case each that is met, not met, and undecided where nothing known leaves it so."""
    nothing = evaluate(when, columns_of(folder, [Case(date.min, "", "")]))
    wanted = ["met", "not met", *(["undecided"] if nothing.undecided.any() else [])]
    yield from (f'no case that gives "{word}"' for word in wanted if all(case.gives != word for case in cases))


def _grades(folder: RuleFolder, cases: list[Case]) -> Iterator[str]:
    for start, block in folder.grades.in_force.items():
        if isinstance(block, GradesBlock):
            inside = [case for case in cases if block_on(folder.grades.in_force, case.on) == start]
            given = {case.gives for case in inside}
            for position, grade in enumerate(block.grades):
                reached = block.by == "score" or grade.when is not None or position == 0
                if reached and grade.code not in given:
                    yield f"from {start}: no case that gives {grade.code}"
                if grade.when is not None:
                    yield from (f"from {start}: {gap}" for gap in _condition(folder, grade.when, inside, inside))
            scores = np.array([float(case.given.get("score", math.nan)) for case in inside])
            cuts = {end for grade in block.grades for end in (grade.from_, grade.to) if end is not None}
            yield from (
                f"from {start}: no case with the score {cut:g}" for cut in sorted(cuts) if not _near(scores, cut)
            )


def _tree(folder: RuleFolder, cases: list[Case]) -> Iterator[str]:
    """Every weight of every dated tree; of siblings with equal weights one will do. Under each choice of an option."""
    for start, block in folder.tree.in_force.items():
        if isinstance(block, str):
            continue
        inside = [case for case in cases if block_on(folder.tree.in_force, case.on) == start]
        named = {case.node for case in inside}
        for choices in combinations(folder.rulebook):
            for alike in equal_siblings(folder, start, choices):
                if not named & set(alike):
                    yield f"from {start}: no case for the node {' or '.join(alike)}"


def equal_siblings(folder: RuleFolder, start: date, choices: Mapping[str, str]) -> list[list[str]]:
    """The nodes of a dated tree in groups that share a parent and a weight."""
    weights, block = weights_of(folder, start, choices), folder.tree.in_force[start]
    assert not isinstance(block, str)
    groups: dict[tuple[str, float], list[str]] = {}
    waiting = [("", node) for node in standing_nodes(block.children, choices)]
    while waiting:
        parent, node = waiting.pop(0)
        groups.setdefault((parent, round(weights[node.id], 9)), []).append(node.id)
        waiting += [(node.id, child) for child in node.children or []]
    return list(groups.values())


def _near(values: Any, wanted: float) -> bool:
    return bool(np.isclose(np.asarray(values, dtype=float), wanted, rtol=1e-9, atol=1e-9).any())


def unknown_words(cases: Iterable[Case]) -> list[str]:
    """Cases of an indicator whose outcome is neither points nor one of the words."""
    words = (UNKNOWN, NOT_APPLICABLE, NOT_IN_FORCE, SLOT)
    return [f"{case.where}: {case.gives}" for case in cases if isinstance(case.gives, str) and case.gives not in words]
