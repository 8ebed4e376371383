"""Two small tables at a time, and the made-up ones with known truth that the benchmark uses."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import riskkit as rk

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))  # linking_case.py makes the tables with known truth
sys.path.insert(0, str(Path(__file__).parent))

from linking_tables import DAY, Rows, table


@pytest.fixture
def linked() -> Callable[..., rk.Links]:
    """Link two lists of rows."""

    def run(a: Rows, b: Rows, **options: object) -> rk.Links:
        return rk.link(table(a), table(b), DAY, **options)  # type: ignore[arg-type]

    return run
