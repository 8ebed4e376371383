"""横向比较: the units of each industry, region by region: mean risk, share in the worst grade, expected fires.

A region is one part of all regions, so that its difference to all of them is that to the others, made smaller by
the others' part of the units: x - all = (1 - n / N)·(x - others). The interval is made likewise.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from riskkit.below import IS_WORST
from riskkit.proportions import Floats, Interval, Sums, mean_difference, share_difference, wilson
from riskkit.records_across import COMPARISON
from riskkit.terms import Label, Lang

ALL = Label("（全部）", "(all)")
EMPTY = Label("（未填）", "(empty)")
# fewer units than this: order and share mostly reflect luck (at 30 units a share of 5 % is known to ± 7 points)
SMALL_CELL = 30
SMALL = Label("单位少于 30，名次和占比主要反映偶然", "fewer than 30 units: rank and share mostly reflect luck")
GROUPS = ("industry_id", "region_id")


def compare_regions(units: pl.DataFrame, lang: Lang = "zh") -> pl.DataFrame | None:
    """One row an industry and region (records.COMPARISON), and rows about all of either; None without any region.

    ``units`` is a unit register with IS_WORST. ``rank`` 1 is the worst: by mean risk score, by the share in the worst
    grade where the rule knows no score; equal figures share a rank. Rows of all industries come first, in each
    industry the row of all regions, then the regions by rank.
    """
    if units.is_empty() or units.get_column("region_id").null_count() == units.height:
        return None
    cells = _cells(units, lang)
    whole = cells.filter(pl.col("region_id") == ALL.of(lang)).drop("region_id")
    beside = cells.select("industry_id").join(whole, on="industry_id", how="left", maintain_order="left")
    parts, totals = _numbers(cells), _numbers(beside)
    risk, worst = _differences(parts, totals)
    table = cells.select(*GROUPS, pl.col("units").cast(pl.Int64), "overridden_units").with_columns(
        *_figure("mean_risk_score", parts["risk"].mean()),
        *_interval("risk_difference", risk),
        pl.Series("worst_units", np.where(parts["worst"].number > 0, parts["worst"].total, np.nan))
        .fill_nan(None)
        .cast(pl.Int64),
        *_figure("worst_share", wilson(parts["worst"].total, parts["worst"].number).value),
        *_ends("worst_share", wilson(parts["worst"].total, parts["worst"].number)),
        *_interval("worst_difference", worst),
        cells.get_column("fires_per_1000").round(6),
        pl.Series("size_note", [SMALL.of(lang)]).gather(np.zeros(cells.height, np.uint32)),
    )
    return _ranked(table, lang)


def _cells(units: pl.DataFrame, lang: Lang) -> pl.DataFrame:
    """Counts and sums of every industry and region, and of all of either, in a settled order."""
    risk, fires = pl.col("risk_score").cast(pl.Float64), pl.col("fires_per_year").cast(pl.Float64)
    keyed = units.select(
        *(pl.col(name).cast(pl.String).fill_null(EMPTY.of(lang)) for name in GROUPS),
        risk.alias("risk"),
        fires.alias("fires"),
        pl.col(IS_WORST).cast(pl.Float64).alias("worst"),
        _set_by_hand(units).alias("overridden"),
    )
    every = pl.lit(ALL.of(lang))
    views = [keyed]
    views += [keyed.with_columns(every.alias(name)) for name in GROUPS]
    views += [keyed.with_columns(every.alias(name) for name in GROUPS)]
    sums = [
        pl.len().alias("units"),
        pl.col("overridden").sum().cast(pl.Int64).alias("overridden_units"),
        *(pl.col(name).count().cast(pl.Float64).alias(f"{name}_number") for name in ("risk", "worst")),
        *(pl.col(name).sum().alias(f"{name}_total") for name in ("risk", "worst")),
        *((pl.col(name) ** 2).sum().alias(f"{name}_squares") for name in ("risk", "worst")),
        (1000.0 * pl.col("fires").mean()).alias("fires_per_1000"),
    ]
    return pl.concat([view.group_by(GROUPS).agg(sums) for view in views]).sort(GROUPS)


def _set_by_hand(units: pl.DataFrame) -> pl.Expr:
    """Where a person set the grade that is counted here."""
    if "grade_before_override" not in units.columns:
        return pl.lit(False)
    return pl.col("grade_before_override").is_not_null()


def _numbers(cells: pl.DataFrame) -> dict[str, Sums]:
    return {
        name: Sums(*(cells.get_column(f"{name}_{part}").to_numpy() for part in Sums._fields))
        for name in ("risk", "worst")
    }


def _differences(parts: dict[str, Sums], totals: dict[str, Sums]) -> tuple[Interval, Interval]:
    """Of each cell to all regions: mean risk, and share in the worst grade; NaN where there are no others."""
    others = {name: totals[name].without(parts[name]) for name in parts}
    worst, rest = parts["worst"], others["worst"]
    risk = mean_difference(parts["risk"], others["risk"])
    share = share_difference(worst.total, worst.number, rest.total, rest.number)
    return _to_all(risk, others["risk"], totals["risk"]), _to_all(share, rest, totals["worst"])


def _to_all(found: Interval, others: Sums, totals: Sums) -> Interval:
    """A difference to the others as one to all of them."""
    part = np.full(totals.number.shape, np.nan)
    np.divide(others.number, totals.number, out=part, where=(totals.number > 0) & (others.number > 0))
    return Interval(*(figure * part for figure in found))


def _figure(name: str, values: Floats) -> list[pl.Series]:
    return [pl.Series(name, np.round(values, 6)).fill_nan(None)]


def _ends(name: str, found: Interval) -> list[pl.Series]:
    return _figure(f"{name}_low", found.low) + _figure(f"{name}_high", found.high)


def _interval(name: str, found: Interval) -> list[pl.Series]:
    return _figure(name, found.value) + _ends(name, found)


def _ranked(table: pl.DataFrame, lang: Lang) -> pl.DataFrame:
    every = ALL.of(lang)
    is_all = pl.col("region_id") == every
    named = ~is_all & (pl.col("region_id") != EMPTY.of(lang))
    judged = pl.coalesce("mean_risk_score", 100.0 * pl.col("worst_share"))
    rank = pl.when(named).then(judged).rank("min", descending=True).over("industry_id").cast(pl.Int64)
    ranked = table.with_columns(
        rank.alias("rank"),
        named.sum().over("industry_id").cast(pl.Int64).alias("regions"),
        pl.when(pl.col("units") < SMALL_CELL).then(pl.col("size_note")).alias("size_note"),
    )
    order = [pl.col("industry_id") != every, pl.col("industry_id"), ~is_all, pl.col("rank"), pl.col("region_id")]
    return ranked.sort(order, nulls_last=True).select([column.name for column in COMPARISON])
