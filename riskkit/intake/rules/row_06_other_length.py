"""ROW-06: a row with another number of cells than the header."""

from __future__ import annotations

from riskkit.intake.rules.deeds import ROW_SET_ASIDE
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="ROW-06",
    does=ROW_SET_ASIDE,
    why=Label(
        "多出或缺少一格，后面的格就全部错位，不能猜哪一格多余；原文整行留着。",
        "one cell too many or too few shifts all that follow; which one cannot be guessed, so the row's text is kept as it is",
    ),
    cases=(
        Case(
            ("单位编号", "单位名称", "建筑面积（㎡）", "地址"),
            (
                ("甲1", "书店，二楼", "60", "文二路3号", "多出一格"),
                ("甲1", "文一路商店", "500", "文一路12号"),
            ),
            ((2, ""),),
            aside=(2,),
        ),
    ),
    judged_by="riskkit.intake.rows",
)
