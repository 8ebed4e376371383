"""Changes between published totals (datasets/national_fires): within one statistical scope, or said to be across."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from riskkit.errors import RiskkitError
from riskkit.fire_statistics.scope import ScopeLine, compared_words
from riskkit.indicators.fire_rules import fire_rules
from riskkit.terms import Label, Lang

if TYPE_CHECKING:
    import pandas as pd

SERIES = "national_published"
FIGURES = ("fires", "deaths", "injuries", "direct_loss_yi_cny")


@dataclass(frozen=True)
class PublishedChange:
    """Change in percent of each figure that both rows have; ``words`` is what must be said beside it."""

    percent: dict[str, float]
    scope_before: str
    scope: str
    words: str


def published_change(
    table: pd.DataFrame | pl.DataFrame,
    earlier: int,
    later: int,
    *,
    period: str = "full_year",
    base: Literal["published", "computed"] = "published",
    across_break: bool = False,
    lang: Lang = "zh",
) -> PublishedChange:
    """How the four figures of a published year changed against an earlier one of ``table`` (national_fires).

    ``base="computed"`` takes the earlier row that was computed from the change published for ``later``, where there
    is one. Raises RiskkitError STAT-01 when the scopes of the rows differ and ``across_break`` is not set, STAT-14
    when the table lacks a row or all its figures.

    >>> from riskkit.datasets import dataset_path
    >>> table = pl.read_csv(dataset_path("national_fires") / "national_fires_2013_2025.csv")
    >>> published_change(table, 2020, 2021)
    Traceback (most recent call last):
    riskkit.errors.RiskkitError: STAT-01 ...
    >>> {name: round(value, 1) for name, value in published_change(table, 2020, 2021, base="computed").percent.items()}
    {'fires': 9.7, 'deaths': -4.8, 'injuries': 24.1, 'direct_loss_yi_cny': 28.4}
    """
    rows = table if isinstance(table, pl.DataFrame) else pl.from_pandas(table)
    before = _row(rows, earlier, period, base, later)
    after = _row(rows, later, period, None, None)
    line = ScopeLine.of(fire_rules(), SERIES)
    said = compared_words(
        line, before["statistical_scope"], after["statistical_scope"], lang, across_break=across_break
    )
    percent = {
        name: 100.0 * (after[name] / before[name] - 1.0) for name in FIGURES if after[name] is not None and before[name]
    }
    return PublishedChange(
        percent,
        before["statistical_scope"],
        after["statistical_scope"],
        "；".join(word for word in (said, _computed(rows, before, later, lang)) if word),
    )


def _row(rows: pl.DataFrame, year: int, period: str, kind: str | None, base_of: int | None) -> dict[str, Any]:
    """The row of a year: of ``kind`` (a computed one must be the base of ``base_of``), or the published one first."""
    found = rows.filter((pl.col("year") == year) & (pl.col("period") == period))
    if kind == "computed":
        found = found.filter((pl.col("row_kind") == "computed") & (pl.col("comparable_with_year") == base_of))
    else:
        found = found.sort(pl.col("row_kind") != "published", maintain_order=True)
    if found.is_empty() or all(found[name][0] is None for name in FIGURES):
        raise RiskkitError("STAT-14", found=f"{year} {period} {kind or ''}".strip())
    return found.row(0, named=True)


def _computed(rows: pl.DataFrame, before: dict[str, Any], later: int, lang: Lang) -> str:
    """Whether the base was computed, or another base was the one that the publisher compared with."""
    if before["row_kind"] == "computed":
        return Label("基期由公布的同比反算", "the base is computed from the published change").of(lang)
    other = rows.filter(
        (pl.col("year") == before["year"])
        & (pl.col("period") == before["period"])
        & (pl.col("comparable_with_year") == later)
    )
    if other.is_empty():
        return ""
    return Label(
        f"▲ 公布的同比所用基期为 {other['fires'][0]} 起，与当年公布数不同",
        f"▲ the published change rests on {other['fires'][0]} fires in the earlier year, not on those published then",
    ).of(lang)
