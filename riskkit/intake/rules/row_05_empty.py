"""ROW-05: a row without any cell."""

from __future__ import annotations

from riskkit.intake.rules.deeds import ROW_SET_ASIDE
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="ROW-05",
    does=ROW_SET_ASIDE,
    why=Label(
        "空行不是对象，但要计入读入的行数，账才对得上。",
        "an empty row is no subject, but counts as read so that the account adds up",
    ),
    cases=(
        Case(
            ("单位编号", "单位名称", "建筑面积（㎡）", "地址"),
            (
                ("甲1", "文一路商店", "500", "文一路12号"),
                ("", "", "", ""),
                ("甲2", "文二路书店", "60", "文二路3号"),
            ),
            ((3, ""),),
            aside=(3,),
        ),
    ),
    judged_by="riskkit.intake.rows",
)
