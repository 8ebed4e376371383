"""FIRE-07: the header of the loss states no measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label, both_langs

if TYPE_CHECKING:
    import polars as pl

    from riskkit.table_rules.about_fires import AboutFires


def said(about: AboutFires) -> pl.DataFrame:
    """One finding, where there are losses under a header without a measure."""
    from riskkit.table_rules.about_fires import nothing
    from riskkit.table_rules.loss_measure import measure_stated

    if not about.has("direct_loss_cny") or measure_stated(about.table.header("direct_loss_cny")):
        return nothing()
    count = about.dated.get_column("direct_loss_cny").count()
    return about.once(RULE.code, "direct_loss_cny", both_langs(f"{count} 起", f"{count} fires")) if count else nothing()


RULE = Rule(
    code="FIRE-07",
    does=Label(
        "按元读；单元格自带单位（5万元）的按单元格。",
        "read as yuan; a cell that states its own measure (5万元) by the cell",
    ),
    why=Label(
        "有的系统导出元，有的导出万元，差一万倍，等级也随之不同。负数见 NUM-02，与中位数不符见 FIRE-08。",
        "some systems export yuan, some 10,000 yuan: a factor that changes the grade. For negative losses see NUM-02, for a median that does not fit FIRE-08",
    ),
    cases=(
        Case(
            ("单位编号", "起火日期", "直接财产损失"),
            (
                ("甲1", "2025-06-01", "3000"),
                ("甲2", "2025-06-02", "500"),
            ),
            ((None, "直接财产损失"),),
            table="table/fires",
        ),
    ),
)
