"""The Poisson regression's factors against shap's own linear explainer: log factors are SHAP values.

shap.LinearExplainer with a background of one row at the exposure-weighted mean gives, for a linear predictor,
coefficient × (x − mean): what FireFrequency.factors says in words. The reference is computed by shap, not stored.
"""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd

from riskkit.models.frequency import FireFrequency


def test_log_factors_equal_shap_values_row_by_row() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what shap's imports say is not ours
        import shap
    rng = np.random.default_rng(3)
    features = pd.DataFrame(
        {"area": rng.lognormal(6, 1, 400), "year": rng.integers(1950, 2020, 400), "use": rng.choice(["a", "b"], 400)}
    )
    fires = rng.poisson(0.2 * (features["area"] / 400) ** 0.5)
    model = FireFrequency(log=["area"], numeric=["year"], category=["use"], ridge=1.0)
    model.fit(features, fires, exposure=np.ones(400), subject_id=features.index, period=np.ones(400))
    matrix, means = model.design_.encode(features), model.design_.means
    explainer = shap.LinearExplainer((model.glm_.coefficients, model.glm_.intercept), means[None, :])
    by_column = explainer.shap_values(matrix)
    factors = model.factors(features)
    for position, name in enumerate(model.feature_names):
        mine = np.log(factors[name].to_numpy())
        np.testing.assert_allclose(mine, by_column[:, model.design_.owners == position].sum(axis=1), atol=1e-9)
    product = factors["base_fires_per_year"] * factors[model.feature_names].prod(axis=1) * factors["own_record"]
    np.testing.assert_allclose(product, factors["fires_per_year"], rtol=1e-12)
