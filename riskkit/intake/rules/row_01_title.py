"""ROW-01: a row above the header that is its title."""

from __future__ import annotations

from riskkit.intake.rules.deeds import ONLY_SAID
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="ROW-01",
    does=ONLY_SAID,
    why=Label(
        "标题、填报单位等行不是对象；认出表头后，上面的行只记下内容。",
        "titles and the like are no subjects; once the header is found, the rows above it are only noted",
    ),
    cases=(
        Case(
            ("单位编号", "单位名称", "建筑面积（㎡）", "地址"),
            (("甲1", "文一路商店", "500", "文一路12号"),),
            ((1, ""),),
            above=(("某区重点单位台账", "", "", ""),),
        ),
    ),
    judged_by="riskkit.intake.header",
)
