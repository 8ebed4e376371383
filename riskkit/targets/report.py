"""The report on a set of targets: one table, the instalments year by year, findings, and what it rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from riskkit.inputs import Source
from riskkit.records import TARGET_YEARS, TARGETS
from riskkit.targets.kinds import Verdict
from riskkit.targets.said import due_text, goal_text, in_uom, interval_text, luck_of, luck_text, reason_text
from riskkit.targets.shapes import Standing
from riskkit.terms import Lang, Severity
from riskkit.version import VERSION

if TYPE_CHECKING:
    import pandas as pd

DTYPES: dict[str, type[pl.DataType]] = {
    "str": pl.String,
    "int": pl.Int64,
    "float": pl.Float64,
    "bool": pl.Boolean,
    "date": pl.Date,
}


@dataclass(frozen=True)
class BaseTotal:
    """A published total of an earlier period, shown beside the targets and compared with nothing."""

    city: str
    period: str
    indicator: str
    value: str
    uom: str
    note: str


@dataclass(frozen=True, repr=False)
class TargetReport:
    """Where every target stands on ``as_of``.

    ``findings`` and ``set_aside`` as in riskkit.records; ``rows_read`` and ``rows_used`` are those of the actuals.
    """

    as_of: date
    lang: Lang
    standings: tuple[Standing, ...]
    findings: pl.DataFrame
    set_aside: pl.DataFrame
    sources: tuple[Source, ...]
    rows_read: int
    rows_used: int
    base_totals: tuple[BaseTotal, ...] = ()
    notice: str = ""
    version: str = field(default=VERSION)

    @property
    def frame(self) -> pl.DataFrame:
        """One row a target, the columns of records.TARGETS."""
        schema = {column.name: DTYPES[column.dtype] for column in TARGETS}
        return pl.DataFrame([_row(standing, self.lang) for standing in self.standings], schema=schema)

    @property
    def table(self) -> pd.DataFrame:
        """One row a target as a pandas DataFrame: verdict, reason, progress, interval and chances."""
        return self.frame.to_pandas()

    @property
    def years(self) -> pl.DataFrame:
        """One row a target and published instalment, the columns of records.TARGET_YEARS."""
        schema = {column.name: DTYPES[column.dtype] for column in TARGET_YEARS}
        rows = [row for standing in self.standings for row in _year_rows(standing, self.lang)]
        return pl.DataFrame(rows, schema=schema)

    @property
    def fingerprint(self) -> str:
        """The digest of what makes the same bytes: version, day, language, notice, both tables."""
        parts = [self.version, self.as_of.isoformat(), self.lang, self.notice, *(s.sha256 for s in self.sources)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @property
    def has_figures(self) -> bool:
        """Whether any figure of the actuals was used."""
        return self.rows_used > 0

    def verdicts(self) -> dict[str, int]:
        """How many targets have each verdict, in the order of Verdict."""
        given = [standing.verdict for standing in self.standings]
        return {verdict.value: given.count(verdict) for verdict in Verdict}

    def cities(self) -> list[tuple[str, list[Standing]]]:
        """The targets city by city, in the order of the table."""
        names = dict.fromkeys(standing.target.city for standing in self.standings)
        return [(name, [s for s in self.standings if s.target.city == name]) for name in names]

    def has_problems(self) -> bool:
        """Whether anything worse than a note was found."""
        return bool((self.findings.get_column("severity") != Severity.NOTE.value).any())

    def __repr__(self) -> str:
        said = ", ".join(f"{name} {count}" for name, count in self.verdicts().items())
        return f"TargetReport({self.as_of}, {len(self.standings)} targets: {said})"


def _row(standing: Standing, lang: Lang) -> dict[str, Any]:
    target, figure, chance = standing.target, standing.figure, standing.chance
    value = figure.value if figure else None
    actual = figure.actual if figure else None
    return {
        "target_id": target.id,
        "city": target.city or None,
        "area": target.area or None,
        "indicator": target.label.of(lang),
        "target_direction": target.direction.value if target.direction else None,
        "target_kind": target.kind.value if target.kind else None,
        "goal_text": goal_text(target, standing.goal, lang) or None,
        "goal": in_uom(standing.goal, target),
        "uom": target.uom or None,
        "base": in_uom(standing.base, target),
        "starts_on": target.starts_on,
        "due_on": target.due_on,
        "due_basis": due_text(target, lang) or None,
        "figure_on": figure.day if figure else None,
        "figure": in_uom(value, target),
        "figure_met": standing.figure_met,
        "verdict": standing.verdict.value,
        "reason": reason_text(standing, lang),
        "time_share": standing.time_share,
        "progress_share": standing.progress_share,
        "required": in_uom(standing.required, target),
        "needed_per_year": in_uom(standing.needed_per_year, target),
        "events": actual.events if actual else None,
        "low": in_uom(chance.low, target) if chance else None,
        "high": in_uom(chance.high, target) if chance else None,
        "interval": interval_text(standing, lang) or None,
        "luck": luck_of(standing),
        "luck_worse": chance.worse if chance else None,
        "luck_better": chance.better if chance else None,
        "luck_miss": chance.miss if chance else None,
        "luck_text": luck_text(standing, lang) or None,
        "document": target.document or None,
        "document_number": target.document_number or None,
        "place": target.place or None,
        "note": target.note or None,
        "target_row": target.row or None,
        "figure_row": actual.row if actual else None,
    }


def _year_rows(standing: Standing, lang: Lang) -> Sequence[dict[str, Any]]:
    target = standing.target
    return [
        {
            "target_id": target.id,
            "city": target.city or None,
            "area": target.area or None,
            "indicator": target.label.of(lang),
            "uom": target.uom or None,
            "year": line.year,
            "planned": in_uom(line.planned, target),
            "planned_total": in_uom(line.planned_total, target),
            "actual": in_uom(line.actual, target),
            "actual_total": in_uom(line.actual_total, target),
            "is_met": line.is_met,
        }
        for line in standing.years
    ]
