"""The school table (complete) and the visible parts of other sector tables: points, and what ★ items give."""

from __future__ import annotations

import polars as pl
import pytest

from riskkit.assessment import Assessment
from riskkit.indicators.rulebook import Rulebook
from riskkit.workflow import assess

DAY = "2025-01-01"
SCHOOL = [8, 8, 8, 6, 5, 5, 10, 10, 8, 6, 6, 10, 10]
# what the visible division of each table prints, in its order
POINTS = {
    "school_100": SCHOOL,
    "hospital_partial": [12, 6],
    "entertainment_partial": [12, 6],
    "care_home_partial": [4, 2, 2, 2, 2, 23],
    "relics_partial": [2, 2, 4, 2, 2, 2],
    "school_qingpu_partial": [5, 5, 3, 3, 4, 4, 2, 4, 4, 6, 6, 4, 2, 18],
    "four_abilities_guinan": [2, 1, 1, 2, 2, 4, 4, 2, 2, 4, 3, 3, 8, 2, 2, 2, 2, 2, 2, 4, 3, 3],
    "four_abilities_binzhou": [25],
}
# points seen, points of the whole table where it is known
SEEN = {
    "hospital_partial": (18, None),
    "entertainment_partial": (18, None),
    "care_home_partial": (12 + 23, None),
    "relics_partial": (14, None),
    "school_qingpu_partial": (70, None),
    "four_abilities_guinan": (60, 100),
    "four_abilities_binzhou": (25, None),
}


def form(book: str, **cells: object) -> Assessment:
    """One unit with full points in every column of points, no defect, and ``cells`` in place of its own."""
    shapes = Rulebook.at(DAY, f"unit/{book}").fields
    full = {
        name: str(shape.plausible[1]) for name, shape in shapes.items() if shape.uom == "points" and shape.plausible
    }
    no = {name: "否" for name, shape in shapes.items() if shape.kind == "boolean"}
    row = {"单位编号": "A1", **full, **no, "rules_missing": "0", **{name: str(cell) for name, cell in cells.items()}}
    known = [name for name in row if name in shapes or name == "单位编号"]
    return assess(pl.DataFrame([{name: row[name] for name in known}]), f"unit/{book}", DAY)


def result(done: Assessment) -> tuple[float, str]:
    """Score and grade."""
    row = done.register.iloc[0]
    return round(float(row["score"]), 4), row["grade"]


@pytest.mark.parametrize("book", POINTS)
def test_the_points_of_a_table(book):
    rules = Rulebook.at(DAY, f"unit/{book}")
    assert [leaf.block.full_points for leaf in rules.leaves] == POINTS[book]
    coverage = rules.resolved.rulebook.coverage
    if book in SEEN:
        assert coverage is not None
        assert (coverage.points_seen, coverage.points_total) == SEEN[book]
        assert sum(POINTS[book]) == SEEN[book][0]
    else:
        assert coverage is None
        assert sum(POINTS[book]) == 100


def test_a_school_has_a_score_and_no_grade():
    """The grade line after the total is cut off in the source."""
    assert result(form("school_100")) == (100, "未分级")
    assert result(form("school_100", drills=4, regular_media=0, leading_body=7.5)) == (100 - 2 - 10 - 0.5, "未分级")
    assert result(form("school_100", drills="/", regular_media=0)) == (90, "未分级")


@pytest.mark.parametrize("book", ["hospital_partial", "entertainment_partial"])
def test_a_star_item_of_hospitals_and_entertainment_is_c(book):
    assert result(form(book)) == (100, "未分级")
    assert result(form(book, approval_missing="是")) == (100, "C")
    assert result(form(book, responsible_persons_missing="√"))[1] == "C"
    # no insurance 2, one rule missing 1: 15 of the 18 points seen
    assert result(form(book, no_insurance="是", rules_missing=1)) == (round(15 / 18 * 100, 4), "未分级")


@pytest.mark.parametrize(
    ("book", "cells", "grade"),
    [
        ("four_abilities_binzhou", {"permit_missing": "是"}, "不达标"),
        ("four_abilities_binzhou", {"open_major_hazards": 1}, "不达标"),
        ("four_abilities_binzhou", {"open_major_hazards": 0}, "未分级"),
        ("care_home_partial", {"responsible_persons_missing": "是"}, "一票否决"),
        ("relics_partial", {"responsible_persons_missing": "是"}, "一票否决"),
        ("relics_partial", {"approval_missing": "是"}, "一票否决"),
        ("relics_partial", {}, "未分级"),
    ],
)
def test_vetoes_of_other_tables(book, cells, grade):
    assert result(form(book, **cells)) == (100, grade)
