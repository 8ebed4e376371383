"""Numbers as words: 1,200㎡ · 约3000 · 3000余 · １２; shared by the rules that read them."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NamedTuple

from riskkit.intake.measures import uom_factor

PLAIN_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?"
_ABOUT, _OVER = r"(?:大约|约|近|≈|~)", r"(?:余|多|左右|上下|以上|以下|以内)"
_NUMBER = re.compile(rf"^({_ABOUT})?([+-]?{PLAIN_NUMBER})({_OVER})?(\D.*?)?({_OVER})?$")


class SingleNumber(NamedTuple):
    """One number in the field's measure, whether the cell states a measure, and whether it is approximate."""

    value: float
    stated: bool
    approximate: bool


@lru_cache(maxsize=8)
def single(plain: str, uom: str | None) -> SingleNumber | None:
    """The one number that ``plain`` (NFKC, lower case, no spaces) writes; None when it writes none.

    >>> single("1,200m2", "m2")
    SingleNumber(value=1200.0, stated=True, approximate=False)
    """
    found = _NUMBER.match(plain)
    if not found:
        return None
    about, digits, over, measure, over_again = found.groups()
    scale = uom_factor(measure or "", uom)
    value = number(digits) * scale if scale is not None else math.inf
    if not math.isfinite(value):
        return None
    return SingleNumber(value, bool(measure), bool(about or over or over_again))


def number(digits: str) -> float:
    """The number that ``digits`` write, thousands separators left out."""
    return float(digits.replace(",", ""))
