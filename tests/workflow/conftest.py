"""The synthetic city, assessed once a session: three levels as one chain."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import riskkit as rk

DAY = "2026-01-01"
UNIT, INDUSTRY, REGION = "unit/city_score_100", "industry/sector_work", "region/textbook_three_level"


@pytest.fixture(scope="session")
def city_home() -> Path:
    return rk.dataset_path("synthetic_city")


@pytest.fixture(scope="session")
def units(city_home: Path) -> rk.Assessment:
    return rk.assess(city_home / "units.csv", UNIT, DAY, fires=city_home / "fires.csv")


@pytest.fixture(scope="session")
def units_without_fires(city_home: Path) -> rk.Assessment:
    return rk.assess(city_home / "units.csv", UNIT, DAY)


@pytest.fixture(scope="session")
def industries(city_home: Path, units: rk.Assessment) -> rk.Assessment:
    return rk.assess(city_home / "industries.xlsx", INDUSTRY, DAY, below=[units])


@pytest.fixture(scope="session")
def regions(city_home: Path, units: rk.Assessment, industries: rk.Assessment) -> rk.Assessment:
    return rk.assess(city_home / "regions.xlsx", REGION, DAY, below=[units, industries])


@pytest.fixture(scope="session")
def city(units: rk.Assessment, industries: rk.Assessment, regions: rk.Assessment) -> dict[str, rk.Assessment]:
    return {"unit": units, "industry": industries, "region": regions}


@pytest.fixture(scope="session")
def saved_units(units: rk.Assessment, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unit result in its folder, with the ten first pages."""
    folder = tmp_path_factory.mktemp("city") / "unit"
    rk.save(units, folder, pages=10)
    return folder


@pytest.fixture(scope="session")
def messy_units(city_home: Path) -> pl.DataFrame:
    """units.csv as a notebook would load it: every cell as text, the table's own header."""
    lines = (city_home / "units.csv").read_bytes().decode("gb18030").splitlines(keepends=True)
    first = next(i for i, line in enumerate(lines) if "单位编号" in line)
    return pl.read_csv("".join(lines[first:]).encode(), infer_schema=False)


@pytest.fixture(scope="session")
def digests() -> Callable[[Path], dict[str, str]]:
    """sha256 of every file below a folder."""

    def run(folder: Path) -> dict[str, str]:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    return run
