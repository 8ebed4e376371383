"""ROW-12: a title row that comes again on a later page."""

from __future__ import annotations

from riskkit.intake.rules.deeds import ROW_SET_ASIDE
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="ROW-12",
    does=ROW_SET_ASIDE,
    why=Label(
        "与表头上方的标题逐格相同，才算重复的标题。",
        "it counts as one only where every cell is that of a title above the header",
    ),
    cases=(
        Case(
            ("单位编号", "单位名称", "建筑面积（㎡）", "地址"),
            (
                ("甲1", "文一路商店", "500", "文一路12号"),
                ("某区重点单位台账", "", "", ""),
                ("甲2", "文二路书店", "60", "文二路3号"),
            ),
            ((4, ""),),
            aside=(4,),
            above=(("某区重点单位台账", "", "", ""),),
        ),
    ),
    judged_by="riskkit.intake.rows",
)
