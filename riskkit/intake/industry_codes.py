"""Industry codes (GB/T 4754-2017): a letter and two to four digits.

Section and division are checked, groups and classes (the third and fourth digit) are not: no list of them under an open
licence was found to ship (datasets/industry_codes/source.yaml).
"""

from __future__ import annotations

import re

import numpy as np
import polars as pl

from riskkit.intake.code_column import CodeColumn, Judgement, as_code_text, spread, together
from riskkit.intake.known_industries import divisions, section_in_2011
from riskkit.terms import both_langs

_CODE = re.compile(r"([A-T])?([0-9]{1,4})")
# a code with its title behind or in brackets: H6110 旅游饭店, 6110-旅游饭店
_TITLED = re.compile(r"([A-Ta-t]?[\s\-]?[0-9]{1,4})[\s\-—_:：、.(（]*[\u4e00-\u9fff][^0-9]*")
_JOINTS = re.compile(r"[\s\-_—.·]+")
_STANDARD = "GB/T 4754-2017"


def judge_industry_codes(cells: pl.Series) -> CodeColumn:
    """A column of industry codes, judged by GB/T 4754-2017; canonical: letter and digits; null stays null.

    IND-01 no such form (null) · IND-02 letter and digits disagree (kept) · IND-03 no such division (null) · IND-04 bare
    digits completed with their letter · IND-05 fits the edition of 2011 only (kept) · IND-06 spelling made uniform ·
    IND-07 three bare digits: a group, or a class that lost its leading zero (kept as digits, never guessed).
    A section's letter alone is a code of its own.

    >>> column = judge_industry_codes(pl.Series(["H6110", "6110", "C6110", "P82", "H9911", "610", "宾馆"]))
    >>> column.values.to_list()
    ['H6110', 'H6110', 'C6110', 'P82', None, '610', None]
    >>> column.found
    ['IND-04', 'IND-02', 'IND-05', 'IND-03', 'IND-07', 'IND-01']
    """
    texts = as_code_text(cells)
    words = texts.drop_nulls().unique(maintain_order=True)
    judgements = [judge_word(word) for word in words.to_list()]
    plain = [judgement.value == word and not judgement.code for judgement, word in zip(judgements, words, strict=True)]
    right = words.filter(pl.Series(plain, dtype=pl.Boolean))
    at = np.flatnonzero((texts.is_not_null() & ~texts.is_in(right.to_list())).to_numpy()).astype(np.int64)
    return together(texts, [spread(texts, at, words, judgements)])


def judge_word(word: str) -> Judgement:
    """What one text (NFKC, no outer spaces) is.

    >>> judge_word("h 6110 旅游饭店"), judge_word("1")
    (Judgement(value='H6110', code='IND-06', allowed=''), Judgement(value='A01', code='IND-04', allowed='A01 农业'))
    """
    titled = _TITLED.fullmatch(word)
    tidy = _JOINTS.sub("", titled[1] if titled else word).upper()
    respelled = Judgement(tidy, "" if tidy == word else "IND-06")
    if len(tidy) == 1 and "A" <= tidy <= "T":
        return respelled
    found = _CODE.fullmatch(tidy)
    if not found:
        return Judgement(None, "IND-01", _STANDARD)
    letter, digits = found[1] or "", found[2]
    if letter:
        return _with_letter(letter, digits, respelled)
    return _bare(digits)


def _with_letter(letter: str, digits: str, respelled: Judgement) -> Judgement:
    if len(digits) == 1:
        return Judgement(None, "IND-01", _STANDARD)
    division = divisions().get(digits[:2])
    if division is None:
        return Judgement(None, "IND-03", "01–97")
    if division.section == letter:
        return respelled
    if section_in_2011(digits[:2]) == letter:
        return Judgement(letter + digits, "IND-05", said(digits[:2]))
    return Judgement(letter + digits, "IND-02", said(digits[:2]))


def _bare(digits: str) -> Judgement:
    """Digits without a letter; what a spreadsheet made of 0610 (610) also looks like a group (610) of hotels."""
    padded = digits.zfill(2)
    division = divisions().get(padded[:2])
    if division is None:
        return Judgement(None, "IND-03", "01–97")
    if len(digits) == 3 and digits[0] != "0":
        lost = "0" + digits[0]
        either = f"{division.section}{digits} {division.name}"
        other = f"{divisions()[lost].section}0{digits} {divisions()[lost].name}"
        return Judgement(digits, "IND-07", both_langs(f"{either}，或 {other}", f"{either}, or {other}"))
    return Judgement(division.section + padded, "IND-04", said(padded[:2]))


def said(division: str) -> str:
    """A division with letter and title, as a finding names it.

    >>> said("61")
    'H61 住宿业'
    """
    known = divisions()[division]
    return f"{known.section}{division} {known.name}"
