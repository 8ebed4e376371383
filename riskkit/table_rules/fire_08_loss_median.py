"""FIRE-08: the median loss does not look like the measure that is stated or assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label, both_langs

if TYPE_CHECKING:
    import polars as pl

    from riskkit.table_rules.about_fires import AboutFires

# below and above these the measure is in doubt; with fewer fires a median says nothing
LOWEST, HIGHEST, ENOUGH = 50.0, 10_000_000.0, 20


def said(about: AboutFires) -> pl.DataFrame:
    """One finding with the median in yuan, where there are fires enough to tell."""
    import polars as pl

    from riskkit.table_rules.about_fires import nothing

    losses = about.dated.filter(pl.col("direct_loss_cny") > 0) if about.has("direct_loss_cny") else about.dated.clear()
    if losses.height < ENOUGH:
        return nothing()
    median = losses.select(pl.col("direct_loss_cny").median()).item()
    if LOWEST <= median <= HIGHEST:
        return nothing()
    value = both_langs(
        f"中位数 {median:.6g} 元（{losses.height} 起）", f"median {median:.6g} yuan ({losses.height} fires)"
    )
    return about.once(
        RULE.code,
        "direct_loss_cny",
        value,
        both_langs(f"{LOWEST:.0f}～{HIGHEST:.0f} 元", f"{LOWEST:.0f} to {HIGHEST:,.0f} yuan"),
    )


RULE = Rule(
    code="FIRE-08",
    does=Label(
        "只提示；损失照所读的数使用。",
        "it is only said; losses are used as read",
    ),
    why=Label(
        "半数以上的火灾损失不到 50 元，多半是把万元当成了元；半数以上超过 1000 万元，多半是把元当成了万元。界限是项目默认；有损失的火灾不足 20 起时不判断。",
        "where half of the fires lose less than 50 yuan, 10,000 yuan were mostly taken for yuan; where half lose more than 10 million, the reverse. The limits are a project default; below 20 fires with a loss nothing is said",
    ),
    source="项目默认",
    cases=(
        Case(
            ("单位编号", "起火日期", "直接财产损失（元）"),
            tuple((f"甲{at}", "2025-06-01", "0.8") for at in range(ENOUGH)),
            ((None, "直接财产损失（元）"),),
            table="table/fires",
        ),
    ),
)
