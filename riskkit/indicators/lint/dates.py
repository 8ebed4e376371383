"""RULE-11 the source is listed, RULE-12 was in force, RULE-13 was checked lately; RULE-24 a text is only announced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from riskkit.indicators.lint.scope import Location, Scope, dated_blocks
from riskkit.indicators.loader import RuleProblem, RuleRoot

CHECKED_DAYS = 400


def references_exist(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-11: a block's source is in sources.yaml."""
    sources = scope.root.sources.sources
    for part, _, block, here in dated_blocks(scope):
        if block.reference.source not in sources:
            at = (*here, "reference", "source")
            yield scope.problem("RULE-11", part, *at, found=block.reference.source, allowed=", ".join(sources))


def sources_exist(root: RuleRoot) -> Iterator[RuleProblem]:
    """RULE-11: ``replaced_by`` is a listed source; RULE-05: a source's last day is not before its first."""
    for name, source in root.sources.sources.items():
        if root.source_file is None:
            return
        if source.replaced_by is not None and source.replaced_by not in root.sources.sources:
            where = root.source_file.where("sources", name, "replaced_by")
            yield RuleProblem("RULE-11", where, source.replaced_by, ", ".join(root.sources.sources))
        if source.in_force_until is not None and source.in_force_until < source.in_force_from:
            where = root.source_file.where("sources", name, "in_force_until")
            yield RuleProblem("RULE-05", where, f"{source.in_force_until}", f">= {source.in_force_from}")


def sources_were_in_force(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-12: on the day a block starts its source is in force (its last day included)."""
    for part, start, block, here in dated_blocks(scope):
        source = scope.root.sources.sources.get(block.reference.source)
        if source is None:
            continue
        if start < source.in_force_from or (source.in_force_until is not None and start > source.in_force_until):
            allowed = f"{block.reference.source} {source.in_force_from} … {source.in_force_until or ''}".rstrip()
            yield scope.problem("RULE-12", part, *here, found=start.isoformat(), allowed=allowed)


def references_are_fresh(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-13: ``checked`` is at most 400 days old."""
    if scope.today is None:
        return
    for part, _, block, here in dated_blocks(scope):
        days = (scope.today - block.reference.checked).days
        if days > CHECKED_DAYS:
            at = (*here, "reference", "checked")
            yield scope.problem(
                "RULE-13", part, *at, found=f"{block.reference.checked}, {days} d", allowed=f"{CHECKED_DAYS} d"
            )


def announced_texts(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-24: a day written ``expected`` has come and no later text is entered."""
    for part, in_force, here in _in_force(scope):
        entered = [start for start, block in in_force.items() if block != "expected"]
        for start, block in in_force.items():
            if block == "expected" and scope.today and start <= scope.today and start > max(entered, default=date.min):
                yield scope.problem("RULE-24", part, *here, start, found=start.isoformat())


def _in_force(scope: Scope) -> Iterator[tuple[str, Mapping[date, Any], Location]]:
    folder = scope.folder
    yield "tree", folder.tree.in_force, ("in_force",)
    yield "grades", folder.grades.in_force, ("in_force",)
    if folder.fuzzy:
        yield "fuzzy", folder.fuzzy.in_force, ("in_force",)
    for position, veto in enumerate(folder.vetoes.vetoes):
        yield "vetoes", veto.in_force, ("vetoes", position, "in_force")
    for name, indicator in folder.indicators.items():
        yield name, indicator.in_force, ("in_force",)


RULES = (references_exist, sources_were_in_force, references_are_fresh, announced_texts)
