"""FIRE-09: more deaths after the window than deaths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

if TYPE_CHECKING:
    import polars as pl

    from riskkit.table_rules.about_fires import AboutFires


def said(about: AboutFires) -> pl.DataFrame:
    """A finding for each such fire."""
    import polars as pl

    from riskkit.table_rules.about_fires import nothing

    if not about.has("deaths", "late_deaths"):
        return nothing()
    return about.rows(pl.col("late_deaths") > pl.col("deaths"), RULE.code, "late_deaths")


RULE = Rule(
    code="FIRE-09",
    does=Label(
        "只提示；统计时限内的死亡按 0 计，不出现负数。",
        "it is only said; deaths within the window count as 0, never below",
    ),
    why=Label(
        "时限内的死亡＝死亡人数－超过时限的死亡人数，不会是负数；死亡人数一列多半没有包括时限之后的。重伤多于受伤见 STAT-13。",
        "deaths within the window are deaths less later ones and never negative: the column of deaths mostly leaves the later ones out. More serious injuries than injuries is STAT-13",
    ),
    cases=(
        Case(
            ("单位编号", "起火日期", "死亡人数", "超过统计时限的死亡人数"),
            (
                ("甲1", "2025-06-01", "1", "2"),
                ("甲2", "2025-06-01", "2", "1"),
            ),
            ((2, "超过统计时限的死亡人数"),),
            table="table/fires",
        ),
    ),
)
