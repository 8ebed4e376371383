"""Fires counted by group and period: the four figures, severity, what is told apart, the scope, the person-years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from riskkit.fire_statistics.fires_table import Population
from riskkit.fire_statistics.periods import Period
from riskkit.fire_statistics.scope import ScopeLine, joined
from riskkit.indicators.fire_rules import FireRules

MEASURES = ("fires", "deaths", "injuries", "direct_loss_cny")
KEYS = ["group", "at"]
UNDECIDED, UNGRADED = "grade.undecided", "grade.none"


def grade_codes(rules: FireRules) -> list[str]:
    """Every grade of the tables entered, worst first.

    >>> from riskkit.indicators.fire_rules import fire_rules
    >>> grade_codes(fire_rules())
    ['特别重大', '重大', '较大', '一般']
    """
    return list(dict.fromkeys(grade.code for block in rules.tables.values() for grade in block.grades))


def count(fires: pl.DataFrame, periods: Sequence[Period], brought: frozenset[str], rules: FireRules) -> pl.DataFrame:
    """One row a group and period (``at``, its position), also where no fire happened; periods must not overlap.

    ``fires``: graded fires with ``group`` and ``scope``. A measure that the table has no column for is null
    throughout, slight fires in periods before the first table that tells them apart; ``*_unknown`` counts the fires
    whose cell is unknown, which the sums leave out.
    """
    starts = np.array([period.start for period in periods], dtype="datetime64[D]")
    ends = np.array([period.end for period in periods], dtype="datetime64[D]")
    days = fires.get_column("occurred_on").to_numpy().astype("datetime64[D]")
    at = np.searchsorted(starts, days, side="right") - 1
    inside = (at >= 0) & (days <= ends[np.maximum(at, 0)])
    placed = fires.with_columns(pl.Series("at", at, dtype=pl.Int64)).filter(pl.Series(inside))
    counted = placed.group_by(KEYS).agg(_sums(brought, rules))
    every = fires.select(pl.col("group").unique().sort()).join(
        pl.DataFrame({"at": range(len(periods))}, schema={"at": pl.Int64}), how="cross"
    )
    found = every.join(counted, on=KEYS, how="left", maintain_order="left")
    counts = [name for name in found.columns if name not in (*KEYS, "scopes", "stated")]
    filled = found.with_columns(
        *[pl.col(name).fill_null(0) for name in counts if _is_told(name, brought)], pl.col("scopes").fill_null([])
    )
    told = [at for at, period in enumerate(periods) if rules.slight_from and period.end >= rules.slight_from]
    return filled.with_columns(pl.when(pl.col("at").is_in(told)).then(pl.col("slight_fires", "slight_unknown")))


def _is_told(name: str, brought: frozenset[str]) -> bool:
    needs = {"deaths": "deaths", "injuries": "injuries", "direct_loss_cny": "direct_loss_cny"}
    needs |= {"late_deaths": "late_deaths", "criminal_fires": "is_criminal", "criminal_deaths": "is_criminal"}
    return needs.get(name, "") in {*brought, ""}


def _sums(brought: frozenset[str], rules: FireRules) -> list[pl.Expr]:
    criminal = pl.col("is_criminal") == 1.0
    whole = {"deaths": pl.col("deaths"), "injuries": pl.col("injuries"), "late_deaths": pl.col("late_deaths")}
    whole |= {"criminal_fires": criminal.cast(pl.Int64), "criminal_deaths": pl.when(criminal).then("deaths")}
    sums = [pl.len().cast(pl.Int64).alias("fires")]
    for name, cells in whole.items():
        told = _is_told(name, brought)
        sums.append((cells.sum() if told else pl.lit(None)).cast(pl.Int64).alias(name))
    loss = pl.col("direct_loss_cny").sum() if _is_told("direct_loss_cny", brought) else pl.lit(None)
    graded = pl.col("severity_table").is_not_null()
    told_apart = pl.col("severity_table") >= (rules.slight_from or date.max)
    return [
        *sums,
        loss.cast(pl.Float64).alias("direct_loss_cny"),
        *[pl.col(name).is_null().sum().cast(pl.Int64).alias(f"{name}_unknown") for name in MEASURES[1:]],
        (pl.col("is_slight") == True).sum().cast(pl.Int64).alias("slight_fires"),  # noqa: E712
        (pl.col("is_slight").is_null() & told_apart).sum().cast(pl.Int64).alias("slight_unknown"),
        *[(pl.col("grade") == code).sum().cast(pl.Int64).alias(f"grade.{code}") for code in grade_codes(rules)],
        (pl.col("grade").is_null() & graded).sum().cast(pl.Int64).alias(UNDECIDED),
        (~graded).sum().cast(pl.Int64).alias(UNGRADED),
        pl.col("scope").unique().alias("scopes"),
        pl.col("is_stated").all().alias("stated"),
    ]


def with_scope(counted: pl.DataFrame, periods: Sequence[Period], line: ScopeLine) -> pl.DataFrame:
    """``counted`` with each row's tag: the scopes of its days and fires, or of its fires where all state theirs."""
    by_days = [line.of_days(period.start, period.end) for period in periods]
    order = list(line.scopes)
    rows = counted.select("at", "scopes", "stated", "fires").iter_rows()
    tags = [
        joined(scopes, order) if stated and fires else _by_day(by_days[at], scopes, order)
        for at, scopes, stated, fires in rows
    ]
    return counted.drop("scopes", "stated").with_columns(pl.Series("scope", tags, dtype=pl.String))


def _by_day(tag: str, scopes: Sequence[str], order: Sequence[str]) -> str:
    return joined([tag, *scopes], order) if tag else ""


def with_person_years(
    counted: pl.DataFrame, periods: Sequence[Period], population: Population | None, per: str
) -> pl.DataFrame:
    """``counted`` with ``person_years``: people of the group in that year × the covered share of the year."""
    days = pl.DataFrame(
        {
            "at": range(len(periods)),
            "year": [period.year for period in periods],
            "share": [period.years for period in periods],
        },
        schema={"at": pl.Int64, "year": pl.Int32, "share": pl.Float64},
    )
    placed = counted.join(days, on="at", how="left", maintain_order="left")
    if population is None or per == "industry":
        return placed.with_columns(pl.lit(None, dtype=pl.Float64).alias("person_years")).drop("share")
    people = population.persons
    if per == "all":
        known = _of_the_whole(people)
        joined_up = placed.join(known, on="year", how="left", maintain_order="left")
    else:
        named = people.rename({"region_id": "group"})
        joined_up = placed.join(named, on=["group", "year"], how="left", maintain_order="left")
    return joined_up.with_columns((pl.col("persons") * pl.col("share")).alias("person_years")).drop("share", "persons")


def _of_the_whole(people: pl.DataFrame) -> pl.DataFrame:
    """People of the whole area by year: its own row where there is one, else the sum of the regions."""
    stated = pl.col("region_id").is_null()
    return people.group_by("year").agg(
        pl.when(stated.any()).then(pl.col("persons").filter(stated).sum()).otherwise(pl.col("persons").sum())
    )
