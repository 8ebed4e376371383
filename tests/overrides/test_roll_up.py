"""Upper levels roll up the grade that was set, and say how many of their units have one."""

from __future__ import annotations

import json

import polars as pl
import pytest

import riskkit as rk
from riskkit.cli.said import summary_lines
from riskkit.reporting.terminal import render_terminal

DAY = "2026-01-01"
HOME = rk.dataset_path("synthetic_city")


@pytest.fixture(scope="module")
def units(overrides):
    plain = rk.assess(HOME / "units.csv", "unit/city_score_100", DAY)
    worst = plain.register.query("grade == 'D' and grade_by == 'score' and industry_id == 'SYN-I10'").head(5)
    table = overrides(*[(unit, "D", "B", "理由", "王某", DAY) for unit in worst["subject_id"]])
    return plain, rk.assess(HOME / "units.csv", "unit/city_score_100", DAY, overrides=table)


@pytest.fixture(scope="module")
def industries(units):
    return [rk.assess(HOME / "industries.xlsx", "industry/sector_work", DAY, below=[part]) for part in units]


def test_the_grade_that_was_set_is_rolled_up(units):
    """Five of the worst less in the share of the worst grade."""
    shares = []
    for part in units:
        own = part.tables.register.filter(pl.col("industry_id") == "SYN-I10")
        shares.append((own["grade"] == "D").sum())
    assert shares[0] - shares[1] == 5


def test_the_register_counts_them(industries):
    plain, overridden = (part.tables.register for part in industries)
    assert plain["overridden_below"].to_list() == [0] * plain.height
    counts = dict(overridden.select("subject_id", "overridden_below").iter_rows())
    assert counts.pop("SYN-I10") == 5
    assert set(counts.values()) == {0}
    assert units_null(industries)


def units_null(industries) -> bool:
    """A level without any below has no such count."""
    return rk.assess(HOME / "units_small.csv", "unit/city_score_100", DAY).register["overridden_below"].isna().all()


def test_every_output_of_the_upper_level_says_it(industries, tmp_path):
    _, overridden = industries
    counts = {"unit": {"subjects": 3000, "overridden": 5}}
    assert overridden.below == counts
    rk.save(overridden, tmp_path / "out")
    assert json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["below"] == counts
    said = "下级（单位）3000 个中 5 个的等级经人工调整，汇总按调整后的等级"
    assert f"人工调整：{said}" in summary_lines(overridden, "zh")
    page = (tmp_path / "out" / "pages" / "SYN-I10.html").read_text("utf-8")
    assert "下级单位中 5 个的等级经人工调整" in page
    assert "人工调整" not in (tmp_path / "out" / "pages" / "SYN-I01.html").read_text("utf-8")
    assert "下级单位中 5 个的等级经人工调整" in render_terminal(
        rk.read_result(tmp_path / "out").explain("SYN-I10"), "zh"
    )


def test_an_upper_level_may_be_overridden_itself(units, overrides):
    plain = rk.assess(HOME / "industries.xlsx", "industry/sector_work", DAY, below=[units[0]])
    unit, grade = plain.register.loc[0, ["subject_id", "grade"]]
    other = next(code for code in plain.grade_counts() if code != grade)
    table = overrides((unit, grade, other, "理由", "王某", DAY))
    result = rk.assess(HOME / "industries.xlsx", "industry/sector_work", DAY, below=[units[0]], overrides=table)
    assert result.register.set_index("subject_id").loc[unit, ["grade", "grade_by"]].to_list() == [other, "override"]


def test_a_folder_rolls_up_like_a_result(units, industries, tmp_path):
    rk.save(units[1], tmp_path / "unit", formats=("csv",), pages=0)
    below = [rk.read_result(tmp_path / "unit")]
    again = rk.assess(HOME / "industries.xlsx", "industry/sector_work", DAY, below=below)
    assert again.tables.register.equals(industries[1].tables.register)
    assert again.below == industries[1].below
