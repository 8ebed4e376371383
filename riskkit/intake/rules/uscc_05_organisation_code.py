"""USCC-05: nine characters of the older organisation code stand in the column."""

from __future__ import annotations

from riskkit.intake.rules.deeds import KEPT
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

RULE = Rule(
    code="USCC-05",
    does=KEPT,
    why=Label(
        "2015年以前用9位组织机构代码，它是18位代码的第9至17位，仍能认出单位，但不能当18位代码用。",
        "the organisation code of nine characters, in use before 2015, is the 9th to 17th character of the unified one; it still tells the unit, but is not the code",
    ),
    source="GB 11714-1997；GB 32100-2015",
    cases=(
        Case(
            ("单位编号", "统一社会信用代码"),
            (("甲1", "M000100Y4"),),
            ((2, "统一社会信用代码"),),
            {(2, "统一社会信用代码"): "M000100Y4"},
        ),
    ),
    judged_by="riskkit.intake.org_codes",
)
