"""MISS-06: an empty cell on a form that only defects are entered in."""

from __future__ import annotations

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="MISS-06",
    does=Label(
        "读成 0（没有隐患）。",
        "it is read as 0: no defect",
    ),
    why=Label(
        "只填隐患的检查表里，查过而没有问题的项留空。一家单位整张表都空着，则当作没有检查，全部按未知。",
        "on a form of defects what was checked and found right stays empty. A form that is blank throughout was not filled in: then all of it is unknown",
    ),
    source="规则集 fields.yaml：empty_means",
    cases=(
        Case(
            ("单位编号", "灭火器失效（处）", "通道堵塞（处）"),
            (
                ("甲1", "2", ""),
                ("甲2", "", ""),
            ),
            ((2, "通道堵塞（处）"),),
            {(2, "通道堵塞（处）"): "0", (3, "通道堵塞（处）"): ""},
        ),
    ),
    judged_by="riskkit.intake.clean",
)
