"""What every lint rule is given, and the walks that several rules share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from riskkit.indicators.choices import stands
from riskkit.indicators.loader import RuleFolder, RuleProblem, RuleRoot
from riskkit.indicators.rule_file import Block, IndicatorBlock, IndicatorFile, Node, Open, TreeBlock

BlockT = TypeVar("BlockT", bound=Block)
Location = tuple[Any, ...]


@dataclass(frozen=True)
class Scope:
    """One rulebook folder under lint, the root it stands in, and the day it is judged on."""

    root: RuleRoot
    folder: RuleFolder
    today: date | None
    choices: Mapping[str, str] = field(default_factory=dict)

    def problem(self, code: str, part: str, *location: Any, found: str = "", allowed: str = "") -> RuleProblem:
        """A problem at the key ``location`` of ``part``: tree, grades, ... or an indicator's file name."""
        return RuleProblem(code, self.folder.files[part].where(*location), found, allowed)


Rule = Callable[[Scope], Iterator[RuleProblem]]


def texts(in_force: Mapping[date, BlockT | Open]) -> list[tuple[date, BlockT]]:
    """The blocks whose text is entered, oldest first."""
    return sorted(
        ((start, block) for start, block in in_force.items() if not isinstance(block, str)), key=lambda item: item[0]
    )


def meeting(blocks: list[tuple[date, BlockT]], start: date, until: date | None) -> list[BlockT]:
    """The blocks in force on some day of [start, until); ``until`` None is for ever."""
    ends = [after for after, _ in blocks[1:]] + [None] if blocks else []
    return [
        block
        for (begin, block), end in zip(blocks, ends, strict=True)
        if (end is None or end > start) and (until is None or begin < until)
    ]


def nodes_of(
    block: TreeBlock, start: date, choices: Mapping[str, str] | None = None
) -> Iterator[tuple[Node, Location]]:
    """Every node of a dated tree with its place in tree.yaml, depth first; under ``choices`` only those that stand."""
    yield from _nodes(block.children, ("in_force", start, "children"), choices)


def _nodes(nodes: list[Node], above: Location, choices: Mapping[str, str] | None) -> Iterator[tuple[Node, Location]]:
    for position, node in enumerate(nodes):
        if choices is not None and not stands(node, choices):
            continue
        here = (*above, position)
        yield node, here
        yield from _nodes(node.children or [], (*here, "children"), choices)


def leaf_places(
    block: TreeBlock, start: date, choices: Mapping[str, str] | None = None
) -> Iterator[tuple[str, Location]]:
    """Every leaf id of a dated tree, the bonus ones too, with the place it is named at."""
    for node, here in nodes_of(block, start, choices):
        if not node.children:
            yield node.id, (*here, "id")
    for position, name in enumerate(block.bonus.indicators if block.bonus else []):
        yield name, ("in_force", start, "bonus", "indicators", position)


def indicator_blocks(scope: Scope) -> Iterator[tuple[str, IndicatorFile, IndicatorBlock, Location]]:
    """Every dated block of every indicator: file name, file, block, place."""
    for name, indicator in scope.folder.indicators.items():
        for start, block in texts(indicator.in_force):
            yield name, indicator, block, ("in_force", start)


def dated_blocks(scope: Scope) -> Iterator[tuple[str, date, Block, Location]]:
    """Every dated block of the folder: part, start, block, place."""
    folder = scope.folder
    for part, in_force in (("tree", folder.tree.in_force), ("grades", folder.grades.in_force)):
        for start, block in texts(in_force):
            yield part, start, block, ("in_force", start)
    for position, veto in enumerate(folder.vetoes.vetoes):
        for start, block in texts(veto.in_force):
            yield "vetoes", start, block, ("vetoes", position, "in_force", start)
    for name, indicator in folder.indicators.items():
        for start, block in texts(indicator.in_force):
            yield name, start, block, ("in_force", start)
