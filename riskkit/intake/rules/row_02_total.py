"""ROW-02: a total among the rows: 合计, 小计, 总计, 平均."""

from __future__ import annotations

from riskkit.intake.rules.deeds import ROW_SET_ASIDE
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="ROW-02",
    does=ROW_SET_ASIDE,
    why=Label(
        "合计行会被当成一家面积巨大的单位；名称里有“合计”的单位（如 合计（上海）商贸）不算合计行。",
        "a total would pass for a unit of enormous size; a unit whose name merely holds the word is none",
    ),
    cases=(
        Case(
            ("单位编号", "单位名称", "建筑面积（㎡）", "地址"),
            (
                ("甲1", "文一路商店", "500", "文一路12号"),
                ("合计", "", "560", ""),
            ),
            ((3, ""),),
            aside=(3,),
        ),
    ),
    judged_by="riskkit.intake.rows",
)
