"""kill -9 at random moments: what stands at the output is exactly the old result or exactly the new one.

    python benchmarks/killed_runs.py [--kills 100] [--seed 1]

For each of validate, clean, link, template and assess: an earlier output stands, the command runs over it with
--replace and gets SIGKILL after a delay drawn from the whole of its duration. The next call of riskkit then must find
the old output or the new one, by the digest of every file; a folder left unfinished must not pass for a result unless
it is one, whole.
Not on Windows. tests/workflow/test_killed_at_random.py runs it with few kills.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from riskkit.datasets import dataset_path
from riskkit.reporting.manifest import is_result

UNIT = "unit/city_score_100"
# one process loads the libraries once and makes a copy of itself for every run, which is then killed
NURSERY = """
import os, sys
from importlib import import_module
from pkgutil import walk_packages
import riskkit
for name in ("jinja2", "openpyxl", "pandas", "pandera.polars", "rapidfuzz", "scipy.sparse.csgraph", "scipy.special",
             "scipy.stats", "sklearn.feature_extraction.text", "xlsxwriter"):
    import_module(name)
for module in walk_packages(riskkit.__path__, "riskkit."):
    if not module.name.endswith("__main__"):
        import_module(module.name)
from riskkit.cli.app import app
print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if not child:
        silent = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(silent, stream)
        try:
            app(line.rstrip("\\n").split("\\t"), standalone_mode=False)
        except BaseException as end:
            os._exit(getattr(end, "code", None) or 0)
        os._exit(0)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass(frozen=True)
class Command:
    """One command, as it makes the old output and as it makes the new one; ``name`` is what it writes."""

    words: tuple[str, ...]
    old: tuple[str, ...]
    new: tuple[str, ...]
    name: str = "out"


def commands(folder: Path) -> dict[str, Command]:
    """The five commands over two extracts of a few units, which are written into ``folder``."""
    lines = dataset_path("synthetic_city").joinpath("units_small.csv").read_text("utf-8").splitlines(keepends=True)
    old, new = folder / "old.csv", folder / "new.csv"
    old.write_text("".join(lines[:9]), "utf-8")
    new.write_text("".join(lines[:1] + lines[20:27]), "utf-8")
    sides = (str(old),), (str(new),)
    rules = ("--rules", UNIT, "--as-of", "2026-01-01")
    return {
        "validate": Command(("validate", *rules), *sides),
        "clean": Command(("clean", *rules), *sides),
        "link": Command(("link", "--as-of", "2026-01-01", str(old)), *sides),
        "template": Command(
            ("template", UNIT, "--as-of", "2026-01-01"), ("--rows", "50"), ("--rows", "60"), "模板.xlsx"
        ),
        "assess": Command(("assess", *rules, "--pages", "top:1", "--formats", "csv"), *sides),
    }


class Nursery:
    """Runs a command in a process of its own, and kills it after a while."""

    def __enter__(self) -> Nursery:
        self._process = subprocess.Popen(
            [sys.executable, "-c", NURSERY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "POLARS_MAX_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip
        assert self._said() == "ready"
        return self

    def __exit__(self, *_: object) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()
        self._process.kill()
        self._process.wait()

    def run(self, words: tuple[str, ...], kill_after: float | None = None) -> int:
        """The exit code; that of a killed process is negative."""
        assert self._process.stdin is not None
        self._process.stdin.write("\t".join(words) + "\n")
        self._process.stdin.flush()
        child = int(self._said())
        if kill_after is not None:
            time.sleep(kill_after)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        return int(self._said())

    def _said(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def state_of(place: Path) -> str:
    """A digest of a file, or of every file of a folder with its name; empty where nothing is."""
    if not place.exists():
        return ""
    digest = hashlib.sha256()
    for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
        if path.is_file():
            digest.update(f"{path.relative_to(place)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _copied(source: Path, target: Path) -> None:
    for left in target.parent.iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy(source, target)


def killed(nursery: Nursery, command: Command, folder: Path, kills: int, rng: Random) -> tuple[Counter[str], list[str]]:
    """Kill ``command`` so often, the delays spread over its duration: what was found each time, and what is wrong."""
    folder.mkdir()
    home = folder / "home"
    home.mkdir()
    kept = {name: folder / name / command.name for name in ("old", "new")}
    duration = 0.0
    for name, place in kept.items():
        place.parent.mkdir()
        begun = time.perf_counter()
        code = nursery.run((*command.words, *getattr(command, name), "-o", str(place)))
        assert code in (0, 1), f"{command.words[0]} ended with {code}"
        duration = max(duration, time.perf_counter() - begun)
    states = {state_of(place): name for name, place in kept.items()}
    assert len(states) == 2, "old and new are the same"
    target = home / command.name
    found: Counter[str] = Counter()
    wrong: list[str] = []
    for at in range(kills):
        _copied(kept["old"], target)
        delay = (at + rng.random()) / kills * 1.05 * duration
        code = nursery.run((*command.words, *command.new, "-o", str(target), "--replace"), delay)
        found["killed" if code == -signal.SIGKILL else "finished before the kill"] += 1
        wrong += [
            f"{command.words[0]}, killed after {delay:.3f} s: {said}"
            for said in _problems(nursery, command, target, states)
        ]
        found[states.get(state_of(target), "neither")] += 1
    return found, wrong


def _problems(nursery: Nursery, command: Command, target: Path, states: dict[str, str]) -> list[str]:
    """What is wrong now, and after the next call (which is refused, for the output is there)."""
    said = []
    if (before := state_of(target)) and before not in states:
        said.append("neither the old output nor the new one")
    for left in target.parent.glob("*.unfinished-*"):
        if left.is_dir() and is_result(left) and state_of(left) not in states:
            said.append(f"{left.name} passes for a result and is not whole")
    code = nursery.run((*command.words, *command.new, "-o", str(target)))
    if code != 2:
        said.append(f"the next call ended with {code}")
    if state_of(target) not in states:
        said.append("after the next call it is neither")
    return said


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100, help="of each command")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    rng, wrong = Random(given.seed), []
    with tempfile.TemporaryDirectory() as home, Nursery() as nursery:
        folder = Path(home)
        for name, command in commands(folder).items():
            found, problems = killed(nursery, command, folder / name, given.kills, rng)
            print(name + ": " + ", ".join(f"{what} {count}" for what, count in found.items()), flush=True)
            wrong += problems
    print("\n".join(wrong) or "nothing wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
