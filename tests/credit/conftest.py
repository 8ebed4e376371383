"""A made-up rulebook that reads credit records (count, worst level, a veto on three), and units to assess with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import riskkit as rk

ROOT = Path(__file__).parent / "rules"
HEADERS = ("单位编号", "记录日期", "失信等级", "公示截止日期", "修复日期", "文号", "认定机关")
UNITS = pl.DataFrame({"单位编号": [f"u{i}" for i in range(1, 7)], "有无报警": ["是", "否", "是", "", "否", "是"]})


def table_of(*rows: tuple[str | None, ...]) -> pl.DataFrame:
    """A table of credit records: id, day, level, last day of publicity, day of repair, document, authority."""
    full = [(*row, *(None,) * (len(HEADERS) - len(row))) for row in rows]
    return pl.DataFrame(full, schema=dict.fromkeys(HEADERS, pl.String), orient="row")


@pytest.fixture(scope="session")
def records() -> Callable[..., pl.DataFrame]:
    return table_of


@pytest.fixture(scope="session")
def assessed() -> Callable[..., rk.Assessment]:
    """The units on a day with a table of credit records, or with none."""

    def run(credit: pl.DataFrame | Path | None, day: str = "2026-06-01", **given: object) -> rk.Assessment:
        units = given.pop("units", UNITS)
        return rk.assess(units, "unit/with_credit", day, credit=credit, rule_root=ROOT, **given)

    return run


@pytest.fixture(scope="session")
def entry() -> Callable[[rk.Assessment, str], dict]:
    def run(result: rk.Assessment, subject_id: str = "u1") -> dict:
        return result.tables.register.row(by_predicate=pl.col("subject_id") == subject_id, named=True)

    return run
