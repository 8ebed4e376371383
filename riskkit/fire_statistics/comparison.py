"""Each period against the same days a year before: the change, its exact interval, and what must be said beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from riskkit.fire_statistics.counting import MEASURES
from riskkit.fire_statistics.periods import Period, nearest_start
from riskkit.fire_statistics.rates import COVERAGE, rate_ratio
from riskkit.fire_statistics.scope import ScopeLine, comparable, compared_words
from riskkit.terms import Label, Lang

STATUSES: dict[str, Label] = {
    "compared": Label("可比", "compared"),
    "across_break": Label("跨口径比较", "across a change of scope"),
    "break": Label("口径不同，未比较", "different scopes, not compared"),
    "not_covered": Label("基期不全在记录内，未比较", "the year before is not wholly covered, not compared"),
    "not_told": Label("没有这一列，未比较", "no such column, not compared"),
}
NO_BASE = Label("上年同期为 0，没有变化率", "0 a year before: no percentage")
WITHIN_CHANCE = Label("在偶然波动之内", "within chance")
BEYOND_CHANCE = Label("超出偶然波动", "beyond chance")
NUMBERS = ("change_percent", "change_low", "change_high", "p_value")


@dataclass(frozen=True)
class Comparing:
    """How to compare: the scopes, the first day covered, whether across a break, coverage of the intervals.

    ``since_is_given`` is false where the first day is only that of the first fire; the words then say what to state.
    """

    line: ScopeLine
    since: date
    across_breaks: bool = False
    coverage: float = COVERAGE
    lang: Lang = "zh"
    since_is_given: bool = True

    def hint(self, period: Period) -> str:
        """What to state so that the year before may be a base; empty where the record does not reach into it."""
        if self.since_is_given or period.year_before().end < self.since:
            return ""
        day = nearest_start(self.since, period.by)
        return Label(
            f"没有写明记录从哪一天起完整，如 --since {day}",
            f"nothing says from which day the record is whole, e.g. --since {day}",
        ).of(self.lang)


def compare(counted: pl.DataFrame, before: pl.DataFrame, periods: Sequence[Period], how: Comparing) -> pl.DataFrame:
    """One row a group, period and measure: value, value a year before, change in percent with interval and p, words.

    ``counted`` and ``before`` (the same rows, a year earlier) have ``scope``. Counts are compared as they are, not per
    person or day (:func:`~.rates.rate_ratio` with equal exposures); the loss has no interval. Where the scopes differ
    and ``across_breaks`` is not set the numbers are empty and ``status`` is ``break``; with it they are given,
    ``status`` is ``across_break`` and ``words`` say so.
    """
    both = counted.join(before, on=["group", "at"], how="left", suffix="_before", maintain_order="left")
    parts = [_measure(both, name, periods, how) for name in MEASURES]
    order = {name: place for place, name in enumerate(MEASURES)}
    return pl.concat(parts).sort(
        ["group", "at", pl.col("measure").replace_strict(order, return_dtype=pl.Int8)], maintain_order=True
    )


def _measure(both: pl.DataFrame, name: str, periods: Sequence[Period], how: Comparing) -> pl.DataFrame:
    later, earlier = (both.get_column(column).cast(pl.Float64) for column in (name, f"{name}_before"))
    status = _status(both, later, periods, how)
    is_given = status.is_in(["compared", "across_break"])
    numbers = _change(name, later, earlier, how.coverage)
    table = both.select(
        "group",
        "at",
        pl.lit(name).alias("measure"),
        later.alias("value"),
        pl.when(status != "not_covered").then(earlier).alias("value_before"),
        *[pl.when(is_given).then(numbers[column]).alias(column) for column in NUMBERS],
        "scope",
        "scope_before",
        status.alias("status"),
    )
    return table.with_columns(_words(table, [how.hint(period) for period in periods], how))


def _status(both: pl.DataFrame, later: pl.Series, periods: Sequence[Period], how: Comparing) -> pl.Series:
    covered = [period.year_before().start >= how.since for period in periods]
    told = later.is_not_null().to_list()
    statuses = []
    for at, now, before, is_told in zip(both["at"], both["scope"], both["scope_before"], told, strict=True):
        if not covered[at]:
            statuses.append("not_covered")
        elif not is_told:
            statuses.append("not_told")
        elif comparable(before, now):
            statuses.append("compared")
        else:
            statuses.append("across_break" if how.across_breaks else "break")
    return pl.Series("status", statuses, dtype=pl.String)


def _change(name: str, later: pl.Series, earlier: pl.Series, coverage: float) -> dict[str, pl.Series]:
    one, zero = (values.fill_null(np.nan).to_numpy() for values in (later, earlier))
    if name == "direct_loss_cny":
        blank = np.full(len(one), np.nan)
        found = [np.where(zero > 0, 100 * (one / np.where(zero > 0, zero, 1.0) - 1), np.nan), blank, blank, blank]
    else:
        change = rate_ratio(one, 1.0, zero, 1.0, coverage)
        # nothing is a percentage of 0, its bounds no more than itself
        known = np.where(zero > 0, 1.0, np.nan)
        found = [*(100 * (part - 1) * known for part in change[:3]), change.p_value]
    finite = [np.where(np.isfinite(values), values, np.nan) for values in found]
    return {column: pl.Series(column, values).fill_nan(None) for column, values in zip(NUMBERS, finite, strict=True)}


def _words(table: pl.DataFrame, hints: Sequence[str], how: Comparing) -> pl.Series:
    """What is said beside each row: the break, or whether chance alone explains the change."""
    said = []
    limit = 1.0 - how.coverage
    is_zero = (pl.col("value_before") == 0) & (pl.col("value") > 0)
    rows = table.select("at", "status", "scope", "scope_before", "p_value", is_zero.alias("is_zero")).iter_rows()
    for at, status, now, before, p_value, no_base in rows:
        words = []
        if status == "across_break":
            words.append(compared_words(how.line, before, now, how.lang, across_break=True))
        elif status != "compared":
            words.append(STATUSES[status].of(how.lang))
        if status == "break":
            days = how.line.breaks_between(before, now, how.lang)
            words[0] += f"（{days}）" if how.lang == "zh" else f" ({days})"
        if status == "not_covered" and hints[at]:
            words.append(hints[at])
        if no_base and status in ("compared", "across_break"):
            words.append(NO_BASE.of(how.lang))
        if p_value is not None:
            words.append((BEYOND_CHANCE if p_value < limit else WITHIN_CHANCE).of(how.lang))
        said.append(("；" if how.lang == "zh" else "; ").join(words))
    return pl.Series("words", said, dtype=pl.String)
