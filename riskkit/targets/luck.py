"""What chance alone does to a count: exact Poisson and binomial, no approximation."""

from __future__ import annotations

import math

from riskkit.targets.kinds import Comparator
from riskkit.targets.progress import meets
from riskkit.targets.shapes import Chance

COVERAGE = 0.90  # of every interval, as elsewhere in riskkit; a project default
PER = 100_000.0


def poisson_chance(events: int, target: float, scale: float, comparator: Comparator) -> Chance:
    """The chance of a count of one year against a target, both as ``events / scale``.

    ``scale`` is the population ÷ 100,000 of a rate, 1 of a plain count. Interval: Garwood 1936 (exact), 90 %. If the
    true rate were the target, the count would be Poisson with mean target × scale.

    >>> one = poisson_chance(1, 0.047, 23.0, Comparator.LT)
    >>> round(one.low, 4), round(one.high, 4), one.spans
    (0.0022, 0.2063, True)
    >>> round(one.worse, 3), round(one.better, 3)
    (0.661, 0.706)
    """
    from scipy.stats import poisson

    from riskkit.models.area import exact_interval

    low, high = (float(end) / scale for end in exact_interval(events, COVERAGE))
    mean = target * scale
    at_most, at_least = float(poisson.cdf(events, mean)), float(poisson.sf(events - 1, mean))
    worse, better = (at_most, at_least) if comparator.wants_more else (at_least, at_most)
    miss = miss_chance(mean, target, scale, comparator)
    return Chance(low, high, worse, better, miss, spans(low, high, target, comparator), True)


def miss_chance(mean: float, target: float, scale: float, comparator: Comparator) -> float:
    """The probability that a year's count with true mean ``mean`` misses the target by luck alone.

    A target of 0.047 deaths per 100,000 among 2.3 million people allows one death a year; with a true rate of one
    a year two or more come in 26 % of the years: 1 − 2/e.

    >>> round(miss_chance(1.0, 0.047, 23.0, Comparator.LT), 4)
    0.2642
    """
    from scipy.stats import poisson

    limit = target * scale
    if comparator.wants_more:  # the largest count that is not enough
        worst = math.ceil(limit) if meets(math.floor(limit) / scale, target, comparator) else math.floor(limit)
        while worst >= 0 and meets(worst / scale, target, comparator):
            worst -= 1
        return float(poisson.cdf(worst, mean)) if worst >= 0 else 0.0
    first = max(math.floor(limit) - 1, 0)  # the smallest count that is too many
    while meets(first / scale, target, comparator):
        first += 1
    return float(poisson.sf(first - 1, mean))


def binomial_chance(successes: int, trials: int, target: float, comparator: Comparator, *, is_sample: bool) -> Chance:
    """The chance of a share of ``trials`` against a target share.

    Interval: Clopper-Pearson 1934 (exact), 90 %. ``is_sample`` says that the trials are a random sample; only then
    does the interval decide anything, since a full count has no luck in it.

    >>> chance = binomial_chance(1110, 1200, 0.9, Comparator.GE, is_sample=True)
    >>> round(chance.low, 3), round(chance.high, 3), chance.spans, round(chance.better, 4)
    (0.911, 0.937, False, 0.0016)
    """
    from scipy.stats import beta, binom

    tail = (1.0 - COVERAGE) / 2.0
    low = float(beta.ppf(tail, successes, trials - successes + 1)) if successes else 0.0
    high = float(beta.ppf(1 - tail, successes + 1, trials - successes)) if successes < trials else 1.0
    at_most, at_least = float(binom.cdf(successes, trials, target)), float(binom.sf(successes - 1, trials, target))
    worse, better = (at_most, at_least) if comparator.wants_more else (at_least, at_most)
    miss = _share_missed(trials, target, comparator)
    return Chance(low, high, worse, better, miss, spans(low, high, target, comparator), is_sample)


def _share_missed(trials: int, target: float, comparator: Comparator) -> float:
    from scipy.stats import binom

    near = range(max(math.floor(trials * target) - 1, 0), min(math.ceil(trials * target) + 1, trials) + 1)
    met = [count for count in near if meets(count / trials, target, comparator)]
    if comparator.wants_more:
        return float(binom.cdf(min(met) - 1, trials, target)) if met else 1.0
    return float(binom.sf(max(met), trials, target)) if met else 1.0


def spans(low: float, high: float, target: float, comparator: Comparator) -> bool:
    """Whether an interval has both figures that meet the target and figures that miss it.

    >>> spans(0.02, 0.2, 0.047, Comparator.LT), spans(0.047, 0.2, 0.047, Comparator.LT)
    (True, False)
    """
    return meets(low, target, comparator) != meets(high, target, comparator)
