"""A score exactly on a cut, on the two published scales: alone, and through the whole chain."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

import riskkit as rk
from riskkit.scoring.grades import grade_of, interval_text

# the regional textbook scale prints (85, 100] 低 ... [0, 25] 极高; the unit scale [90, 100] A, [80, 90) B ...
CASES = {
    "region/textbook_three_level": [
        (100, "I"), (85.01, "I"), (85.0001, "I"), (85, "II"), (65.0001, "II"),
        (65, "III"), (25.0001, "III"), (25, "IV"), (0, "IV"),
    ],
    "unit/city_score_100": [
        (100, "A"), (90, "A"), (89.9999, "B"), (80, "B"), (79.9999, "C"), (70, "C"),
        (69.9999, "D"), (69.99, "D"), (0, "D"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("rulebook", CASES)
def test_a_score_on_a_cut(rulebook):
    scale = rk.Rulebook.at("2026-01-01", rulebook).grades
    scores = np.array([float(score) for score, _ in CASES[rulebook]])
    assert [scale.grades[i].code for i in grade_of(scale, scores)] == [code for _, code in CASES[rulebook]]


@pytest.mark.parametrize("rulebook", CASES)
def test_a_score_on_a_cut_through_the_whole_chain(make, scale, rulebook):
    """Points = the score, read from a table, turned into risk and back: the grade is that of the printed score."""
    block = rk.Rulebook.at("2026-01-01", rulebook).grades
    grades = scale([(grade.code, grade.from_, grade.to) for grade in block.grades], block.closed)
    rules = make([{"id": "a", "weight": 0.3}, {"id": "b", "weight": 0.7}], grades=grades)
    scores = [score for score, _ in CASES[rulebook]]
    written = [str(score) for score in scores]
    extract = pl.DataFrame({"编号": [f"u{i}" for i in range(len(scores))], "a": written, "b": written})
    register = rk.assess(extract, rules).register.set_index("subject_id")
    assert register.loc[extract["编号"].to_list(), "score"].tolist() == [float(score) for score in scores]
    found = dict(zip(scores, register.loc[extract["编号"].to_list(), "grade"], strict=True))
    assert found == dict(CASES[rulebook])


def test_intervals_are_printed_as_the_source_writes_them():
    texts = {}
    for name in CASES:
        scale = rk.Rulebook.at("2026-01-01", name).grades
        texts[name] = [interval_text(scale, i) for i in range(len(scale.grades))]
    assert texts == {
        "region/textbook_three_level": ["(85, 100]", "(65, 85]", "(25, 65]", "[0, 25]"],
        "unit/city_score_100": ["[90, 100]", "[80, 90)", "[70, 80)", "[0, 70)"],
    }


def test_grades_are_judged_on_the_published_score(make, scored):
    """89.99996 is published as 90.0000 and is an A; 89.99994 as 89.9999 and is a B."""
    rules = make([{"id": "a", "weight": 1.0}])
    scores = scored(rules, [{"a": 89.99996}, {"a": 89.99994}])
    assert scores.score.tolist() == [90.0, 89.9999]
    assert [rules.grades.grades[i].code for i in scores.grade] == ["A", "B"]
