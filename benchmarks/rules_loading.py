"""How long a whole rule root takes to load: ``python benchmarks/rules_loading.py [--copies 2] [--profile]``.

Times the built-in rules and a rule root of several copies of every built-in rulebook, and says of what size they
are. The built-in root must load in a second (tests/indicators/test_loading.py holds it).
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import shutil
import tempfile
import time
from pathlib import Path

from riskkit.indicators.loader import BUILT_IN_RULES, RuleRoot, load_root, rulebook_paths

ROUNDS = 5


def copied(copies: int, target: Path) -> Path:
    """A rule root with ``copies`` of every built-in rulebook beside the original."""
    shutil.copytree(BUILT_IN_RULES, target)
    for rulebook_id, path in rulebook_paths(BUILT_IN_RULES).items():
        for number in range(1, copies):
            copy = target / f"{rulebook_id}_{number}"
            shutil.copytree(path, copy)
            text = (copy / "rulebook.yaml").read_text("utf-8")
            renamed = text.replace(f"id: {rulebook_id}\n", f"id: {rulebook_id}_{number}\n", 1)
            (copy / "rulebook.yaml").write_text(renamed, "utf-8")
    return target


def size(root: RuleRoot) -> str:
    """Rulebooks, indicators, deduction items, fields and vetoes in words."""
    folders = root.folders.values()
    items = sum(
        len(block.items or [])
        for folder in folders
        for indicator in folder.indicators.values()
        for block in indicator.in_force.values()
        if not isinstance(block, str)
    )
    return (
        f"{len(root.folders)} rulebooks, {sum(len(folder.indicators) for folder in folders)} indicators, "
        f"{items} deduction items, {sum(len(folder.fields.fields) for folder in folders)} fields, "
        f"{sum(len(folder.vetoes.vetoes) for folder in folders)} vetoes"
    )


def measure(path: Path | None) -> tuple[float, RuleRoot]:
    """The best of some rounds, in seconds, and what was loaded."""
    best, root = float("inf"), load_root(path)
    for _ in range(ROUNDS):
        start = time.perf_counter()
        root = load_root(path)
        best = min(best, time.perf_counter() - start)
    return best, root


def main() -> None:
    """Print a line for each root, and where the time goes when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=2)
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for name, path in (("built in", None), ("copied", copied(given.copies, Path(scratch) / "rules"))):
            seconds, root = measure(path)
            print(f"{name}: {seconds:.3f} s for {size(root)}")
    if given.profile:
        profile = cProfile.Profile()
        profile.runcall(load_root)
        pstats.Stats(profile).sort_stats("tottime").print_stats(20)


if __name__ == "__main__":
    main()
