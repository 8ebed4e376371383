"""One angle in words: 120°12′30″ · 120度12分30秒 · 东经120.5 · N30°15.5′."""

from __future__ import annotations

import re

_BEFORE = "东经|西经|北纬|南纬|经度|纬度|[EWNSewns]"
_ANGLE = re.compile(
    rf"(?P<before>{_BEFORE})?[:：]?"
    r"(?P<sign>[+-])?(?P<degrees>\d{1,3}(?:\.\d+)?)(?:[°º˚度o]"
    r"(?:(?P<minutes>\d{1,2}(?:\.\d+)?)['′‘’ʹ分]"
    r"(?:(?P<seconds>\d{1,2}(?:\.\d+)?)(?:[\"″“”ʺ秒]|''|′′))?)?)?"
    r"(?P<after>[EWNSewns]|东|西|南|北)?"
)
_NEGATIVE = frozenset(("西经", "南纬", "w", "s", "西", "南"))
_SIXTY = 60.0


def degrees_in(word: str) -> float | None:
    """The degrees that a word writes, south and west negative; None when it writes no angle.

    The word is in NFKC, which makes o of º and two marks of ″. Minutes and seconds must be below 60 and need their
    marks: bare groups of numbers could mean anything.

    >>> [degrees_in(word) for word in ("120°30′00″", "30度15分", "E120.5", "33.9°S", "120 12 30", "120°61′0″")]
    [120.5, 30.25, 120.5, -33.9, None, None]
    """
    found = _ANGLE.fullmatch("".join(word.split()) if _marked(word) else word)
    if not found or (found["minutes"] and "." in found["degrees"]) or (found["seconds"] and "." in found["minutes"]):
        return None
    minutes, seconds = float(found["minutes"] or 0), float(found["seconds"] or 0)
    if minutes >= _SIXTY or seconds >= _SIXTY:
        return None
    angle = float(found["degrees"]) + minutes / _SIXTY + seconds / _SIXTY**2
    turned = [part for part in (found["before"], found["after"]) if part and part.lower() in _NEGATIVE]
    return -angle if found["sign"] == "-" or turned else angle


def _marked(word: str) -> bool:
    return any(mark in word for mark in "°º˚度o经纬EWNSewns")
