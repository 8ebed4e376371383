"""AHP: what is not accepted, each with the criterion named; and properties of the three methods."""

from __future__ import annotations

import math
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskkit.errors import RiskkitError
from riskkit.weighting.ahp import RI_TABLES, Method, ahp_weights, consistency_ratio
from riskkit.weighting.judgements import Floats

NAMES = ["fire load", "exits", "staff", "alarm"]
METHODS: tuple[Method, ...] = get_args(Method)
FOUR = [[1, 1, 5, 3], [1, 1, 3, 3], [1 / 5, 1 / 3, 1, 1], [1 / 3, 1 / 3, 1, 1]]
# fire load = 7 exits, exits = 6 staff, yet staff = 5 fire loads
CIRCLE = [[1, 7, 1 / 5], [1 / 7, 1, 6], [5, 1 / 6, 1]]

scale = st.sampled_from([1 / 9, 1 / 7, 1 / 5, 1 / 3, 1 / 2, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0])


@st.composite
def judgements(draw: st.DrawFn, sizes: tuple[int, int] = (3, 7)) -> Floats:
    size = draw(st.integers(*sizes))
    matrix = np.eye(size)
    for first in range(size):
        for second in range(first + 1, size):
            matrix[first, second] = draw(scale)
            matrix[second, first] = 1 / matrix[first, second]
    return matrix


@st.composite
def true_weights(draw: st.DrawFn) -> Floats:
    weights = np.array(draw(st.lists(st.floats(0.05, 1), min_size=2, max_size=9)))
    return weights / weights.sum()


def refused(code: str, matrix: Any, **options: Any) -> RiskkitError:
    with pytest.raises(RiskkitError) as caught:
        ahp_weights(matrix, **options)
    assert caught.value.code == code
    return caught.value


class TestNotAccepted:
    @pytest.mark.parametrize(
        "matrix", [[[1, 2, 3], [1 / 2, 1, 2]], [[1]], [1, 2], [[1, 2], [3]], [["a", 1], [1, 1]], []]
    )
    def test_not_square(self, matrix: Any) -> None:
        refused("AHP-01", matrix)

    def test_both_halves_claim_to_be_more_important(self) -> None:
        error = refused("AHP-02", [[1, 3, 2], [3, 1, 1], [1 / 2, 1, 1]], names=NAMES[:3])
        assert error.where == "fire load : exits"
        assert "a(fire load, exits) = 3, a(exits, fire load) = 3" in error.text("en")
        assert error.allowed == "a(exits, fire load) = 0.333333"

    def test_neighbours_on_the_scale_are_not_taken_for_rounding(self) -> None:
        error = refused("AHP-02", [[1, 8], [1 / 9, 1]], names=["exits", "staff"])
        assert error.where == "exits : staff"

    @pytest.mark.parametrize("value", [0, -3, math.inf])
    def test_judgement_not_positive(self, value: float) -> None:
        error = refused("AHP-02", [[1, value], [1, 1]], names=["exits", "staff"])
        assert error.where == "exits : staff"
        assert error.allowed == "> 0"

    def test_diagonal_not_one(self) -> None:
        assert refused("AHP-02", [[1, 2], [1 / 2, 3]], names=["exits", "staff"]).where == "staff"

    def test_not_consistent_names_the_pair_and_what_the_weights_imply(self) -> None:
        error = refused("AHP-03", CIRCLE, names=NAMES[:3], require_consistent=True)
        assert error.where in {"fire load : exits", "exits : staff", "staff : fire load"}
        assert "CR = " in error.found
        assert "RI = 0.58 (saaty)" in error.found
        assert "≈" in error.allowed
        assert not ahp_weights(CIRCLE).is_consistent

    def test_beyond_the_ri_table(self) -> None:
        assert refused("AHP-04", np.ones((11, 11))).found == "n = 11"
        assert refused("AHP-04", np.ones((4, 4)), ri={3: 0.58}).allowed == "n = 2, 3"
        assert ahp_weights(np.ones((11, 11)), ri={11: 1.51}).ri_table == "custom"

    def test_groups_never_compared(self) -> None:
        apart = [[1, 2, None, None], [None, 1, None, None], [None, None, 1, 3], [None, None, None, 1]]
        error = refused("AHP-05", apart, names=NAMES)
        assert error.found == "fire load, exits | staff, alarm"
        assert error.where == "staff"

    def test_arguments(self) -> None:
        assert refused("ARG-01", FOUR, method="row_sums").allowed == "eigenvector, geometric_mean, column_normalisation"
        assert refused("ARG-01", FOUR, ri="golden").allowed == "saaty, donegan_dodd"
        assert refused("ARG-01", FOUR, names=["a", "b"]).allowed == "4"
        assert refused("ARG-01", FOUR, names=["a", "b", "c", "a"]).found == "a"


class TestMatrixAsWritten:
    def test_two_printed_decimals_count_as_the_reciprocal(self) -> None:
        printed = [[1, 3, 7], [0.33, 1, 8], [0.14, 0.13, 1]]
        exact = [[1, 3, 7], [1 / 3, 1, 8], [1 / 7, 1 / 8, 1]]
        np.testing.assert_array_equal(ahp_weights(printed).weights, ahp_weights(exact).weights)
        mirrored = np.array(printed).T
        np.testing.assert_allclose(ahp_weights(mirrored).weights, ahp_weights(np.array(exact).T).weights, rtol=1e-12)

    def test_either_half_is_enough(self) -> None:
        upper = [
            [value if column >= row else None for column, value in enumerate(line)] for row, line in enumerate(FOUR)
        ]
        lower = [
            [value if column < row else None for column, value in enumerate(line)] for row, line in enumerate(FOUR)
        ]
        for half in (upper, lower):
            np.testing.assert_allclose(ahp_weights(half).weights, ahp_weights(FOUR).weights, rtol=1e-12)

    def test_result_cannot_be_changed(self) -> None:
        result = ahp_weights(FOUR)
        with pytest.raises(ValueError, match="read-only"):
            result.weights[0] = 1
        with pytest.raises(AttributeError):
            result.cr = 0.0  # type: ignore[misc]

    def test_input_is_left_alone(self) -> None:
        matrix = np.array([[1, 3], [np.nan, 1]])
        ahp_weights(matrix)
        assert np.isnan(matrix[1, 0])


class TestVerdictAtItsLimit:
    def test_cr_of_exactly_a_tenth_is_refused(self) -> None:
        result = ahp_weights(FOUR)
        at_limit = {4: result.ci / 0.1}
        assert ahp_weights(FOUR, ri=at_limit).cr == pytest.approx(0.1, rel=1e-15)
        assert not ahp_weights(FOUR, ri={4: result.ci / 0.1000001}).is_consistent
        assert ahp_weights(FOUR, ri={4: result.ci / 0.0999999}).is_consistent

    def test_two_criteria_are_always_consistent(self) -> None:
        result = ahp_weights([[1, 9], [1 / 9, 1]], require_consistent=True)
        assert (result.ri, result.cr) == (0.0, 0.0)
        np.testing.assert_allclose(result.weights, [0.9, 0.1])

    def test_ri_tables_grow_with_the_size(self) -> None:
        for table in RI_TABLES.values():
            assert list(table) == list(range(3, 11))
            assert list(table.values()) == sorted(table.values())
        assert consistency_ratio(0.1, 1) == (0.0, 0.0, "saaty")


class TestIncomplete:
    @pytest.mark.parametrize("method", ["eigenvector", "geometric_mean"])
    def test_consistent_judgements_give_the_true_weights(self, method: Method) -> None:
        weights = np.array([0.4, 0.3, 0.2, 0.1])
        matrix = weights[:, None] / weights
        matrix[0, 3] = matrix[3, 0] = matrix[1, 2] = matrix[2, 1] = np.nan
        result = ahp_weights(matrix, method)
        np.testing.assert_allclose(result.weights, weights, rtol=1e-10)
        assert result.lambda_max == pytest.approx(4)
        assert result.missing_pairs == 2

    def test_cr_is_not_claimed(self) -> None:
        matrix = [[1, 2, None], [None, 1, 2], [None, None, 1]]
        result = ahp_weights(matrix)
        assert math.isnan(result.cr)
        assert not result.is_consistent
        refused("AHP-03", matrix, require_consistent=True)

    def test_column_normalisation_needs_all(self) -> None:
        refused("ARG-01", [[1, 2, None], [None, 1, 2], [None, None, 1]], method="column_normalisation")


@given(true_weights())
def test_consistent_matrix_gives_the_same_weights_by_all_methods(weights: Floats) -> None:
    matrix = weights[:, None] / weights
    for method in METHODS:
        result = ahp_weights(matrix, method, require_consistent=True)
        np.testing.assert_allclose(result.weights, weights, rtol=1e-9)
        assert result.cr == pytest.approx(0, abs=1e-9)


@given(judgements(), st.sampled_from(METHODS), st.randoms(use_true_random=False))
def test_order_of_criteria_only_permutes(matrix: Floats, method: Method, random: Any) -> None:
    order = list(range(len(matrix)))
    random.shuffle(order)
    straight, shuffled = ahp_weights(matrix, method), ahp_weights(matrix[np.ix_(order, order)], method)
    np.testing.assert_allclose(shuffled.weights, straight.weights[order], rtol=1e-9)
    assert shuffled.cr == pytest.approx(straight.cr, abs=1e-9)


@given(judgements(), st.sampled_from(METHODS))
def test_weights_are_positive_sum_to_one_and_lambda_is_at_least_n(matrix: Floats, method: Method) -> None:
    result = ahp_weights(matrix, method)
    assert result.weights.min() > 0
    assert result.weights.sum() == pytest.approx(1)
    assert result.lambda_max >= len(matrix) - 1e-9
    assert result.ci >= 0


@given(judgements())
def test_geometric_mean_of_the_transpose_is_the_reciprocal(matrix: Floats) -> None:
    """Left-right symmetry (Crawford and Williams 1985): judging "less important" turns the weights round."""
    product = ahp_weights(matrix, "geometric_mean").weights * ahp_weights(matrix.T, "geometric_mean").weights
    np.testing.assert_allclose(product, product[0], rtol=1e-9)


@given(judgements(sizes=(3, 3)))
def test_methods_agree_for_three_criteria(matrix: Floats) -> None:
    """Saaty and Vargas 1984: for n = 3 eigenvector and geometric mean are the same."""
    np.testing.assert_allclose(ahp_weights(matrix).weights, ahp_weights(matrix, "geometric_mean").weights, rtol=1e-9)
