"""Make fire_rates_reference.json with statsmodels and scipy: exact intervals of counts and of the ratio of two counts.

    python tests/reference/make_fire_rates_reference.py

statsmodels gives the exact central interval of a Poisson rate; scipy the Clopper-Pearson interval and the exact test of
the share of events that fall into the later period, from which the ratio of the rates follows.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

from scipy.stats import binom, binomtest
from statsmodels.stats.rates import confint_poisson

COUNTS = [0, 1, 2, 3, 5, 10, 16, 57, 1183, 25_000]
COVERAGES = [0.90, 0.95, 0.99]
# later count, later exposure, earlier count, earlier exposure
PAIRS = [
    (11, 800.0, 21, 3011.0),
    (4, 1.0, 12, 1.0),
    (0, 2.3, 3, 2.2),
    (3, 1.0, 0, 1.0),
    (1987, 1.0, 2087, 1.0),
    (1, 1.0, 1, 3.0),
]


def interval(count: int, coverage: float) -> dict[str, float]:
    low, high = confint_poisson(count, 1.0, method="exact-c", alpha=1 - coverage)
    return {"count": count, "coverage": coverage, "low": 0.0 if count == 0 else float(low), "high": float(high)}


def ratio(later: int, t_later: float, earlier: int, t_earlier: float) -> dict[str, float | None]:
    total, share = later + earlier, t_later / (t_later + t_earlier)
    ends = binomtest(later, total, share).proportion_ci(0.95, method="exact")
    scale = t_earlier / t_later
    p = min(1.0, 2 * min(binom.cdf(later, total, share), binom.sf(later - 1, total, share)))
    return {
        "later": later,
        "later_exposure": t_later,
        "earlier": earlier,
        "earlier_exposure": t_earlier,
        "low": float(ends.low / (1 - ends.low) * scale),
        "high": float(ends.high / (1 - ends.high) * scale) if earlier else None,
        "p_value": float(p),
    }


def main() -> None:
    reference = {
        "versions": {name: version(name) for name in ("scipy", "statsmodels")},
        "intervals": [interval(count, coverage) for count in COUNTS for coverage in COVERAGES],
        "ratios": [ratio(*pair) for pair in PAIRS],
    }
    target = Path(__file__).with_name("fire_rates_reference.json")
    target.write_text(json.dumps(reference, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
