"""CRED-06: the last day of publicity is before the day of the record."""

from __future__ import annotations

import polars as pl

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

FIELD = "publicity_until"


def wrong() -> pl.Expr:
    """The records whose publicity ended before they were made."""
    return pl.col("publicity_until") < pl.col("recorded_on")


RULE = Rule(
    code="CRED-06",
    does=Label(
        "按公示截止日期判断，即不再使用。",
        "the last day of publicity decides: the record is no longer used",
    ),
    why=Label(
        "两个日期必有一个写错。公示期满的记录不再使用，宁可不用也不多算。",
        "one of the two days is wrong. A record past its publicity is not used any more, so it is rather left out than counted",
    ),
    source="信用修复管理办法（国家发展改革委令第36号），2026-04-01 施行；条文号未见",
    cases=(
        Case(
            ("单位编号", "记录日期", "失信等级", "公示截止日期", "修复日期", "文号"),
            (
                ("甲1", "2025-03-01", "一般", "2024-03-01", "", "文号一"),
                ("甲9", "2025-01-01", "一般", "2028-01-01", "", "文号九"),
            ),
            ((2, "公示截止日期"),),
            table="table/credit_records",
        ),
    ),
    judged_by="riskkit.credit",
)
