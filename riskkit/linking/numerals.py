"""Chinese numerals in names and addresses, as digits."""

from __future__ import annotations

import re

import polars as pl

_DIGITS = {
    letter: value
    for letters in ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖")
    for value, letter in enumerate(letters)
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100}
# a run starts with a digit or ten: 百货 and 万达 are words
_RUN = "[〇零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾][〇零一二三四五六七八九十百壹贰叁肆伍陆柒捌玖拾佰]*"
_PLACED = re.compile(r"(?:[^十拾百佰]?[百佰])?零?(?:[^十拾百佰零]?[十拾])?[^十拾百佰零]?")


def with_digits(texts: pl.Series) -> pl.Series:
    """``texts`` with every Chinese numeral as digits; what is no well-formed numeral stays.

    Meant for comparison only: 文一路 becomes 文1路 on both sides.

    >>> with_digits(pl.Series(["文二路二十一号三〇一室", "壹号楼", "第一百货", "一百零五号", None])).to_list()
    ['文2路21号301室', '1号楼', '第100货', '105号', None]
    """
    runs = sorted(texts.drop_nulls().str.extract_all(_RUN).explode().drop_nulls().unique(), key=lambda run: -len(run))
    if not runs:
        return texts
    return texts.to_frame("text").select(
        pl.col("text").str.replace_many(runs, [_number(run) for run in runs], leftmost=True).alias(texts.name)
    )[texts.name]


def _number(run: str) -> str:
    """One run as digits: by places (二十一) or digit by digit (三〇一)."""
    if not any(letter in _TENS for letter in run):
        return "".join(str(_DIGITS[letter]) for letter in run)
    if not _PLACED.fullmatch(run):
        return run
    total, digit = 0, 0
    for letter in run:
        if letter in _TENS:
            total, digit = total + (digit or 1) * _TENS[letter], 0
        else:
            digit = _DIGITS[letter]
    return str(total + digit)
