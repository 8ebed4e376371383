"""RULE-06, RULE-17, RULE-18: siblings are weighted in exactly one way, and the weights sum to 1 on every date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from riskkit.errors import RiskkitError
from riskkit.indicators.choices import stands
from riskkit.indicators.lint.scope import Location, Scope, nodes_of, texts
from riskkit.indicators.loader import RuleProblem
from riskkit.indicators.rule_file import JudgementMatrix, Node

TOLERANCE = 1e-6
_WAYS = "weight | points | judgement"


class Siblings(NamedTuple):
    """The children of one node (or of the tree) under the scope's choices, and where they and their judgement stand."""

    nodes: list[Node]
    positions: list[int]
    judgement: JudgementMatrix | None
    parent: Node | None
    here: Location

    def child(self, position: int) -> Location:
        """Where the child at ``position`` of ``nodes`` stands in the file."""
        return (*self.here, "children", self.positions[position])


def siblings_of(scope: Scope) -> Iterator[Siblings]:
    """Every group of siblings of every dated tree."""
    for start, tree in texts(scope.folder.tree.in_force):
        yield _group(scope, tree.children, tree.judgement, None, ("in_force", start))
        for node, here in nodes_of(tree, start, scope.choices):
            if node.children:
                yield _group(scope, node.children, node.judgement, node, here)


def _group(
    scope: Scope, nodes: list[Node], judgement: JudgementMatrix | None, parent: Node | None, here: Location
) -> Siblings:
    kept = [position for position, node in enumerate(nodes) if stands(node, scope.choices)]
    return Siblings([nodes[position] for position in kept], kept, judgement, parent, here)


def weighted_one_way(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-06: all siblings carry weight, or all points, or their parent carries a judgement; never two of these."""
    for group in siblings_of(scope):
        ways = [_ways(node, group.judgement is not None) for node in group.nodes]
        if not ways:
            yield scope.problem("RULE-06", "tree", *group.here, "children", found="0", allowed="≥ 1")
        for position, way in enumerate(ways):
            if len(way) != 1 or way != ways[0]:
                found = f"{group.nodes[position].id}: {' + '.join(way) or '-'}"
                yield scope.problem("RULE-06", "tree", *group.child(position), found=found, allowed=_WAYS)
                break


def _ways(node: Node, judged: bool) -> list[str]:
    flags = (("judgement", judged), ("weight", node.weight is not None), ("points", node.points is not None))
    return [name for name, stands in flags if stands]


def weights_sum_to_one(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-06: declared weights are not negative and sum to 1."""
    for group in siblings_of(scope):
        if group.judgement is not None or not all(node.weight is not None for node in group.nodes):
            continue
        weights = [node.weight or 0.0 for node in group.nodes]
        for position, weight in enumerate(weights):
            if weight < 0:
                here = (*group.child(position), "weight")
                yield scope.problem("RULE-06", "tree", *here, found=f"{weight:g}", allowed=">= 0")
        if weights and abs(sum(weights) - 1) > TOLERANCE:
            found = f"{' + '.join(f'{weight:g}' for weight in weights)} = {sum(weights):.6g}"
            yield scope.problem("RULE-06", "tree", *group.here, "children", found=found, allowed="1")


def points_add_up(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-06: a criterion's points are the sum of its children's, or each child's own if they are alternatives."""
    for group in siblings_of(scope):
        if group.judgement is not None or not all(node.points is not None for node in group.nodes):
            continue
        points = [node.points or 0.0 for node in group.nodes]
        whole = group.parent.points if group.parent else None
        for position, value in enumerate(points):
            if value <= 0:
                here = (*group.child(position), "points")
                yield scope.problem("RULE-06", "tree", *here, found=f"{value:g}", allowed="> 0")
        if group.parent is not None and group.parent.alternatives:
            yield from _alternatives(scope, group, points, points[0] if whole is None else whole)
        elif whole is not None and abs(sum(points) - whole) > TOLERANCE:
            found = f"{' + '.join(f'{value:g}' for value in points)} = {sum(points):g}"
            yield scope.problem(
                "RULE-06", "tree", *group.here, "points", found=f"{found} ≠ {whole:g}", allowed=f"{whole:g}"
            )


def _alternatives(scope: Scope, group: Siblings, points: list[float], whole: float) -> Iterator[RuleProblem]:
    for position, value in enumerate(points):
        if abs(value - whole) > TOLERANCE:
            here = (*group.child(position), "points")
            yield scope.problem("RULE-06", "tree", *here, found=f"alternatives: {value:g}", allowed=f"{whole:g}")


def judgements_hold(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-18: a square, reciprocal matrix of the children's number; RULE-17: CR < 0.1."""
    from riskkit.weighting.ahp import ahp_weights

    for group in siblings_of(scope):
        if group.judgement is None or not group.nodes:
            continue
        here = (*group.here, "judgement", "matrix")
        matrix, size = group.judgement.matrix, len(group.nodes)
        if {len(matrix), *map(len, matrix)} != {size}:
            shape = f"{len(matrix)} × {'/'.join(str(n) for n in sorted(set(map(len, matrix))))}"
            yield scope.problem("RULE-18", "tree", *here, found=shape, allowed=f"{size} × {size}")
            continue
        names = [f"{position + 1} {node.id}" for position, node in enumerate(group.nodes)]
        try:
            ahp_weights(matrix, group.judgement.method, names=names, require_consistent=True)
        except RiskkitError as error:
            code = "RULE-17" if error.code == "AHP-03" else "RULE-18"
            found = error.found if error.code == "AHP-03" else f"{error.where}: {error.found}"
            yield scope.problem(code, "tree", *here, found=found, allowed=error.allowed)


def judgement_has_children(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-18: a leaf carries no judgement."""
    for start, tree in texts(scope.folder.tree.in_force):
        for node, here in nodes_of(tree, start):
            if node.judgement is not None and not node.children:
                yield scope.problem(
                    "RULE-18", "tree", *here, "judgement", found=f"{node.id}: 0 children", allowed="≥ 2"
                )


RULES = (weighted_one_way, weights_sum_to_one, points_add_up, judgements_hold, judgement_has_children)
