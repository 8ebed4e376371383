"""Personal numbers in free text: they are hidden before anything is written."""

from __future__ import annotations

import re

# a mobile number, or an identity card's number with its day of birth (a credit code has none)
_NUMBERS = re.compile(
    r"(?<!\d)(?:1[3-9]\d{9}|\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])(?!\d)"
)


def hidden(text: str) -> str:
    """``text`` with mobile and identity card numbers hidden.

    >>> hidden("填表人：张三 13800000000")
    '填表人：张三 ***'
    """
    return _NUMBERS.sub("***", text)
