"""Two small tables at a time, and the made-up ones with known truth that the benchmark uses."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl
import pytest

import riskkit as rk

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))  # linking_case.py makes the tables with known truth

DAY = "2026-01-01"
HEADERS = {
    "id": "单位编号", "name": "单位名称", "uscc": "统一社会信用代码", "address": "地址", "area": "行政区划代码",
    "industry": "国民经济行业代码", "lon": "经度", "lat": "纬度",
}  # fmt: skip
Rows = Sequence[dict[str, str]]


def table(rows: Rows) -> pl.DataFrame:
    """Rows as an extract: only the columns that some row has."""
    used = [key for key in HEADERS if any(key in row for row in rows)] or ["id", "name"]
    return pl.DataFrame({HEADERS[key]: pl.Series([row.get(key) for row in rows], dtype=pl.String) for key in used})


@pytest.fixture
def linked() -> Callable[..., rk.Links]:
    """Link two lists of rows."""

    def run(a: Rows, b: Rows, **options: object) -> rk.Links:
        return rk.link(table(a), table(b), DAY, **options)  # type: ignore[arg-type]

    return run
