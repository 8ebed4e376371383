"""The small synthetic extract, a command run inside this process, and one result that many tests look at."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from riskkit.cli.app import app
from riskkit.datasets import dataset_path

CITY = dataset_path("synthetic_city")
SMALL = CITY / "units_small.csv"
UNIT_RULES = ("--rules", "unit/city_score_100", "--as-of", "2026-01-01")
INDUSTRY_RULES = ("--rules", "industry/sector_work", "--as-of", "2026-01-01")
Run = Callable[..., Result]


def run_here(*words: object) -> Result:
    """``riskkit words…`` in this process."""
    return CliRunner().invoke(app, [str(word) for word in words])


def run_apart(*words: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """``riskkit words…`` in a process of its own."""
    settings = {**os.environ, "OPENBLAS_NUM_THREADS": "1", **environment}
    command = [sys.executable, "-m", "riskkit.cli", *(str(word) for word in words)]
    return subprocess.run(command, capture_output=True, env=settings, check=False, timeout=120)


@pytest.fixture
def run() -> Run:
    return run_here


@pytest.fixture
def apart() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    return run_apart


@pytest.fixture
def small_text() -> str:
    return SMALL.read_text("utf-8-sig")


@pytest.fixture(scope="session")
def small_result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small extract assessed once, with three pages and five reasons."""
    folder = tmp_path_factory.mktemp("small") / "result"
    done = run_here("assess", SMALL, *UNIT_RULES, "-o", folder, "--pages", "top:3", "--explanations", "top:5")
    assert done.exit_code == 0, done.output
    return folder
