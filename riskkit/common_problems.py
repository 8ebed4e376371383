"""共性问题: what is wrong in many units, by clause: all units, each industry, each region, each of both."""

from __future__ import annotations

import numpy as np
import polars as pl

from riskkit.comparison import ALL, EMPTY, GROUPS
from riskkit.explain import Account
from riskkit.proportions import wilson
from riskkit.reason_words import clause_text
from riskkit.records_across import COMMON_PROBLEMS
from riskkit.register import VETO_JOINT
from riskkit.terms import CellState, Lang, ProblemKind, basis_code

TOP = 10
_PROBLEM = ("problem_kind", "problem", "clause", "basis")
_ROWS = {
    "subject_id": pl.String(),
    **{name: pl.String() for name in _PROBLEM},
    "points_off": pl.Float64(),
    "remedy": pl.String(),
}


def problem_rows(account: Account) -> pl.DataFrame:
    """One row a subject and problem: vetoes met, hidden dangers, and indicators that lose points otherwise.

    An indicator counts where its value is known, it loses points and something can be done about it (it has a
    remedy): what a building is (its use, its size) is no problem of the unit. An indicator whose defects stand among
    the hidden dangers is not counted twice.
    """
    found = _dangers(account)
    parts = [_vetoes(account), found, _indicators(account, found)]
    return pl.concat([part.select(pl.col(name).cast(dtype) for name, dtype in _ROWS.items()) for part in parts])


def _vetoes(account: Account) -> pl.DataFrame:
    rules, lang = account.rulebook, account.lang
    listed = pl.DataFrame(
        [
            {
                "veto": veto.id,
                "problem_kind": ProblemKind(veto.kind).value,
                "problem": getattr(veto.label, lang),
                "clause": clause_text(rules, block.reference.source, block.reference.clause, lang),
                "basis": basis_code(block.basis, rules.resolved.rulebook.practice),
                "points_off": None,
                "remedy": getattr(veto.remedy, lang) if veto.remedy else "",
            }
            for veto, block in rules.vetoes
        ],
        schema={"veto": pl.String(), **{name: dtype for name, dtype in _ROWS.items() if name != "subject_id"}},
    )
    cells = account.register.select("subject_id", pl.col("veto_clauses").fill_null("").str.split(VETO_JOINT))
    met = cells.explode("veto_clauses").with_columns(pl.col("veto_clauses").str.split(" ").list.first().alias("veto"))
    return met.join(listed, on="veto", how="inner", maintain_order="left")


def _dangers(account: Account) -> pl.DataFrame:
    if account.hidden_dangers is None:
        return pl.DataFrame(schema={**_ROWS, "indicator": pl.String()})
    found = account.hidden_dangers.filter(pl.col("times").is_not_null())  # an unknown item is no problem found
    return found.with_columns(
        pl.lit(ProblemKind.HIDDEN_DANGER.value).alias("problem_kind"),
        pl.col("item_label").cast(pl.String).alias("problem"),
        pl.col("indicator").cast(pl.String),
    )


def _indicators(account: Account, dangers: pl.DataFrame) -> pl.DataFrame:
    lost = pl.col("full_points") - pl.col("points")
    if account.rulebook.resolved.rulebook.points_mean == "risk":
        lost = pl.col("points")
    text = {name: pl.col(name).cast(pl.String) for name in ("state", "indicator", "remedy", "clause", "basis")}
    rows = account.explanations.filter(
        text["state"] == CellState.KNOWN.name.lower(), text["remedy"] != "", lost > 0
    ).with_columns(
        text["indicator"],
        lost.alias("points_off"),
        pl.lit(ProblemKind.INDICATOR.value).alias("problem_kind"),
        pl.col("indicator_label").cast(pl.String).alias("problem"),
    )
    return rows.join(dangers, on=["subject_id", "indicator"], how="anti", maintain_order="left")


def common_problems(units: pl.DataFrame, problems: pl.DataFrame, lang: Lang = "zh") -> pl.DataFrame:
    """Problems by the number of units concerned (records.COMMON_PROBLEMS), the most frequent of each group first.

    ``units`` is the unit register that ``problems`` (problem_rows) are about. The share is of all units of the group,
    with Wilson's interval; ``points_off`` sums what the problem cost before any cap, null for a veto.
    """
    every, empty = ALL.of(lang), EMPTY.of(lang)
    keyed = units.select("subject_id", *(pl.col(name).cast(pl.String).fill_null(empty) for name in GROUPS))
    rows = problems.join(keyed, on="subject_id", how="inner", maintain_order="left")
    counted = []
    for names in ((), ("industry_id",), ("region_id",), GROUPS):
        whole = [pl.lit(every).alias(name) for name in GROUPS if name not in names]
        totals = keyed.with_columns(whole).group_by(GROUPS).agg(pl.len().cast(pl.Int64).alias("of_units"))
        found = (
            rows.with_columns(whole)
            .group_by(*GROUPS, *_PROBLEM)
            .agg(
                pl.col("subject_id").n_unique().cast(pl.Int64).alias("units"),
                pl.when(pl.col("points_off").count() > 0).then(pl.col("points_off").sum().round(4)).alias("points_off"),
                pl.col("remedy").drop_nulls().sort().first(),
            )
        )
        counted.append(found.join(totals, on=list(GROUPS), how="left"))
    return _ranked(pl.concat(counted), every)


def _ranked(table: pl.DataFrame, every: str) -> pl.DataFrame:
    found = wilson(table.get_column("units").to_numpy(), table.get_column("of_units").to_numpy())
    figures = (("share", found.value), ("share_low", found.low), ("share_high", found.high))
    table = table.with_columns(pl.Series(name, np.round(values, 6)) for name, values in figures)
    everywhere = [pl.col(name) != every for name in GROUPS]
    by = [*everywhere, *(pl.col(name) for name in GROUPS), -pl.col("units"), -pl.col("points_off").fill_null(0.0)]
    ordered = table.sort([*by, *(pl.col(name) for name in _PROBLEM)])
    place = pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over(GROUPS)
    return ordered.with_columns(place.alias("rank")).select([column.name for column in COMMON_PROBLEMS])
