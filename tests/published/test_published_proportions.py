"""Intervals of shares and of their differences, and maximum membership, as printed in the literature."""

from __future__ import annotations

import numpy as np
import pytest

from riskkit.proportions import share_difference, wilson
from riskkit.scoring.fuzzy import largest_level


# R. G. Newcombe, Statistics in Medicine 1998, 17, 857-872, table I, method 3 (score, no continuity correction), 95 %
@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_printed(count, total, low, high):
    found = wilson([count], [total], 0.95)
    assert (found.low[0], found.high[0]) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


# R. G. Newcombe, Statistics in Medicine 1998, 17, 873-890, table II, method 10, 95 %
@pytest.mark.parametrize(
    ("one", "two", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombes_difference_as_printed(one, two, low, high):
    found = share_difference([one[0]], [one[1]], [two[0]], [two[1]], 0.95)
    assert (found.low[0], found.high[0]) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


# high-rise fire stages, five levels: 较差 and 一般
@pytest.mark.parametrize(
    ("vector", "level"), [((0.10, 0.18, 0.28, 0.30, 0.14), 4), ((0.11, 0.21, 0.31, 0.26, 0.11), 3)]
)
def test_maximum_membership_as_printed(vector, level):
    assert largest_level(np.array([vector]))[0] + 1 == level
