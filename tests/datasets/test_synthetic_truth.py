"""The truth of the synthetic city: its formula, the fires drawn from it, and that a regression finds it again."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

CITY = Path(__file__).parents[2] / "datasets" / "synthetic_city"
TRUTH: dict[str, Any] = json.loads((CITY / "truth.json").read_text(encoding="utf-8"))
UNITS = list(csv.DictReader((CITY / "truth_units.csv").read_text(encoding="utf-8").splitlines()))


def test_the_true_rate_follows_the_stated_formula() -> None:
    weight, effect = TRUTH["coefficients"], TRUTH["place_type"]
    for unit in UNITS[::97]:
        age = min(60, max(0, 2021 - int(unit["built_year"])))
        log_rate = (
            weight["intercept"]
            + weight["log_floor_area"] * math.log(float(unit["floor_area_m2"]) / 1000)
            + weight["building_age_10y"] * age / 10
            + weight["storey"] * (int(unit["storeys"]) - 1)
            + effect[unit["place_type"]]
        )
        assert float(unit["true_fires_per_year"]) == pytest.approx(math.exp(log_rate), rel=1e-6)


def test_drawn_fires_are_plausible_under_the_truth() -> None:
    expected = [float(unit["true_fires_per_year"]) * float(unit["exposure_years"]) for unit in UNITS]
    drawn = [int(unit["fires"]) for unit in UNITS]
    assert sum(expected) == pytest.approx(TRUTH["expected_fires"], abs=0.01)
    assert sum(drawn) == TRUTH["drawn_fires"]
    assert 250 <= sum(drawn) <= 400
    spread = math.sqrt(sum(mean + mean**2 / TRUTH["frailty_k"] for mean in expected))
    assert abs(sum(drawn) - sum(expected)) < 3 * spread
    order = sorted(range(len(UNITS)), key=expected.__getitem__)
    for part in (order[:1500], order[1500:2400], order[2400:]):
        means = [expected[at] for at in part]
        spread = math.sqrt(sum(mean + mean**2 / TRUTH["frailty_k"] for mean in means))
        assert abs(sum(drawn[at] for at in part) - sum(means)) < 3 * spread
    assert sum(drawn[at] for at in order[2400:]) > 1.5 * 0.2 * sum(drawn)
    frailty = [float(unit["frailty"]) for unit in UNITS]
    mean = sum(frailty) / len(frailty)
    variance = sum((value - mean) ** 2 for value in frailty) / len(frailty)
    assert mean == pytest.approx(1, abs=0.05)
    assert variance == pytest.approx(1 / TRUTH["frailty_k"], rel=0.15)


def test_a_poisson_regression_recovers_the_coefficients() -> None:
    kinds = sorted({unit["place_type"] for unit in UNITS} - {"shop"})
    design = np.column_stack(
        [
            np.ones(len(UNITS)),
            [math.log(float(unit["floor_area_m2"]) / 1000) for unit in UNITS],
            [min(60, max(0, 2021 - int(unit["built_year"]))) / 10 for unit in UNITS],
            [int(unit["storeys"]) - 1 for unit in UNITS],
            *([float(unit["place_type"] == kind) for unit in UNITS] for kind in kinds),
        ]
    )
    exposure = np.array([float(unit["exposure_years"]) for unit in UNITS])
    drawn = np.array([int(unit["fires"]) for unit in UNITS])
    # a faint ridge on the place types keeps those without any fire finite
    ridge = np.diag([0.0] * 4 + [0.1] * len(kinds))
    beta = np.zeros(design.shape[1])
    beta[0] = math.log(drawn.sum() / exposure.sum())
    for _ in range(50):
        mean = exposure * np.exp(design @ beta)
        information = design.T @ (design * mean[:, None]) + ridge
        beta = beta + np.linalg.solve(information, design.T @ (drawn - mean) - ridge @ beta)
    inverse = np.linalg.inv(information)
    scatter = design * (drawn - mean)[:, None]
    errors = np.sqrt(np.diag(inverse @ (scatter.T @ scatter) @ inverse))
    truth = [TRUTH["coefficients"][name] for name in ("intercept", "log_floor_area", "building_age_10y", "storey")]
    assert (np.abs(beta[:4] - truth) < 3 * errors[:4]).all(), (beta[:4], errors[:4])
    assert errors[1] < 0.15
