"""ROW-13: a row with a page number."""

from __future__ import annotations

from riskkit.intake.rules.deeds import ROW_SET_ASIDE
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="ROW-13",
    does=ROW_SET_ASIDE,
    why=Label(
        "页码行是打印留下的，不是对象。",
        "page numbers are left over from printing and are no subjects",
    ),
    cases=(
        Case(
            ("单位编号", "单位名称", "建筑面积（㎡）", "地址"),
            (
                ("甲1", "文一路商店", "500", "文一路12号"),
                ("第1页 共3页", "", "", ""),
            ),
            ((3, ""),),
            aside=(3,),
        ),
    ),
    judged_by="riskkit.intake.rows",
)
