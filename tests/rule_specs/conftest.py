"""Run rows of fields against a rulebook; the spec files have their own runner (spec_runner.py)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from riskkit.indicators.rulebook import Leaf, Rulebook
from riskkit.scoring.columns import Columns
from riskkit.scoring.conditions import evaluate
from riskkit.scoring.score import Scores, score_table

sys.path.insert(0, str(Path(__file__).parent))  # the runner and the coverage are modules beside the tests

from spec_runner import Outcome, Row, points_of_rows, table_of


def find_leaf(rulebook: Rulebook, leaf_id: str) -> Leaf:
    """The indicator ``leaf_id``, weighted or bonus."""
    return next(leaf for leaf in (*rulebook.leaves, *rulebook.bonus) if leaf.id == leaf_id)


@pytest.fixture(scope="session")
def outcomes() -> Callable[[Rulebook, str, Sequence[Row]], list[Outcome]]:
    """Per row the points of an indicator, unknown or not applicable."""
    return lambda rulebook, leaf_id, rows: points_of_rows(rulebook, find_leaf(rulebook, leaf_id), rows)


@pytest.fixture(scope="session")
def verdicts() -> Callable[[Rulebook, str, Sequence[Row]], list[str]]:
    """Per row whether a veto is met, not met or undecided."""

    def run(rulebook: Rulebook, veto_id: str, rows: Sequence[Row]) -> list[str]:
        block = next(block for veto, block in rulebook.vetoes if veto.id == veto_id)
        truth = evaluate(block.when, Columns(table_of(rulebook.fields, rows), rulebook.fields))
        return [
            "met" if yes else "not met" if no else "undecided" for yes, no in zip(truth.true, truth.false, strict=True)
        ]

    return run


@pytest.fixture(scope="session")
def scored() -> Callable[[Rulebook, Sequence[Row]], Scores]:
    """Whole scores of rows."""
    return lambda rulebook, rows: score_table(table_of(rulebook.fields, rows), rulebook, threads=1)
