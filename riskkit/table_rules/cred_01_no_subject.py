"""CRED-01: a record of an id that is not among the subjects scored."""

from __future__ import annotations

from riskkit.intake.rules.shape import Rule
from riskkit.terms import Label

RULE = Rule(
    code="CRED-01",
    does=Label(
        "这条记录不使用，只在核对表里列为未计入。",
        "the record is not used; the audit trail lists it",
    ),
    why=Label(
        "编号对不上的记录不能记到别的单位头上，也不能当作没有。",
        "a record that matches nobody must not fall on another unit, nor pass unseen",
    ),
    judged_by="riskkit.credit",
    example=Label(
        "失信记录的编号不在单位表里",
        "a credit record of a unit that is not in the extract",
    ),
)
