"""Numbers as extracts write them: 1,200㎡ · 约3000 · 3000余 · 100-200 · 85% · １２."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.clean_words import PLAIN_TRUE, counts_defects, missing_meaning, plain
from riskkit.intake.measures import uom_factor

_PLAIN = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?"
_ABOUT, _OVER = r"(?:大约|约|近|≈|~)", r"(?:余|多|左右|上下|以上|以下|以内)"
_NUMBER = re.compile(rf"^({_ABOUT})?([+-]?{_PLAIN})({_OVER})?(\D.*?)?({_OVER})?$")
_RANGE = re.compile(rf"^({_PLAIN})(\D.*?)?(?:[-~—–－至到])({_PLAIN})(\D.*)?$")


class NumberCell(NamedTuple):
    """What one cell says: a value (None is unknown), whether not applicable, and a code when something is odd.

    ``stated`` tells that the cell states its own measure, so that the header's must not be applied to it.
    """

    value: float | None
    not_applicable: bool = False
    code: str | None = None
    stated: bool = False


def read_number(text: str, shape: FieldShape) -> NumberCell:
    """The number that ``text`` writes, in the field's measure when the cell states one.

    Codes: NUM-01 not a number, NUM-03 a range (its middle), NUM-04 approximate, NUM-06 yes instead of a count.

    >>> from riskkit.indicators.rule_file import FieldShape, Text
    >>> area = FieldShape(kind="number", label=Text(zh="面积", en="area"), uom="m2")
    >>> [read_number(text, area).value for text in ("１,200㎡", "3亩", "约3000余平方米", "100-200")]
    [1200.0, 2000.0, 3000.0, 150.0]
    >>> read_number("100-200", area).code, read_number("很大", area).code, read_number("/", area).not_applicable
    ('NUM-03', 'NUM-01', True)
    """
    missing = missing_meaning(text, shape)
    if missing is not None:
        return NumberCell(0.0 if missing[0] == 0.0 else None, missing[1])
    if plain(text) in PLAIN_TRUE - {"1", "1.0"} and counts_defects(shape):
        return NumberCell(1.0, code="NUM-06")
    word = "".join(unicodedata.normalize("NFKC", text).lower().split())
    return _single(word, shape.uom) or _range(word, shape.uom) or NumberCell(None, code="NUM-01")


def _single(word: str, uom: str | None) -> NumberCell | None:
    found = _NUMBER.match(word)
    if not found:
        return None
    about, number, over, measure, over_again = found.groups()
    scale = uom_factor(measure or "", uom)
    value = float(number.replace(",", "")) * scale if scale is not None else math.inf
    if not math.isfinite(value):
        return None
    return NumberCell(value, code="NUM-04" if about or over or over_again else None, stated=bool(measure))


def _range(word: str, uom: str | None) -> NumberCell | None:
    found = _RANGE.match(word)
    if not found:
        return None
    low, low_measure, high, high_measure = found.groups()
    scale = uom_factor(high_measure or "", uom)
    if scale is None or (low_measure or high_measure) != high_measure:
        return None
    ends = float(low.replace(",", "")) * scale, float(high.replace(",", "")) * scale
    if not ends[0] < ends[1] or not math.isfinite(ends[1]):
        return None
    return NumberCell((ends[0] + ends[1]) / 2, code="NUM-03", stated=bool(high_measure))


class NumberColumn(NamedTuple):
    """One cleaned column, and its odd cells by position in the chunk."""

    values: pl.Series
    not_applicable: NDArray[np.bool_] | None
    at: NDArray[np.int64]
    codes: list[str | None]


def mend_numbers(raw: pl.Series, parsed: pl.Series, shape: FieldShape, factor: float) -> NumberColumn:
    """Read again the cells of ``raw`` that the plain cast left out of ``parsed``, then apply the header's factor."""
    values = parsed if factor == 1.0 else parsed * factor
    if raw.dtype.is_numeric():  # a typed NaN is unknown, not a wrong word
        raw = raw.cast(pl.Float64).fill_nan(None)
    is_wild = math.isinf(parsed.sum() or 0.0) or math.isnan(parsed.sum() or 0.0)
    if raw.null_count() == parsed.null_count() and not is_wild:
        return NumberColumn(values, None, np.zeros(0, dtype=np.int64), [])
    failed = (raw.is_not_null() & parsed.is_null()) | parsed.is_infinite().fill_null(False)
    at = np.flatnonzero(failed.to_numpy()).astype(np.int64)
    texts = raw.gather(at)
    words = texts.unique(maintain_order=True)
    cells = [read_number(word, shape) for word in words.cast(pl.String).to_list()]
    which = texts.to_frame("word").join(
        pl.DataFrame({"word": words}).with_row_index("index"), on="word", how="left", maintain_order="left"
    )
    index = which.get_column("index").to_numpy()
    scaled = [math.nan if cell.value is None else cell.value if cell.stated else cell.value * factor for cell in cells]
    filled = values.fill_null(math.nan).to_numpy().copy()
    filled[at] = np.array(scaled)[index]
    flags = np.zeros(len(raw), dtype=np.bool_)
    flags[at] = np.array([cell.not_applicable for cell in cells])[index]
    codes = np.array([cell.code for cell in cells], dtype=object)[index]
    odd = np.array([code is not None for code in codes], dtype=np.bool_)
    return NumberColumn(
        pl.Series(raw.name, filled).fill_nan(None),
        flags if flags.any() else None,
        at[odd],
        codes[odd].tolist(),
    )


def parse_numbers(frame: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """The plain cast of all number columns at once: a text it leaves null is read again; NaN is unknown."""
    blank = [pl.lit(None, dtype=pl.Float64).alias(name) for name in names if frame.schema[name] == pl.Date]
    dated = {expression.meta.output_name() for expression in blank}
    casts = [pl.col(name).cast(pl.Float64, strict=False) for name in names if name not in dated]
    parsed = frame.select(casts).with_columns(blank)
    finite = parsed.select(pl.all().sum().is_finite())
    odd = [name for name in parsed.columns if not finite.get_column(name)[0]]
    return parsed.with_columns(pl.col(odd).fill_nan(None)) if odd else parsed
