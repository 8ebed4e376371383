"""CAT-02: a word of an extract, written as the rulebook's option."""

from __future__ import annotations

from riskkit.intake.rules.deeds import READ_AND_LOGGED
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="CAT-02",
    does=READ_AND_LOGGED,
    why=Label(
        "规则集列出了各选项在台账里的写法，统一成选项名称。",
        "the rulebook lists how extracts write each option; the cell is written as the option's name",
    ),
    source="规则集 fields.yaml：words",
    cases=(
        Case(
            ("单位编号", "场所类型"),
            (
                ("甲1", "宾馆"),
                ("甲2", "商场"),
            ),
            (
                (2, "场所类型"),
                (3, "场所类型"),
            ),
            {(2, "场所类型"): "旅馆", (3, "场所类型"): "商店"},
        ),
    ),
    judged_by="riskkit.intake.changes",
)
