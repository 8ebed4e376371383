"""CRED-07: a column of the extract that is computed from the records instead."""

from __future__ import annotations

from riskkit.intake.rules.shape import Rule
from riskkit.terms import Label

RULE = Rule(
    code="CRED-07",
    does=Label(
        "导出表里的值不使用，改用失信记录表算出的值。",
        "the extract's own value is not used; the one computed from the records is",
    ),
    why=Label(
        "导出表里的失信等级看不出是否已经修复或公示期满；逐条记录才看得出。",
        "a level in the extract does not show whether it was repaired or is past its publicity; single records do",
    ),
    source="信用修复管理办法（国家发展改革委令第36号），2026-04-01 施行；条文号未见",
    judged_by="riskkit.credit_fields",
    example=Label(
        "单位表里有“失信等级”一列，又给了 --credit",
        "a column of the credit level in the extract, beside --credit",
    ),
)
