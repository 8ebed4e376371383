"""Words instead of values: the three states 没有 / 不适用 / 未知, yes and no, the options of a category."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.indicators.rule_file import FieldShape

NOT_APPLICABLE = ("/", "／", "\\", "-", "--", "---", "—", "——", "–", "－", "不适用", "不涉及", "N/A", "n/a")
UNKNOWN = (
    "", "未检查", "不详", "待核", "未知", "待核实", "待查", "待定", "待补充", "不清楚", "未填", "未填写", "空", "缺失",
    "NA", "null", "NULL", "None", "NaN", "nan", "?", "？",
)  # fmt: skip
NONE = ("无", "没有", "無")
_TRUE = ("是", "有", "√", "✓", "✔", "☑", "Y", "y", "yes", "Yes", "YES", "true", "True", "TRUE", "1", "1.0", "已", "T")
_FALSE = ("否", "无", "没有", "×", "✗", "✘", "X", "x", "N", "n", "no", "No", "NO", "false", "False", "FALSE", "0",
          "0.0", "未", "F", "不是")  # fmt: skip

Meaning = tuple[float | str | None, bool]  # (value or None for unknown, not applicable)


def plain(text: str) -> str:
    """``text`` for comparison: NFKC, lower case, no spaces.

    >>> plain(" Ｎ／Ａ ")
    'n/a'
    """
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def missing_meaning(text: str, shape: FieldShape) -> Meaning | None:
    """What ``text`` says when it is one of the missing words in this field; None when it is none of them.

    没有 is a value (0) where the field says ``none_means: zero`` or ``false``; it is an ordinary word where the field
    says nothing.
    """
    word = plain(text)
    if word in _PLAIN_NOT_APPLICABLE:
        return None, True
    if word in _PLAIN_UNKNOWN:
        return None, False
    if word in NONE and shape.none_means is not None:
        return (None if shape.none_means == "unknown" else 0.0), False
    return None


_PLAIN_NOT_APPLICABLE = frozenset(plain(word) for word in NOT_APPLICABLE)
_PLAIN_UNKNOWN = frozenset(plain(word) for word in UNKNOWN)


@dataclass(frozen=True)
class Lexicon:
    """The words of one boolean or category field, for a vectorised look-up.

    ``exact`` is matched first, as written; ``loose`` (keys by :func:`plain`) takes what is left.
    """

    exact: dict[str, Meaning]
    loose: dict[str, Meaning]

    def meaning(self, text: str) -> Meaning | None:
        """What ``text`` says; None when no word fits."""
        word = plain(text)
        if word in self.loose:
            return self.loose[word]
        if self.prefixes:
            if word.startswith("已"):
                return 1.0, False
            if word.startswith("未"):
                return 0.0, False
        return None

    @property
    def prefixes(self) -> bool:
        """Whether 已… and 未… say yes and no, as in a boolean field."""
        return "已" in self.exact


def lexicon(shape: FieldShape) -> Lexicon:
    """The words of a boolean or category field; the rulebook's own words win over the common ones.

    >>> from riskkit.indicators.rule_file import FieldShape, Text
    >>> words = lexicon(FieldShape(kind="boolean", label=Text(zh="自动灭火", en="sprinklers")))
    >>> words.meaning("已安装"), words.meaning("／"), words.meaning("大概")
    ((1.0, False), (None, True), None)
    """
    exact: dict[str, Meaning] = {}
    for level in shape.levels:
        for word in (level.code, level.label.zh, level.label.en, *level.words):
            exact.setdefault(word, (level.code, False))
    if shape.none_means is not None and shape.kind == "boolean":
        for word in NONE:
            exact.setdefault(word, (None if shape.none_means == "unknown" else 0.0, False))
    if shape.none_means == "unknown":
        for word in NONE:
            exact.setdefault(word, (None, False))
    if shape.kind == "boolean":
        for words, value in ((_TRUE, 1.0), (_FALSE, 0.0)):
            for word in words:
                exact.setdefault(word, (value, False))
    for words, not_applicable in ((UNKNOWN, False), (NOT_APPLICABLE, True)):
        for word in words:
            exact.setdefault(word, (None, not_applicable))
    loose: dict[str, Meaning] = {}
    for word, meaning in exact.items():
        loose.setdefault(plain(word), meaning)
    return Lexicon(exact, loose)


def look_up(text: pl.Series, words: Lexicon, dtype: pl.DataType) -> tuple[pl.Series, NDArray[np.bool_], pl.Series]:
    """Values of ``dtype``, where not applicable, and where no word fits (all of the text's length)."""
    entries = list(words.exact)
    codes = text.cast(pl.Enum(entries), strict=False)
    values = [words.exact[word][0] for word in entries]
    not_applicable = [words.exact[word][1] for word in entries]
    failed = codes.is_null() & text.is_not_null()
    if failed.any():
        extra = [word for word in text.filter(failed).unique(maintain_order=True).to_list() if words.meaning(word)]
        if extra:
            meanings = [words.meaning(word) or (None, False) for word in extra]
            entries += extra
            values += [value for value, _ in meanings]
            not_applicable += [flag for _, flag in meanings]
            codes = text.cast(pl.Enum(entries), strict=False)
            failed = codes.is_null() & text.is_not_null()
    positions = codes.to_physical().cast(pl.UInt32)
    flags = pl.Series(not_applicable, dtype=pl.Boolean).gather(positions).fill_null(False)
    return pl.Series(text.name, values, dtype=dtype).gather(positions), flags.to_numpy(), failed
