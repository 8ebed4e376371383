import numpy as np
import pandas as pd
import pytest

from riskkit.errors import RiskkitError
from riskkit.models.count_glm import coefficient_table, fit_poisson, pattern_codes
from riskkit.models.design import learn_design


@pytest.fixture
def rows():
    rng = np.random.default_rng(3)
    matrix = np.column_stack([rng.integers(0, 2, 4000), rng.integers(-1, 2, 4000)]).astype(float)
    exposure = rng.uniform(0.2, 1.0, 4000)
    fires = rng.poisson(exposure * np.exp(-2.0 + 0.7 * matrix[:, 0] - 0.3 * matrix[:, 1])).astype(float)
    return matrix, fires, exposure


def test_an_offset_equals_a_weighted_rate(rows):
    """Two libraries, two forms of one likelihood: counts with an offset, rates weighted by exposure."""
    from sklearn.linear_model import PoissonRegressor

    matrix, fires, exposure = rows
    ours = fit_poisson(matrix, fires, exposure, ridge=0.0)
    theirs = PoissonRegressor(alpha=0.0, solver="newton-cholesky", tol=1e-10)
    theirs.fit(matrix, fires / exposure, sample_weight=exposure)
    assert ours.coefficients == pytest.approx(theirs.coef_, abs=1e-5)
    assert ours.intercept == pytest.approx(theirs.intercept_, abs=1e-5)


def test_standard_errors_are_those_of_statsmodels(rows):
    import statsmodels.api as sm

    matrix, fires, exposure = rows
    theirs = sm.GLM(fires, sm.add_constant(matrix), family=sm.families.Poisson(), exposure=exposure).fit()
    ours = coefficient_table(fit_poisson(matrix, fires, exposure, ridge=0.0), ["a", "b"])
    assert ours["standard_error"].to_numpy() == pytest.approx(theirs.bse, rel=1e-6)
    assert ours.loc["a", "rate_ratio"] == pytest.approx(np.exp(theirs.params[1]))


@pytest.mark.parametrize("ridge", [0.0, 5.0])
def test_predicted_sum_equals_observed_sum(rows, ridge):
    matrix, fires, exposure = rows
    fit = fit_poisson(matrix, fires, exposure, ridge=ridge)
    assert exposure @ fit.rates(matrix) == pytest.approx(fires.sum(), rel=1e-9)


@pytest.mark.parametrize("ridge", [0.0, 5.0])
def test_summing_by_pattern_changes_nothing(rows, ridge):
    matrix, fires, exposure = rows
    codes, first = pattern_codes(pd.DataFrame(matrix))
    assert len(first) == 6
    sums = [np.bincount(codes, values) for values in (fires, exposure)]
    by_row = fit_poisson(matrix, fires, exposure, ridge=ridge)
    by_pattern = fit_poisson(matrix[first], *sums, ridge=ridge)
    assert by_pattern.coefficients == pytest.approx(by_row.coefficients, abs=1e-9)
    assert by_pattern.covariance == pytest.approx(by_row.covariance, abs=1e-9)


def test_ridge_is_the_precision_of_a_normal_prior(rows):
    """The penalised optimum: score of the likelihood = ridge × coefficient."""
    matrix, fires, exposure = rows
    fit = fit_poisson(matrix, fires, exposure, ridge=40.0)
    assert matrix.T @ (fires - exposure * fit.rates(matrix)) == pytest.approx(40.0 * fit.coefficients, abs=1e-6)


@pytest.mark.parametrize("ridge", [0.0, 1.0])
def test_a_level_without_fire_stays_finite_and_low(ridge):
    features = pd.DataFrame({"use": ["shop"] * 200 + ["home"] * 200 + ["park"] * 200})
    fires = np.r_[np.ones(40), np.zeros(160), np.ones(10), np.zeros(190), np.zeros(200)]
    design = learn_design(features, fires, np.ones(600), category=["use"])
    assert [(f.code, f.column, f.value) for f in design.findings()] == [("FREQ-06", "use", "park")]
    matrix = design.encode(features)
    flags = {"reference": design.is_column(empty=False), "empty": design.is_column(empty=True)}
    fit = fit_poisson(matrix, fires, np.ones(600), ridge=ridge, **flags)
    rates = fit.rates(matrix)[[0, 200, 400]]
    assert np.isfinite(rates).all()
    assert 0 < rates[2] < rates[1] < rates[0]
    assert fit.rates(matrix).sum() == pytest.approx(50.0)


def test_a_missing_number_without_fire_stays_finite():
    features = pd.DataFrame({"area": [1.0, 2.0, 3.0, np.nan] * 50})
    fires = np.tile([1.0, 0.0, 1.0, 0.0], 50)
    design = learn_design(features, fires, np.ones(200), numeric=["area"])
    flags = {"reference": design.is_column(empty=False), "empty": design.is_column(empty=True)}
    fit = fit_poisson(design.encode(features), fires, np.ones(200), ridge=0.0, **flags)
    assert np.isfinite(fit.rates(design.encode(features))).all()
    assert [f.value for f in design.findings()] == ["(missing)"]


@pytest.mark.parametrize(("fires", "code"), [([0.0, 0.0], "FREQ-02"), ([0.0, np.nan], "FREQ-02")])
def test_fits_that_cannot_be(fires, code):
    with pytest.raises(RiskkitError) as caught:
        fit_poisson(np.array([[0.0], [1.0]]), np.array(fires), np.ones(2), ridge=1.0)
    assert caught.value.code == code


def test_separated_data_without_ridge_are_refused():
    """All fires on one side of a number: the maximum lies at infinity."""
    matrix = np.linspace(-1, 1, 40)[:, None]
    with pytest.raises(RiskkitError) as caught:
        fit_poisson(matrix, (matrix[:, 0] == 1.0) * 1.0, np.ones(40), ridge=0.0)
    assert caught.value.code == "FREQ-05"


def test_patterns_hold_missing_values_together():
    codes, first = pattern_codes(pd.DataFrame({"a": [np.nan, 1.0, np.nan], "b": ["x", None, "x"]}))
    assert codes.tolist() == [0, 1, 0]
    assert first.tolist() == [0, 1]
