"""Fuzzy comprehensive evaluation: trapezoids at their corners, unknowns, and that it moves nothing."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import riskkit as rk
from riskkit.indicators.rulebook import Rulebook
from riskkit.register import register_part
from riskkit.scoring.fuzzy import defuzzified, largest_level, membership_vectors, memberships, trapezoid
from riskkit.scoring.score import score_table
from riskkit.typed_table import SOURCE_ROW, TypedTable

FIVE_LEVELS = (1.0, 0.8, 0.6, 0.4, 0.2)
TEXTBOOK = ((75, 95, 100, 100), (55, 75, 75, 95), (15, 35, 55, 75), (0, 0, 15, 35))


def test_level_scores_in_use():
    # 0.10 + 0.18·0.8 + 0.28·0.6 + 0.30·0.4 + 0.14·0.2, by hand
    assert defuzzified(np.array([[0.10, 0.18, 0.28, 0.30, 0.14]]), FIVE_LEVELS)[0] == pytest.approx(0.56)


def test_a_tie_goes_to_the_worse_level():
    assert largest_level(np.array([[0.4, 0.4, 0.2], [0.2, 0.4, 0.4], [1.0, 0.0, 0.0]])).tolist() == [1, 2, 0]


def test_a_vector_that_does_not_sum_to_one_is_averaged_by_its_sum():
    assert defuzzified(np.array([[0.2, 0.2]]), (100, 50))[0] == pytest.approx(75)


def test_nothing_known_gives_no_vector_no_level_no_score():
    vector = membership_vectors(np.full((1, 2, 3), np.nan), np.zeros((1, 2)))
    assert np.isnan(vector).all()
    assert largest_level(vector)[0] == -1
    assert np.isnan(defuzzified(vector, (1, 2, 3))[0])


@pytest.mark.parametrize(
    ("score", "wanted"),
    [
        (100, (1, 0, 0, 0)),
        (95, (1, 0, 0, 0)),
        (85, (0.5, 0.5, 0, 0)),
        (75, (0, 1, 0, 0)),
        (65, (0, 0.5, 0.5, 0)),
        (25, (0, 0, 0.5, 0.5)),
        (15, (0, 0, 0, 1)),
        (0, (0, 0, 0, 1)),
    ],
)
def test_the_shipped_trapezoids_cross_at_the_textbook_limits(score, wanted):
    block = Rulebook.at("2026-01-01", "region/textbook_three_level").fuzzy
    levels = [level.membership for level in block.levels]
    assert memberships(np.array([[float(score)]]), levels)[0, 0] == pytest.approx(wanted)


def test_a_step_side_belongs_to_its_corner():
    assert trapezoid(np.array([0.0, -0.1, 100.0, 100.1]), (0, 0, 100, 100)).tolist() == [1, 0, 1, 0]


# ---------------------------------------------------------------- properties

scores = arrays(np.float64, (7, 4), elements=st.floats(0, 100))
weights = arrays(np.float64, (7, 4), elements=st.floats(0.01, 1))


@given(scores, weights)
def test_a_vector_is_a_distribution(values, weight):
    vectors = membership_vectors(memberships(values, TEXTBOOK), weight)
    np.testing.assert_allclose(vectors.sum(axis=1), 1.0, atol=1e-12)
    assert (vectors >= 0).all()


@given(scores, weights, st.floats(0.1, 10))
def test_scaling_the_weights_changes_nothing(values, weight, factor):
    found = membership_vectors(memberships(values, TEXTBOOK), weight)
    again = membership_vectors(memberships(values, TEXTBOOK), weight * factor)
    np.testing.assert_allclose(again, found, atol=1e-12)


@given(scores, weights)
def test_a_vector_does_not_depend_on_the_subjects_beside_it(values, weight):
    membership = memberships(values, TEXTBOOK)
    whole = membership_vectors(membership, weight)
    alone = [membership_vectors(membership[k : k + 1], weight[k : k + 1])[0] for k in range(len(values))]
    assert (whole == np.array(alone)).all()


@given(scores, weights, st.integers(0, 3), st.floats(0, 100))
def test_a_worse_indicator_never_improves_the_fuzzy_score(values, weight, leaf, drop):
    worse = values.copy()
    worse[:, leaf] = np.maximum(worse[:, leaf] - drop, 0)
    points = (92.5, 75, 45, 12.5)
    before, after = (
        defuzzified(membership_vectors(memberships(table, TEXTBOOK), weight), points) for table in (values, worse)
    )
    assert (after <= before + 1e-9).all()


# ---------------------------------------------------------------- in a rulebook


def region(**fields: float) -> TypedTable:
    frame = pl.DataFrame({"subject_id": ["r"], SOURCE_ROW: [2], **{name: [value] for name, value in fields.items()}})
    return TypedTable(frame)


def test_what_is_unknown_shares_its_weight_out():
    """One indicator known: the vector is that indicator's, and the unknown share stands beside it."""
    rules = Rulebook.at("2026-01-01", "region/textbook_three_level")
    scores = score_table(region(awareness_percent=100.0), rules)
    leaf = next(leaf for leaf in rules.leaves if leaf.id == "awareness")
    assert scores.fuzzy.tolist() == [[1, 0, 0, 0]]
    assert scores.unobserved[0] == pytest.approx(1 - leaf.global_weight, abs=1e-4)


def test_no_fuzzy_file_no_columns():
    rules = Rulebook.at("2026-01-01", "region/grid_2_5_n")
    table = region(proneness_index=10.0)
    scores = score_table(table, rules)
    assert scores.fuzzy.shape == (1, 0)
    assert not [name for name in register_part(table, scores, rules).rows.columns if "fuzzy" in name]


@pytest.fixture(scope="module")
def regions():
    frame = pl.DataFrame({"区域编号": ["甲", "乙"], "知晓率": ["100", ""], "重大及以上火灾": ["0", "1"]})
    return rk.assess(frame, "region/textbook_three_level", "2026-01-01")


def test_the_register_carries_it_behind_the_criteria(regions):
    behind = regions.tables.register.columns[-6:]
    assert behind == ["fuzzy_grade", "fuzzy_score", *(f"membership.{code}" for code in ("I", "II", "III", "IV"))]
    rows = {row["subject_id"]: row for row in regions.tables.register.iter_rows(named=True)}
    assert (rows["甲"]["fuzzy_grade"], rows["甲"]["fuzzy_score"]) == ("I", 92.5)
    assert rows["乙"]["fuzzy_grade"] is None
    assert rows["乙"]["membership.I"] is None


def test_the_page_says_where_the_methods_differ(regions):
    from riskkit.reporting.pages import render_page

    page = render_page(regions.explain("甲"))
    assert "隶属度 I 1.00，II 0.00，III 0.00，IV 0.00" in page
    assert "两种方法结论不同" in page
    assert "模糊综合评价" not in render_page(regions.explain("乙"))
    assert "the two methods differ" in render_page(regions.explain("甲"), "en").lower()


def test_a_veto_is_no_disagreement():
    frame = pl.DataFrame({"区域编号": ["甲"], "知晓率": ["100"], "重大及以上火灾": ["1"]})
    line = rk.assess(frame, "region/textbook_three_level", "2026-01-01").explain("甲").fuzzy
    assert line.grade.code == "I"
    assert not line.differs
