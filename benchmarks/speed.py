"""Speed as ratios within one run: the kernel, the whole command, ten million rows, --help, bit-equality.

    python benchmarks/speed.py [--rows 1000000] [--big 10000000] [--folder DIR] [--times 3]

Each figure is the median of ``--times`` runs taken in turn with what it is compared to. The data is made up
(benchmarks/case.py). Absolute seconds belong to one machine on one day; read the ratios.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import case
import numpy as np

# VmHWM belongs to the process alone; ru_maxrss would start at what the parent held
PEAK = "print([line for line in open('/proc/self/status') if line.startswith('VmHWM')][0].split()[1])"


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def in_turn(ours: Callable[[], object], theirs: Callable[[], object], times: int) -> tuple[float, float, float]:
    """Medians of both and of the ratio, pair by pair."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(times)]
    return (
        statistics.median(pair[0] for pair in pairs),
        statistics.median(pair[1] for pair in pairs),
        statistics.median(pair[0] / pair[1] for pair in pairs),
    )


def child(code: str) -> tuple[float, float]:
    """Wall seconds and peak MB of ``code`` in a process of its own."""
    start = perf_counter()
    printed = subprocess.run(
        [sys.executable, "-c", f"{code}\n{PEAK}"], check=True, capture_output=True, text=True
    ).stdout
    return perf_counter() - start, float(printed.split()[-1]) / 1024


def kernel(rules: Path, rows: int, times: int) -> None:
    """Score, veto, grade, top-5 contributions and rank, against a chunked numpy weighted sum with the same top-5."""
    from riskkit.indicators.rulebook import Rulebook
    from riskkit.intake.extract import read_extract
    from riskkit.scoring.score import score_table

    rulebook = Rulebook.at(case.DAY, case.RULEBOOK, rules)
    (chunk,) = read_extract(case.extract(rows), rulebook.fields, as_of=rulebook.day, chunk_rows=rows).chunks()
    table = chunk.table
    names = [leaf.indicator.measure.field for leaf in rulebook.leaves]
    weights = np.array([leaf.global_weight for leaf in rulebook.leaves])
    columns = [
        table.numbers(name) if rulebook.fields[name].kind != "category" else np.arange(rows) % 4.0 for name in names
    ]
    matrix = np.nan_to_num(np.vstack(columns).T)

    def plain() -> None:
        for start in range(0, rows, 65_536):
            parts = matrix[start : start + 65_536] * weights
            parts.sum(axis=1)
            top = np.argpartition(parts, -5, axis=1)[:, -5:]
            order = np.take_along_axis(parts, top, axis=1).argsort(axis=1)[:, ::-1]
            np.take_along_axis(top, order, axis=1)

    def ours() -> None:
        scores = score_table(table, rulebook, top=5)
        # one integer key, as riskkit/compact.py ranks: vetoed, worst grade, highest published risk
        risk = np.rint(scores.risk_score * 10_000).astype(np.int64)
        key = (scores.grade_by > 0) * 2**40 + scores.grade.astype(np.int64) * 2**32 + risk
        np.argsort(-key, kind="stable")

    ours()
    mine, theirs, ratio = in_turn(ours, plain, times)
    print(f"kernel: {mine:.2f} s · numpy weighted sum + top-5 {theirs:.2f} s · ratio {ratio:.2f} (asked <= 3)")


def command(rules: Path, folder: Path, rows: int, times: int) -> None:
    """The whole assess, against polars reading the csv and writing the same register; each in its own process."""
    extract = case.write_extract(folder / "extract.csv", rows)
    assess = (
        "from riskkit.workflow import assess, save, Options\n"
        f"r = assess({str(extract)!r}, {case.RULEBOOK!r}, {case.DAY!r}, rule_root={str(rules)!r}, "
        "options=Options(reasons=5))\n"
        f"save(r, {str(folder / 'out')!r}, formats=('parquet',), pages=0, replace=True)"
    )
    shutil.rmtree(folder / "out", ignore_errors=True)
    child(assess)
    register = folder / "register.parquet"
    shutil.copy(folder / "out" / "register.parquet", register)
    # the register stands ready in memory: only reading the extract and writing the csv are timed
    plain = (
        "import polars as pl, time\n"
        f"register = pl.read_parquet({str(register)!r})\n"
        "start = time.perf_counter()\n"
        f"pl.read_csv({str(extract)!r}); register.write_csv({str(folder / 'plain.csv')!r})\n"
        "print('took', time.perf_counter() - start)"
    )
    ratios, peaks, mine, theirs = [], [], [], []
    for _ in range(times):
        ours, peak = child(assess)
        printed = subprocess.run([sys.executable, "-c", plain], check=True, capture_output=True, text=True).stdout
        base = float(printed.split()[-1])
        ratios.append(ours / base)
        peaks.append(peak)
        mine.append(ours)
        theirs.append(base)
    print(
        f"whole assess of {rows:,} x 70 csv: {statistics.median(mine):.1f} s · polars read + write "
        f"{statistics.median(theirs):.1f} s · ratio {statistics.median(ratios):.2f} (asked <= 2.5) · "
        f"peak {max(peaks):.0f} MB (asked <= 2500)"
    )


def big(rules: Path, folder: Path, rows: int) -> None:
    """Ten million rows from parquet with the compact register."""
    extract = case.write_extract(folder / "big.parquet", rows)
    code = (
        "from riskkit.compact import assess_compact\nfrom riskkit.indicators.rulebook import Rulebook\n"
        f"rules = Rulebook.at({case.DAY!r}, {case.RULEBOOK!r}, {str(rules)!r})\n"
        f"assess_compact({str(extract)!r}, rules, {str(folder / 'compact.parquet')!r})"
    )
    took, peak = child(code)
    print(f"{rows:,} rows from parquet, compact register: {took:.0f} s · peak {peak:.0f} MB (asked < 2000)")


def bit_equal(rules: Path, rows: int) -> None:
    """Scores for several chunk sizes, thread counts and both engines, compared bit by bit."""
    from riskkit.workflow import Options, assess

    extract = case.extract(rows)
    frames = []
    for chunk_rows, threads in ((rows, 1), (rows // 3, 2), (12_345, 2), (54_321, 1)):
        options = Options(reasons=5, chunk_rows=chunk_rows, threads=threads)
        frames.append(assess(extract, case.RULEBOOK, case.DAY, rule_root=rules, options=options).tables.register)
    same = all(frames[0].equals(other) for other in frames[1:])
    print(f"registers bit-equal for 4 ways of cutting {rows:,} rows: {same}")


def help_time(times: int) -> None:
    """``riskkit --help`` as a whole process, beside an empty python."""
    heavy = json.dumps(["pandas", "polars", "numpy", "statsmodels", "sklearn", "shap"])
    check = (
        "import sys\nfrom click.testing import CliRunner\nfrom riskkit.cli.app import app\n"
        f"CliRunner().invoke(app, ['--help'])\nprint([name for name in {heavy} if name in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", check], check=True, capture_output=True, text=True).stdout.strip()
    run = [sys.executable, "-m", "riskkit.cli", "--help"]
    mine, bare, _ = in_turn(
        lambda: subprocess.run(run, check=True, capture_output=True),
        lambda: subprocess.run([sys.executable, "-c", ""], check=True),
        max(times, 5),
    )
    print(
        f"riskkit --help: {mine:.3f} s (asked <= 0.15) · python alone {bare:.3f} s · heavy libraries imported: {loaded}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--big", type=int, default=10_000_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=None)
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="riskkit-speed-"))
    folder.mkdir(parents=True, exist_ok=True)
    rules = case.write_rules(folder / "rules")
    help_time(given.times)
    bit_equal(rules, min(given.rows, 200_000))
    kernel(rules, given.rows, given.times)
    command(rules, folder, given.rows, given.times)
    if given.big:
        big(rules, folder, given.big)
    if given.folder is None:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
