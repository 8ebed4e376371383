"""RULE-09: grade cuts join and cover [0, 100]; RULE-05: also_grade names criteria of the tree."""

from __future__ import annotations

from collections.abc import Iterator

from riskkit.indicators.lint.scope import Location, Scope, nodes_of, texts
from riskkit.indicators.loader import RuleProblem
from riskkit.indicators.rule_file import Grade, GradesBlock


def grades_cover(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-09: best first, each interval joins the next, from 0 to 100 (beyond 100 only with a bonus)."""
    bonus = any(tree.bonus is not None for _, tree in texts(scope.folder.tree.in_force))
    for start, block in texts(scope.folder.grades.in_force):
        here = ("in_force", start, "grades")
        if not block.grades:
            yield scope.problem("RULE-09", "grades", *here, found="0", allowed="≥ 2")
        elif block.by == "conditions":
            yield from _by_conditions(scope, block, here)
        elif block.closed is None or any(g.from_ is None or g.to is None or g.when for g in block.grades):
            yield scope.problem("RULE-04", "grades", "in_force", start, found="by: score", allowed="closed, from, to")
        else:
            yield from _joined(scope, block, here)
            yield from _whole(scope, block, here, bonus)


def _by_conditions(scope: Scope, block: GradesBlock, here: Location) -> Iterator[RuleProblem]:
    """No cuts, no condition on the first grade, and ``precedence`` holds every other grade with a condition."""
    for position, grade in enumerate(block.grades):
        if grade.from_ is not None or grade.to is not None:
            yield scope.problem("RULE-05", "grades", *here, position, found="from, to", allowed="by: conditions: when")
    if block.grades[0].when is not None:
        yield scope.problem("RULE-05", "grades", *here, 0, "when", found=block.grades[0].code, allowed="-")
    wanted = {grade.code for grade in block.grades if grade.when is not None}
    if block.precedence and set(block.precedence) != wanted:
        at = (*here[:-1], "precedence")
        yield scope.problem(
            "RULE-05", "grades", *at, found=", ".join(block.precedence), allowed=", ".join(sorted(wanted))
        )


def _whole(scope: Scope, block: GradesBlock, here: Location, bonus: bool) -> Iterator[RuleProblem]:
    lowest = min(block.grades, key=_from)
    highest = max(block.grades, key=_to)
    if _from(lowest) != 0:
        at = (*here, block.grades.index(lowest), "from")
        yield scope.problem("RULE-09", "grades", *at, found=_cut(lowest), allowed="from: 0")
    if _to(highest) < 100 or (_to(highest) > 100 and not bonus):
        at = (*here, block.grades.index(highest), "to")
        allowed = "to >= 100" if bonus else "to: 100"
        yield scope.problem("RULE-09", "grades", *at, found=_cut(highest), allowed=allowed)


def _from(grade: Grade) -> float:
    return grade.from_ if grade.from_ is not None else 0.0


def _to(grade: Grade) -> float:
    return grade.to if grade.to is not None else 0.0


def _joined(scope: Scope, block: GradesBlock, here: Location) -> Iterator[RuleProblem]:
    best_is_high = scope.folder.rulebook.points_mean == "safety"
    for position, grade in enumerate(block.grades):
        # a top grade of full marks alone is [100, 100]
        full_marks = position == 0 and best_is_high and block.closed == "left" and grade.from_ == grade.to
        if _from(grade) >= _to(grade) and not full_marks:
            yield scope.problem("RULE-09", "grades", *here, position, found=_cut(grade), allowed="from < to")
    for position in range(1, len(block.grades)):
        better, worse = block.grades[position - 1], block.grades[position]
        above, below = (better, worse) if best_is_high else (worse, better)
        if below.to != above.from_:
            at = (*here, position, "to" if best_is_high else "from")
            allowed = f"to: {_from(above):g}" if best_is_high else f"from: {_to(below):g}"
            yield scope.problem("RULE-09", "grades", *at, found=f"{_cut(better)} | {_cut(worse)}", allowed=allowed)


def _cut(grade: Grade) -> str:
    return f"{grade.code} {_from(grade):g}…{_to(grade):g}"


def graded_criteria_exist(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-05: ``also_grade`` names criteria (inner nodes) of the tree."""
    criteria = {
        node.id: None
        for start, tree in texts(scope.folder.tree.in_force)
        for node, _ in nodes_of(tree, start)
        if node.children
    }
    for start, block in texts(scope.folder.grades.in_force):
        for position, name in enumerate(block.also_grade):
            if name not in criteria:
                at = ("in_force", start, "also_grade", position)
                yield scope.problem("RULE-05", "grades", *at, found=name, allowed=", ".join(criteria))


RULES = (grades_cover, graded_criteria_exist)
