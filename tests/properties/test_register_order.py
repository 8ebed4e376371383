"""The register's order: veto, grade, expected fires × consequence, risk score, id; what is equal shares a rank."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

SEEDS = st.integers(0, 2**32 - 1)
quick = settings(max_examples=15, phases=[Phase.generate])
UNIT = "unit/city_score_100"
books = pytest.mark.parametrize("name", [UNIT, "region/textbook_three_level", "tiny 2023"])


def key(row: dict, grades: list[str]) -> tuple:
    """Worst first; a subject without an expected consequence comes after those with one."""
    expected = row["expected_consequence"]
    return (
        row["grade_by"] == "score",
        -grades.index(row["grade"]),
        expected is None,
        -(expected or 0.0),
        -row["risk_score"],
    )


@books
@quick
@given(seed=SEEDS, gaps=st.sampled_from([0.0, 0.4]), fires=st.booleans())
def test_order_and_ranks_against_a_plain_sort(book, draw, rates, register, name, seed, gaps, fires):
    rules = book(name)
    table = draw(rules, seed, 80, gaps)
    found = register(rules, table, frequency=rates(table, seed) if fires else None)
    rows = found.rows(named=True)
    grades = [grade.code for grade in rules.grades.grades]
    keys = [key(row, grades) for row in rows]
    assert [(*k, row["subject_id"]) for k, row in zip(keys, rows, strict=True)] == sorted(
        (*k, row["subject_id"]) for k, row in zip(keys, rows, strict=True)
    )
    assert [row["rank"] for row in rows] == [keys.index(k) + 1 for k in keys]
    for row in rows:
        wanted = None if row["fires_per_year"] is None else row["fires_per_year"] * row["consequence"]
        assert row["expected_consequence"] == (None if wanted is None else pytest.approx(wanted, abs=1e-6))


@books
@quick
@given(seed=SEEDS)
def test_shuffling_the_subjects_leaves_the_register_as_it_is(book, draw, take, rates, register, name, seed):
    rules = book(name)
    table = draw(rules, seed, 60)
    fires = rates(table, seed)
    shuffled = take(table, np.random.default_rng(seed).permutation(60))
    assert register(rules, shuffled, frequency=fires).equals(register(rules, table, frequency=fires))


@books
@quick
@given(seed=SEEDS)
def test_removing_one_keeps_the_order_of_the_rest(book, draw, take, rates, register, name, seed):
    rules = book(name)
    table = draw(rules, seed, 40)
    # an unknown consequence is filled with the median of all, which one subject more or less may move
    consequence = rules.resolved.rulebook.consequence_field
    if consequence in table.frame.columns:
        table = take(table, np.flatnonzero(table.frame.get_column(consequence).is_not_null().to_numpy()))
    fires = rates(table, seed)
    whole = register(rules, table, frequency=fires)
    out = seed % table.height
    gone = table.frame["subject_id"][out]
    rest = register(rules, take(table, np.delete(np.arange(table.height), out)), frequency=fires)
    assert rest.drop("rank").equals(whole.filter(pl.col("subject_id") != gone).drop("rank"))


def test_ties_are_common_enough_to_test_them(book, draw, rates, register):
    table = draw(book("tiny 2023"), 1, 80, 0.4)
    ranks = register(book("tiny 2023"), table, frequency=rates(table, 1)).get_column("rank")
    assert ranks.n_unique() < len(ranks)
