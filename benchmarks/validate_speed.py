"""What checking costs beside merely reading, as ratios within one run.

    python benchmarks/validate_speed.py [--rows 1000000] [--sheet-rows 100000] [--times 3] [--folder DIR] [--out FILE]

Made here, synthetic: ROWS × 62 csv (40 number, 12 yes/no, 8 category columns beside id and name), 10 % of the cells
empty, 1 % of them wrong in mostly different ways (ranges, about, measures that do not fit, negative, words outside the
options); the same in GB18030; an xlsx of SHEET-ROWS × 30. Each figure is the median of the runs; peak memory is that
of a process of its own.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from riskkit.indicators.rule_file import FieldLevel, FieldShape, Text
from riskkit.intake.extract import read_extract

NUMBERS, BOOLEANS, CATEGORIES = 40, 12, 8
CLASSES = ("甲类", "乙类", "丙类", "丁类")
DAY = date(2026, 1, 1)
BLOCK = 100_000


def fields() -> dict[str, FieldShape]:
    """The columns of the case."""
    shapes = {"name": FieldShape(kind="text", label=Text(zh="单位名称", en="name"))}
    for at in range(NUMBERS):
        label = Text(zh=f"数值{at}", en=f"number {at}")
        kind = "integer" if at % 4 == 0 else "number"
        shapes[f"number_{at}"] = FieldShape(kind=kind, label=label, uom="m2", plausible=(0, 1_000_000))
    for at in range(BOOLEANS):
        shapes[f"flag_{at}"] = FieldShape(kind="boolean", label=Text(zh=f"布尔{at}", en=f"flag {at}"))
    levels = [FieldLevel(code=f"class_{i}", label=Text(zh=word, en=f"class {i}")) for i, word in enumerate(CLASSES)]
    for at in range(CATEGORIES):
        label = Text(zh=f"类别{at}", en=f"category {at}")
        shapes[f"category_{at}"] = FieldShape(kind="category", label=label, levels=levels)
    return shapes


def block(start: int, rows: int) -> pl.DataFrame:
    """Rows ``start`` … of the case, as text."""
    rng = np.random.default_rng(start)

    def spoiled(cells: pl.Series, wrong: pl.Series) -> pl.Series:
        draw = pl.Series(rng.random(rows))
        chosen = pl.when(draw < 0.1).then(None).when(draw > 0.99).then(wrong).otherwise(cells.cast(pl.String))
        return pl.select(chosen).to_series()

    columns = {
        "单位编号": pl.Series([f"U{at:08d}" for at in range(start, start + rows)]),
        "单位名称": pl.Series([f"示例单位{at}有限公司" for at in range(start, start + rows)]),
    }
    for at in range(NUMBERS):
        cells = rng.gamma(2, 500, rows)
        typed = cells.astype(np.int64) if at % 4 == 0 else cells.round(2)
        sizes, kinds = rng.integers(1000, 99999, rows).tolist(), rng.integers(0, 5, rows).tolist()
        ways = [
            (f"约{n}", f"{n}余㎡", f"{n}元/月", f"-{n}", f"{n}-{n + 100}")[kind]
            for n, kind in zip(sizes, kinds, strict=True)
        ]
        columns[f"数值{at}"] = spoiled(pl.Series(typed), pl.Series(ways))
    for at in range(BOOLEANS):
        words = pl.Series(np.array(["是", "否"])[rng.integers(0, 2, rows)])
        columns[f"布尔{at}"] = spoiled(words, pl.Series([f"待定{n}" for n in rng.integers(0, 500, rows)]))
    for at in range(CATEGORIES):
        words = pl.Series(np.array(CLASSES)[rng.integers(0, 4, rows)])
        columns[f"类别{at}"] = spoiled(words, pl.Series([f"戊类{n}" for n in rng.integers(0, 500, rows)]))
    return pl.DataFrame(columns)


def make_csv(path: Path, rows: int) -> None:
    """The case as UTF-8 csv, and beside it the same text in GB18030."""
    with path.open("wb") as plain, path.with_suffix(".gb.csv").open("wb") as chinese:
        for start in range(0, rows, BLOCK):
            text = block(start, min(BLOCK, rows - start)).write_csv(include_header=start == 0)
            plain.write(text.encode())
            chinese.write(text.encode("gb18030"))


def make_sheet(path: Path, rows: int) -> None:
    """The first 30 columns of the case as a workbook."""
    import xlsxwriter

    table = block(0, rows)[:, :30]
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": True}) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, table.columns)
        for at, cells in enumerate(table.iter_rows(), start=1):
            sheet.write_row(at, 0, ["" if cell is None else cell for cell in cells])


def seconds(action: Callable[[], Any], times: int) -> float:
    """The median of several runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def check(path: Path, findings: Path | None = None) -> int:
    """Read and check everything; the findings in words, sorted, go to a csv. Gives their number."""
    from riskkit.ledger import findings_in_words

    extract = read_extract(path, fields(), as_of=DAY, chunk_rows=BLOCK)
    parts = [extract.findings]
    parts += [chunk.findings for chunk in extract.chunks()]
    said = findings_in_words(pl.concat([*parts, extract.late_findings]), "zh")
    if findings is not None:
        said.write_csv(findings)
    return said.height


def calamine(path: Path) -> None:
    """The workbook through the library that reads it, and nothing else."""
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def peak(path: Path) -> dict[str, float]:
    """Peak memory of checking ``path`` in a process of its own, beside the table as polars holds it, in MiB."""
    done = subprocess.run([sys.executable, __file__, "--peak", str(path)], capture_output=True, text=True, check=True)
    as_text = pl.read_csv(path, infer_schema=False).estimated_size("mb")
    typed = pl.read_csv(path, infer_schema_length=10_000, ignore_errors=True).estimated_size("mb")
    return {**json.loads(done.stdout.strip().splitlines()[-1]), "as_text": as_text, "typed": typed}


def high_water() -> float:
    """The most memory that this process held so far, in MiB (Linux)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def peak_here(path: Path) -> str:
    """Check ``path`` in this process; its peak and what the libraries alone need, as JSON."""
    tiny = pl.DataFrame({"单位编号": ["甲1"], "数值1": ["1"]})
    list(read_extract(tiny, fields(), as_of=DAY).chunks())
    before = high_water()
    with tempfile.TemporaryDirectory() as folder:
        check(path, Path(folder) / "findings.csv")
    return json.dumps({"peak": high_water(), "start": before})


def main() -> None:
    """Make the case, measure, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--sheet-rows", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "riskkit-validate-speed")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--peak", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.peak:
        print(peak_here(given.peak))
        return
    given.folder.mkdir(parents=True, exist_ok=True)
    csv, sheet = given.folder / f"case_{given.rows}.csv", given.folder / f"case_{given.sheet_rows}.xlsx"
    if not csv.exists():
        make_csv(csv, given.rows)
    if not sheet.exists():
        make_sheet(sheet, given.sheet_rows)
    found = check(csv)
    read = seconds(lambda: pl.read_csv(csv, infer_schema_length=10_000, ignore_errors=True), given.times)
    text = seconds(lambda: pl.read_csv(csv, infer_schema=False), given.times)
    checked = seconds(lambda: check(csv, given.folder / "findings.csv"), given.times)
    chinese = seconds(lambda: check(csv.with_suffix(".gb.csv")), given.times)
    plain = seconds(lambda: check(csv), given.times)
    alone = seconds(lambda: calamine(sheet), given.times)
    booked = seconds(lambda: check(sheet), given.times)
    memory = peak(csv)
    typed, as_text = memory["peak"] / memory["typed"], memory["peak"] / memory["as_text"]
    lines = [
        f"case: {given.rows:,} × 62 csv, {csv.stat().st_size >> 20} MiB, {found:,} findings; "
        f"{given.sheet_rows:,} × 30 xlsx",
        f"validate with findings.csv {checked:.1f} s; polars reading it typed {read:.1f} s: {checked / read:.2f} × "
        f"(asked ≤ 3); as text {text:.1f} s: {checked / text:.2f} ×",
        f"GB18030 {chinese:.1f} s, UTF-8 {plain:.1f} s: {chinese / plain:.2f} × (asked ≤ 2)",
        f"xlsx checked {booked:.1f} s, calamine alone {alone:.1f} s: {booked / alone:.2f} × (asked ≤ 1.5)",
        f"peak {memory['peak']:.0f} MiB (of it libraries {memory['start']:.0f}); table typed {memory['typed']:.0f}: "
        f"{typed:.2f} × (asked ≤ 2), as text {memory['as_text']:.0f}: {as_text:.2f} ×",
    ]
    print("\n".join(lines))
    if given.out:
        given.out.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
