"""USCC-02: spaces, hyphens, small or full-width letters in a unified social credit code."""

from __future__ import annotations

from riskkit.intake.rules.deeds import READ_AND_LOGGED
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="USCC-02",
    does=READ_AND_LOGGED,
    why=Label(
        "空格、连字符、大小写、全角不改变代码，统一后才能与别的表对上。",
        "spaces, hyphens, case and width change no code; made uniform it can be matched with other tables",
    ),
    source="GB 32100-2015",
    cases=(
        Case(
            ("单位编号", "统一社会信用代码"),
            (
                ("甲1", "91350100m000100y43"),
                ("甲2", "91350100-M000100Y4-3"),
            ),
            (
                (2, "统一社会信用代码"),
                (3, "统一社会信用代码"),
            ),
            {(2, "统一社会信用代码"): "91350100M000100Y43", (3, "统一社会信用代码"): "91350100M000100Y43"},
        ),
    ),
    judged_by="riskkit.intake.org_codes",
)
