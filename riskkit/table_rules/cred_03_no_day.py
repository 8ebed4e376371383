"""CRED-03: a record without its day."""

from __future__ import annotations

import polars as pl

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

FIELD = "recorded_on"


def wrong() -> pl.Expr:
    """The records without a day."""
    return pl.col("recorded_on").is_null()


RULE = Rule(
    code="CRED-03",
    does=Label(
        "按其余日期判断是否使用。",
        "its other days decide whether it is used",
    ),
    why=Label(
        "没有记录日期，就不知道它在评估日之前还是之后。",
        "without it, whether the record is before the day of the assessment is not known",
    ),
    cases=(
        Case(
            ("单位编号", "记录日期", "失信等级", "公示截止日期", "修复日期", "文号"),
            (
                ("甲1", "", "一般", "2028-01-01", "", "文号一"),
                ("甲9", "2025-01-01", "一般", "2028-01-01", "", "文号九"),
            ),
            ((2, "记录日期"),),
            table="table/credit_records",
        ),
    ),
    judged_by="riskkit.credit",
)
