"""FIRE-06: slight fires before and after the rule that tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label, both_langs

if TYPE_CHECKING:
    import polars as pl

    from riskkit.table_rules.about_fires import AboutFires


def said(about: AboutFires) -> pl.DataFrame:
    """One finding with the numbers on both sides, where the table reaches over that day."""
    import polars as pl

    from riskkit.table_rules.about_fires import nothing

    start = about.rules.slight_from
    if start is None or not about.has("direct_loss_cny", "deaths", "injuries"):
        return nothing()
    slight = about.rules.tables[start].slight
    assert slight is not None
    is_after = pl.col("occurred_on") >= start
    unhurt = (pl.col("deaths") == 0) & (pl.col("injuries") == 0)
    counts = about.dated.select(
        is_after.any().alias("reaches"),
        (~is_after).any().alias("begins"),
        (unhurt & (pl.col("direct_loss_cny") < slight.direct_loss_cny_below) & ~is_after).sum().alias("before"),
        (unhurt & (pl.col("direct_loss_cny") < slight.direct_loss_cny_below) & is_after).sum().alias("after"),
    ).row(0, named=True)
    if not (counts["reaches"] and counts["begins"] and counts["before"] + counts["after"]):
        return nothing()
    before, after = counts["before"], counts["after"]
    value = both_langs(f"{start} 前 {before} 起，起 {after} 起", f"{before} before {start}, {after} since")
    return about.once(RULE.code, "direct_loss_cny", value)


RULE = Rule(
    code="FIRE-06",
    does=Label(
        "只提示；每起火灾按起火之日的规定定级。",
        "it is only said; every fire is graded by the rule of its day",
    ),
    why=Label(
        "2025-05-01 起，没有伤亡且直接财产损失不足 1000 元的为轻微火灾，单独统计。同样的火灾此前算一般火灾，一般火灾起数因此前后不可比。",
        "since 2025-05-01 a fire that hurt nobody with a loss below 1000 yuan is slight and counted apart; before, it was an ordinary fire, so the number of ordinary fires is not comparable",
    ),
    source="火灾统计管理规定（消防〔2025〕17号），2025-05-01 施行，轻微火灾",
    cases=(
        Case(
            ("单位编号", "起火日期", "死亡人数", "受伤人数", "直接财产损失（元）"),
            (
                ("甲1", "2024-06-01", "0", "0", "300"),
                ("甲2", "2025-06-01", "0", "0", "999"),
                ("甲3", "2025-06-02", "0", "0", "1000"),
            ),
            ((None, "直接财产损失（元）"),),
            table="table/fires",
        ),
    ),
)
