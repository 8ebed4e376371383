"""FIRE-05: arson that is not marked as a criminal case."""

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

    if not about.has("cause", "is_criminal"):
        return nothing()
    return about.rows(
        pl.col("cause").str.contains("放火|纵火") & (pl.col("is_criminal").fill_null(0.0) == 0), RULE.code, "cause"
    )


RULE = Rule(
    code="FIRE-05",
    does=Label(
        "只提示；是否刑事案件照所填。",
        "it is only said; the mark stays as entered",
    ),
    why=Label(
        "放火是刑事案件；没有标明的，刑事案件的起数和死亡人数会少算。",
        "arson is a crime; unmarked, the figures of criminal cases are too low",
    ),
    source="中华人民共和国刑法第一百一十四条、第一百一十五条",
    cases=(
        Case(
            ("单位编号", "起火日期", "起火原因", "是否刑事案件"),
            (
                ("甲1", "2025-06-01", "放火", "否"),
                ("甲2", "2025-06-01", "放火", "是"),
                ("甲3", "2025-06-01", "电气故障", "否"),
            ),
            ((2, "起火原因"),),
            table="table/fires",
        ),
    ),
)
