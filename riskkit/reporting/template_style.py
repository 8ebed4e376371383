"""The names of a form's sheets and the colour of each use; every colour is also said in words."""

from __future__ import annotations

from riskkit.reporting.template_shape import Use
from riskkit.terms import Label

FORM = Label("填报表", "form")
GUIDE = Label("填报说明", "guide")
OPTIONS = Label("选项", "options")
BANDS: dict[Use, str] = {
    Use.REQUIRED: "#F4B183",
    Use.SCORE: "#BDD7EE",
    Use.VETO: "#E6C1DC",
    Use.FREQUENCY: "#C6E0B4",
    Use.WHO: "#E2E6EC",
    Use.LISTED: "#F5F5F5",
    Use.OPTIONAL: "#DDEBF7",
}
AMBER = "#FFE699"
PRINTED_ROWS = 25  # of the form, below its header
