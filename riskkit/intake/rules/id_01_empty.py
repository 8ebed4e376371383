"""ID-01: the id of a row is empty."""

from __future__ import annotations

from riskkit.intake.rules.deeds import ROW_SET_ASIDE
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="ID-01",
    does=ROW_SET_ASIDE,
    why=Label(
        "没有编号就不能与上期、火灾记录、失信记录对上，也不能说明是谁的得分；不编造编号。",
        "without an id a row cannot be matched with anything, and its score is nobody's; no id is made up",
    ),
    cases=(
        Case(
            ("单位编号", "单位名称"),
            (
                ("", "文一路商店"),
                ("甲2", "文二路书店"),
            ),
            ((2, "单位编号"),),
            {(3, "单位名称"): "文二路书店"},
            aside=(2,),
        ),
    ),
    judged_by="riskkit.intake.clean",
)
