"""Ten thousand mutated extracts: each is read whole or refused in one line, no row lost, no hang, nothing half written.

    python benchmarks/fuzz_extracts.py [--count 10000] [--first 0] [--processes 2] [--limit 30] [--command-every 50]
    python benchmarks/fuzz_extracts.py --first 4711 --count 1 --command-every 1     # replays one, with its traceback

Every extract is made again from its number (fuzz_case.py): a sound table, its cells, headers and rows mutated with odd
words, written as CSV (six encodings and dialects), parquet, xlsx, ods or html, and in half of the cases its bytes
mutated too. Each is read by read_extract with the change log, all chunks, late findings and conflicts; every fiftieth
goes through ``riskkit validate`` as well. A wrong end is printed with the number that replays it, the exit code is 1.
"""

from __future__ import annotations

import argparse
import collections
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # many tiny tables: threads only wait for one another
os.environ.setdefault("OMP_NUM_THREADS", "1")

from fuzz_case import DAY, fuzzed, read_whole

BATCH = 50
EXIT_CODES = (0, 1, 2)


class Hang(BaseException):
    """The limit of one extract is over; no ``except Exception`` on the way can swallow it."""


@dataclass(frozen=True)
class Ended:
    """How one extract ended: the code of its refusal, or empty; its seconds; what is wrong, or empty."""

    seed: int
    kind: str
    code: str
    rows: int
    findings: int
    seconds: float
    exit_code: int | None = None
    problem: str = ""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises Hang in the midst of what takes longer (where the system has alarms)."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def ring(*_: object) -> None:
        raise Hang

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def tried(seed: int, limit: float, command_every: int) -> Ended:
    """Make, write and read the extract of ``seed``."""
    case = fuzzed(seed)
    begun = time.perf_counter()
    code, rows, findings, exit_code, problem = "", 0, 0, None, ""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / case.name
        path.write_bytes(case.content)
        try:
            with within(limit):
                seen = read_whole(path, case)
                code, rows, findings, problem = seen.code, seen.rows, seen.findings, seen.problem
            if command_every and seed % command_every == 0:
                with within(10 * limit):
                    exit_code, wrong = commanded(path)
                    problem = problem or wrong
        except Hang:
            problem = f"longer than {limit:g} s"
        except Exception:
            problem = traceback.format_exc(limit=-3)
    return Ended(seed, case.kind, code, rows, findings, time.perf_counter() - begun, exit_code, problem)


def commanded(path: Path) -> tuple[int, str]:
    """``riskkit validate`` over ``path``: its exit code, and what is wrong with how it ended."""
    from click.testing import CliRunner

    from riskkit.cli.app import app
    from riskkit.reporting.manifest import is_result

    folder = path.parent / "out"
    words = ["validate", str(path), "--rules", "unit/city_score_100", "--as-of", DAY.isoformat(), "-o", str(folder)]
    done = CliRunner().invoke(app, words)
    wrong = ""
    if done.exit_code not in EXIT_CODES or "BUG-" in done.output or "Traceback" in done.output:
        wrong = f"validate ended with {done.exit_code}: {done.output[-500:]}"
    elif done.exit_code == 2 and (folder.exists() or len(done.output.splitlines()) != 1):
        wrong = f"a refusal that is not one line or left a folder: {done.output[-500:]}"
    elif done.exit_code != 2 and not is_result(folder):
        wrong = "no result although it finished"
    elif left := [one.name for one in path.parent.iterdir() if one not in (path, folder)]:
        wrong = f"left behind: {left}"
    return done.exit_code, wrong


def batch(first: int, *, count: int, limit: float, command_every: int) -> list[Ended]:
    """The extracts of ``count`` numbers from ``first`` on."""
    return [tried(seed, limit, command_every) for seed in range(first, first + count)]


def report(ended: list[Ended], seconds: float) -> list[str]:
    """The counts, the slowest and every wrong end, as lines."""
    refused = collections.Counter(one.code for one in ended if one.code)
    kinds = collections.Counter(one.kind for one in ended)
    exits = collections.Counter(one.exit_code for one in ended if one.exit_code is not None)
    read = [one for one in ended if not one.code and not one.problem]
    slowest = sorted(ended, key=lambda one: -one.seconds)[:3]
    wrong = [one for one in ended if one.problem]
    return [
        f"{len(ended):,} mutated extracts in {seconds:,.0f} s: {len(read):,} read whole, "
        f"{refused.total():,} refused, {len(wrong):,} wrong",
        "written as: " + ", ".join(f"{kind} {count:,}" for kind, count in kinds.most_common()),
        "refused with: " + ", ".join(f"{code} {count:,}" for code, count in refused.most_common()),
        f"rows {sum(one.rows for one in ended):,}, findings {sum(one.findings for one in ended):,}",
        "validate exit codes: " + ", ".join(f"{code}: {count:,}" for code, count in sorted(exits.items())),
        "slowest: " + ", ".join(f"{one.seconds:.1f} s ({one.kind}, {one.seed})" for one in slowest),
        *(f"WRONG --first {one.seed} --count 1 ({one.kind}): {one.problem}" for one in wrong),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--limit", type=float, default=30.0, help="seconds for one extract")
    parser.add_argument("--command-every", type=int, default=50, help="how often riskkit validate runs too; 0 never")
    given = parser.parse_args()
    begun, ended = time.perf_counter(), []
    last = given.first + given.count
    starts = range(given.first, last, BATCH)
    run = partial(batch, limit=given.limit, command_every=given.command_every)
    with ProcessPoolExecutor(given.processes) as pool:
        waiting = [pool.submit(run, start, count=min(BATCH, last - start)) for start in starts]
        for done in waiting:
            ended += done.result()
            for one in ended[-BATCH:]:
                if one.problem:
                    print(f"--first {one.seed} --count 1 ({one.kind}): {one.problem}", file=sys.stderr, flush=True)
    print("\n".join(report(ended, time.perf_counter() - begun)))
    return 1 if any(one.problem for one in ended) else 0


if __name__ == "__main__":
    sys.exit(main())
