"""ROW-08: a hidden sheet that was not read."""

from __future__ import annotations

from riskkit.intake.rules.shape import Rule
from riskkit.terms import Label

RULE = Rule(
    code="ROW-08",
    does=Label(
        "隐藏的工作表不读，只说明它的名称。",
        "the hidden sheet is not read; its name is said",
    ),
    why=Label(
        "隐藏的工作表常是下拉选项或旧数据；需要时由用户点名。",
        "hidden sheets mostly hold options or old data; the user names one that is wanted",
    ),
    judged_by="riskkit.intake.workbook_sheets",
    example=Label(
        "工作簿里隐藏的“字典”表",
        "a hidden sheet of options",
    ),
)
