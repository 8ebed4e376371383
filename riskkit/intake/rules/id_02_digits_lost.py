"""ID-02: an id that was stored as a number and shows its exponent."""

from __future__ import annotations

from riskkit.intake.rules.deeds import ROW_SET_ASIDE
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="ID-02",
    does=ROW_SET_ASIDE,
    why=Label(
        "长编号存成数字后末几位丢失，不同的单位会变成同一个编号；猜补会张冠李戴。",
        "a long id stored as a number loses its last digits, so that different units share one; guessing would mix them up",
    ),
    source="IEEE 754 双精度数",
    cases=(
        Case(
            ("单位编号", "单位名称"),
            (
                ("9.15101E+17", "文一路商店"),
                ("甲2", "文二路书店"),
            ),
            ((2, "单位编号"),),
            aside=(2,),
        ),
    ),
    judged_by="riskkit.intake.clean",
)
