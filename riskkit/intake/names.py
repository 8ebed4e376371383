"""Names and addresses made comparable: one width, one case, no spaces and marks."""

from __future__ import annotations

import numpy as np
import polars as pl

# what is left as it is: Han characters, digits, capital letters
_ODD = r"[^\x{4e00}-\x{9fff}0-9A-Z]"
_MARKS = r"""[\s\p{C}·•.。,，、;；:：'"“”‘’!！?？*＊|`~^]"""
# 12、14号: the mark stands for a list and must not make one number of two
_LISTED = r"(\d)[.,，、](\d)"
_BRACKETS = r"[(\[{<《〈【〔)\]}>》〉】〕]"


def plain(texts: pl.Series) -> pl.Series:
    """``texts`` in NFKC, upper case, without spaces and marks; brackets stay (half width), empty is null.

    >>> plain(pl.Series([" 宏达（杭州） 有限公司。", "ｋｔｖ", "12、14号", " "])).to_list()
    ['宏达(杭州)有限公司', 'KTV', '12-14号', None]
    """
    odd = np.flatnonzero(texts.str.contains(_ODD).fill_null(False).to_numpy())
    given = texts.to_frame().select(pl.when(pl.col(texts.name) != "").then(pl.col(texts.name))).to_series()
    # rewriting costs twenty times more than finding out that there is nothing to rewrite
    return given.scatter(odd, _rewritten(texts.gather(odd))) if len(odd) else given


def _rewritten(texts: pl.Series) -> pl.Series:
    name = texts.name
    text = pl.col(name).str.normalize("NFKC").str.to_uppercase()
    for _ in range(2):  # matches must not overlap, so 1、2、3 needs a second pass
        text = text.str.replace_all(_LISTED, "$1-$2")
    text = text.str.replace_all(_MARKS, "")
    return texts.to_frame().select(pl.when(text != "").then(text).alias(name))[name]


def without_brackets(text: pl.Expr) -> pl.Expr:
    """The text without bracket signs; what stood in them stays."""
    return text.str.replace_all(_BRACKETS, "")


def comparable(texts: pl.Series) -> pl.Series:
    """Names or addresses that are the same but for width, case, spaces, marks and brackets become equal; empty is null.

    >>> comparable(pl.Series(["宏达（杭州）餐饮", "宏达 (杭州) 餐饮", "ＫＴＶ"])).to_list()
    ['宏达杭州餐饮', '宏达杭州餐饮', 'KTV']
    """
    text = plain(texts)
    has_brackets = text.str.contains(_BRACKETS).fill_null(False)
    if not has_brackets.any():
        return text
    at = np.flatnonzero(has_brackets.to_numpy())
    bare = without_brackets(pl.col(text.name))
    kept = text.gather(at).to_frame().select(pl.when(bare != "").then(bare).alias(text.name)).to_series()
    return text.scatter(at, kept)
