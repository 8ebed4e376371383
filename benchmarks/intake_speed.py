"""How long intake takes beside polars merely reading the same CSV and writing a register.

    python benchmarks/intake_speed.py [ROWS] [RUNS]

Synthetic table: ROWS × 70 UTF-8 CSV, 60 number, boolean and category columns, 10 % of their cells empty, and the
same with 1 % of the cells damaged. Prints ratios of medians within this run, and the peak memory of the process.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from riskkit.indicators.rule_file import FieldLevel, FieldShape, Text
from riskkit.intake.extract import read_extract

NUMBERS, BOOLEANS, CATEGORIES, TEXTS = 40, 12, 8, 8
CLASSES = ("甲类", "乙类", "丙类", "丁类")


def fields() -> dict[str, FieldShape]:
    shapes = {"name": FieldShape(kind="text", label=Text(zh="单位名称", en="name"))}
    for at in range(NUMBERS):
        kind = "integer" if at % 4 == 0 else "number"
        label = Text(zh=f"数值{at}", en=f"number {at}")
        shapes[f"number_{at}"] = FieldShape(kind=kind, label=label, plausible=(0, 1_000_000))
    for at in range(BOOLEANS):
        shapes[f"flag_{at}"] = FieldShape(kind="boolean", label=Text(zh=f"布尔{at}", en=f"flag {at}"))
    levels = [FieldLevel(code=f"class_{i}", label=Text(zh=word, en=f"class {i}")) for i, word in enumerate(CLASSES)]
    for at in range(CATEGORIES):
        label = Text(zh=f"类别{at}", en=f"category {at}")
        shapes[f"category_{at}"] = FieldShape(kind="category", label=label, levels=levels)
    return shapes


def block(start: int, rows: int, damaged: float) -> pl.DataFrame:
    rng = np.random.default_rng(start)

    def holes(cells: pl.Series, wrong: str) -> pl.Series:
        draw = pl.Series(rng.random(rows))
        text = cells.cast(pl.String)
        return pl.select(
            pl.when(draw < 0.1).then(None).when(draw > 1 - damaged).then(pl.lit(wrong)).otherwise(text)
        ).to_series()

    columns = {
        "单位编号": pl.Series([f"U{at:08d}" for at in range(start, start + rows)]),
        "单位名称": pl.Series([f"示例单位{at}有限公司" for at in range(start, start + rows)]),
    }
    for at in range(NUMBERS):
        cells = rng.gamma(2, 500, rows)
        columns[f"数值{at}"] = holes(pl.Series(cells.astype(int) if at % 4 == 0 else cells.round(2)), "约3000㎡x")
    for at in range(BOOLEANS):
        columns[f"布尔{at}"] = holes(pl.Series(np.array(["是", "否"])[rng.integers(0, 2, rows)]), "也许")
    for at in range(CATEGORIES):
        columns[f"类别{at}"] = holes(pl.Series(np.array(CLASSES)[rng.integers(0, 4, rows)]), "戊类")
    for at in range(TEXTS):
        columns[f"备用{at}"] = pl.Series([f"text {i % 997}" for i in range(rows)])
    return pl.DataFrame(columns)


def write_table(path: Path, rows: int, damaged: float) -> None:
    with path.open("wb") as stream:
        for start in range(0, rows, 100_000):
            block(start, min(100_000, rows - start), damaged).write_csv(stream, include_header=start == 0)


def seconds(task: Callable[[Path], object], path: Path) -> float:
    begun = time.perf_counter()
    task(path)
    return time.perf_counter() - begun


def read_and_write(path: Path) -> None:
    frame = pl.read_csv(path, infer_schema_length=1000, ignore_errors=True)
    frame.select(frame.columns[:24]).write_csv(path.with_suffix(".register"))


def intake(path: Path) -> tuple[int, int]:
    extract = read_extract(path, fields(), as_of=date(2026, 1, 1))
    found = sum(chunk.findings.height for chunk in extract.chunks())
    return extract.summary.rows_kept, found


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as folder:
        print(f"{rows:,} rows x 70, median of {runs}")
        for damaged in (0.0, 0.01):
            path = Path(folder) / f"extract_{damaged}.csv"
            write_table(path, rows, damaged)
            kept, found = intake(path)  # warms the imports up, as polars is
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
            pairs = [(seconds(intake, path), seconds(read_and_write, path)) for _ in range(runs)]
            mine, base = (statistics.median(side) for side in zip(*pairs, strict=True))
            print(f"{damaged:.0%} damaged: intake {mine:.2f} s, polars read + write {base:.2f} s")
            print(f"  ratio {mine / base:.2f}; kept {kept:,}, findings {found:,}, peak {peak:.2f} GiB")


if __name__ == "__main__":
    main()
