"""Names made comparable: legal forms, places and brackets taken off, numerals as digits."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from riskkit.linking.numerals import with_digits
from riskkit.linking.place_words import no_places_hidden, shown_again
from riskkit.linking.plain_text import without_brackets

# said in brackets behind a name: a legal form or a state, never what the unit is called
_REMARK = (
    r"\((?:个体工商户|个体户|个体|普通合伙|有限合伙|特殊普通合伙|合伙|个人独资|"
    r"暂定名|暂名|筹建?|筹备|在建|停业|歇业|已?注销|已?吊销)\)"
)
# longest first, so that 有限责任公司 goes as a whole
_FORMS = (
    r"(?:股份有限责任公司|有限责任公司|股份有限公司|责任有限公司|集团有限公司|集团股份公司|股份公司|有限公司|"
    r"集团公司|总公司|子公司|分公司|个人独资企业|合伙企业|个体工商户|个体户|集团|公司)"
)
_BRANCH = r"分公司|分店|分部|分厂|分校|分院|分所|分行|支行|支公司"
_PLACE_IN_FRONT = r"^(?:\p{Han}{2,3}省)?(?:\p{Han}{2,3}市)?(?:\p{Han}{2,3}[区县])?(..+)$"
MIN_CORE = 2


def name_keys(names: pl.Series, places: Sequence[str]) -> pl.DataFrame:
    """``full`` and ``core`` of plain names (see :func:`riskkit.linking.plain_text.plain`), and their ``numbers``.

    ``full`` is the name without brackets and remarks; ``core`` also without legal forms and ``places`` (longest
    first, see :func:`riskkit.linking.place_words.place_words`) in front, numerals as digits; ``numbers`` are the
    digits of the core in their order, joined by a space; ``branch`` whether it calls itself one. Null for no name.

    >>> name_keys(pl.Series(["杭州市宏达餐饮有限公司(二店)", "宏达餐饮(杭州)有限责任公司"]), ["杭州市", "杭州"]).rows()
    [('杭州市宏达餐饮有限公司二店', '宏达餐饮2店', '2', False), ('宏达餐饮杭州有限责任公司', '宏达餐饮杭州', '', False)]
    """
    name = pl.col("name").str.replace_all(_REMARK, "")
    full = without_brackets(name)
    frame = names.alias("name").to_frame().select(full.alias("full")).with_columns(core=pl.col("full"))
    frame = frame.with_columns(_without_places("core", places))
    formless = pl.col("core").str.replace_all(_FORMS, "")
    frame = frame.with_columns(_unless_too_short(formless, pl.col("full")).alias("core"))
    frame = frame.with_columns(with_digits(frame.get_column("core")))
    numbers = pl.col("core").str.extract_all(r"\d+").list.join(" ")
    branch = pl.col("full").str.contains(_BRANCH)
    frame = frame.with_columns(numbers.alias("numbers"), branch.alias("branch"))
    return frame.select(pl.when(pl.col("full") != "").then(pl.all()).name.keep())


def _without_places(column: str, places: Sequence[str]) -> pl.Expr:
    """Places in front taken off: those that both tables use, and what plainly is one (…省, …市, …区, …县)."""
    text = pl.col(column)
    text = shown_again(no_places_hidden(text).str.replace(_PLACE_IN_FRONT, "$1"))
    if not places:
        return text.alias(column)
    known = f"^(?:{'|'.join(places)})+"
    return _unless_too_short(text.str.replace(known, ""), text).alias(column)


def _unless_too_short(shorter: pl.Expr, before: pl.Expr) -> pl.Expr:
    return pl.when(shorter.str.len_chars() >= MIN_CORE).then(shorter).otherwise(before)
