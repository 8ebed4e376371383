"""NUM-10: the header states another measure than the field's; every cell is multiplied."""

from __future__ import annotations

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="NUM-10",
    does=Label(
        "整列换算成规则集的计量单位，每格改动前后记在改动日志里。",
        "the whole column is converted; the change log holds each cell before and after",
    ),
    why=Label(
        "表头写万㎡、亩、万元的，整列换算成规则集的单位；换算前后都在改动日志里。",
        "a header in another measure converts the whole column; the log shows each cell before and after",
    ),
    source="riskkit/uom.py：换算系数；1亩＝10000/15平方米（国务院1959年统一计量制度的命令）",
    cases=(
        Case(
            ("单位编号", "建筑面积（万㎡）"),
            (("甲1", "0.5"),),
            ((2, "建筑面积（万㎡）"),),
            {(2, "建筑面积（万㎡）"): "5000"},
        ),
    ),
    judged_by="riskkit.intake.changes",
)
