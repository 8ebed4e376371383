"""A target as a plan publishes it, a figure as a city reports it, and where the two stand on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from riskkit.targets.kinds import Comparator, Direction, Kind, Verdict
from riskkit.terms import Label


@dataclass(frozen=True)
class Target:
    """One published target. Shares are 0..1, rates per 100,000 people a year, everything else as counted.

    ``value`` is None where the plan compares with something else (``compared_with``: the national mean).
    ``instalments`` are (year, amount): the amount to add in that year for ``cumulative``, the level to reach by its
    end otherwise. ``due_assumed`` says that the plan names a year only and 31 December is taken; ``year_assumed``
    that it names no year either. ``lacks`` names what the row does not say, so that nothing can be judged.
    """

    id: str
    city: str
    area: str
    label: Label
    direction: Direction | None
    kind: Kind | None
    comparator: Comparator
    value: float | None
    uom: str
    starts_on: date | None
    due_on: date | None
    due_assumed: bool = True
    year_assumed: bool = False
    base: float | None = None
    base_year: int | None = None
    instalments: tuple[tuple[int, float], ...] = ()
    population: float | None = None
    compared_with: str = ""
    plan_id: str = ""
    document: str = ""
    document_number: str = ""
    place: str = ""
    note: str = ""
    lacks: tuple[str, ...] = ()
    row: int = 0


@dataclass(frozen=True)
class Actual:
    """One reported figure that could be read: of a whole ``year``, or as on ``day``.

    ``day`` is the last day of the year (or the day of the report in a year that is not over). ``value`` is in the
    target's measure; ``in_year`` says that it counts what was added in the year only.
    """

    target_id: str
    day: date
    year: int | None
    value: float
    in_year: bool = False
    events: int | None = None
    population: float | None = None
    denominator: int | None = None
    is_sample: bool | None = None
    reference: float | None = None
    row: int = 0


@dataclass(frozen=True)
class Figure:
    """What is known of a target on one day; ``value`` is None where the reports contradict one another.

    ``at_least`` says that a year before is missing from the sum, so that the true figure may be larger.
    """

    day: date
    value: float | None
    at_least: bool = False
    actual: Actual | None = None


@dataclass(frozen=True)
class Chance:
    """What chance does to a figure that is a count: its interval and the probabilities if the truth were the target.

    ``low`` and ``high`` are in the target's measure. ``worse``: to see this or worse; ``better``: this or better;
    ``miss``: to miss the target by luck alone.
    """

    low: float
    high: float
    worse: float
    better: float
    miss: float
    spans: bool
    decides: bool


@dataclass(frozen=True)
class YearLine:
    """One published instalment beside what was reported for its year."""

    year: int
    planned: float
    planned_total: float
    actual: float | None
    actual_total: float | None
    is_met: bool | None


@dataclass(frozen=True)
class Standing:
    """Where a target stands on a day, and why."""

    target: Target
    verdict: Verdict
    reason: str
    figure: Figure | None = None
    goal: float | None = None
    figure_met: bool | None = None
    base: float | None = None
    time_share: float | None = None
    progress_share: float | None = None
    required: float | None = None
    needed_per_year: float | None = None
    chance: Chance | None = None
    years: tuple[YearLine, ...] = field(default=())
