"""Words instead of values, looked up for whole columns: the three states, yes and no, the options of a category."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.missing_words import (
    FALSE,
    NONE,
    NOT_APPLICABLE,
    PLAIN_FALSE,
    PLAIN_NOT_APPLICABLE,
    PLAIN_TRUE,
    PLAIN_UNKNOWN,
    TRUE,
    UNKNOWN,
    counts_defects,
    plain,
)

__all__ = [
    "NONE",
    "NOT_APPLICABLE",
    "PLAIN_FALSE",
    "PLAIN_NOT_APPLICABLE",
    "PLAIN_TRUE",
    "PLAIN_UNKNOWN",
    "UNKNOWN",
    "Lexicon",
    "Meaning",
    "WordColumn",
    "counts_defects",
    "lexicon",
    "look_up",
    "plain",
]

Meaning = tuple[float | str | None, bool]  # (value or None for unknown, not applicable)


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
        exact = dict.fromkeys(FALSE, (0.0, False)) | dict.fromkeys(TRUE, (1.0, False)) | exact
    exact = dict.fromkeys(UNKNOWN, (None, False)) | dict.fromkeys(NOT_APPLICABLE, (None, True)) | exact
    loose: dict[str, Meaning] = {}
    for word, meaning in exact.items():
        loose.setdefault(plain(word), meaning)
    return Lexicon(exact, loose)


class WordColumn(NamedTuple):
    """One cleaned column of words: values, where 不适用 (None: nowhere), and the positions where no word fits."""

    values: pl.Series
    not_applicable: NDArray[np.bool_] | None
    failed: NDArray[np.int64]


def look_up(texts: pl.DataFrame, words: Mapping[str, Lexicon], dtypes: Mapping[str, pl.DataType]) -> list[WordColumn]:
    """Look the cells of every text column up in its lexicon; values have the column's dtype.

    >>> from riskkit.indicators.rule_file import FieldShape, Text
    >>> yes_no = lexicon(FieldShape(kind="boolean", label=Text(zh="合用", en="shared")))
    >>> cells = pl.DataFrame({"c0": ["是", "×", "/", None, "大概"]})
    >>> found = look_up(cells, {"c0": yes_no}, {"c0": pl.Float64()})[0]
    >>> found.values.to_list(), found.not_applicable.tolist(), found.failed.tolist()
    ([1.0, 0.0, None, None, None], [False, False, True, False, False], [4])
    """
    plans = {name: _Plan.of(words[name].exact) for name in texts.columns}
    codes = texts.select(pl.col(name).cast(pl.Enum(plan.entries), strict=False) for name, plan in plans.items())
    for name in texts.columns:
        text = texts.get_column(name)
        if codes.get_column(name).null_count() != text.null_count():
            left = text.filter(codes.get_column(name).is_null()).drop_nulls().unique(maintain_order=True)
            meanings = {word: words[name].meaning(word) for word in left.to_list()}
            extra = {word: meaning for word, meaning in meanings.items() if meaning is not None}
            if extra:
                plans[name] = _Plan.of({**words[name].exact, **extra})
                codes = codes.with_columns(text.cast(pl.Enum(plans[name].entries), strict=False))
    at = codes.select(pl.all().to_physical().cast(pl.UInt32))
    values = at.select(
        pl.lit(pl.Series(plan.values, dtype=dtypes[name])).gather(pl.col(name)).alias(name)
        for name, plan in plans.items()
    )
    last = at.max()
    columns = []
    for name, plan in plans.items():
        flags: NDArray[np.bool_] | None = None
        if (last.get_column(name)[0] or 0) >= plan.applicable:
            flags = (at.get_column(name) >= plan.applicable).fill_null(False).to_numpy()
        failed = np.zeros(0, dtype=np.int64)
        if at.get_column(name).null_count() != texts.get_column(name).null_count():
            unfit = at.get_column(name).is_null() & texts.get_column(name).is_not_null()
            failed = np.flatnonzero(unfit.to_numpy()).astype(np.int64)
        columns.append(WordColumn(values.get_column(name), flags, failed))
    return columns


class _Plan(NamedTuple):
    """Words in an order for look-up by position: the first ``applicable`` of them are not 不适用."""

    entries: list[str]
    values: list[float | str | None]
    applicable: int

    @classmethod
    def of(cls, words: Mapping[str, Meaning]) -> _Plan:
        entries = sorted(words, key=lambda word: words[word][1])
        applicable = len([word for word in entries if not words[word][1]])
        return cls(entries, [words[word][0] for word in entries], applicable)
