"""ROW-04: a note, a signature or a date below the table."""

from __future__ import annotations

from riskkit.intake.rules.deeds import ROW_SET_ASIDE
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="ROW-04",
    does=ROW_SET_ASIDE,
    why=Label(
        "备注、填表人、审核人、截止日期等不是对象；其中的手机号、身份证号不写进任何输出。",
        "notes, signatures and days are no subjects; telephone and identity numbers in them are written nowhere",
    ),
    cases=(
        Case(
            ("单位编号", "单位名称", "建筑面积（㎡）", "地址"),
            (
                ("甲1", "文一路商店", "500", "文一路12号"),
                ("备注：面积为年报数", "", "", ""),
                ("填表人：王某", "审核人：李某", "", ""),
            ),
            (
                (3, ""),
                (4, ""),
            ),
            aside=(
                3,
                4,
            ),
        ),
    ),
    judged_by="riskkit.intake.rows",
)
