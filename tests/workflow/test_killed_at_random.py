"""kill -9 at any moment of any command that writes leaves exactly the old output or exactly the new one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))  # killed_runs.py kills, and more often if asked

from killed_runs import Nursery, commands, killed

KILLS = 8
COMMANDS = ("validate", "clean", "link", "template", "assess")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as opened:
        yield opened


def test_every_command_that_is_killed_is_known(tmp_path: Path) -> None:
    assert tuple(commands(tmp_path)) == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_a_killed_run_leaves_the_old_output_or_the_new_one(tmp_path: Path, nursery: Nursery, name: str) -> None:
    found, wrong = killed(nursery, commands(tmp_path)[name], tmp_path / name, KILLS, Random(name))
    assert wrong == []
    assert found["killed"] > 0, found
    assert found["old"] + found["new"] == KILLS, found
