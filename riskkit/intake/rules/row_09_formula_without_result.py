"""ROW-09: a formula whose result was not saved, or is an error."""

from __future__ import annotations

from riskkit.intake.rules.deeds import COUNTS_AS_UNKNOWN
from riskkit.intake.rules.shape import Rule
from riskkit.terms import Label

RULE = Rule(
    code="ROW-09",
    does=COUNTS_AS_UNKNOWN,
    why=Label(
        "有的系统导出的公式没有存结果，打开前谁也不知道它是多少；#N/A、#DIV/0! 也不是数。",
        "some systems export formulas without results, and nobody knows them before the file is opened; #N/A and #DIV/0! are no numbers either",
    ),
    source="ECMA-376-1（单元格的公式 f 与结果 v）",
    judged_by="riskkit.intake.workbook_notes",
    example=Label(
        "单元格是 =B2*C2，文件里没有它的结果",
        "a cell =B2*C2 without its result in the file",
    ),
)
