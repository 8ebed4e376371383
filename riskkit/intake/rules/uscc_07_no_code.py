"""USCC-07: a cell of the column holds no unified social credit code."""

from __future__ import annotations

from riskkit.intake.rules.deeds import COUNTS_AS_UNKNOWN
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="USCC-07",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "位数不对或含不允许的字符，又不是已知的旧代码，就没有可用的代码。",
        "another length, or characters that codes do not use, and no known older code: there is no usable code",
    ),
    source="GB 32100-2015",
    cases=(
        Case(
            ("单位编号", "统一社会信用代码"),
            (
                ("甲1", "无此代码"),
                ("甲2", "9135010"),
            ),
            (
                (2, "统一社会信用代码"),
                (3, "统一社会信用代码"),
            ),
            {(2, "统一社会信用代码"): "", (3, "统一社会信用代码"): ""},
        ),
    ),
    judged_by="riskkit.intake.org_codes",
)
