"""The compiled engine, for large tables: rulebook and measured columns → flat arrays → compiled_kernel.py.

Bit-equal to the numpy engine (tests/scoring holds the two against each other). numba costs half a second to import
and some seconds to compile the first time on a machine, so small tables do not use it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from riskkit.indicators.rulebook import Leaf, Rulebook
from riskkit.scoring.aggregate import FlatTree
from riskkit.scoring.columns import Floats
from riskkit.scoring.compiled_kernel import GIVEN, STEPS, TABLE, run
from riskkit.scoring.leaves import FILLERS, first_level, level_codes, points_function, published
from riskkit.scoring.measure import Measured
from riskkit.scoring.part import Part, Reasons
from riskkit.scoring.scales import FEW_EDGES, closed_left
from riskkit.terms import Missing


class TreeArrays(NamedTuple):
    """FlatTree as arrays: branch b owns the children starts[b]:starts[b+1], each a leaf or a branch, and its weight."""

    starts: NDArray[np.int64]
    is_leaf: NDArray[np.bool_]
    child: NDArray[np.int64]
    weight: Floats

    @classmethod
    def of(cls, tree: FlatTree) -> TreeArrays:
        """Branches with children before parents, as in FlatTree."""
        children = [child for branch in tree.branches for child in branch.children]
        sizes = [len(branch.children) for branch in tree.branches]
        return cls(
            np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            np.array([child[0] for child in children], dtype=np.bool_),
            np.array([child[1] for child in children], dtype=np.int64),
            np.array([child[2] for child in children], dtype=np.float64),
        )


class LeafArrays(NamedTuple):
    """Per leaf: how a value becomes points (TABLE by position, STEPS by edges, GIVEN ready-made), and its policy."""

    kind: NDArray[np.int8]
    closed_left: NDArray[np.bool_]
    points: Floats
    points_start: NDArray[np.int64]
    edges: Floats
    edges_start: NDArray[np.int64]
    factor: Floats
    filler: Floats
    reweighted: NDArray[np.bool_]
    refuses: NDArray[np.bool_]
    group: NDArray[np.int64]

    @classmethod
    def of(cls, rulebook: Rulebook, groups: dict[str, list[int]]) -> LeafArrays:
        """Flatten every leaf's block; scales that are no plain table or few steps are GIVEN."""
        kinds, tables, edges, closed = [], [], [], []
        for leaf in rulebook.leaves:
            kind, table, cuts = _flat_scale(leaf, rulebook)
            kinds.append(kind)
            tables.append(np.array(table, dtype=float))
            edges.append(np.array(cuts, dtype=float))
            closed.append(closed_left(leaf.block, leaf.indicator.direction))
        group = np.full(len(kinds), -1, dtype=np.int64)
        for number, positions in enumerate(groups.values()):
            group[positions] = number
        missing = [leaf.indicator.missing for leaf in rulebook.leaves]
        return cls(
            np.array(kinds, dtype=np.int8),
            np.array(closed, dtype=np.bool_),
            np.concatenate(tables),
            np.cumsum([0, *(len(table) for table in tables)]),
            np.concatenate(edges),
            np.cumsum([0, *(len(cuts) for cuts in edges)]),
            np.array([100.0 / leaf.block.full_points for leaf in rulebook.leaves]),
            np.array([FILLERS.get(policy, 0.0) for policy in missing]),
            np.array([policy is Missing.REWEIGHT for policy in missing]),
            np.array([policy is Missing.REFUSE for policy in missing]),
            group,
        )


def _flat_scale(leaf: Leaf, rulebook: Rulebook) -> tuple[int, list[float], list[float]]:
    kind, block = leaf.indicator.measure.kind, leaf.block
    if kind == "category":
        return TABLE, [(block.levels or {}).get(code, np.nan) for code in level_codes(leaf, rulebook)], []
    if kind == "presence":
        return TABLE, [block.absent or 0.0, block.present or 0.0], []
    if kind in ("step", "rate") and block.steps is not None and len(block.steps) <= FEW_EDGES + 1:
        return (
            STEPS,
            [step.points for step in block.steps],
            [step.from_ for step in block.steps[1:] if step.from_ is not None],
        )
    return GIVEN, [], []


class Output(NamedTuple):
    """What the kernel fills; n subjects, k reasons."""

    totals: Floats  # (5, n): risk, low, high, unobserved, root weight
    criteria: Floats  # (groups, 2, n): weight, weighted risk
    refused: NDArray[np.bool_]  # (n,)
    leaf: NDArray[np.int16]  # (n, k)
    amount: NDArray[np.int32]  # (n, k)
    value: Floats  # (n, k)
    points: Floats  # (n, k)
    weight: Floats  # (n, k)
    state: NDArray[np.int8]  # (n, k)

    @classmethod
    def empty(cls, subjects: int, groups: int, top: int) -> Output:
        """Room for ``subjects`` with ``top`` reasons each."""
        shape = (subjects, top)
        return cls(
            np.empty((5, subjects)),
            np.zeros((groups, 2, subjects)),
            np.zeros(subjects, dtype=np.bool_),
            np.empty(shape, dtype=np.int16),
            np.empty(shape, dtype=np.int32),
            np.empty(shape),
            np.empty(shape),
            np.empty(shape),
            np.empty(shape, dtype=np.int8),
        )


def score_compiled(rulebook: Rulebook, measured: list[Measured], top: int, workers: int) -> Part:
    """Score all subjects of ``measured`` (one entry a leaf) as one part."""
    groups = first_level(rulebook)
    leaves = LeafArrays.of(rulebook, groups)
    tree = TreeArrays.of(FlatTree.of(rulebook.root))
    values = np.vstack([found.values for found in measured])
    count, subjects = values.shape
    absent = np.zeros((count, subjects), dtype=np.bool_)
    given = np.empty((count, subjects))  # pages never touched cost nothing
    for i, (leaf, found) in enumerate(zip(rulebook.leaves, measured, strict=True)):
        if found.not_applicable is not None:
            absent[i] = found.not_applicable
        if leaves.kind[i] == GIVEN or _may_be_uncovered(leaf):
            given[i] = points_function(leaf, rulebook)(values[i])
    out = Output.empty(subjects, len(groups), top)
    is_safety = rulebook.resolved.rulebook.points_mean == "safety"
    size = -(-subjects // workers) if subjects else 1
    bounds = [(start, min(start + size, subjects)) for start in range(0, subjects, size)]
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda b: run(tree, leaves, values, absent, given, is_safety, out, *b), bounds))
    return _part(out)


def _may_be_uncovered(leaf: Leaf) -> bool:
    """Whether a value can stand outside the steps: then the points are made with the check."""
    steps = leaf.block.steps or []
    return any(step.from_ is not None for step in steps[:1]) or any(step.to is not None for step in steps[-1:])


def _part(out: Output) -> Part:
    risk, low, high, unobserved, root = out.totals
    means = [
        np.divide(risks, weights, out=np.full(len(risk), np.nan), where=weights > 0) for weights, risks in out.criteria
    ]
    reasons = Reasons(out.leaf, out.amount, out.value, out.points, out.weight, out.state)
    criteria = [published(100.0 - mean) for mean in means]
    return Part(risk, low, high, unobserved, root > 0, out.refused, criteria, reasons)
