"""Where the rule of a code lives: one code, one module, named after it; only the module asked for is imported."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from riskkit.intake.rules.shape import Rule

HOMES = ("riskkit.intake.rules", "riskkit.table_rules")
_NAMED = re.compile(r"^([a-z]+)_(\d\d)_[a-z0-9_]+$")


@cache
def rule_modules() -> dict[str, str]:
    """Code → the dotted name of its module, in the order of the codes. A code of two modules is a defect.

    >>> rule_modules()["NUM-09"]
    'riskkit.intake.rules.num_09_measure_in_cell'
    """
    found: dict[str, str] = {}
    for home in HOMES:
        for _, name, _ in iter_modules(import_module(home).__path__):
            if named := _NAMED.match(name):
                code = f"{named[1].upper()}-{named[2]}"
                assert code not in found, code
                found[code] = f"{home}.{name}"
    return dict(sorted(found.items()))


def rule_of(code: str) -> Rule | None:
    """The rule of ``code``; None for a code without one (files, options, rule files).

    >>> rule_of("USCC-04").source[:8], rule_of("FILE-01")
    ('IEEE 754', None)
    """
    name = rule_modules().get(code)
    if name is None:
        return None
    rule: Rule = import_module(name).RULE
    return rule
