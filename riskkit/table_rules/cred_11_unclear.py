"""CRED-11: the day of the repair or the last day of publicity cannot be read."""

from __future__ import annotations

import polars as pl

from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import CreditUse, Label

FIELD = "repaired_on"


def wrong() -> pl.Expr:
    """The records of which it cannot be told whether they may be used."""
    return pl.col("use") == CreditUse.UNCLEAR.value


RULE = Rule(
    code="CRED-11",
    does=Label(
        "这条记录不使用，只在核对表里列为未计入。",
        "the record is not used; the audit trail lists it",
    ),
    why=Label(
        "修复日期写了却读不出，这条记录可能已经修复；已修复的不能再用，所以先不用，请更正后重评。“未修复”“长期”说明没有这一天，不在此列。",
        "a repair is stated and cannot be read, so the record may be repaired, and such a one must not be used: it waits for its day. 未修复 and 长期 say that there is none and are not meant",
    ),
    source="信用修复管理办法（国家发展改革委令第36号），2026-04-01 施行；条文号未见",
    cases=(
        Case(
            ("单位编号", "记录日期", "失信等级", "公示截止日期", "修复日期", "文号"),
            (
                ("甲1", "2025-03-01", "一般", "2028-03-01", "去年", "文号一"),
                ("甲2", "2025-03-01", "一般", "2028-03-01", "未修复", "文号二"),
            ),
            ((2, "修复日期"),),
            table="table/credit_records",
        ),
    ),
    judged_by="riskkit.credit",
)
