"""NUM-05: a count that is no whole number."""

from __future__ import annotations

from riskkit.intake.rules.deeds import COUNTS_AS_UNKNOWN
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="NUM-05",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "起数、人数、层数不会有小数；小数说明填错了列，或把平均数当成了件数。",
        "counts have no fraction; one means another column, or a mean in place of a count",
    ),
    source="规则集 fields.yaml：kind: integer",
    cases=(
        Case(
            ("单位编号", "演练次数"),
            (
                ("甲1", "1.5"),
                ("甲2", "2.0"),
            ),
            ((2, "演练次数"),),
            {(2, "演练次数"): "", (3, "演练次数"): "2.0"},
        ),
    ),
    judged_by="riskkit.intake.contract",
)
