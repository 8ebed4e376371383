"""AHP examples printed elsewhere: weights, λmax, CI and CR, each with its source and its own tolerance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from riskkit.weighting.ahp import Method, ahp_weights, consistency_ratio
from riskkit.weighting.combine import global_weights

# A worked 和积法 sheet (not about fire); first weights, A·w and CI printed, the rest recomputed from the matrices.
A3 = [[1, 1 / 4, 2], [4, 1, 8], [1 / 2, 1 / 8, 1]]
A4 = [[1, 1, 5, 3], [1, 1, 3, 3], [1 / 5, 1 / 3, 1, 1], [1 / 3, 1 / 3, 1, 1]]
A5 = [
    [1, 2, 3, 4, 7],
    [1 / 2, 1, 3, 2, 5],
    [1 / 3, 1 / 3, 1, 1 / 2, 2],
    [1 / 4, 1 / 2, 2, 1, 3],
    [1 / 7, 1 / 5, 1 / 2, 1 / 3, 1],
]
# A printed example with weights to two decimals.
B4 = [[1, 3, 3, 7], [1 / 3, 1, 1, 5], [1 / 3, 1, 1, 3], [1 / 7, 1 / 5, 1 / 3, 1]]
# A printed 7 × 7 whose CR is given under three tables of random indices.
B7 = [
    [1, 1 / 3, 1 / 5, 1, 1 / 4, 1 / 2, 3],
    [3, 1, 1 / 2, 2, 1 / 3, 3, 3],
    [5, 2, 1, 4, 5, 6, 5],
    [1, 1 / 2, 1 / 4, 1, 1 / 4, 1, 2],
    [4, 3, 1 / 5, 4, 1, 3, 2],
    [2, 1 / 3, 1 / 6, 1, 1 / 3, 1, 1 / 3],
    [1 / 3, 1 / 3, 1 / 5, 1 / 2, 1 / 2, 3, 1],
]
SIX_DIGITS = 6e-7

A4_WEIGHTS = {
    "column_normalisation": [0.411184, 0.361184, 0.107237, 0.120395],
    "eigenvector": [0.413117, 0.360325, 0.106450, 0.120108],
    "geometric_mean": [0.411238, 0.361935, 0.106181, 0.120645],
}
A5_WEIGHTS = {
    "column_normalisation": [0.432076, 0.264284, 0.102516, 0.148224, 0.052900],
    "eigenvector": [0.436534, 0.263457, 0.100753, 0.146792, 0.052465],
    "geometric_mean": [0.432892, 0.267015, 0.100108, 0.146666, 0.053318],
}
METHODS: list[Method] = ["column_normalisation", "eigenvector", "geometric_mean"]


def test_worked_sheet_three_criteria() -> None:
    result = ahp_weights(A3, "column_normalisation")
    np.testing.assert_allclose(result.weights, [0.181818, 0.727273, 0.090909], atol=SIX_DIGITS)
    assert result.ci == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("matrix", "printed"), [(A4, A4_WEIGHTS), (A5, A5_WEIGHTS)], ids=["A4", "A5"])
def test_worked_sheet_weights(matrix: Any, printed: dict[str, list[float]], method: Method) -> None:
    np.testing.assert_allclose(ahp_weights(matrix, method).weights, printed[method], atol=SIX_DIGITS)


@pytest.mark.parametrize(
    ("matrix", "method", "cr"),
    [
        (A4, "column_normalisation", 0.012163),
        (A4, "eigenvector", 0.012146),
        (A5, "column_normalisation", 0.019212),
        (A5, "eigenvector", 0.019152),
    ],
)
def test_worked_sheet_consistency(matrix: Any, method: Method, cr: float) -> None:
    result = ahp_weights(matrix, method)
    assert result.cr == pytest.approx(cr, abs=SIX_DIGITS)
    assert result.is_consistent


def test_worked_sheet_steps_of_column_normalisation() -> None:
    four, five = ahp_weights(A4, "column_normalisation"), ahp_weights(A5, "column_normalisation")
    np.testing.assert_allclose(A4 @ four.weights, [1.669737, 1.455263, 0.430263, 0.485088], atol=SIX_DIGITS)
    np.testing.assert_allclose(A5 @ five.weights, [2.231386, 1.348817, 0.514548, 0.752116, 0.268148], atol=SIX_DIGITS)
    assert four.ci == pytest.approx(0.010946, abs=SIX_DIGITS)
    assert five.ci == pytest.approx(0.021518, abs=SIX_DIGITS)


def test_four_criteria_printed_to_two_decimals() -> None:
    """The four-digit weights and CR belong to column normalisation; the eigenvector agrees to the two decimals."""
    summed, eigen = ahp_weights(B4, "column_normalisation"), ahp_weights(B4)
    for result in (summed, eigen):
        np.testing.assert_allclose(result.weights, [0.53, 0.22, 0.19, 0.06], atol=0.005)
    np.testing.assert_allclose(summed.weights, [0.5324, 0.2191, 0.1879, 0.0606], atol=6e-5)
    assert summed.cr == pytest.approx(0.0213, abs=6e-5)
    # power iteration and AHPy 2.1 agree on these
    np.testing.assert_allclose(eigen.weights, [0.534727, 0.217496, 0.188056, 0.059722], atol=SIX_DIGITS)
    assert eigen.cr == pytest.approx(0.021144, abs=SIX_DIGITS)


def drinks() -> tuple[list[str], list[list[float | None]]]:
    """T. L. Saaty, Decision making with the analytic hierarchy process, Int. J. Services Sciences 1(1), 2008."""
    names = ["coffee", "wine", "tea", "beer", "soda", "milk", "water"]
    judged = {
        "coffee": {"wine": 9, "tea": 5, "beer": 2, "soda": 1, "milk": 1},
        "water": {"coffee": 2, "wine": 9, "tea": 9, "beer": 3, "soda": 2, "milk": 3},
        "tea": {"wine": 3},
        "beer": {"wine": 9, "tea": 3, "milk": 1},
        "soda": {"wine": 9, "tea": 4, "beer": 2, "milk": 2},
        "milk": {"wine": 9, "tea": 3},
    }
    return names, [[judged.get(first, {}).get(second) for second in names] for first in names]


def test_drinks_of_saaty_2008() -> None:
    names, half = drinks()
    eigen = ahp_weights(half, names=names)
    geometric = ahp_weights(half, "geometric_mean", names=names)
    printed = [0.17745675, 0.01914948, 0.04183118, 0.11641703, 0.18957238, 0.12878055, 0.32679264]
    assert eigen.lambda_max == pytest.approx(7.176629, abs=SIX_DIGITS)
    np.testing.assert_allclose(eigen.weights, printed, atol=1e-8)
    printed = [0.17872338, 0.01846062, 0.04223439, 0.11649840, 0.19113551, 0.12862466, 0.32432305]
    np.testing.assert_allclose(geometric.weights, printed, atol=1e-8)
    assert eigen.cr == pytest.approx(0.0223, abs=6e-5)
    assert eigen.missing_pairs == 0


def test_verdict_of_seven_criteria_under_three_ri_tables() -> None:
    classic = ahp_weights(B7)
    assert classic.lambda_max == pytest.approx(7.862926, abs=SIX_DIGITS)
    printed = [0.069935, 0.144922, 0.383949, 0.070648, 0.202546, 0.060170, 0.067830]
    np.testing.assert_allclose(classic.weights, printed, atol=SIX_DIGITS)
    assert classic.cr == pytest.approx(0.108955, abs=SIX_DIGITS)
    assert ahp_weights(B7, ri={7: 1.35}).cr == pytest.approx(0.106534, abs=SIX_DIGITS)
    assert ahp_weights(B7, ri="donegan_dodd").cr == pytest.approx(0.114882, abs=SIX_DIGITS)
    assert not classic.is_consistent


def test_cr_of_the_college_library_is_within_what_its_rounded_ci_allows() -> None:
    """Panzhihua college library, fire-safety AHP, n = 3: CI 0.0018 and RI 0.58 printed, CR printed 0.0032."""
    ri, cr, _ = consistency_ratio(0.0018, 3)
    assert ri == 0.58
    assert round(cr, 4) == 0.0031
    half_step = 0.00005
    assert (
        consistency_ratio(0.0018 - half_step, 3)[1] < 0.0032 < consistency_ratio(0.0018 + half_step, 3)[1] + half_step
    )


# Fire prevention in laboratories: Mathematical Problems in Engineering 2016, 3161823, table 6. The last local weight
# is not legible in the source; 0.233 completes its group to 1.
LABORATORY_MAIN = {
    "man-made": 0.142,
    "mech-electrical": 0.261,
    "chemical": 0.263,
    "personnel": 0.202,
    "experience": 0.132,
}
LABORATORY_LOCAL = {
    "man-made": [0.406, 0.236, 0.169, 0.189],
    "mech-electrical": [0.195, 0.246, 0.165, 0.232, 0.162],
    "chemical": [0.234, 0.227, 0.186, 0.187, 0.166],
    "personnel": [0.116, 0.24, 0.228, 0.178, 0.238],
    "experience": [0.093, 0.19, 0.224, 0.26, 0.233],
}
LABORATORY_GLOBAL = {
    "man-made": [0.058, 0.033, 0.024, 0.027],
    "mech-electrical": [0.051, 0.064, 0.043, 0.061, 0.042],
    "chemical": [0.062, 0.060, 0.049, 0.049, 0.044],
    "personnel": [0.023, 0.048, 0.046, 0.036, 0.048],
    "experience": [0.012, 0.025, 0.030, 0.034, 0.031],
}


def test_laboratory_hierarchy_global_weights_and_ranks() -> None:
    local = {
        criterion: {f"{criterion} {place}": weight for place, weight in enumerate(weights)}
        for criterion, weights in LABORATORY_LOCAL.items()
    }
    found = global_weights(LABORATORY_MAIN, local)
    printed = {
        f"{criterion} {place}": weight
        for criterion, weights in LABORATORY_GLOBAL.items()
        for place, weight in enumerate(weights)
    }
    assert found.keys() == printed.keys()
    rounded_factors = 0.0005 + 0.0005 * (0.263 + 0.406)  # printed to three decimals: product, main and local weight
    for leaf, weight in printed.items():
        assert found[leaf] == pytest.approx(weight, abs=rounded_factors), leaf
    assert sum(found.values()) == pytest.approx(1)
    first_six = sorted(found, key=found.__getitem__, reverse=True)[:6]
    assert [printed[leaf] for leaf in first_six] == [0.064, 0.062, 0.061, 0.060, 0.058, 0.051]
