"""How one header cell is compared with the names that a rulebook knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import NamedTuple

from riskkit.intake.measures import is_measure

_BRACKET = re.compile(r"^(.+?)[(\[【〔{](?:计量单位|单位)?:?([^()\[\]【】〔〕{}]+)[)\]】〕}]$")
_NOT_SAID = re.compile(r"[\s\ufeff\u200b*★☆※]+|\((?:必填|必选|选填|可选|必填项|required|optional)\)")
_NUMBERING = re.compile(r"^(?:\(\d{1,2}\)|\d{1,2}[.、)]|[①-⑳])(?=\D)")
_IS_PLACE = re.compile("[经纬]|lon|lng|lat")
_JOINTS = "/_-:,;|"
_LONGEST_MEASURE = 6


class HeaderKey(NamedTuple):
    """A header cell for comparison: the bare name and the measure in its trailing brackets."""

    name: str
    measure: str


def header_key(text: str) -> HeaderKey:
    """``text`` in NFKC, lower case, without spaces, line breaks and required-marks, its measure split off.

    NFKC is for comparison only (it turns ㎡ into m2); brackets that hold no measure stay part of the name.

    >>> header_key("建筑面积（万㎡）"), header_key(" *单位\\n名称 ").name, header_key("死亡人数（刑事）").name
    (HeaderKey(name='建筑面积', measure='万m2'), '单位名称', '死亡人数(刑事)')
    """
    plain = _NOT_SAID.sub("", unicodedata.normalize("NFKC", text)).lower().rstrip(":")
    found = _BRACKET.match(plain)
    if found and is_measure(found[2]):
        return HeaderKey(found[1], found[2])
    return HeaderKey(plain, "")


def matched_key(text: str, known: Collection[str]) -> HeaderKey:
    """The key of ``text`` by which one of the names ``known`` matches it exactly; :func:`header_key` when none does.

    Three ways of writing are seen through, and only where what is left is a known name: a measure without brackets
    (建筑面积㎡, 面积_平方米, 损失/万元), a number before the name (1.单位名称), and a coordinate system behind a
    longitude or latitude (经度（CGCS2000）).

    >>> matched_key("建筑面积/万㎡", {"建筑面积"}), matched_key("2、建筑面积", {"建筑面积"}).name
    (HeaderKey(name='建筑面积', measure='万m2'), '建筑面积')
    >>> matched_key("建筑面积㎡", {"面积"})
    HeaderKey(name='建筑面积m2', measure='')
    """
    key = header_key(text)
    if key.name in known:
        return key
    bare = HeaderKey(_NUMBERING.sub("", key.name), key.measure)
    for found in (key, bare, HeaderKey(_without_system(bare.name), bare.measure)):
        if found.name in known:
            return found
        split = _without_measure(found.name, known) if not found.measure else None
        if split:
            return split
    return key


def _without_system(name: str) -> str:
    """``name`` without the coordinate system in its brackets, where it is a longitude or latitude."""
    found = _BRACKET.match(name)
    if found and _IS_PLACE.search(found[1]):
        from riskkit.intake.coordinates import system_in

        return found[1] if system_in(found[2]) else name
    return name


def _without_measure(name: str, known: Collection[str]) -> HeaderKey | None:
    """The longest measure at the end of ``name`` before which a known name of two letters or more stands."""
    for length in range(min(_LONGEST_MEASURE, len(name) - 2), 0, -1):
        rest = name[:-length].rstrip(_JOINTS)
        if rest in known and len(rest) > 1 and is_measure(name[-length:]):
            return HeaderKey(rest, name[-length:])
    return None


def is_known(text: str, known: Collection[str]) -> bool:
    """Whether the header cell ``text`` names something of ``known``."""
    return matched_key(text, known).name in known


def measure_only(text: str) -> str:
    """The measure that is all a header cell holds, as written and without brackets; empty when it holds a name.

    >>> measure_only("（㎡）"), measure_only("单位：万元"), measure_only("面积")
    ('㎡', '万元', '')
    """
    bare = re.sub(r"^[\s(（\[【]*(?:(?:计量)?单位\s*[:：]\s*)?|[\s)）\]】]+$", "", text)
    return bare if bare and is_measure(unicodedata.normalize("NFKC", bare)) else ""
