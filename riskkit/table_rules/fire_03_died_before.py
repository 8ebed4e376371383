"""FIRE-03: a death before the fire."""

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

    if not about.has("died_on"):
        return nothing()
    return about.rows(pl.col("died_on") < pl.col("occurred_on"), RULE.code, "died_on")


RULE = Rule(
    code="FIRE-03",
    does=Label(
        "只提示；两个日期照所填。",
        "it is only said; both days stay as entered",
    ),
    why=Label(
        "死亡早于起火，两个日期必有一个写错；起火日期决定这起火灾属于哪一期、哪种口径。",
        "one of the two days must be wrong, and that of the fire decides its period and scope",
    ),
    cases=(
        Case(
            ("单位编号", "起火日期", "死亡日期"),
            (
                ("甲1", "2025-06-01", "2025-05-30"),
                ("甲2", "2025-06-01", "2025-06-01"),
            ),
            ((2, "死亡日期"),),
            table="table/fires",
        ),
    ),
)
