"""DUP-01: the id of a row has occurred before."""

from __future__ import annotations

from riskkit.intake.rules.deeds import ROW_SET_ASIDE
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="DUP-01",
    does=ROW_SET_ASIDE,
    why=Label(
        "一个编号只能有一个得分。哪一行对，工具不能猜，所以用先出现的一行，后一行另放，并写明与哪一行重复；两行不同的格列在冲突表里。",
        "one id has one score. Which row is right cannot be guessed: the first is used, the later one is set aside, naming "
        "the first; cells that differ stand in the table of conflicts",
    ),
    cases=(
        Case(
            ("单位编号", "单位名称"),
            (("甲1", "文一路商店"), ("甲2", "文二路商店"), ("甲1", "文一路商店")),
            ((4, "单位编号"),),
            {(2, "单位名称"): "文一路商店"},
            aside=(4,),
        ),
    ),
    judged_by="riskkit.intake.clean",
)
