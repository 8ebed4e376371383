"""Weights and rankings as other software gives them: weighting_reference.json, made by make_weighting_reference.py."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from riskkit.weighting.ahp import ahp_weights
from riskkit.weighting.objective import critic_weights, entropy_weights, standard_deviation_weights
from riskkit.weighting.ranking import topsis, weighted_sum

REFERENCE: dict[str, Any] = json.loads(Path(__file__).with_name("weighting_reference.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", REFERENCE["ahp"])
def test_eigenvector_and_cr_as_ahpy(name: str) -> None:
    case = REFERENCE["ahp"][name]
    result = ahp_weights(case["matrix"], ri="donegan_dodd")
    np.testing.assert_allclose(result.weights, case["weights"], atol=2e-9)
    assert result.cr == pytest.approx(case["cr_donegan_dodd"], abs=1e-7)


@pytest.mark.parametrize("name", REFERENCE["tables"])
class TestTables:
    def test_benefits_as_pymcdm(self, name: str) -> None:
        case = REFERENCE["tables"][name]
        table, weights, expected = case["table"], case["given_weights"], case["pymcdm"]
        np.testing.assert_allclose(entropy_weights(table).weights, expected["entropy"], rtol=1e-10)
        np.testing.assert_allclose(critic_weights(table).weights, expected["critic"], rtol=1e-10)
        np.testing.assert_allclose(
            standard_deviation_weights(table).weights, expected["standard_deviation"], rtol=1e-10
        )
        np.testing.assert_allclose(topsis(table, weights), expected["topsis_vector"], rtol=1e-10)
        np.testing.assert_allclose(weighted_sum(table, weights, normalisation="max"), expected["sum_max"], rtol=1e-10)

    def test_costs_as_pymcdm(self, name: str) -> None:
        case = REFERENCE["tables"][name]
        table, weights, expected = case["table"], case["given_weights"], case["pymcdm"]
        cost = costs(case)
        closeness = topsis(table, weights, cost, normalisation="min_max")
        np.testing.assert_allclose(closeness, expected["topsis_min_max_costs"], rtol=1e-10)
        np.testing.assert_allclose(weighted_sum(table, weights, cost), expected["sum_min_max_costs"], rtol=1e-10)

    def test_costs_as_scikit_criteria(self, name: str) -> None:
        case = REFERENCE["tables"][name]
        table, expected = case["table"], case["scikit_criteria"]
        np.testing.assert_allclose(entropy_weights(table).weights, expected["entropy"], rtol=1e-10)
        np.testing.assert_allclose(critic_weights(table, costs(case)).weights, expected["critic_costs"], rtol=1e-10)
        closeness = topsis(table, case["given_weights"], costs(case))
        np.testing.assert_allclose(closeness, expected["topsis_vector_costs"], rtol=1e-10)


def test_entropy_with_zeros_as_scikit_criteria() -> None:
    case = REFERENCE["with_zero"]
    expected = case["scikit_criteria"]["entropy"]
    np.testing.assert_allclose(entropy_weights(case["table"]).weights, expected, rtol=1e-10)


def costs(case: dict[str, Any]) -> list[int]:
    return [place for place, sign in enumerate(case["objectives"]) if sign < 0]
