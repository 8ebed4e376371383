"""ROW-11: a row of column numbers under the header: 甲 乙 1 2, 栏次."""

from __future__ import annotations

from riskkit.intake.rules.deeds import ROW_SET_ASIDE
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="ROW-11",
    does=ROW_SET_ASIDE,
    why=Label(
        "统计报表的栏次行不是对象。",
        "the row of column numbers in a statistical form is no subject",
    ),
    cases=(
        Case(
            ("单位编号", "单位名称", "建筑面积（㎡）", "地址"),
            (
                ("甲", "乙", "1", "2"),
                ("甲1", "文一路商店", "500", "文一路12号"),
            ),
            ((2, ""),),
            aside=(2,),
        ),
    ),
    judged_by="riskkit.intake.rows",
)
