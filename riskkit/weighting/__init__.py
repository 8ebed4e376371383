"""Weights: from judgements (AHP) and from the spread of the values (entropy, CRITIC, standard deviation).

Pure numpy, no rules and no disk: docs/decisions/0003-weighting-below-rules.md says why it stands below the rules.
"""

from __future__ import annotations

from riskkit.weighting.ahp import AhpResult, ahp_weights
from riskkit.weighting.checks import check_weights
from riskkit.weighting.combine import combine, global_weights
from riskkit.weighting.objective import (
    ObjectiveResult,
    critic_weights,
    entropy_weights,
    standard_deviation_weights,
)
from riskkit.weighting.ranking import topsis, weighted_sum

__all__ = [
    "AhpResult",
    "ObjectiveResult",
    "ahp_weights",
    "check_weights",
    "combine",
    "critic_weights",
    "entropy_weights",
    "global_weights",
    "standard_deviation_weights",
    "topsis",
    "weighted_sum",
]
