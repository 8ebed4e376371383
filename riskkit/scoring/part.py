"""What a scored block of subjects is before bonus, vetoes and grades."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from riskkit.scoring.aggregate import Ints
from riskkit.scoring.columns import Bools, Floats


@dataclass(frozen=True)
class Reasons:
    """The reasons kept for each subject, shapes (n, k), the largest contribution first.

    ``leaf`` is the position in ``rulebook.leaves``; ``amount`` the contribution in ten-thousandths of a point.
    """

    leaf: NDArray[np.int16]
    amount: Ints
    value: Floats
    points: Floats
    weight: Floats
    state: NDArray[np.int8]


@dataclass(frozen=True)
class Part:
    """One scored block, arrays of shape (n,): risks unpublished, ``criteria`` one array a first-level criterion.

    ``fuzzy``: membership vectors, shape (n, levels); no level where the rulebook has no fuzzy evaluation.
    """

    risk: Floats
    low: Floats
    high: Floats
    unobserved: Floats
    applicable: Bools
    refused: Bools
    criteria: list[Floats]
    fuzzy: Floats
    reasons: Reasons
