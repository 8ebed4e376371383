"""Worked examples printed elsewhere, each with its source."""

import numpy as np
import pytest

from riskkit.models.shrinkage import (
    credibility_weight,
    own_record_factor,
    posterior_multiplier,
    shrunk_count,
    shrunk_sd,
)


def test_hauer_2002_road_segment():
    """Hauer, Harwood, Council & Griffith 2002, TRR 1784, example 1: 1.8 km, ADT 4000, 12 accidents in a year."""
    length, per_km = 1.8, 0.0224 * 4000**0.564
    assert per_km == pytest.approx(2.4089, abs=5e-5)
    expected = per_km * length
    assert expected == pytest.approx(4.3359, abs=1e-4)
    k = 1 / (2.05 * length)  # phi is printed per km
    assert credibility_weight(expected, k) == pytest.approx(0.4598, abs=5e-5)
    estimate, error = shrunk_count(12, expected, k), shrunk_sd(12, expected, k)
    assert estimate == pytest.approx(8.4764, abs=1e-3)
    assert error == pytest.approx(2.1399, abs=5e-4)
    assert (estimate / length, error / length) == pytest.approx((4.71, 1.19), abs=5e-3)


def test_highway_safety_manual_form():
    """HSM 2010 eq. A-4, A-5: k = .24, predicted 5 years of 2.0, observed 4, 2, 1, 5, 3."""
    expected, observed, k = 5 * 2.0, 4 + 2 + 1 + 5 + 3, 0.24
    assert credibility_weight(expected, k) == pytest.approx(0.2941176, abs=5e-8)
    assert shrunk_count(observed, expected, k) == pytest.approx(13.5294118, abs=5e-8)
    assert shrunk_sd(observed, expected, k) == pytest.approx(3.0903354, abs=5e-8)


def test_highway_safety_manual_several_sites():
    assert shrunk_count([0, 3, 12], [0.5, 2, 9], 0.24) == pytest.approx([0.44642857, 2.32432432, 11.05063291], abs=5e-9)


def test_linear_bayes_poisson_gamma():
    """Gamma(3, 3) prior, claims 5, 3, 0, 1, 1: z = .625, premium 1.625 (exact credibility)."""
    claims, k = np.array([5, 3, 0, 1, 1]), 1 / 3
    assert 1 - credibility_weight(5 * 1.0, k) == pytest.approx(0.625, abs=1e-12)
    assert own_record_factor(claims.sum(), 5 * 1.0, k) == pytest.approx(1.625, abs=1e-12)
    posterior = posterior_multiplier(claims.sum(), 5 * 1.0, k)
    assert (posterior.shape, posterior.rate) == pytest.approx((13.0, 8.0))
