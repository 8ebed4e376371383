"""How far a target is: the share of the way from base to target beside the share of the time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from riskkit.targets.kinds import Comparator

DAYS_A_YEAR = 365.25
# decimals of a csv are not exact in binary: 0.07 read from "7%" must equal 0.07
EQUAL = 1e-9


def meets(value: float, limit: float, comparator: Comparator) -> bool:
    """Whether ``value`` is on the wanted side of ``limit``; on the limit itself only ≥ and ≤ are met.

    >>> meets(0.047, 0.047, Comparator.LT), meets(0.047, 0.047, Comparator.LE), meets(0.9, 0.9, Comparator.GE)
    (False, True, True)
    """
    equal = math.isclose(value, limit, rel_tol=EQUAL, abs_tol=1e-12)
    if comparator in (Comparator.GE, Comparator.LE) and equal:
        return True
    return not equal and (value > limit) == comparator.wants_more


def way_share(base: float, goal: float, value: float) -> float | None:
    """The share of the way from ``base`` to ``goal`` that ``value`` has gone: below 0 backwards, above 1 beyond.

    Direction needs no flag: a fall from 10 to 5 is the way of a target below the base. None where base and goal are
    the same, so that there is no way to go.

    >>> way_share(0, 1200, 300), way_share(10.0, 5.0, 7.5), way_share(1.0, 1.0, 0.9)
    (0.25, 0.5, None)
    """
    if math.isclose(base, goal, rel_tol=EQUAL, abs_tol=1e-12):
        return None
    return (value - base) / (goal - base)


def time_share(starts_on: date, due_on: date, day: date) -> float:
    """The share of the time from ``starts_on`` to ``due_on`` that has gone on ``day``, 0..1.

    >>> time_share(date(2021, 1, 1), date(2025, 1, 1), date(2023, 1, 1)).__round__(3)
    0.5
    """
    whole = (due_on - starts_on).days
    gone = (day - starts_on).days
    if whole <= 0:
        return 1.0 if gone >= 0 else 0.0
    return min(max(gone / whole, 0.0), 1.0)


Path = Sequence[tuple[date, float]]


def path_of(
    base: float | None,
    starts_on: date | None,
    due_on: date,
    goal: float,
    instalments: Sequence[tuple[int, float]],
    *,
    adds: bool,
) -> list[tuple[date, float]]:
    """The days by which the plan wants which level: published instalments, or the straight line from base to goal.

    An instalment is due on 31 December of its year; with ``adds`` the amounts add up. A base that is not known
    leaves out the first point. Between the points the path is straight, which is a project default.

    >>> path_of(0.0, date(2021, 1, 1), date(2022, 12, 31), 30.0, [(2021, 10.0), (2022, 20.0)], adds=True)[1:]
    [(datetime.date(2021, 12, 31), 10.0), (datetime.date(2022, 12, 31), 30.0)]
    """
    points = [] if base is None or starts_on is None else [(starts_on, base)]
    reached = (base or 0.0) if adds else 0.0
    for year, amount in sorted(instalments):
        reached = reached + amount if adds else amount
        points.append((date(year, 12, 31), reached))
    if not instalments:
        points.append((due_on, goal))
    return sorted(dict(points).items())


def level_on(path: Path, day: date) -> float | None:
    """The level that the path wants on ``day``; None before its first point or where it is one point in the future.

    >>> level_on([(date(2021, 1, 1), 0.0), (date(2021, 1, 11), 10.0)], date(2021, 1, 4))
    3.0
    >>> level_on([(date(2025, 12, 31), 1.0)], date(2023, 1, 1)) is None
    True
    """
    before = [point for point in path if point[0] <= day]
    after = [point for point in path if point[0] > day]
    if not before:
        return None
    (first, low), (last, high) = before[-1], (after[0] if after else before[-1])
    if first == last:
        return low
    return low + (high - low) * (day - first).days / (last - first).days


def needed_per_year(value: float, goal: float, day: date, due_on: date) -> float | None:
    """How much a year the rest of the way needs from ``day`` on; None when the time is up.

    >>> round(needed_per_year(751, 1200, date(2023, 12, 31), date(2025, 12, 31)))
    224
    """
    left = (due_on - day).days / DAYS_A_YEAR
    return (goal - value) / left if left > 0 else None
