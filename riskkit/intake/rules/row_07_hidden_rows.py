"""ROW-07: hidden rows in the sheet that is read."""

from __future__ import annotations

from riskkit.intake.rules.shape import Rule
from riskkit.terms import Label

RULE = Rule(
    code="ROW-07",
    does=Label(
        "照常读入，并说明是哪几行。",
        "they are read like the others, and which they are is said",
    ),
    why=Label(
        "筛选后隐藏的行仍在文件里；隐藏的可能是已注销的单位，也可能只是看漏了，不能自作主张。",
        "rows hidden by a filter are still in the file; they may be closed units or merely out of sight, which is not for the tool to decide",
    ),
    judged_by="riskkit.intake.workbook_notes",
    example=Label(
        "按街道筛选后保存的工作簿，第 8～19 行隐藏",
        "a workbook saved under a filter, rows 8 to 19 hidden",
    ),
)
