"""ROW-03: the header again, as on every printed page."""

from __future__ import annotations

from riskkit.intake.rules.deeds import ROW_SET_ASIDE
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="ROW-03",
    does=ROW_SET_ASIDE,
    why=Label(
        "分页打印后再导出的表，每页开头重复一次表头。",
        "a table exported from printed pages repeats its header on each",
    ),
    cases=(
        Case(
            ("单位编号", "单位名称", "建筑面积（㎡）", "地址"),
            (
                ("甲1", "文一路商店", "500", "文一路12号"),
                ("单位编号", "单位名称", "建筑面积（㎡）", "地址"),
                ("甲2", "文二路书店", "60", "文二路3号"),
            ),
            ((3, ""),),
            aside=(3,),
        ),
    ),
    judged_by="riskkit.intake.rows",
)
