"""NUM-02: a number outside the plausible range of its field."""

from __future__ import annotations

from riskkit.intake.rules.deeds import COUNTS_AS_UNKNOWN
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="NUM-02",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "超出合理范围的数多半是计量单位错了或小数点错位；范围写在规则集的 plausible 里，边界值算合理。面积、长度为零或负数见 NUM-11。",
        "such a number mostly has another measure or a misplaced point. The range stands in the rulebook (plausible); its ends are plausible. For areas and lengths of zero or less see NUM-11",
    ),
    source="规则集 fields.yaml：plausible",
    cases=(
        Case(
            ("单位编号", "建筑面积（㎡）"),
            (
                ("甲1", "9000000"),
                ("甲2", "5000000"),
            ),
            ((2, "建筑面积（㎡）"),),
            {(2, "建筑面积（㎡）"): "", (3, "建筑面积（㎡）"): "5000000"},
        ),
    ),
    judged_by="riskkit.intake.contract",
)
