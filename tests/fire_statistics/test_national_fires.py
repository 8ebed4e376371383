"""The shipped national figures: described, tagged with their scope, and never compared across a break in silence."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
import yaml

from riskkit.datasets import dataset_path
from riskkit.errors import RiskkitError
from riskkit.fire_statistics.national import published_change
from riskkit.fire_statistics.scope import JOINT, ScopeLine
from riskkit.indicators.fire_rules import fire_rules
from riskkit.uom import UOMS

FOLDER = dataset_path("national_fires")
SOURCE: dict[str, Any] = yaml.safe_load((FOLDER / "source.yaml").read_text("utf-8"))
TOTALS, CAUSES = "national_fires_2013_2025.csv", "cause_shares_2013_2025.csv"


@pytest.fixture(scope="module")
def totals() -> pl.DataFrame:
    return pl.read_csv(FOLDER / TOTALS)


def row(totals: pl.DataFrame, year: int, period: str = "full_year", kind: str = "published") -> dict[str, Any]:
    keys = (pl.col("year") == year) & (pl.col("period") == period) & (pl.col("row_kind") == kind)
    return totals.filter(keys).row(0, named=True)


@pytest.mark.parametrize("name", [TOTALS, CAUSES])
def test_source_describes_every_file(name: str) -> None:
    entry = next(item for item in SOURCE["files"] if item["name"] == name)
    content = (FOLDER / name).read_bytes()
    assert entry["sha256"] == hashlib.sha256(content).hexdigest()
    rows = list(csv.reader(content.decode("utf-8").splitlines()))
    assert rows[0] == list(SOURCE["columns"][name])
    assert len(rows) - 1 == entry["rows"]
    assert {column.get("uom", "") for column in SOURCE["columns"][name].values()} <= set(UOMS)


@pytest.mark.parametrize("name", [TOTALS, CAUSES])
def test_every_row_names_the_scope_of_its_days(name: str) -> None:
    line = ScopeLine.of(fire_rules(), SOURCE["statistical_scope_series"])
    months = {"full_year": "12-31", "jan_jun": "06-30", "jan_sep": "09-30"}
    for item in pl.read_csv(FOLDER / name).iter_rows(named=True):
        assert set(item["statistical_scope"].split(JOINT)) <= set(line.scopes)
        if item.get("row_kind", "published") == "published":
            ends = f"{item['year']}-01-01", f"{item['year']}-{months[item['period']]}"
            days = [pl.Series([end]).str.to_date()[0] for end in ends]
            assert item["statistical_scope"] == line.of_days(*days), item


def test_figures_as_published(totals: pl.DataFrame) -> None:
    figures = {year: row(totals, year) for year in (2013, 2018, 2020, 2021, 2024, 2025)}
    read = {
        2013: (389_000, 2113, 1637, 48.5), 2018: (237_000, 1407, 798, 36.75), 2020: (252_000, 1183, 775, 40.09),
        2021: (748_000, 1987, 2225, 67.5), 2024: (908_000, 2001, 2665, 77.4), 2025: (841_000, 1827, 2161, 85.3),
    }  # fmt: skip
    for year, wanted in read.items():
        found = figures[year]
        assert (found["fires"], found["deaths"], found["injuries"], found["direct_loss_yi_cny"]) == wanted
    assert (figures[2024]["large_fires"], figures[2024]["large_fire_deaths"]) == (70, 249)


def test_what_was_not_seen_is_empty_not_zero(totals: pl.DataFrame) -> None:
    assert row(totals, 2019)["direct_loss_yi_cny"] is None
    for year in (2022, 2023):
        assert row(totals, year)["fires"] is None
        with pytest.raises(RiskkitError) as caught:
            published_change(totals, year, 2024)
        assert caught.value.code == "STAT-14"
    assert not totals.get_column("mark").is_in(["M"]).any()


def test_the_trap_of_2021(totals: pl.DataFrame) -> None:
    """The bulletin of 2021 says fires +9.7 %, deaths -4.8 %, injured +24.1 %, loss +28.4 % on 2020."""
    with pytest.raises(RiskkitError) as caught:
        published_change(totals, 2020, 2021)
    assert caught.value.code == "STAT-01"
    assert "1996年规定口径 → 2021年重算口径" in str(caught.value)
    forced = published_change(totals, 2020, 2021, across_break=True)
    assert forced.percent["fires"] == pytest.approx(196.8, abs=0.1)  # not what happened
    assert forced.words.startswith("▲ 跨口径比较（口径变化日：2021-01-01）")
    rebased = published_change(totals, 2020, 2021, base="computed")
    published = {"fires": 9.7, "deaths": -4.8, "injuries": 24.1, "direct_loss_yi_cny": 28.4}
    assert rebased.percent == pytest.approx(published, abs=0.06)
    assert "反算" in rebased.words


def test_every_pair_across_a_break_is_refused(totals: pl.DataFrame) -> None:
    for earlier in (2013, 2018, 2020):
        for later in (2021, 2024, 2025):
            with pytest.raises(RiskkitError, match="STAT-01"):
                published_change(totals, earlier, later)
    with pytest.raises(RiskkitError, match="STAT-01"):  # 2025 itself straddles 2025-05-01
        published_change(totals, 2024, 2025)
    assert published_change(totals, 2021, 2024).words == ""


def test_a_base_other_than_the_published_one_is_said(totals: pl.DataFrame) -> None:
    """The bulletin of 2020 compares with about 256,000 fires in 2019, not with the 233,000 published."""
    assert "256000" in published_change(totals, 2019, 2020).words
    assert "256000" in published_change(totals.to_pandas(), 2019, 2020, lang="en").words


def test_causes_of_one_period_are_shares() -> None:
    shares = pl.read_csv(FOLDER / CAUSES)
    sums = shares.group_by("year", "period").agg(pl.col("share_percent").sum())
    assert sums.get_column("share_percent").max() <= 100.1
    whole = shares.filter((pl.col("year") == 2022) & (pl.col("period") == "jan_sep"))
    assert whole.get_column("share_percent").sum() == pytest.approx(100, abs=0.1)


def test_provinces_add_up_and_are_tagged() -> None:
    folder = dataset_path("nbs_provinces")
    source = yaml.safe_load((folder / "source.yaml").read_text("utf-8"))
    line = ScopeLine.of(fire_rules(), source["statistical_scope_series"])
    assert list(line.scopes) == [source["statistical_scope_id"]]
    table = pd.read_csv(Path(folder) / source["files"][0]["name"])
    nation = table[table["region"] == "National Total"].set_index("year")
    provinces = table[table["region"] != "National Total"].fillna({"injuries": 0}).groupby("year")
    for name in ("fires", "deaths", "injuries"):
        assert (provinces[name].sum() == nation[name]).all()
    assert (provinces["direct_loss_10k_yuan"].sum() - nation["direct_loss_10k_yuan"]).abs().max() <= 0.3
