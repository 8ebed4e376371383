"""CRED-10: the same record again."""

from __future__ import annotations

import polars as pl

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import CreditUse, Label

FIELD = "subject_id"


def wrong() -> pl.Expr:
    """The copies that are not counted."""
    return pl.col("use") == CreditUse.REPEATED.value


RULE = Rule(
    code="CRED-10",
    does=Label(
        "只计一次；其中一条不再使用的，整条不计入。",
        "it counts once, and not at all where one copy may not be used",
    ),
    why=Label(
        "同一单位、日期、等级、文号、机关的是同一条记录。较新的一份写明已修复，较旧的一份不能让它重新计入。",
        "one unit, day, level, number and authority make one record. An older copy must not undo the repair that a newer one tells",
    ),
    source="信用修复管理办法（国家发展改革委令第36号），2026-04-01 施行；条文号未见",
    cases=(
        Case(
            ("单位编号", "记录日期", "失信等级", "公示截止日期", "修复日期", "文号"),
            (
                ("甲1", "2025-03-01", "一般", "2028-03-01", "", "文号一"),
                ("甲1", "2025-03-01", "一般", "2028-03-01", "", "文号一"),
                ("甲9", "2025-01-01", "一般", "2028-01-01", "", "文号九"),
            ),
            ((3, "单位编号"),),
            table="table/credit_records",
        ),
    ),
    judged_by="riskkit.credit",
)
