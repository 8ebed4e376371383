"""How right and how fast linking is, on made-up tables whose true pairs are known.

    python benchmarks/linking.py [--rows 10000] [--big 100000] [--out benchmarks/results/linking.md]

The bits of riskkit/linking/certainty.py were set with seed 1; everything printed here is counted with other seeds, once
as written and once with 1.6 times as many slips, gaps and odd spellings. Nothing here says how well real extracts link.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl
from linking_case import Planted, identity_cells, planted
from numpy.typing import NDArray

import riskkit as rk
from riskkit.linking.candidates import candidates
from riskkit.linking.certainty import BITS, PRIOR_BITS, agreement, odds
from riskkit.linking.decide import decide
from riskkit.linking.evidence import evidence
from riskkit.linking.keys import Keyed, keyed
from riskkit.linking.neighbours import vectors

THRESHOLDS = (0.8, 0.9, 0.95, 0.98, 0.99)
SEED = 2


def is_true(pairs: pl.DataFrame, sides: Keyed, truth: set[tuple[str, str]]) -> NDArray[np.bool_]:
    """Whether each pair (columns a, b) is one that was planted."""
    ids = [side.get_column("unit_id").to_list() for side in sides]
    return np.array([(ids[0][a], ids[1][b]) in truth for a, b in pairs.select("a", "b").rows()], dtype=np.bool_)


def sides_of(case: Planted) -> Keyed:
    return keyed(identity_cells(case.a), identity_cells(case.b))


def accuracy(rows: int, harder: float) -> list[str]:
    """Precision and recall of what is joined, and of what is joined or waits, by threshold."""
    case = planted(rows, SEED, harder)
    sides = sides_of(case)
    total = len(case.truth)
    lines = [
        f"\n## {rows:,} × {rows:,} rows, {total:,} true pairs, {harder:g} × as many errors\n",
        "| certainty | joined | precision | recall | to review | of them true | recall with review |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for threshold in THRESHOLDS:
        joined, review, _ = decide(sides, threshold, 0.5)
        hits, waiting = is_true(joined, sides, case.truth), is_true(review, sides, case.truth)
        lines.append(
            f"| {threshold} | {joined.height:,} | {hits.mean():.4f} | {hits.sum() / total:.4f} | {review.height:,} "
            f"| {waiting.mean():.2f} | {(hits.sum() + waiting.sum()) / total:.4f} |"
        )
    return lines


def evidence_table(rows: int) -> list[str]:
    """What each level of evidence tells, as counted, beside the bits that are used; and how agreement is calibrated."""
    case = planted(rows, SEED + 1)
    sides = sides_of(case)
    found = vectors(sides)
    pairs = candidates(sides, found)
    levels = evidence(sides, pairs, found).with_columns(a=pl.Series(pairs[0]), b=pl.Series(pairs[1]))
    true = is_true(levels, sides, case.truth)
    lines = [
        f"\n## Evidence, counted among {len(true):,} candidates of {rows:,} × {rows:,} rows\n",
        f"Candidates hold {true.sum() / len(case.truth):.4f} of the true pairs; a candidate is true with "
        f"{np.log2(true.sum() / (~true).sum()):.1f} bits, {PRIOR_BITS} are used.\n",
        "| kind | level | true | others | bits counted | bits used |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for kind, bits in BITS.items():
        column = levels.get_column(kind).cast(pl.String).to_numpy()
        for level, used in bits.items():
            at = column == level
            ours, others = at[true].sum(), at[~true].sum()
            counted = np.log2(((ours + 0.5) / true.sum()) / ((others + 0.5) / (~true).sum()))
            lines.append(f"| {kind} | {level} | {ours:,} | {others:,} | {counted:+.1f} | {used:+.1f} |")
    told = agreement(odds(levels))
    lines += ["\n| agreement | candidates | true |", "| --- | --- | --- |"]
    for low, high in (
        (0, 0.1),
        (0.1, 0.3),
        (0.3, 0.5),
        (0.5, 0.7),
        (0.7, 0.9),
        (0.9, 0.95),
        (0.95, 0.99),
        (0.99, 1.01),
    ):
        at = (told >= low) & (told < high)
        lines.append(f"| {low:.2f}–{min(high, 1):.2f} | {at.sum():,} | {true[at].mean():.3f} |")
    return lines


def speed(rows: int) -> list[str]:
    """Seconds and memory of the whole: reading two CSV files, linking, writing the folder."""
    case = planted(rows, SEED)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("a.csv", "b.csv")]
        for table, path in zip((case.a, case.b), paths, strict=True):
            table.write_csv(path)
        begun, at_work = time.perf_counter(), time.process_time()
        result = rk.link(paths[0], paths[1], "2026-01-01")
        linked = time.perf_counter()
        rk.save_links(result, Path(folder) / "out")
        saved, worked = time.perf_counter(), time.process_time() - at_work
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return [
        f"\n## {rows:,} × {rows:,} rows\n",
        f"Read and linked in {linked - begun:.0f} s, written in {saved - linked:.0f} s; {worked:.0f} s of "
        f"processor, on two cores that others used as well; peak {peak:.1f} GiB: "
        f"{result.linked.height:,} joined, {result.review.height:,} to review.",
    ]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--big", type=int, default=100_000)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    lines = ["# Linking, on made-up tables with known truth"]
    for part in (
        lambda: accuracy(given.rows, 1.0),
        lambda: accuracy(given.rows, 1.6),
        lambda: evidence_table(given.rows),
        lambda: speed(given.big) if given.big else [],
    ):
        lines += part()
    text = "\n".join(lines) + "\n"
    print(text)
    if given.out:
        given.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
