"""ROW-10: a measure above the header, for the whole table."""

from __future__ import annotations

from riskkit.intake.rules.deeds import ONLY_SAID
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="ROW-10",
    does=ONLY_SAID,
    why=Label(
        "“单位：万元”套用到每一列会出错（面积、人数也在同一张表里），所以只提示，由用户写进各列表头。",
        "a measure for the whole table would be wrong for its other columns (areas, persons), so it is only said: write it into the headers",
    ),
    cases=(
        Case(
            ("单位编号", "单位名称", "建筑面积（㎡）", "地址"),
            (("甲1", "文一路商店", "500", "文一路12号"),),
            ((1, ""),),
            above=(("（单位：㎡）", "", "", ""),),
        ),
    ),
    judged_by="riskkit.intake.header",
)
