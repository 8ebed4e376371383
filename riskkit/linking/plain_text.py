"""Texts made comparable: one width, one case, no spaces, brackets or marks."""

from __future__ import annotations

import polars as pl

_MARKS = r"""[\s\p{C}·•.。,，、;；:：'"“”‘’!！?？*＊|`~^]"""
# 12、14号: the mark stands for a list and must not make one number of two
_LISTED = r"(\d)[.,，、](\d)"
_BRACKETS = r"[(\[{<《〈【〔)\]}>》〉】〕]"


def plain(texts: pl.Series) -> pl.Series:
    """``texts`` in NFKC, upper case, without spaces and marks; brackets stay (half width), empty is null.

    >>> plain(pl.Series([" 宏达（杭州） 有限公司。", "ｋｔｖ", "12、14号", " "])).to_list()
    ['宏达(杭州)有限公司', 'KTV', '12-14号', None]
    """
    name = texts.name
    text = pl.col(name).str.normalize("NFKC").str.to_uppercase()
    for _ in range(2):  # matches must not overlap, so 1、2、3 needs a second pass
        text = text.str.replace_all(_LISTED, "$1-$2")
    text = text.str.replace_all(_MARKS, "")
    return texts.to_frame().select(pl.when(text != "").then(text).alias(name))[name]


def without_brackets(text: pl.Expr) -> pl.Expr:
    """The text without bracket signs; what stood in them stays."""
    return text.str.replace_all(_BRACKETS, "")
