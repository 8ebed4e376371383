"""The shape of an explanation: what a page about one subject shows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from riskkit.terms import Label, Level


@dataclass(frozen=True)
class Reason:
    """One row of the additive table: the published contributions of all reasons sum to the risk score.

    ``kind`` is indicator, bonus (negative contribution) or veto (a veto that sets the score).
    """

    indicator: str
    label: Label
    criterion: Label
    kind: Literal["indicator", "bonus", "veto"]
    state: str
    value: str
    points: float | None
    full_points: float
    weight: float
    contribution: float
    clause: str
    basis: str
    remedy: Label | None


@dataclass(frozen=True)
class VetoLine:
    """One veto and whether it is met, not met or cannot be decided from what is known."""

    id: str
    label: Label
    kind: str
    clause: str
    basis: str
    outcome: Label
    outcome_basis: str
    state: Literal["met", "not_met", "undecided"]
    remedy: Label | None


@dataclass(frozen=True)
class Mend:
    """A mend, by how much exactly it lowers the risk score, and the grade after it alone."""

    label: Label
    remedy: Label
    lowers_by: float
    risk_score_after: float
    grade_after: str


@dataclass(frozen=True)
class GradeLine:
    """One grade of the scale, for the legend; ``interval`` is printed as the source writes it, on ``score``."""

    code: str
    label: Label
    interval: str
    colour: str


@dataclass(frozen=True)
class Frequency:
    """The frequency estimate shown beside the grade; it never changes the grade."""

    fires_per_year: float
    fires_low: float
    fires_high: float
    times_mean: float
    factors: list[tuple[Label, float]] = field(default_factory=list)


@dataclass(frozen=True)
class OverrideLine:
    """A grade that a person set: the computed one and what decided it (a GradeBy value), why, who, when."""

    grade_before: GradeLine
    decided_by: str
    reason: str
    approver: str
    decided_on: date


@dataclass(frozen=True)
class CreditLine:
    """A credit record that reaches no score (``use``: a CreditUse value) and the text that keeps it out."""

    recorded_on: date | None
    level: str | None
    document: str | None
    authority: str | None
    use: str
    publicity_until: date | None
    repaired_on: date | None
    clause: str | None
    basis: str


@dataclass(frozen=True)
class DangerLine:
    """One hidden danger: how often (None: unknown, counted as found), and the points it takes off alone."""

    indicator: str
    label: str
    times: float | None
    points_off: float
    remedy: str


@dataclass(frozen=True)
class FuzzyLine:
    """The fuzzy evaluation beside the weighted score: membership in each grade (best first), the grade of the largest
    one, the defuzzified score, whether that grade ``differs`` from the one the score gave, and the share of weight that
    was unknown and shared out."""

    vector: list[tuple[GradeLine, float]]
    grade: GradeLine
    score: float
    differs: bool
    unknown_share: float


@dataclass(frozen=True)
class Explanation:
    """Everything a page about one subject shows; measures: points out of 100 (100 worst), fires a year.

    ``grade_range`` is the grade at the best and the worst case of what is unknown (``A～D``, or one code).
    ``notice`` is said before everything else, such as that the data is synthetic. ``override`` where a person set
    ``grade``; ``overridden_below`` how many of its units have such a grade (None: no units were given).
    ``credit_records`` how many records are in use (None: no table of them was given), ``credit_measured`` whether
    the rulebook reads them, ``not_counted`` those that reach no score. ``dangers`` are the defects found;
    ``remarks`` what the rulebook wants said (choices taken, a partial table, a practice); ``order_only`` where the rule
    knows no score and the one shown serves the order inside a grade. ``fuzzy`` where the rulebook has a fuzzy.yaml.
    """

    subject_id: str
    name: str
    level: Level
    as_of: date
    rulebook_id: str
    rulebook_label: Label
    rulebook_digest: str
    rank: int
    subjects: int
    grade: GradeLine
    grade_by: str
    score: float
    risk_score: float
    score_low: float
    score_high: float
    unobserved_share: float
    median_risk_score: float
    place: str
    reasons: list[Reason]
    vetoes: list[VetoLine]
    mends: list[Mend]
    grade_scale: list[GradeLine]
    frequency: Frequency | None
    source: str
    fingerprint: str
    notice: str = ""
    grade_range: str = ""
    override: OverrideLine | None = None
    overridden_below: int | None = None
    credit_records: int | None = None
    credit_measured: bool = False
    not_counted: list[CreditLine] = field(default_factory=list)
    fuzzy: FuzzyLine | None = None
    dangers: list[DangerLine] = field(default_factory=list)
    remarks: list[Label] = field(default_factory=list)
    order_only: bool = False
    by_conditions: bool = False
