"""TEXT-01: outer spaces removed, or full width made half width in a code."""

from __future__ import annotations

from riskkit.intake.rules.deeds import READ_AND_LOGGED
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="TEXT-01",
    does=READ_AND_LOGGED,
    why=Label(
        "首尾空格看不见，却会让同一个名称对不上。名称里的全角字符不改，代码才统一成半角。",
        "outer spaces are not seen and keep equal names apart. Full width is changed in codes only, never in names",
    ),
    cases=(
        Case(
            ("单位编号", "单位名称"),
            (
                ("甲1", " 文一路商店 "),
                ("甲2", "文二路ＫＴＶ"),
            ),
            ((2, "单位名称"),),
            {(2, "单位名称"): "文一路商店", (3, "单位名称"): "文二路ＫＴＶ"},
        ),
    ),
    judged_by="riskkit.intake.changes",
)
