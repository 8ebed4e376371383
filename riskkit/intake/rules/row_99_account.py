"""ROW-99: the account of rows does not add up."""

from __future__ import annotations

from riskkit.intake.rules.deeds import RUN_STOPS
from riskkit.intake.rules.shape import Rule
from riskkit.terms import Label

RULE = Rule(
    code="ROW-99",
    does=RUN_STOPS,
    why=Label(
        "每一行读入的都必须用上或写明原因另放；对不上是工具的缺陷，宁可停下也不交出少行的结果。",
        "every row read is used or set aside with a reason; where it does not add up the tool is at fault, and stops rather than lose a row",
    ),
    judged_by="riskkit.ledger",
    example=Label(
        "不应出现；出现时请报告",
        "never expected; please report it",
    ),
)
