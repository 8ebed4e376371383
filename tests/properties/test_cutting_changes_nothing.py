"""Bit-equal for any way of cutting the subjects into tables and blocks, and for any number of threads."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from riskkit.reasons import explanation_rows
from riskkit.scoring import score
from riskkit.scoring.score import score_table

BOOKS = ("unit/city_score_100", "industry/sector_work", "region/textbook_three_level", "tiny 2023", "tiny 2026")
every_book = pytest.mark.parametrize("name", BOOKS)
SEEDS = st.integers(0, 2**32 - 1)
quick = settings(max_examples=8, phases=[Phase.generate])


@every_book
@quick
@given(seed=SEEDS, block=st.sampled_from([1, 3, 7, 64]), threads=st.sampled_from([1, 2, 5]), cuts=st.integers(1, 6))
def test_the_register_is_the_same_however_it_is_cut(
    book, draw, take, rates, register, name, seed, block, threads, cuts
):
    rules = book(name)
    table = draw(rules, seed, 60, gaps=0.2)
    fires = rates(table, seed)
    whole = register(rules, table, frequency=fires)
    edges = np.sort(np.random.default_rng(seed).integers(0, 61, cuts - 1))
    pieces = [take(table, part) for part in np.split(np.arange(60), edges)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(score, "BLOCK_ROWS", block)
        parts = register(rules, *pieces, frequency=fires, threads=threads)
    assert parts.equals(whole)
    assert parts.schema == whole.schema


@every_book
@quick
@given(seed=SEEDS, block=st.sampled_from([1, 5, 16]), top=st.sampled_from([None, 3]))
def test_the_reasons_are_the_same_however_they_are_cut(book, draw, name, seed, block, top):
    rules = book(name)
    table = draw(rules, seed, 40, gaps=0.2)
    whole = explanation_rows(table, score_table(table, rules, top=top, threads=1), rules)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(score, "BLOCK_ROWS", block)
        parts = explanation_rows(table, score_table(table, rules, top=top, threads=3), rules)
    assert parts.equals(whole)


@every_book
@quick
@given(seed=SEEDS)
def test_a_subject_does_not_feel_its_neighbours(book, draw, take, register, name, seed):
    """Alone, among any others, in any order: the same row, but for its rank."""
    rules = book(name)
    table = draw(rules, seed, 30, gaps=0.3)
    order = np.random.default_rng(seed).permutation(30)
    columns = [column for column in register(rules, table).columns if column not in ("rank", "consequence")]
    whole = register(rules, table).select(columns).sort("subject_id")
    assert register(rules, take(table, order)).select(columns).sort("subject_id").equals(whole)
    alone = register(rules, take(table, order[:1])).select(columns)
    assert alone.equals(whole.filter(whole["subject_id"].is_in(alone["subject_id"])))
