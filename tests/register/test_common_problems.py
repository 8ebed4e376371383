"""Problems that many units share: what counts as one, how many units, by clause, and where they come out."""

from __future__ import annotations

import polars as pl
import pytest

import riskkit as rk
from riskkit.common_problems import common_problems, problem_rows
from riskkit.proportions import wilson

UNIT, DAY = "unit/city_score_100", "2026-01-01"
PROBLEM = {"problem_kind": "hidden_danger", "clause": "c 1", "basis": "norm", "remedy": "mend"}


@pytest.fixture(scope="module")
def units():
    return rk.assess(rk.dataset_path("synthetic_city") / "units.csv", UNIT, DAY)


@pytest.fixture(scope="module")
def industries(units):
    return rk.assess(rk.dataset_path("synthetic_city") / "industries.xlsx", "industry/sector_work", DAY, below=[units])


def rows(*found: tuple[str, str, float | None]) -> pl.DataFrame:
    cells = [{"subject_id": unit, "problem": problem, "points_off": off, **PROBLEM} for unit, problem, off in found]
    return pl.DataFrame(cells, schema_overrides={"points_off": pl.Float64()})


THREE = pl.DataFrame({"subject_id": ["1", "2", "3"], "industry_id": ["x", "x", "y"], "region_id": ["n", "s", None]})


def test_units_are_counted_once_and_points_summed():
    table = common_problems(THREE, rows(("1", "a", 2.0), ("1", "a", 1.0), ("3", "a", 0.5), ("2", "b", None)))
    first = table.row(0, named=True)
    assert (first["industry_id"], first["region_id"], first["rank"]) == ("（全部）", "（全部）", 1)
    assert (first["problem"], first["units"], first["of_units"], first["points_off"]) == ("a", 2, 3, 3.5)
    assert first["share"] == pytest.approx(2 / 3, abs=1e-6)
    assert first["share_low"] == pytest.approx(wilson([2], [3]).low[0], abs=1e-6)
    second = table.row(1, named=True)
    assert (second["problem"], second["rank"], second["points_off"]) == ("b", 2, None)


def test_each_industry_region_and_both_have_their_own_list():
    table = common_problems(THREE, rows(("1", "a", 2.0), ("3", "a", 0.5)))
    groups = table.select("industry_id", "region_id", "units", "of_units").rows()
    every, empty = "（全部）", "（未填）"
    assert groups == [
        (every, every, 2, 3),
        (every, "n", 1, 1),
        (every, empty, 1, 1),
        ("x", every, 1, 2),
        ("y", every, 1, 1),
        ("x", "n", 1, 1),
        ("y", empty, 1, 1),
    ]


def test_a_problem_of_another_clause_is_another_problem():
    other = rows(("2", "a", 2.0)).with_columns(pl.lit("c 2").alias("clause"))
    table = common_problems(THREE, pl.concat([rows(("1", "a", 2.0)), other.select(rows(("1", "a", 2.0)).columns)]))
    assert table.filter((pl.col("industry_id") == "（全部）") & (pl.col("region_id") == "（全部）")).height == 2


def test_every_hidden_danger_and_veto_of_the_register_is_a_problem(units):
    found = problem_rows(units.account)
    kinds = dict(found.group_by("problem_kind").len().iter_rows())
    assert kinds["hidden_danger"] == units.tables.hidden_dangers.height
    met = units.tables.register["veto_clauses"].str.split("；").explode()
    assert kinds["direct_determination"] == met.filter(met != "").len()


def test_what_a_building_is_is_no_problem(units):
    """The size of an assembly hall costs points, and nobody can mend it: no remedy, no problem."""
    lost = units.explanations.query("indicator == 'assembly_area' and contribution > 0")
    assert len(lost) > 0
    assert not set(lost["indicator_label"]) & set(problem_rows(units.account)["problem"])


def test_an_indicator_with_dangers_is_not_counted_twice(units):
    """Its defects are the problems, by name."""
    found = problem_rows(units.account)
    labels = set(units.tables.hidden_dangers["indicator_label"].cast(pl.String))
    doubled = found.filter((pl.col("problem_kind") == "indicator") & pl.col("problem").is_in(labels))
    dangers = units.tables.hidden_dangers.select("subject_id", pl.col("indicator_label").cast(pl.String))
    both = doubled.join(dangers, left_on=["subject_id", "problem"], right_on=["subject_id", "indicator_label"])
    assert both.is_empty()


def test_counts_agree_with_the_explanations(units):
    lost = units.explanations.query("indicator == 'exit_width_per_100' and state == 'known' and points < full_points")
    table = units.tables.common_problems
    row = table.row(
        by_predicate=(pl.col("problem") == "每百人疏散净宽度")
        & (pl.col("industry_id") == "（全部）")
        & (pl.col("region_id") == "（全部）"),
        named=True,
    )
    assert row["units"] == lost["subject_id"].nunique()
    assert row["points_off"] == pytest.approx((lost["full_points"] - lost["points"]).sum())


def test_an_industry_shows_those_of_its_units(units, industries):
    assert industries.tables.common_problems.equals(units.tables.common_problems)
    assert industries.tables.comparison.equals(units.tables.comparison)


def test_the_files_and_sheets(units, industries, tmp_path):
    import openpyxl

    rk.save(units, tmp_path / "units", pages=0)
    stored = rk.read_result(tmp_path / "units")
    again = rk.assess(
        rk.dataset_path("synthetic_city") / "industries.xlsx", "industry/sector_work", DAY, below=[stored]
    )
    assert again.tables.common_problems.equals(industries.tables.common_problems)
    for name in ("comparison", "common_problems"):
        table = pl.read_csv(tmp_path / "units" / f"{name}.csv")
        assert table.height == getattr(units.tables, name).height
    assert "隐患" in set(table["类别"])
    assert "项目默认" in set(table["依据性质"])
    book = openpyxl.load_workbook(tmp_path / "units" / "register.xlsx", read_only=True)
    assert {"横向比较", "共性问题"} <= set(book.sheetnames)
    ranks = [cells[2] for cells in book["共性问题"].iter_rows(min_row=2, values_only=True)]
    assert ranks[:10] == list(range(1, 11))
    assert max(ranks) == 10
    book.close()


def test_a_region_has_neither(units):
    frame = pl.DataFrame({"区域编号": ["甲"], "知晓率": ["100"]})
    region = rk.assess(frame, "region/textbook_three_level", DAY, below=[units])
    assert region.tables.comparison is None
    assert region.tables.common_problems is None
