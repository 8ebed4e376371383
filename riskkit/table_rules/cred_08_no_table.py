"""CRED-08: no table of credit records, though a field is made from it."""

from __future__ import annotations

from riskkit.intake.rules.shape import Rule
from riskkit.terms import Label

RULE = Rule(
    code="CRED-08",
    does=Label(
        "这些字段按未知处理。",
        "the fields count as unknown",
    ),
    why=Label(
        "没有给出失信记录表，不等于没有失信记录。",
        "no table of records does not mean no records",
    ),
    judged_by="riskkit.credit_fields",
    example=Label(
        "评估的规则集用到失信等级，没有加 --credit",
        "a rulebook that reads the credit level, without --credit",
    ),
)
