"""What is noticed while fires are counted: fires left out or not graded, people and scopes that are lacking."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from riskkit.errors import Finding
from riskkit.fire_statistics.fires_table import ROW, FiresRead, Population
from riskkit.fire_statistics.periods import Period, nearest_start, period_of
from riskkit.indicators.fire_rules import FireRules
from riskkit.terms import Lang

PERIODS_NAMED = 6


def uncounted(outside: pl.DataFrame, graded: pl.DataFrame, unknown: pl.Series, read: FiresRead) -> Iterator[Finding]:
    """STAT-03 fires outside the days covered, STAT-04 older than every table, STAT-11 with an unknown scope."""
    day = read.header("occurred_on")
    for row, on in outside.select(ROW, "occurred_on").iter_rows():
        yield Finding("STAT-03", row, day, f"{on}")
    for row, on in graded.filter(pl.col("severity_table").is_null()).select(ROW, "occurred_on").iter_rows():
        yield Finding("STAT-04", row, day, f"{on}")
    for row, word in graded.filter(unknown).select(ROW, "statistical_scope").iter_rows():
        yield Finding("STAT-11", row, read.header("statistical_scope"), word)


def open_criteria(graded: pl.DataFrame, rules: FireRules, read: FiresRead) -> Iterator[Finding]:
    """Fires with a value for a criterion whose limits are not entered."""
    for start, block in rules.tables.items():
        for item in block.not_known:
            if item.field in graded.columns:
                touched = graded.filter((pl.col("severity_table") == start) & (pl.col(item.field) > 0))
                for row, value in touched.select(ROW, item.field).iter_rows():
                    yield Finding("STAT-05", row, read.header(item.field), f"{value:g}")


def unpopulated(counted: pl.DataFrame, people: Population | None, per: str) -> Iterator[Finding]:
    """STAT-08 for every group and year without people, once each."""
    if people is None or per == "industry":
        return
    lacking = counted.filter(pl.col("person_years").is_null()).select("group", "year").unique(maintain_order=True)
    file = people.summary.file if people.summary else ""
    for group, year in lacking.iter_rows():
        yield Finding("STAT-08", value=f"{group} {year}" if per == "region" else f"{year}", file=file)


def unstated_start(first: Period) -> Iterator[Finding]:
    """STAT-15 where the record is only known from its first fire on, cutting the first period; with a day to state."""
    if first.start != period_of(first.start, first.by)[0]:
        yield Finding("STAT-15", value=f"{first.start} → --since {nearest_start(first.start, first.by)}")


def broken(comparison: pl.DataFrame, periods: list[Period], lang: Lang) -> Iterator[Finding]:
    """STAT-09 once, naming the periods whose year before lies in another scope."""
    touched = comparison.filter(pl.col("status").is_in(["break", "across_break"])).get_column("at").unique().sort()
    if len(touched):
        names = [periods[at].label(lang) for at in touched.head(PERIODS_NAMED)]
        more = " …" if len(touched) > PERIODS_NAMED else ""
        yield Finding("STAT-09", value=("、" if lang == "zh" else ", ").join(names) + more)
