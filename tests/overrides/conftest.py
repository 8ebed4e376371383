"""Thirty synthetic units, and tables of overrides for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import riskkit as rk

DAY = "2026-01-01"
UNIT = "unit/city_score_100"
HEADERS = ("单位编号", "原等级", "调整后等级", "理由", "批准人", "日期")


def table_of(*rows: tuple[str | None, ...]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(HEADERS, pl.String), orient="row")


@pytest.fixture(scope="session")
def overrides() -> Callable[..., pl.DataFrame]:
    return table_of


@pytest.fixture(scope="session")
def small() -> Path:
    return rk.dataset_path("synthetic_city") / "units_small.csv"


@pytest.fixture(scope="session")
def plain(small: Path) -> rk.Assessment:
    """The units as the rules grade them."""
    return rk.assess(small, UNIT, DAY)


@pytest.fixture(scope="session")
def assessed(small: Path) -> Callable[..., rk.Assessment]:
    def run(table: pl.DataFrame | Path | None, **given: object) -> rk.Assessment:
        return rk.assess(small, UNIT, DAY, overrides=table, **given)

    return run


@pytest.fixture(scope="session")
def entry() -> Callable[[rk.Assessment, str], dict]:
    def run(result: rk.Assessment, subject_id: str) -> dict:
        return result.tables.register.row(by_predicate=pl.col("subject_id") == subject_id, named=True)

    return run
