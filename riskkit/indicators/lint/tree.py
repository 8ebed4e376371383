"""RULE-14, RULE-15, RULE-10: leaves and indicator files are the same set, with a text from the tree's first day."""

from __future__ import annotations

from collections.abc import Iterator

from riskkit.indicators.lint.scope import Scope, leaf_places, texts
from riskkit.indicators.loader import RuleProblem


def leaves_have_files(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-14: indicators/<leaf>.yaml exists."""
    for start, tree in texts(scope.folder.tree.in_force):
        for name, here in leaf_places(tree, start):
            if name not in scope.folder.indicators:
                yield scope.problem("RULE-14", "tree", *here, found=name, allowed=f"indicators/{name}.yaml")


def files_are_leaves(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-15: some dated tree uses the indicator."""
    used = {name for start, tree in texts(scope.folder.tree.in_force) for name, _ in leaf_places(tree, start)}
    for name in scope.folder.indicators:
        if name not in used:
            yield scope.problem("RULE-15", name, "id", found=name)


def texts_reach_back(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-10: on the first day that a tree uses an indicator, a text of it is in force; so for the grades."""
    folder = scope.folder
    trees = texts(folder.tree.in_force)
    if not trees and "slot" in folder.tree.in_force.values():
        return  # nothing to weigh yet: the user fills it
    if not trees:
        yield scope.problem("RULE-10", "tree", "in_force", found="0", allowed="≥ 1")
        return
    used: dict[str, str] = {}
    for start, tree in trees:
        for name, _ in leaf_places(tree, start):
            used.setdefault(name, start.isoformat())
    first_of = {name: texts(indicator.in_force) for name, indicator in folder.indicators.items()}
    needed = [(name, first, [start for start, _ in first_of[name]]) for name, first in used.items() if name in first_of]
    needed.append(("grades", trees[0][0].isoformat(), [start for start, _ in texts(folder.grades.in_force)]))
    for name, first, starts in needed:
        found = min(starts).isoformat() if starts else "-"
        if not starts or found > first:
            yield scope.problem("RULE-10", name, "in_force", found=found, allowed=f"<= {first}")


RULES = (leaves_have_files, files_are_leaves, texts_reach_back)
