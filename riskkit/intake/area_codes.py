"""Administrative area codes (GB/T 2260): form, parent, in use in a year, names and functional zones."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import polars as pl

from riskkit.intake.area_names import area_within, codes_named, is_zone, plain_name
from riskkit.intake.clean_ids import is_damaged
from riskkit.intake.code_column import CodeColumn, Judgement, as_code_text, spread, together
from riskkit.intake.known_areas import ANY_BELOW, FIRST_YEAR, LAST_YEAR, areas, codes_after, name_of, prefixes
from riskkit.terms import both_langs

_WHOLE = r"^[1-9]\d{5}(\d{3}|\d{6})?$"
_WHOLE_RE = re.compile(_WHOLE)
_JOINTS = re.compile(r"[\s\-—_./·']+")
_PREFIX = re.compile(r"[1-9]\d(\d\d)?")
_CODE_AND_NAME = re.compile(r"(\d{6}(?:\d{3}|\d{6})?)(\D+)|(\D+)(\d{6}(?:\d{3}|\d{6})?)")
_SHOWN = 4


def judge_area_codes(cells: pl.Series, year: int | None = None, aliases: Mapping[str, str] | None = None) -> CodeColumn:
    """A column of area codes of 6, 9 or 12 digits, judged by the lists since 1980; null stays null.

    ``year`` is that of the assessment (without one, no code is too old); ``aliases`` are the user's names of zones
    and the codes that they stand for (:func:`riskkit.intake.area_aliases.read_area_aliases`).

    AREA-01 neither code nor the name of one area (null) · AREA-02 province, prefecture or county not in the table
    (kept) · AREA-03 not in use in that year, with the code that came after where it is known (kept) · AREA-04 a
    functional zone that no alias resolves (kept as text) · AREA-05 a name read as a code · AREA-06 an unknown county in
    a year that the table does not cover · AREA-07 spelling made uniform, two and four digits completed · ID-02 digits
    lost in a number (null). Of nine and twelve digits only the first six are checked. Codes below 台湾, 香港 and 澳门
    are taken as they are.

    >>> column = judge_area_codes(pl.Series(["330102", "330104001", "3301", "浙江省衢州市柯城区", "智造新城"]), 2024)
    >>> column.values.to_list(), column.found
    (['330102', '330104001', '330100', '330802', '智造新城'], ['AREA-03', 'AREA-07', 'AREA-05', 'AREA-04'])
    >>> from riskkit.terms import in_lang
    >>> in_lang(column.allowed[0], "zh")
    '2021年起不再使用，现为 330102 上城区'
    """
    texts = as_code_text(cells)
    whole = texts.str.contains(_WHOLE).fill_null(False)
    roots = texts.str.slice(0, 6)
    distinct = roots.filter(whole).unique(maintain_order=True)
    told = [judge_code(root, year) for root in distinct.to_list()]
    odd = pl.Series([bool(judgement.code) for judgement in told], dtype=pl.Boolean)
    at = np.flatnonzero((whole & roots.is_in(distinct.filter(odd).to_list())).to_numpy()).astype(np.int64)
    by_code = spread(roots, at, distinct, told)._replace(values=texts.gather(at))
    left = np.flatnonzero((~whole & texts.is_not_null()).to_numpy()).astype(np.int64)
    words = texts.gather(left).unique(maintain_order=True)
    damaged = is_damaged(words).to_list()
    named = {plain_name(name): code for name, code in (aliases or {}).items()}
    judgements = [
        Judgement(None, "ID-02") if lost else judge_word(word, year, named)
        for word, lost in zip(words.to_list(), damaged, strict=True)
    ]
    return together(texts, [by_code, spread(texts, left, words, judgements)])


def judge_code(code: str, year: int | None) -> Judgement:
    """What the table says about six digits in ``year``; its value is the code itself.

    >>> judge_code("330102", 2024).code, judge_code("330199", 2024).code, judge_code("330199", 2031).code
    ('', 'AREA-02', 'AREA-06')
    """
    province, prefecture = code[:2], code[:4]
    if province not in prefixes():
        return Judgement(code, "AREA-02", both_langs(f"没有省级代码 {province}", f"no province {province}"))
    if province in ANY_BELOW:
        return Judgement(code)
    rows = areas().get(code, ())
    if not rows:
        if code[4:] == "00" and prefecture in prefixes():
            return Judgement(code)
        above = province + "0000" if prefecture not in prefixes() else prefecture + "00"
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            years = f"{FIRST_YEAR}–{LAST_YEAR}"
            return Judgement(code, "AREA-06", both_langs(f"代码表收到 {years} 年", f"the table covers {years}"))
        name = name_of(above) or above
        return Judgement(code, "AREA-02", both_langs(f"{name}之下没有 {code}", f"no {code} below {name}"))
    if year is None or year < FIRST_YEAR or any(area.in_use(year) for area in rows):
        return Judgement(code)
    return Judgement(code, "AREA-03", _other_years(code, year))


def judge_word(word: str, year: int | None, aliases: Mapping[str, str]) -> Judgement:
    """What a text is that is no plain code: an alias, a code in another spelling, a name, a zone; or nothing.

    ``aliases`` have plain names (:func:`riskkit.intake.area_names.plain_name`).

    >>> judge_word("衢州智造新城", 2024, {"衢州智造新城": "330803"}).value, judge_word("33-01-02", 2024, {}).value
    ('330803', '330102')
    """
    name = plain_name(word)
    if name in aliases:
        return _as_code(aliases[name], year, "AREA-05")
    digits = _JOINTS.sub("", word)
    if _PREFIX.fullmatch(digits):
        return _as_code(digits.ljust(6, "0"), year, "AREA-07")
    if _WHOLE_RE.match(digits):
        return _as_code(digits, year, "AREA-07")
    if both := _CODE_AND_NAME.fullmatch(name):
        code, beside = both[1] or both[4], both[2] or both[3]
        if code[:6] in codes_named(beside, year).codes:
            return _as_code(code, year, "AREA-07")
    codes = codes_named(name, year).codes
    if len(codes) == 1:
        return _as_code(codes[0], year, "AREA-05")
    if codes:
        return Judgement(None, "AREA-01", _several(codes, year))
    if is_zone(name):
        within = area_within(name, year)
        return Judgement(word, "AREA-04", f"{within} {name_of(within, year)}" if within else "")
    return Judgement(None, "AREA-01", "GB/T 2260")


def _as_code(code: str, year: int | None, code_of_reading: str) -> Judgement:
    """A code that was read out of something else: what the table says about it weighs more than how it was read."""
    judgement = judge_code(code[:6], year)
    if judgement.code:
        read = both_langs(f"读作 {code}；", f"read as {code}; ").split("\x1f")
        said = (judgement.allowed.split("\x1f") * 2)[:2]
        return Judgement(code, judgement.code, both_langs(read[0] + said[0], read[1] + said[1]))
    return Judgement(code, code_of_reading, f"{code} {name_of(code[:6], year)}".strip())


def _other_years(code: str, year: int) -> str:
    """Since when a code is no longer in use and which came after, or the year in which it begins."""
    rows = areas()[code]
    starts = [area.from_year for area in rows if area.from_year is not None and area.from_year > year]
    ends = [area.to_year for area in rows if area.to_year is not None and area.to_year < year]
    if not ends:
        return both_langs(f"{min(starts)}年才启用", f"in use since {min(starts)} only")
    since = max(ends) + 1
    after = "、".join(f"{new} {name_of(new, year)}" for new in codes_after(code, year))
    zh, en = f"{since}年起不再使用", f"not in use since {since}"
    return both_langs(f"{zh}，现为 {after}", f"{en}; now {after}") if after else both_langs(zh, en)


def _several(codes: tuple[str, ...], year: int | None) -> str:
    shown = "、".join(
        f"{code} {name_of(code[:4] + '00', year) or name_of(code[:2] + '0000', year)}" for code in codes[:_SHOWN]
    )
    more = " …" if len(codes) > _SHOWN else ""
    return both_langs(f"同名 {len(codes)} 处：{shown}{more}", f"{len(codes)} areas of this name: {shown}{more}")
