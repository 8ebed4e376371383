"""How measures are written in headers and cells: 万㎡, 平方米, 亩, 万元, %."""

from __future__ import annotations

import unicodedata

from riskkit.errors import RiskkitError
from riskkit.uom import UOM_WORDS, UOMS, factor

_SCALES = {"百": 1e2, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8}
# Counting words carry no measure of their own: 12层, 3栋, 20名.
_COUNTERS = frozenset("层栋名家台具辆部支座幢户套所条个人间起处项次件张床只")
_COUNTED = frozenset({None, "", "1", "count", "persons", "rooms", "beds"})
_WORDS = {unicodedata.normalize("NFKC", word).lower(): uom for word, uom in UOM_WORDS.items()}
# how people abbreviate in headers and cells
_WORDS |= {"平方": "m2", "m^2": "m2", "km^2": "km2", "平方千米": "km2", "千米": "km"}


def uom_factor(word: str, uom: str | None) -> float | None:
    """By how much to multiply a number written with ``word`` to have it in ``uom``; None when it cannot be.

    ``word`` is in NFKC (so ㎡ is m2) and without spaces; a scale may stand before it (万, 亿).

    >>> uom_factor("万m2", "m2"), uom_factor("亩", "m2") * 15, uom_factor("%", "share"), uom_factor("元", "m2")
    (10000.0, 10000.0, 0.01, None)
    """
    word = word.lower()
    if not word:
        return 1.0
    if word in _SCALES:
        return _SCALES[word]
    for length in (0, 1, 2):
        scale, rest = word[:length], word[length:]
        if length and scale not in _SCALES:
            continue
        plain = _plain_factor(rest, uom)
        if plain is not None:
            return plain * _SCALES.get(scale, 1.0)
    return None


def _plain_factor(word: str, uom: str | None) -> float | None:
    if word in _COUNTERS and uom in _COUNTED:
        return 1.0
    if uom is None:
        return None
    source = _WORDS.get(word, word if word in UOMS else None)
    if source is None:
        return None
    try:
        return factor(source, uom)
    except RiskkitError:
        return None


def is_measure(word: str) -> bool:
    """Whether ``word`` (NFKC, no spaces) writes some measure, so that a header may carry it in brackets.

    >>> is_measure("万元"), is_measure("刑事")
    (True, False)
    """
    word = word.lower()
    rests = [word] + [word[len(scale) :] for scale in _SCALES if word.startswith(scale)]
    return any(rest in _WORDS or rest in UOMS or rest in _COUNTERS for rest in rests)
