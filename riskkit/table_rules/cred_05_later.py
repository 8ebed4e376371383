"""CRED-05: a record later than the day of the assessment."""

from __future__ import annotations

import polars as pl

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import CreditUse, Label

FIELD = "recorded_on"


def wrong() -> pl.Expr:
    """The records made after the day."""
    return pl.col("use") == CreditUse.LATER.value


RULE = Rule(
    code="CRED-05",
    does=Label(
        "这条记录不使用，只在核对表里列为未计入。",
        "the record is not used; the audit trail lists it",
    ),
    why=Label(
        "评估日之后的记录在评估日还不存在；用上它，重算以前的结果就会变。",
        "on the day of the assessment the record did not exist; used, results of the past would change",
    ),
    cases=(
        Case(
            ("单位编号", "记录日期", "失信等级", "公示截止日期", "修复日期", "文号"),
            (
                ("甲1", "2026-03-01", "一般", "2029-03-01", "", "文号一"),
                ("甲9", "2025-01-01", "一般", "2028-01-01", "", "文号九"),
            ),
            ((2, "记录日期"),),
            table="table/credit_records",
        ),
    ),
    judged_by="riskkit.credit",
)
