"""The shapes of the rule files about fires: fire_severity.yaml and statistical_scopes.yaml.

Which fire is how severe is dated data like every other rule; which figures may stand in one series is dated too.
What one file alone cannot know is checked in riskkit/indicators/lint/fire_rules.py.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from riskkit.indicators.rule_file import Block, FieldsFile, Reference, Shape, Text

# the criteria a fire is graded by, in the order that the tables print them
CRITERIA = ("deaths", "serious_injuries", "direct_loss_cny")


class SeverityCriteria(Shape):
    """Lower limits of one grade: any one that is reached suffices, the limit itself included (以上)."""

    deaths: int | None = None
    serious_injuries: int | None = None
    direct_loss_cny: float | None = None


class SeverityGrade(Shape):
    """One grade; the mildest has no ``at_least`` and holds every other fire."""

    code: str
    label: Text
    at_least: SeverityCriteria | None = None


class SlightFire(Shape):
    """A fire that hurt nobody and whose loss is below a limit (以下, the limit excluded); inside the mildest grade."""

    code: str
    label: Text
    direct_loss_cny_below: float


class DeathWindow(Shape):
    """Within how many days of the fire a death counts, and the text that says so."""

    days: int
    reference: Reference


class OpenCriterion(Shape):
    """A criterion that the rule has and whose limits were not seen: grades may be too mild by it."""

    field: str
    label: Text
    note: Text


class SeverityBlock(Block):
    """One dated table of grades, worst first."""

    death_window: DeathWindow
    grades: list[SeverityGrade]
    slight: SlightFire | None = None
    not_known: list[OpenCriterion] = []


class SeverityFile(Shape):
    """fire_severity.yaml: the tables of grades by the day they come into force."""

    id: str
    label: Text
    in_force: dict[date, SeverityBlock | Literal["expected"]]


class StatisticalScope(Block):
    """Figures counted alike: from its first to its last day (both included); ``changed`` says what differs from before.

    ``words`` are the ways in which extracts write it; a word of several scopes is settled by the day of the fire.
    """

    label: Text
    from_: date = Field(alias="from")
    until: date | None = None
    changed: Text
    words: list[str] = []


class StatisticalSeries(Shape):
    """A series of figures and the scopes it runs through, oldest first."""

    label: Text
    scopes: list[str]
    note: Text | None = None


class ScopesFile(Shape):
    """statistical_scopes.yaml: the scopes by id, and which series runs through which."""

    scopes: dict[str, StatisticalScope]
    series: dict[str, StatisticalSeries]


FIRE_RULE_FILES: dict[str, type[Shape]] = {
    "fire_severity.yaml": SeverityFile,
    "statistical_scopes.yaml": ScopesFile,
    "fire_statistics.yaml": FieldsFile,
    "population.yaml": FieldsFile,
}
