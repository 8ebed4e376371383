"""A small simulated city with known truth; synthetic, made here from a seed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

TRUE_RATE = {"home": 0.01, "shop": 0.03, "factory": 0.08}
TRUE_AREA_POWER = 0.5
TRUE_DISPERSION = 1.0


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    """What the city was made from."""
    return {"rate": TRUE_RATE, "area_power": TRUE_AREA_POWER, "dispersion": TRUE_DISPERSION}


@pytest.fixture(scope="session")
def city() -> tuple[pd.DataFrame, pd.DataFrame, pd.Series]:
    """Features by subject_id, history of five years, and every subject's true rate (synthetic)."""
    rng = np.random.default_rng(7)
    subjects = 2000
    ids = pd.Index([f"u{number:04d}" for number in range(subjects)], name="subject_id")
    use = rng.choice(list(TRUE_RATE), subjects, p=[0.6, 0.3, 0.1])
    log_area = rng.normal(0.0, 1.0, subjects)
    like = np.array([TRUE_RATE[kind] for kind in use]) * np.exp(TRUE_AREA_POWER * log_area)
    rate = like * rng.gamma(1 / TRUE_DISPERSION, TRUE_DISPERSION, subjects)
    features = pd.DataFrame({"use": use, "area_m2": 300 * np.exp(log_area)}, index=ids)
    years = np.arange(2019, 2024)
    exposure = rng.choice([1.0, 0.5], (subjects, 5), p=[0.9, 0.1])
    history = pd.DataFrame(
        {
            "subject_id": np.repeat(ids.to_numpy(), 5),
            "period": np.tile(years, subjects),
            "fires": rng.poisson(rate[:, None] * exposure).ravel(),
            "exposure_years": exposure.ravel(),
        }
    )
    return features, history, pd.Series(rate, index=ids)
