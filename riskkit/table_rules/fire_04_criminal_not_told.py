"""FIRE-04: deaths, and no column of criminal cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

if TYPE_CHECKING:
    import polars as pl

    from riskkit.table_rules.about_fires import AboutFires


def said(about: AboutFires) -> pl.DataFrame:
    """One finding, with the number of deaths."""
    from riskkit.table_rules.about_fires import nothing

    deaths = about.dated.get_column("deaths").sum() if about.has("deaths") and not about.has("is_criminal") else 0
    return about.once(RULE.code, "deaths", f"{deaths:g}") if deaths else nothing()


RULE = Rule(
    code="FIRE-04",
    does=Label(
        "只提示；死亡人数照所填的数统计。",
        "it is only said; deaths are counted as entered",
    ),
    why=Label(
        "放火等刑事案件的死亡在通报和规划指标里常常另列（例如某市五年 16 人死亡，其中刑事案件 4 人），不分开就对不上公布的数。",
        "deaths in criminal cases are often published apart (in one city 4 of 16 deaths in five years); not told apart, figures do not match those published",
    ),
    cases=(
        Case(
            ("单位编号", "起火日期", "死亡人数"),
            (
                ("甲1", "2025-06-01", "2"),
                ("甲2", "2025-07-01", "0"),
            ),
            ((None, "死亡人数"),),
            table="table/fires",
        ),
    ),
)
