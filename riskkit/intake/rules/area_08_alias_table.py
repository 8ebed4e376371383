"""AREA-08: the user's table of area aliases cannot be used."""

from __future__ import annotations

from riskkit.intake.rules.deeds import RUN_STOPS
from riskkit.intake.rules.shape import Rule
from riskkit.terms import Label

RULE = Rule(
    code="AREA-08",
    does=RUN_STOPS,
    why=Label(
        "别名决定对象归哪个区县；表里有一处看不懂，就可能整片归错，所以不带着错误往下算。",
        "aliases decide to which district a subject belongs; one line that cannot be read could misplace a whole zone",
    ),
    judged_by="riskkit.intake.area_aliases",
    example=Label(
        "别名表写“智造新城,3308”",
        "智造新城,3308 in the alias table",
    ),
)
