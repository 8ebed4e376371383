"""How long reading a GB18030 CSV takes beside the same file in UTF-8, through the whole intake.

    python benchmarks/csv_speed.py [ROWS] [RUNS]

Synthetic tables of ROWS × 60: one mostly of numbers, as most extracts are, one mostly of Chinese text, each plain and
with every cell quoted. Prints ratios of medians within this run (``read``: only the cells, ``intake``: cleaned and
checked too), and the peak memory of a process of its own for each file.
"""

from __future__ import annotations

import codecs
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

from riskkit.indicators.rule_file import FieldShape, Text
from riskkit.intake.extract import read_extract
from riskkit.intake.readers import open_extract

COLUMNS, BLOCK = 60, 50_000
WORDS = np.array(["清源商贸有限公司", "镕鑫宾馆", "示范区人民路一百二十号", "地上三层", "商场", "已检查，无问题", "喆"])


def fields(numbers: int) -> dict[str, FieldShape]:
    shapes = {}
    for at in range(1, COLUMNS):
        label = Text(zh=f"列{at}", en=f"column {at}")
        kind = "number" if at <= numbers else "text"
        shapes[f"column_{at}"] = FieldShape(kind=kind, label=label, plausible=(0, 1_000_000) if at <= numbers else None)
    return shapes


def write_table(path: Path, rows: int, numbers: int, quoted: bool) -> None:
    style = "always" if quoted else "necessary"
    with path.open("wb") as stream:
        for start in range(0, rows, BLOCK):
            rng = np.random.default_rng(start)
            count = min(BLOCK, rows - start)
            columns = {"单位编号": pl.Series([f"U{at:08d}" for at in range(start, start + count)])}
            for at in range(1, COLUMNS):
                cells = (
                    rng.gamma(2, 500, count).round(2) if at <= numbers else WORDS[rng.integers(0, len(WORDS), count)]
                )
                columns[f"列{at}"] = pl.Series(cells)
            pl.DataFrame(columns).write_csv(stream, include_header=start == 0, quote_style=style)


def to_gb18030(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as written:
        decoder = codecs.getincrementaldecoder("utf-8")()
        while piece := read.read(1 << 24):
            written.write(decoder.decode(piece).encode("gb18030"))


def read(path: Path, numbers: int) -> int:
    return sum(chunk.frame.height for chunk in open_extract(path).chunks())


def intake(path: Path, numbers: int) -> int:
    extract = read_extract(path, fields(numbers), as_of=date(2026, 1, 1))
    return sum(chunk.table.height for chunk in extract.chunks())


def seconds(task: Callable[[Path, int], int], path: Path, numbers: int) -> float:
    begun = time.perf_counter()
    task(path, numbers)
    return time.perf_counter() - begun


def peak(path: Path, numbers: int) -> float:
    """GiB of a process that reads ``path`` and does nothing else (Linux; getrusage would count this process too)."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; import csv_speed;"
        "csv_speed.intake(Path(sys.argv[2]), int(sys.argv[3]));"
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent), str(path), str(numbers)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) / 2**20


def compare(folder: Path, rows: int, runs: int, numbers: int, quoted: bool) -> None:
    utf8, gb = folder / "utf8.csv", folder / "gb18030.csv"
    write_table(utf8, rows, numbers, quoted)
    to_gb18030(utf8, gb)
    kind = f"{numbers} of {COLUMNS} columns are numbers, {'all cells quoted' if quoted else 'plain'}"
    print(f"{kind}: {utf8.stat().st_size >> 20} MiB in UTF-8, {gb.stat().st_size >> 20} MiB in GB18030")
    for name, task in (("read", read), ("intake", intake)):
        assert task(utf8, numbers) == task(gb, numbers) == rows
        pairs = [(seconds(task, gb, numbers), seconds(task, utf8, numbers)) for _ in range(runs)]
        slow, fast = (statistics.median(side) for side in zip(*pairs, strict=True))
        print(f"  {name}: GB18030 {slow:.2f} s, UTF-8 {fast:.2f} s, ratio {slow / fast:.2f}")
    print(f"  peak memory: GB18030 {peak(gb, numbers):.2f} GiB, UTF-8 {peak(utf8, numbers):.2f} GiB", flush=True)


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    print(f"{rows:,} rows x {COLUMNS}, median of {runs}")
    with tempfile.TemporaryDirectory() as folder:
        for numbers in (50, 10):
            for quoted in (False, True):
                compare(Path(folder), rows, runs, numbers, quoted)


if __name__ == "__main__":
    main()
