"""CAT-01: a word that is none of the options of its field."""

from __future__ import annotations

from riskkit.intake.rules.deeds import COUNTS_AS_UNKNOWN
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="CAT-01",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "不在选项之内的词不硬套最像的选项：选错一类，指标和适用条件都会变。",
        "a word is not forced into the option most like it: another option changes indicators and what applies",
    ),
    source="规则集 fields.yaml：levels",
    cases=(
        Case(
            ("单位编号", "场所类型"),
            (("甲1", "调试中"),),
            ((2, "场所类型"),),
            {(2, "场所类型"): ""},
        ),
    ),
    judged_by="riskkit.intake.column_kinds",
)
