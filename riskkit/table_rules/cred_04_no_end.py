"""CRED-04: a record in use with neither a last day of publicity nor a repair."""

from __future__ import annotations

import polars as pl

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import CreditUse, Label

FIELD = "publicity_until"


def wrong() -> pl.Expr:
    """The records in use whose end is not stated."""
    return (
        (pl.col("use") == CreditUse.IN_USE.value)
        & pl.col("publicity_until").is_null()
        & pl.col("repaired_on").is_null()
    )


RULE = Rule(
    code="CRED-04",
    does=Label(
        "按在用处理。",
        "it counts as in use",
    ),
    why=Label(
        "公示期限因情节而不同，没有写明就不推定；写“长期”的也属此类。",
        "how long a record is public differs; where it is not stated no length is assumed, and 长期 (no end) states none",
    ),
    source="信用修复管理办法（国家发展改革委令第36号），2026-04-01 施行；条文号未见",
    cases=(
        Case(
            ("单位编号", "记录日期", "失信等级", "公示截止日期", "修复日期", "文号"),
            (
                ("甲1", "2025-03-01", "一般", "", "", "文号一"),
                ("甲9", "2025-01-01", "一般", "2028-01-01", "", "文号九"),
            ),
            ((2, "公示截止日期"),),
            table="table/credit_records",
        ),
    ),
    judged_by="riskkit.credit",
)
