"""Run spec tables against the built-in rules: field values of one subject → what its indicator gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
import pytest

from riskkit.indicators.rulebook import Leaf, Rulebook
from riskkit.scoring.columns import Columns
from riskkit.scoring.conditions import evaluate
from riskkit.scoring.leaves import leaf_points
from riskkit.scoring.measure import measure
from riskkit.scoring.score import Scores, score_table
from riskkit.typed_table import SOURCE_ROW, TypedTable

# what a spec expects beside points
UNKNOWN, NOT_APPLICABLE = "unknown", "not applicable"
NA = "/"

Row = Mapping[str, Any]
Outcome = float | str


def table_of(rulebook: Rulebook, rows: Sequence[Row]) -> TypedTable:
    """A typed table with one subject a row; a field left out is unknown, "/" is not applicable."""
    names = sorted({name for row in rows for name in row})
    unknown_names = set(names) - set(rulebook.fields)
    assert not unknown_names, unknown_names
    columns: dict[str, pl.Series] = {
        "subject_id": pl.Series([str(i) for i in range(len(rows))]),
        SOURCE_ROW: pl.Series(range(len(rows)), dtype=pl.Int64),
    }
    not_applicable = {}
    for name in names:
        cells = [row.get(name) for row in rows]
        skipped = np.array([cell == NA for cell in cells])
        if skipped.any():
            not_applicable[name] = skipped
        columns[name] = _typed(rulebook, name, [None if cell == NA else cell for cell in cells])
    return TypedTable(pl.DataFrame(columns), not_applicable)


def _typed(rulebook: Rulebook, name: str, cells: list[Any]) -> pl.Series:
    field = rulebook.fields[name]
    if field.kind == "category":
        return pl.Series(cells, dtype=pl.Enum([level.code for level in field.levels]))
    if field.kind in ("id", "text"):
        return pl.Series(cells, dtype=pl.String)
    return pl.Series([None if cell is None else float(cell) for cell in cells], dtype=pl.Float64)


def find_leaf(rulebook: Rulebook, leaf_id: str) -> Leaf:
    """The indicator ``leaf_id``, weighted or bonus."""
    return next(leaf for leaf in (*rulebook.leaves, *rulebook.bonus) if leaf.id == leaf_id)


@pytest.fixture(scope="session")
def outcomes() -> Callable[[Rulebook, str, Sequence[Row]], list[Outcome]]:
    def run(rulebook: Rulebook, leaf_id: str, rows: Sequence[Row]) -> list[Outcome]:
        leaf = find_leaf(rulebook, leaf_id)
        measured = measure(leaf, Columns(table_of(rulebook, rows), rulebook.fields))
        points = leaf_points(leaf, measured.values, rulebook)
        skipped = measured.not_applicable if measured.not_applicable is not None else np.zeros(len(rows), bool)
        return [
            NOT_APPLICABLE if out else UNKNOWN if np.isnan(got) else float(got)
            for got, out in zip(points, skipped, strict=True)
        ]

    return run


@pytest.fixture(scope="session")
def verdicts() -> Callable[[Rulebook, str, Sequence[Row]], list[str]]:
    """Per row whether a veto is met, not met or undecided."""

    def run(rulebook: Rulebook, veto_id: str, rows: Sequence[Row]) -> list[str]:
        block = next(block for veto, block in rulebook.vetoes if veto.id == veto_id)
        truth = evaluate(block.when, Columns(table_of(rulebook, rows), rulebook.fields))
        return [
            "met" if yes else "not met" if no else "undecided" for yes, no in zip(truth.true, truth.false, strict=True)
        ]

    return run


@pytest.fixture(scope="session")
def scored() -> Callable[[Rulebook, Sequence[Row]], Scores]:
    return lambda rulebook, rows: score_table(table_of(rulebook, rows), rulebook, threads=1)


@pytest.fixture(scope="session")
def edges() -> Callable[[Leaf], list[float]]:
    """Every limit value of a step scale, and every knot of a line."""

    def run(leaf: Leaf) -> list[float]:
        steps = [end for step in leaf.block.steps or [] for end in (step.from_, step.to) if end is not None]
        return sorted({*steps, *(value for value, _ in leaf.block.knots or [])})

    return run


@pytest.fixture(scope="session")
def measured_values() -> Callable[[Rulebook, str, Sequence[Row]], list[float]]:
    def run(rulebook: Rulebook, leaf_id: str, rows: Sequence[Row]) -> list[float]:
        columns = Columns(table_of(rulebook, rows), rulebook.fields)
        return [float(value) for value in measure(find_leaf(rulebook, leaf_id), columns).values]

    return run
