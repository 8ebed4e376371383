"""CRED-09: a level of a record that the rulebook does not know."""

from __future__ import annotations

from riskkit.intake.rules.shape import Rule
from riskkit.terms import Label

RULE = Rule(
    code="CRED-09",
    does=Label(
        "该单位的最重等级按未知处理。",
        "the subject's worst level counts as unknown",
    ),
    why=Label(
        "不认识的等级可能比已知的都重，不能略过不计。",
        "an unknown level may be worse than all known ones and must not be skipped",
    ),
    judged_by="riskkit.credit_fields",
    example=Label(
        "失信等级写“特别关注”，规则集里没有",
        "特别关注 as a level, which the rulebook lacks",
    ),
)
