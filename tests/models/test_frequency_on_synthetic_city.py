"""The estimator on the synthetic city's clean columns: its stated truth must come back."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from riskkit.models.frequency import FireFrequency

CITY = Path(__file__).parents[2] / "datasets" / "synthetic_city"
TRUTH = json.loads((CITY / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def units() -> pd.DataFrame:
    return pd.read_csv(CITY / "truth_units.csv", index_col="subject_id").query("exposure_years > 0")


def _fit(units: pd.DataFrame, ridge: float) -> FireFrequency:
    model = FireFrequency(
        log=["floor_area_m2"], numeric=["built_year", "storeys"], category=["place_type"], ridge=ridge
    )
    return model.fit(units, units["fires"], exposure=units["exposure_years"], subject_id=units.index)


def test_the_area_coefficient_is_the_stated_one(units):
    model = _fit(units, 0.0)
    area = model.design_.codes[2]
    assert area.name == "floor_area_m2"
    row = model.coefficients().loc["floor_area_m2"]
    assert abs(row["coefficient"] / area.scale - TRUTH["coefficients"]["log_floor_area"]) < 3 * (
        row["standard_error"] / area.scale
    )


def test_estimates_follow_the_true_rates(units):
    table = _fit(units, 3.0).predict_table(units)
    true = units["true_fires_per_year"]
    assert table["class_fires_per_year"].corr(true, method="spearman") > 0.85
    assert table["fires_per_year"].sum() == pytest.approx(true.sum(), rel=0.1)


def test_the_own_record_leans_toward_the_true_frailty(units):
    """true_fires_per_year leaves the frailty out; rate × frailty is what the own record informs about."""
    table = _fit(units, 3.0).predict_table(units)
    whole = units["true_fires_per_year"] * units["frailty"]
    assert ((table["fires_per_year"] - whole) ** 2).mean() < ((table["class_fires_per_year"] - whole) ** 2).mean()
    covered = ((table["fires_low"] <= whole) & (whole <= table["fires_high"])).mean()
    assert 0.85 < covered < 0.95


def test_category_and_nullable_columns_give_the_same_model(units):
    plain = _fit(units, 3.0)
    other = units.assign(place_type=units["place_type"].astype("category"), storeys=units["storeys"].astype("Int64"))
    assert np.array_equal(_fit(other, 3.0).predict(other), plain.predict(units))
