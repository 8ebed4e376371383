"""``--fires``: the record may fail, the grading does not; its findings speak the words of the files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from click.testing import Result

from riskkit.datasets import dataset_path

CITY = dataset_path("synthetic_city")
SMALL = CITY / "units_small.csv"
UNIT = ("--rules", "unit/city_score_100", "--as-of", "2026-01-01", "--pages", "none")
Run = Callable[..., Result]


def findings(folder: Path) -> pl.DataFrame:
    return pl.read_csv(folder / "findings.csv", infer_schema=False)


@pytest.mark.parametrize(
    ("header", "row", "code", "parts"),
    [
        ("单位编号,原因", "SYN-U00001,电气", "COL-06", ("单位编号, 原因", "起火日期, 火灾日期", "occurred_on")),
        ("起火日期,原因", "2024-01-01,电气", "COL-01", ("起火日期, 原因", "起火单位编号")),
    ],
)
def test_a_missing_column_stops_and_names_the_columns(
    run: Run, tmp_path: Path, header: str, row: str, code: str, parts: tuple[str, ...]
) -> None:
    (tmp_path / "fires.csv").write_text(f"{header}\n{row}\n", "utf-8")
    result = run("assess", SMALL, *UNIT, "-o", tmp_path / "out", "--fires", tmp_path / "fires.csv")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"fires.csv#1: {code} ")
    assert all(part in result.stderr for part in parts)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("row", "also"), [("SYN-U00001,1990-01-01", "FREQ-08"), ("NOBODY,2024-01-01", "FREQ-04"), ("SYN-U00001,?", "")]
)
def test_without_a_usable_fire_the_units_are_graded_all_the_same(run: Run, tmp_path: Path, row: str, also: str) -> None:
    (tmp_path / "fires.csv").write_text(f"单位编号,起火日期\n{row}\n", "utf-8")
    result = run("assess", SMALL, *UNIT, "-o", tmp_path / "out", "--fires", tmp_path / "fires.csv")
    assert result.exit_code == 1
    assert "FREQ-02" in result.stdout
    found = findings(tmp_path / "out")
    assert set(found["规则编号"]) >= {"FREQ-02", *([also] if also else [])}
    assert "COL-03" not in set(found["规则编号"])
    register = pl.read_parquet(tmp_path / "out" / "register.parquet")
    assert register.height == 30
    assert register["fires_per_year"].null_count() == 30
    assert not (tmp_path / "out" / "model.json").exists()


def test_findings_show_headers_and_days_as_written(run: Run, tmp_path: Path) -> None:
    result = run("assess", SMALL, *UNIT, "-o", tmp_path / "out", "--fires", CITY / "fires.csv")
    assert result.exit_code == 1
    found = findings(tmp_path / "out")
    unknown = found.filter(pl.col("规则编号") == "FREQ-04").row(0, named=True)
    assert (unknown["列"], unknown["文件"]) == ("单位编号", "fires.csv")
    outside = found.filter(pl.col("规则编号") == "FREQ-08").row(0, named=True)
    assert (outside["列"], outside["原值"], outside["行"]) == ("起火日期", "2020-12-18", "3")
    scope = found.filter(pl.col("规则编号") == "FREQ-07").row(0, named=True)
    assert scope["列"] == "起火日期"
    pooled = found.filter(pl.col("规则编号") == "FREQ-06")
    assert set(pooled["列"]) <= {"场所类型", "所属行业"}
    assert set(pooled["文件"]) == {"units_small.csv"}
    assert not pooled["原值"].str.contains("^[a-z_]+$").any()
    machine = {"subject_id", "occurred_on", "place_type", "closed_on", "opened_on"}
    assert not machine & set(found["列"].drop_nulls())
    assert pl.read_parquet(tmp_path / "out" / "register.parquet")["fires_per_year"].null_count() == 0


def test_fires_for_a_rulebook_without_frequency_are_not_dropped_in_silence(run: Run, tmp_path: Path) -> None:
    words = ("assess", CITY / "industries.xlsx", "--rules", "industry/sector_work", "--as-of", "2026-01-01")
    result = run(*words, "-o", tmp_path / "out", "--pages", "none", "--fires", CITY / "fires.csv")
    assert result.exit_code == 1
    assert "警告 FREQ-10" in result.stdout


@pytest.mark.parametrize("days", [["2025-06-01"], ["2024-02-01", "2025-06-01"]])
def test_a_record_too_short_for_a_backtest_keeps_its_model(run: Run, tmp_path: Path, days: list[str]) -> None:
    rows = "".join(f"SYN-U0000{at},{day}\n" for at, day in enumerate(days, start=1))
    (tmp_path / "fires.csv").write_text(f"单位编号,起火日期\n{rows}", "utf-8")
    words = ("assess", SMALL, *UNIT, "-o", tmp_path / "out", "--fires", tmp_path / "fires.csv", "--backtest")
    assert run(*words).exit_code == 1
    codes = set(findings(tmp_path / "out")["规则编号"])
    assert "FREQ-02" not in codes
    assert ("FREQ-11" in codes) == (len(days) == 1)
    assert (tmp_path / "out" / "model.json").exists()
