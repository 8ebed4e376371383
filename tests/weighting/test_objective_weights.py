"""Objective weights, ranking and combination: treatment of gaps, constants, zeros, negatives; properties."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from riskkit.errors import RiskkitError
from riskkit.weighting.checks import check_weights
from riskkit.weighting.combine import combine, global_weights, weights_of_entropies
from riskkit.weighting.judgements import Floats
from riskkit.weighting.objective import (
    ObjectiveResult,
    critic_weights,
    entropy_weights,
    standard_deviation_weights,
)
from riskkit.weighting.ranking import topsis, weighted_sum

Weigh = Callable[..., ObjectiveResult]
ALL: list[Weigh] = [entropy_weights, critic_weights, standard_deviation_weights]
TABLE = [[5, 8, 4], [7, 6, 8], [8, 8, 6], [7, 4, 6]]
NAMES = ["fires", "engines", "hydrants"]

tables = arrays(np.float64, st.tuples(st.integers(3, 8), st.integers(2, 5)), elements=st.integers(1, 50).map(float))


def refused(code: str, call: Callable[..., Any], *arguments: Any, **options: Any) -> RiskkitError:
    with pytest.raises(RiskkitError) as caught:
        call(*arguments, **options)
    assert caught.value.code == code
    return caught.value


@pytest.mark.parametrize("weigh", ALL)
class TestTreatment:
    def test_constant_column_gets_weight_zero_and_a_finding(self, weigh: Weigh) -> None:
        constant = np.column_stack([np.array(TABLE), np.full(4, 0.1)])
        result = weigh(constant, names=[*NAMES, "grid"])
        np.testing.assert_allclose(result.weights[:3], weigh(TABLE).weights, rtol=1e-12)
        assert result.weights[3] == 0
        assert [(finding.code, finding.column, finding.value) for finding in result.findings] == [
            ("WGT-03", "grid", "0.1")
        ]

    def test_all_columns_constant(self, weigh: Weigh) -> None:
        assert refused("WGT-03", weigh, [[1, 2], [1, 2]], names=["a", "b"]).found == "a, b"
        refused("WGT-03", weigh, [[1, 2]])

    def test_empty_cell_is_refused_with_its_place(self, weigh: Weigh) -> None:
        gap = [[5, 8, 4], [7, None, 8], [8, 8, 6], [7, 4, 6]]
        error = refused("WGT-05", weigh, gap, names=NAMES)
        assert (error.where, error.found) == ("engines", "[2]")

    def test_empty_cell_drops_its_row_when_asked(self, weigh: Weigh) -> None:
        gap = [TABLE[0], [7, None, 8], *TABLE[1:]]
        result = weigh(gap, missing="drop_row")
        np.testing.assert_array_equal(result.weights, weigh(TABLE).weights)
        assert (result.rows_used, result.rows_dropped) == (4, (2,))
        refused("WGT-05", weigh, [[1, None], [None, 2]], missing="drop_row")

    def test_arguments(self, weigh: Weigh) -> None:
        assert refused("ARG-01", weigh, TABLE, names=NAMES, cost=["smoke"]).allowed == ", ".join(NAMES)
        refused("ARG-01", weigh, TABLE, cost=[3])
        refused("ARG-01", weigh, TABLE, missing="guess")
        refused("ARG-01", weigh, [1, 2, 3])
        refused("ARG-01", weigh, [["x", 1], [1, 2]])
        assert refused("ARG-01", weigh, [[1, np.inf], [1, 2]], names=["a", "b"]).where == "b"

    def test_names_of_a_dataframe_are_the_criteria(self, weigh: Weigh) -> None:
        by_name = dict(zip(NAMES, np.array(TABLE).T.tolist(), strict=True))
        for frame in (pd.DataFrame(by_name), pl.DataFrame(by_name)):
            result = weigh(frame, cost=["fires"])
            assert (result.names, result.cost) == (tuple(NAMES), ("fires",))

    def test_weights_are_read_only_and_sum_to_one(self, weigh: Weigh) -> None:
        result = weigh(TABLE)
        assert result.weights.sum() == pytest.approx(1)
        with pytest.raises(ValueError, match="read-only"):
            result.weights[0] = 1


class TestEntropy:
    def test_negative_names_the_criterion(self) -> None:
        error = refused("WGT-04", entropy_weights, [[1, 2], [3, -4], [5, 6]], names=["fires", "growth"])
        assert (error.where, error.found) == ("growth", "-4")

    def test_min_max_takes_negatives_and_does_not_move_with_the_origin(self) -> None:
        table = np.array(TABLE, float)
        shifted = entropy_weights(table - 20, normalisation="min_max")
        np.testing.assert_allclose(shifted.weights, entropy_weights(table, normalisation="min_max").weights)

    def test_zero_is_a_value(self) -> None:
        # p = (0, 1) has entropy 0; p = (1/4, 3/4) the usual 0.811278 bits
        result = entropy_weights([[0, 1], [5, 3]])
        np.testing.assert_allclose(result.measure, [0, 0.8112781244591328], atol=1e-15)

    def test_cost_matters_only_after_turning(self) -> None:
        np.testing.assert_array_equal(entropy_weights(TABLE, cost=[0]).weights, entropy_weights(TABLE).weights)
        turned = entropy_weights(TABLE, cost=[0], normalisation="min_max").weights
        assert np.abs(turned - entropy_weights(TABLE, normalisation="min_max").weights).max() > 0.01

    def test_unknown_normalisation(self) -> None:
        assert refused("ARG-01", entropy_weights, TABLE, normalisation="vector").allowed == "sum, min_max"

    def test_weights_of_entropies_refuses_what_is_no_entropy(self) -> None:
        refused("ARG-01", weights_of_entropies, [0.5, 1.2])
        refused("ARG-01", weights_of_entropies, [1, 1])


class TestCritic:
    def test_perfectly_correlated_columns(self) -> None:
        error = refused("WGT-06", critic_weights, [[1, 2], [2, 4], [3, 6]], names=["a", "b"])
        assert error.found == "a, b"

    def test_one_column_with_spread_takes_all(self) -> None:
        np.testing.assert_array_equal(critic_weights([[1, 7], [2, 7], [4, 7]]).weights, [1, 0])

    def test_opposite_columns_share(self) -> None:
        np.testing.assert_allclose(critic_weights([[1, 3], [2, 2], [3, 1]]).weights, [0.5, 0.5])


class TestRanking:
    def test_a_cost_is_a_turned_benefit(self) -> None:
        table = np.array(TABLE, float)
        turned = table * [-1, 1, 1]
        weights = [0.3, 0.4, 0.3]
        np.testing.assert_allclose(topsis(table, weights, [0]), topsis(turned, weights))
        np.testing.assert_allclose(weighted_sum(table, weights, [0]), weighted_sum(turned, weights))

    def test_equal_alternatives(self) -> None:
        np.testing.assert_array_equal(topsis([[2, 3], [2, 3]], [0.5, 0.5]), [0.5, 0.5])
        np.testing.assert_array_equal(weighted_sum([[2, 3], [2, 3]], [0.5, 0.5]), [1, 1])

    def test_maximum_normalisation_of_a_cost_and_its_limits(self) -> None:
        np.testing.assert_allclose(weighted_sum([[2, 4], [4, 2]], [0.5, 0.5], [1], normalisation="max"), [0.5, 1])
        error = refused("ARG-01", weighted_sum, [[2, 0], [4, 2]], [0.5, 0.5], names=["a", "b"], normalisation="max")
        assert error.where == "b"

    @pytest.mark.parametrize("rank", [topsis, weighted_sum])
    def test_refusals(self, rank: Callable[..., Floats]) -> None:
        assert refused("WGT-02", rank, TABLE, [0.3, 0.4, 0.4]).allowed.startswith("1")
        assert "engines" in refused("WGT-01", rank, TABLE, [0.9, -0.2, 0.3], names=NAMES).where
        refused("WGT-05", rank, [[1, None], [2, 3]], [0.5, 0.5])
        refused("ARG-01", rank, TABLE, [0.5, 0.5])
        refused("ARG-01", rank, TABLE, [0.3, 0.4, 0.3], normalisation="z")


class TestChecksAndCombination:
    def test_negative_weight_names_the_criterion(self) -> None:
        error = refused("WGT-01", check_weights, [0.6, -0.1, 0.5], NAMES)
        assert error.where == "weights: engines"

    def test_sum_at_its_limit(self) -> None:
        check_weights([0.5, 0.5005], tolerance=0.001)
        error = refused("WGT-02", check_weights, [0.5, 0.6], ["a", "b"])
        assert error.found == "a 0.5 + b 0.6 = 1.1"

    def test_missing_weight_and_shape(self) -> None:
        assert refused("WGT-05", check_weights, [0.5, None], ["a", "b"]).where == "weights: b"
        refused("ARG-01", check_weights, [[0.5, 0.5]])
        refused("ARG-01", check_weights, [])

    def test_linear_runs_from_objective_to_subjective(self) -> None:
        subjective, objective = [0.7, 0.3], [0.2, 0.8]
        np.testing.assert_allclose(combine(subjective, objective, "linear", alpha=1), subjective)
        np.testing.assert_allclose(combine(subjective, objective, "linear", alpha=0), objective)
        np.testing.assert_allclose(combine(subjective, objective, "linear"), combine(subjective, objective))

    def test_combination_refusals(self) -> None:
        refused("ARG-01", combine, [1.0], [0.5, 0.5])
        refused("ARG-01", combine, [0.5, 0.5], [0.5, 0.5], "sum")
        refused("ARG-01", combine, [0.5, 0.5], [0.5, 0.5], "linear", alpha=1.1)
        refused("ARG-01", combine, [1, 0], [0, 1], "product")
        assert refused("WGT-02", combine, [0.5, 0.4], [0.5, 0.5]).where == "subjective"

    def test_global_weights_refusals(self) -> None:
        assert refused("WGT-02", global_weights, {"a": 1.0}, {"a": {"x": 0.5}}).where == "a"
        refused("ARG-01", global_weights, {"a": 1.0}, {"b": {"x": 1.0}})
        refused("ARG-01", global_weights, {"a": 0.5, "b": 0.5}, {"a": {"x": 1.0}, "b": {"x": 1.0}})


def has_contrast(table: Floats) -> bool:
    """Enough spread, and not all columns along one line."""
    moving = table[:, table.std(axis=0) > 0]
    return moving.shape[1] >= 2 and bool(np.abs(np.corrcoef(moving, rowvar=False)).min() < 0.999)


@pytest.mark.parametrize("weigh", ALL)
@given(table=tables, random=st.randoms(use_true_random=False))
def test_order_of_rows_and_columns_only_permutes(weigh: Weigh, table: Floats, random: Any) -> None:
    assume(has_contrast(table))
    rows, columns = (list(range(count)) for count in table.shape)
    random.shuffle(rows)
    random.shuffle(columns)
    shuffled = weigh(table[np.ix_(rows, columns)]).weights
    np.testing.assert_allclose(shuffled, weigh(table).weights[columns], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("weigh", [entropy_weights, critic_weights])
@given(table=tables, factor=st.sampled_from([0.01, 3.0, 10_000.0]))
def test_measure_of_a_column_changes_nothing(weigh: Weigh, table: Floats, factor: float) -> None:
    assume(has_contrast(table))
    scaled = table * np.where(np.arange(table.shape[1]) == 0, factor, 1.0)
    np.testing.assert_allclose(weigh(scaled).weights, weigh(table).weights, rtol=1e-7, atol=1e-10)


@given(table=tables)
def test_turning_every_criterion_leaves_critic_alone(table: Floats) -> None:
    assume(has_contrast(table))
    everything = list(range(table.shape[1]))
    np.testing.assert_allclose(
        critic_weights(table, everything).weights, critic_weights(table).weights, rtol=1e-9, atol=1e-12
    )


@pytest.mark.parametrize("normalisation", ["vector", "min_max"])
@given(table=tables)
def test_topsis_is_one_for_the_best_in_everything_and_zero_for_the_worst(normalisation: Any, table: Floats) -> None:
    framed = np.vstack([table.max(axis=0) + 1, table, table.min(axis=0)])
    weights = np.full(table.shape[1], 1 / table.shape[1])
    closeness = topsis(framed, weights, normalisation=normalisation)
    assert closeness[0] == 1
    assert closeness[-1] == 0
    assert (closeness >= 0).all()
    assert (closeness <= 1).all()
