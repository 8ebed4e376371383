"""Closed word lists of plan targets, with the words users read."""

from __future__ import annotations

from enum import StrEnum

from riskkit.terms import Label


class Kind(StrEnum):
    """What sort of figure a target is about.

    Only ``events`` and ``rate`` are outcomes of chance (fires, deaths of one year); ``stock`` and ``cumulative`` are
    things that somebody built, so no interval belongs to them; a ``share`` has one where it rests on a sample.
    """

    STOCK = "stock"
    CUMULATIVE = "cumulative"
    SHARE = "share"
    RATE = "rate"
    EVENTS = "events"
    MILESTONE = "milestone"

    @property
    def is_yearly(self) -> bool:
        """Whether the figure belongs to a whole year and starts from nothing in the next."""
        return self in (Kind.RATE, Kind.EVENTS)


class Direction(StrEnum):
    """What the plan wants of the figure."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EACH_YEAR = "each_year"
    DONE = "done"


class Comparator(StrEnum):
    """How the figure is compared with the target; on the limit itself only ``ge`` and ``le`` are met."""

    GE = "ge"
    GT = "gt"
    LE = "le"
    LT = "lt"

    @property
    def wants_more(self) -> bool:
        """Whether a larger figure is better."""
        return self in (Comparator.GE, Comparator.GT)


class Verdict(StrEnum):
    """达标, 按期, 滞后, 不可判."""

    MET = "met"
    ON_SCHEDULE = "on_schedule"
    BEHIND = "behind"
    UNDECIDED = "undecided"


KIND_LABELS: dict[Kind, Label] = {
    Kind.STOCK: Label("保有量", "number in place"),
    Kind.CUMULATIVE: Label("累计新增", "number added"),
    Kind.SHARE: Label("比例", "share"),
    Kind.RATE: Label("率", "rate"),
    Kind.EVENTS: Label("年度事件数", "events in a year"),
    Kind.MILESTONE: Label("事项", "milestone"),
}
DIRECTION_LABELS: dict[Direction, Label] = {
    Direction.AT_LEAST: Label("至少", "at least"),
    Direction.AT_MOST: Label("至多", "at most"),
    Direction.EACH_YEAR: Label("每年新增", "added each year"),
    Direction.DONE: Label("完成", "to be done"),
}
COMPARATOR_SIGNS: dict[Comparator, str] = {
    Comparator.GE: "≥",
    Comparator.GT: ">",
    Comparator.LE: "≤",
    Comparator.LT: "<",
}
VERDICT_LABELS: dict[Verdict, Label] = {
    Verdict.MET: Label("达标", "met"),
    Verdict.ON_SCHEDULE: Label("按期", "on schedule"),
    Verdict.BEHIND: Label("滞后", "behind"),
    Verdict.UNDECIDED: Label("不可判", "cannot be told"),
}
DEFAULT_COMPARATOR: dict[Direction, Comparator] = {
    Direction.AT_LEAST: Comparator.GE,
    Direction.AT_MOST: Comparator.LE,
    Direction.EACH_YEAR: Comparator.GE,
    Direction.DONE: Comparator.GE,
}
