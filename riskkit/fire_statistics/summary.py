"""The four figures, severity, rates and changes of a table of fires, by period and group."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import polars as pl

from riskkit.errors import Finding, RiskkitError
from riskkit.fire_statistics.comparison import Comparing, compare
from riskkit.fire_statistics.counting import count, with_person_years, with_scope
from riskkit.fire_statistics.fires_table import (
    ANY_DAY,
    FiresFile,
    FiresRead,
    Population,
    read_fires,
    read_population,
)
from riskkit.fire_statistics.noticed import broken, open_criteria, uncounted, unpopulated, unstated_start
from riskkit.fire_statistics.periods import By, Period, periods_between
from riskkit.fire_statistics.rates import COVERAGE, rate_per_100k
from riskkit.fire_statistics.scope import ScopeLine
from riskkit.fire_statistics.severity import grade_fires
from riskkit.indicators.fire_rules import FireRules, fire_rules, headers_of
from riskkit.intake.header import HeaderRows
from riskkit.ledger import as_frame, check_account, findings_in_words, set_aside_in_words
from riskkit.terms import Label, Lang, Severity

if TYPE_CHECKING:
    import pandas as pd

Per = Literal["all", "region", "industry"]
GROUP_FIELDS = {"region": "region_id", "industry": "industry_id"}
WHOLE = Label("全部", "all")
NOT_FILLED = Label("（未填）", "(empty)")


@dataclass(frozen=True)
class SummaryOptions:
    """What changes how fires are read or said: first day covered, language, coverage, encodings, own rule root.

    ``today`` is the last day that a fire may lie on (a later one is a mistyped day).
    """

    since: date | None = None
    today: date = ANY_DAY
    lang: Lang = "zh"
    coverage: float = COVERAGE
    encoding: str | None = None
    population_encoding: str | None = None
    sheet: str | None = None
    header_row: HeaderRows = None
    rule_root: Path | None = None


@dataclass(frozen=True)
class FireSummary:
    """Figures of a table of fires; each table has a row for every group and period, also without a fire.

    ``figures``: period, scope, the four figures and what is told apart, severity counts (``grade.<code>``), rates per
    100,000 person-years with exact intervals. ``comparison``: one row a measure, against the same days a year before.
    ``graded``: every fire counted, with its grade. ``read`` = counted + outside + undated + set aside.
    """

    by: By
    per: Per
    since: date
    until: date
    until_is_given: bool
    periods: list[Period]
    figures: pl.DataFrame
    comparison: pl.DataFrame
    graded: pl.DataFrame
    findings: pl.DataFrame
    set_aside: pl.DataFrame
    rules: FireRules
    line: ScopeLine
    fires: FiresRead
    population: Population | None
    outside: int
    across_breaks: bool
    options: SummaryOptions = field(default_factory=SummaryOptions)

    @property
    def counted(self) -> int:
        """How many fires the figures hold."""
        return self.graded.height

    def has_problems(self) -> bool:
        """Whether anything worse than a note was found."""
        return bool((self.findings.get_column("severity") != Severity.NOTE.value).any())

    def __repr__(self) -> str:
        return f"FireSummary({self.counted} fires, {self.since} … {self.until}, by {self.by}, per {self.per})"


def fire_summary(
    fires: str | Path | pl.DataFrame | pd.DataFrame,
    *,
    by: By = "year",
    per: Per = "all",
    as_of: date | None = None,
    population: str | Path | pl.DataFrame | pd.DataFrame | None = None,
    across_breaks: bool = False,
    options: SummaryOptions = SummaryOptions(),
) -> FireSummary:
    """Summarise a table of fires (file or DataFrame): 四项指标, severity, rates, change against the year before.

    ``as_of`` is the last day that the table covers; without it the day of the last fire, so that the last period is
    marked as partial. The first day covered is ``options.since``, else the day of the first fire: nothing says that the
    record holds the days before, so the first period is partial and no base to compare with (STAT-15).
    ``population`` (region, year, persons) gives the rates. Periods of different statistical scopes are compared only
    with ``across_breaks``, and the words then say so. Raises RiskkitError: files as :func:`~.fires_table.read_fires`,
    COL-06 without the column of ``per``, STAT-12 when no fire lies in the days covered, ARG-01.

    >>> table = pl.DataFrame({"起火日期": ["2023-03-01", "2024-03-01", "2024-08-01"], "死亡人数": ["0", "1", "0"]})
    >>> whole = SummaryOptions(since=date(2023, 1, 1))
    >>> figures = fire_summary(table, as_of=date(2024, 12, 31), options=whole).figures
    >>> figures.select("period", "fires", "deaths").rows()
    [('2023年', 1, 0), ('2024年', 2, 1)]
    """
    _check(by, per, options)
    how = FiresFile(options.encoding, options.sheet, options.header_row, options.today, options.rule_root)
    read = read_fires(fires, how)
    if per != "all" and GROUP_FIELDS[per] not in read.brought:
        headers = headers_of(GROUP_FIELDS[per], options.rule_root)
        raise RiskkitError("COL-06", where=f"{read.summary.file} (--per {per})", allowed=headers)
    people = None
    if population is not None:
        people = read_population(population, FiresFile(options.population_encoding, rule_root=options.rule_root))
    rules = fire_rules(options.rule_root)
    since, until = _covered(read.fires, options.since, as_of)
    graded, found = _prepared(read, rules, per, (since, until), options.lang)
    periods = periods_between(since, until, by)
    line = ScopeLine.of(rules)
    now, before = (_counted(graded, spans, read, rules, people, per) for spans in (periods, _before(periods)))
    how_compared = Comparing(
        line, since, across_breaks, options.coverage, options.lang, since_is_given=options.since is not None
    )
    comparison = compare(now, before, periods, how_compared)
    found += [*unpopulated(now, people, per), *broken(comparison, periods, options.lang)]
    found += unstated_start(periods[0]) if options.since is None else []
    outside = read.fires.height - graded.height
    check_account(read.summary.rows_read, graded.height + outside + read.undated, read.summary.rows_set_aside)
    parts = [read.findings, as_frame(found, read.summary.file), *([people.findings] if people else [])]
    return FireSummary(
        by=by,
        per=per,
        since=since,
        until=until,
        until_is_given=as_of is not None,
        periods=periods,
        figures=_named(_with_rates(now, options.coverage), periods, line, options.lang),
        comparison=_named(comparison, periods, line, options.lang),
        graded=graded,
        findings=findings_in_words(pl.concat(parts), options.lang),
        set_aside=set_aside_in_words(read.set_aside, options.lang),
        rules=rules,
        line=line,
        fires=read,
        population=people,
        outside=outside,
        across_breaks=across_breaks,
        options=options,
    )


def _check(by: str, per: str, options: SummaryOptions) -> None:
    for name, value, allowed in (
        ("by", by, ("year", "half", "quarter", "month")),
        ("per", per, ("all", *GROUP_FIELDS)),
    ):
        if value not in allowed:
            raise RiskkitError("ARG-01", where=name, found=value, allowed=", ".join(allowed))
    if not 0 < options.coverage < 1:
        raise RiskkitError("ARG-01", where="coverage", found=f"{options.coverage:g}", allowed="0 < … < 1")


def _covered(fires: pl.DataFrame, since: date | None, as_of: date | None) -> tuple[date, date]:
    """First and last day covered. Raises RiskkitError STAT-12 when no fire lies between them."""
    days: list[date] = fires.get_column("occurred_on").unique().sort().to_list()
    until = as_of or days[-1]
    inside = [day for day in days if (since or date.min) <= day <= until]
    if not inside:
        raise RiskkitError("STAT-12", found=f"{since or ''} … {until}", allowed=f"{days[0]} … {days[-1]}")
    return since or inside[0], until


def _prepared(
    read: FiresRead, rules: FireRules, per: Per, covered: tuple[date, date], lang: Lang
) -> tuple[pl.DataFrame, list[Finding]]:
    """The fires in the days covered, graded, with group and scope; what was found on the way."""
    is_inside = pl.col("occurred_on").is_between(*covered)
    outside, fires = read.fires.filter(~is_inside), read.fires.filter(is_inside)
    graded = grade_fires(fires, rules)
    scope, unknown = ScopeLine.of(rules).of_fires(graded)
    field_name = GROUP_FIELDS.get(per)
    group = pl.lit(WHOLE.of(lang)) if field_name is None else pl.col(field_name).fill_null(NOT_FILLED.of(lang))
    stated = pl.col("statistical_scope").is_not_null() & ~pl.Series(unknown)
    graded = graded.with_columns(group.alias("group"), scope.alias("scope"), stated.alias("is_stated"))
    return graded, [*uncounted(outside, graded, unknown, read), *open_criteria(graded, rules, read)]


def _before(periods: list[Period]) -> list[Period]:
    return [period.year_before() for period in periods]


def _counted(
    graded: pl.DataFrame,
    periods: list[Period],
    read: FiresRead,
    rules: FireRules,
    people: Population | None,
    per: Per,
) -> pl.DataFrame:
    counted = count(graded, periods, read.brought, rules)
    return with_person_years(with_scope(counted, periods, ScopeLine.of(rules)), periods, people, per)


def _with_rates(counted: pl.DataFrame, coverage: float) -> pl.DataFrame:
    columns = []
    years = counted.get_column("person_years").fill_null(float("nan")).to_numpy()
    for name in ("fires", "deaths"):
        events = counted.get_column(name).cast(pl.Float64).fill_null(float("nan")).to_numpy()
        rate = rate_per_100k(events, years, coverage)
        for suffix, values in zip(("", "_low", "_high"), rate, strict=True):
            columns.append(pl.Series(f"{name}_per_100k{suffix}", values).fill_nan(None))
    return counted.with_columns(columns)


def _named(table: pl.DataFrame, periods: list[Period], line: ScopeLine, lang: Lang) -> pl.DataFrame:
    """Periods and scopes in words beside the tags."""
    names = pl.DataFrame(
        {
            "at": range(len(periods)),
            "period": [period.label(lang) for period in periods],
            "start": [period.start for period in periods],
            "end": [period.end for period in periods],
            "is_whole": [period.is_whole for period in periods],
        },
        schema_overrides={"at": pl.Int64},
    )
    tags = table.get_column("scope").unique().to_list()
    said = pl.col("scope").replace_strict(tags, [line.words(tag, lang) for tag in tags], return_dtype=pl.String)
    joined_up = table.with_columns(said.alias("scope_words")).join(names, on="at", how="left", maintain_order="left")
    return joined_up.drop("at", *(["year"] if "year" in table.columns else []))
