"""Names of administrative areas → their codes: 浙江省杭州市上城区, or 上城区 where only one has that name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from riskkit.intake.known_areas import Area, areas

_JOINTS = re.compile(r"[\s\-—_/\\·,，、>＞()（）]+")
_PROVINCE_ENDS = re.compile(r"(壮族|回族|维吾尔)?自治区$|特别行政区$|省$|市$")
_TOWN = re.compile(r".{1,12}(街道办事处|街道|镇|乡|苏木|社区|村)")
_ZONE = re.compile(
    "开发区|经开|高新|产业园|工业园|园区|新区|新城|示范区|试验区|度假区|保税|合作区|管理区|风景名胜区|风景区|景区|智造"
    "|集聚区|聚集区|功能区|管委会|自贸|科技城|空港|临空|产业带|先导区|物流园|农场|林场|兵团"
)


class Named(NamedTuple):
    """What a name says: the codes that it may mean, and the part of the text behind the name."""

    codes: tuple[str, ...]
    rest: str = ""


def plain_name(text: str) -> str:
    """A name for comparison: without spaces, dashes, slashes and brackets.

    >>> plain_name("浙江省 / 杭州市-上城区")
    '浙江省杭州市上城区'
    """
    return _JOINTS.sub("", text)


def is_zone(name: str) -> bool:
    """Whether a name is in the words of functional zones (经开区, 高新区, 新城 …), which have no code of their own.

    >>> is_zone("衢州智造新城"), is_zone("上城区")
    (True, False)
    """
    return bool(_ZONE.search(name))


def codes_named(name: str, year: int | None) -> Named:
    """The codes that a plain name means in ``year`` (now without one); one code where it is certain.

    The list of the year's end goes first, then areas that ended in the course of the year, then the latest of that
    name. A town behind the name of its county is left over as ``rest``.

    >>> codes_named("浙江省杭州市上城区", 2024), codes_named("沙县", 2015).codes, codes_named("沙县", 2024).codes
    (Named(codes=('330102',), rest=''), ('350427',), ('350427',))
    >>> codes_named("上城区湖滨街道", 2024), len(codes_named("市中区", 2024).codes) > 1
    (Named(codes=('330102',), rest='湖滨街道'), True)
    """
    for length in reversed(_beginnings(name)):
        rest = name[length:]
        if not rest or (_TOWN.fullmatch(rest) and not is_zone(rest)):
            return Named(_narrowed(_names()[name[:length]], year), rest)
    return Named(())


def area_within(name: str, year: int | None) -> str | None:
    """The code of the area that a longer name begins with, where it is certain.

    >>> area_within("杭州市大江东产业集聚区", 2024)
    '330100'
    """
    lengths = _beginnings(name)
    codes = _narrowed(_names()[name[: lengths[-1]]], year) if lengths else ()
    return codes[0] if len(codes) == 1 else None


def _beginnings(name: str) -> list[int]:
    """The lengths of the areas' names that ``name`` begins with, ascending; it may be an address of any length."""
    found = []
    names, starts = _names(), _starts()
    for length in range(1, len(name) + 1):
        part = name[:length]
        if part in names:
            found.append(length)
        if part not in starts:
            break
    return found


def _narrowed(rows: tuple[Area, ...], year: int | None) -> tuple[str, ...]:
    for fits in (Area.listed, Area.in_use):
        codes = dict.fromkeys(area.code for area in rows if fits(area, year))
        if codes:
            return tuple(codes)
    last = max(area.to_year or 0 for area in rows)
    return tuple(dict.fromkeys(area.code for area in rows if (area.to_year or 0) == last))


@cache
def _names() -> dict[str, tuple[Area, ...]]:
    """Every way to write an area: its name alone, and after its province, its prefecture, or both."""
    found: dict[str, list[Area]] = {}
    for rows in areas().values():
        for area in rows:
            if not area.kind:
                for written in _written(area):
                    found.setdefault(written, []).append(area)
    return {name: tuple(rows) for name, rows in found.items()}


@cache
def _starts() -> frozenset[str]:
    """Every beginning of a name that a longer name has, so that a look-up can stop early."""
    return frozenset(name[:length] for name in _names() for length in range(1, len(name)))


def _written(area: Area) -> Iterator[str]:
    province, prefecture = area.code[:2] + "0000", area.code[:4] + "00"
    above = ["", *(part for name in _others(province, area) for part in (name, _PROVINCE_ENDS.sub("", name)))]
    middle = ["", *_others(prefecture, area)] if prefecture != province else [""]
    yield from dict.fromkeys("".join(parts) + area.name for parts in product(dict.fromkeys(above), middle))


def _others(code: str, area: Area) -> list[str]:
    """The names of an area above, none where it is the area itself or a mere heading."""
    return [row.name for row in areas().get(code, ()) if code != area.code and not row.kind]
