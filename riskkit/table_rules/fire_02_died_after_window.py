"""FIRE-02: a death after the window of the statistics."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label, both_langs

if TYPE_CHECKING:
    import polars as pl

    from riskkit.table_rules.about_fires import AboutFires


def said(about: AboutFires) -> pl.DataFrame:
    """The fires whose day of death lies more than the window of their day after them; the last day itself counts."""
    import polars as pl

    from riskkit.table_rules.about_fires import nothing

    if not about.has("died_on"):
        return nothing()
    waited = (pl.col("died_on") - pl.col("occurred_on")).dt.total_days()
    parts = []
    for start, end in pairwise([*about.rules.tables, None]):
        assert start is not None
        in_force = pl.col("occurred_on") >= start
        if end is not None:
            in_force &= pl.col("occurred_on") < end
        days = about.rules.tables[start].death_window.days
        parts.append(
            about.rows(
                in_force & (waited > days), RULE.code, "died_on", both_langs(f"{days} 日内", f"within {days} days")
            )
        )
    return pl.concat(parts)


RULE = Rule(
    code="FIRE-02",
    does=Label(
        "只提示；死亡人数照所填的数统计。",
        "it is only said; deaths are counted as entered",
    ),
    why=Label(
        "2025-05-01 起的火灾，30 日内死亡的计入；此前为 7 日内。当日起第 30（7）日仍算在内。超过的应另列，否则死亡人数偏高，等级可能被定重。",
        "of fires since 2025-05-01 deaths within 30 days count, before within 7; the last day is inside. Later deaths belong in their own column, or deaths are too high and the grade too severe",
    ),
    source="火灾统计管理规定（消防〔2025〕17号），2025-05-01 施行，死亡统计时限；规则文件 fire_severity.yaml",
    cases=(
        Case(
            ("单位编号", "起火日期", "死亡人数", "死亡日期"),
            (
                ("甲1", "2025-06-01", "1", "2025-07-01"),
                ("甲2", "2025-06-01", "1", "2025-07-02"),
                ("甲3", "2025-04-30", "1", "2025-05-08"),
            ),
            (
                (3, "死亡日期"),
                (4, "死亡日期"),
            ),
            table="table/fires",
        ),
    ),
)
