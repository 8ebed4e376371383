"""Unified social credit codes (GB 32100-2015), and the older codes that stand in their column."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.intake.check_digits import (
    USCC_ALPHABET,
    organisation_code_passes,
    registration_number_passes,
    uscc_is_wrong,
)
from riskkit.intake.clean_ids import is_damaged
from riskkit.intake.code_column import CodeColumn, Judgement, Placed, all_alike, as_code_text, spread, together

_JOINTS = r"[\s\-‐‑‒–—―−_·.']+"
_ALLOWED = f"^[{USCC_ALPHABET}]{{18}}$"
_CUT = r"^\d{15}000$"
_STANDARD = "GB 32100-2015"


def judge_org_codes(cells: pl.Series) -> CodeColumn:
    """A column of unified social credit codes, judged by GB 32100-2015; null stays null.

    USCC-01 the check digit is wrong (kept) · USCC-02 spelling made uniform · USCC-03 O and I read as 0 and 1 because
    the check digit then passes · USCC-04 stored as a number, digits lost (null) · USCC-05 nine characters of GB 11714 ·
    USCC-06 fifteen digits of GS 15-2006 · USCC-07 anything else (null). A full-width spelling is a finding only where
    ``cells`` still have it.

    >>> column = judge_org_codes(pl.Series(["91350100m000100y43", "9135O100M000100Y43", "9.15101E+17", "无此代码"]))
    >>> column.values.to_list(), column.found
    (['91350100M000100Y43', '91350100M000100Y43', None, None], ['USCC-02', 'USCC-03', 'USCC-04', 'USCC-07'])
    """
    texts = as_code_text(cells)
    wrong = uscc_is_wrong(texts)
    parts: list[Placed] = []
    if cells.dtype == pl.String:
        spelled = np.flatnonzero((cells.str.strip_chars() != texts).fill_null(False).to_numpy() & ~wrong)
        parts.append(all_alike(spelled, texts.gather(spelled), "USCC-02"))
    parts += _wrong_ones(texts, np.flatnonzero(wrong).astype(np.int64))
    return together(texts, parts)


def _wrong_ones(texts: pl.Series, at: NDArray[np.int64]) -> list[Placed]:
    """The cells that are no valid code as they stand; plain cases at once, distinct odd words one by one."""
    if not len(at):
        return []
    asked = texts.gather(at)
    damaged = is_damaged(asked).to_numpy()
    tidy = asked.str.to_uppercase().str.replace_all(_JOINTS, "")
    mended = ~uscc_is_wrong(tidy) & ~damaged
    mistyped = tidy.str.contains(_ALLOWED).to_numpy() & ~mended & ~tidy.str.contains(_CUT).to_numpy()
    left = np.flatnonzero(~(damaged | mended | mistyped))
    words = tidy.gather(left).unique(maintain_order=True)
    return [
        all_alike(at[damaged], pl.Series([None] * int(damaged.sum()), dtype=pl.String), "USCC-04"),
        all_alike(at[mended], tidy.filter(pl.Series(mended)), "USCC-02"),
        all_alike(at[mistyped], tidy.filter(pl.Series(mistyped)), "USCC-01", _STANDARD),
        spread(tidy, left, words, [_odd_word(word) for word in words.to_list()])._replace(at=at[left]),
    ]


def _odd_word(word: str) -> Judgement:
    """One word without joints, in capitals, that is no code of GB 32100 as it stands."""
    if len(word) == 18 and word.isascii():
        if word.isdigit():
            return _cut_number(word)
        plain = word.replace("O", "0").replace("I", "1")
        if plain != word and not uscc_is_wrong(pl.Series([plain]))[0]:
            return Judgement(plain, "USCC-03", plain)
    if len(word) == 9 and organisation_code_passes(word):
        return Judgement(word, "USCC-05", _STANDARD)
    if len(word) == 15 and registration_number_passes(word):
        return Judgement(word, "USCC-06", _STANDARD)
    return Judgement(None, "USCC-07", _STANDARD)


def _cut_number(digits: str) -> Judgement:
    """Eighteen digits that end in 000: a number of 15 digits written out again, where both check digits deny the code.

    A code that was merely mistyped once still has the check digit of its organisation code (characters 9 to 17) unless
    the slip is there; a number that lost its last digits breaks both but one time in about 340.
    """
    if organisation_code_passes(digits[8:17]) and digits[8:17].strip("0"):
        return Judgement(digits, "USCC-01", _STANDARD)
    return Judgement(None, "USCC-04")
