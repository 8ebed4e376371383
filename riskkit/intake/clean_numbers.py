"""Numbers as extracts write them: 1,200㎡ · 约3000 · 3000余 · 100-200 · 85% · １２."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.codes import CODES
from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.number_patterns import read_words
from riskkit.intake.read_column import ReadColumn, distinct_words, nothing_odd, spread
from riskkit.intake.rules.chains import NUMBER_CHAIN
from riskkit.intake.rules.shape import Reading, read_by
from riskkit.terms import Severity

FAILED = "failed "


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

    Codes: MISS-04 无 without a meaning, NUM-01 not a number, NUM-03 a range (its middle), NUM-04 approximate, NUM-06
    yes instead of a count.

    >>> from riskkit.indicators.rule_file import FieldShape, Text
    >>> area = FieldShape(kind="number", label=Text(zh="面积", en="area"), uom="m2")
    >>> [read_number(text, area).value for text in ("１,200㎡", "3亩", "约3000余平方米", "100-200")]
    [1200.0, 2000.0, 3000.0, 150.0]
    >>> read_number("100-200", area).code, read_number("很大", area).code, read_number("/", area).not_applicable
    ('NUM-03', 'NUM-01', True)
    """
    reading = read_by(NUMBER_CHAIN, text, shape)
    is_said = CODES[reading.code].severity is not Severity.NOTE
    return NumberCell(_value(reading), reading.not_applicable, reading.code if is_said else None, reading.stated)


def _value(reading: Reading) -> float | None:
    return reading.value if isinstance(reading.value, float) else None


def left_out(raw: pl.Expr, parsed: pl.Expr) -> pl.Expr:
    """Where the plain cast left a cell out, or made it infinite."""
    return (raw.is_not_null() & parsed.is_null()) | parsed.is_infinite().fill_null(False)


def failed_numbers(frame: pl.DataFrame, parsed: pl.DataFrame) -> pl.DataFrame:
    """:func:`left_out` of every column of ``parsed`` against the raw ``frame``, named with :data:`FAILED` before."""
    both = frame.select(parsed.columns).hstack(parsed.rename(lambda name: f"{FAILED}parsed {name}"))
    return both.select(
        left_out(pl.col(name), pl.col(f"{FAILED}parsed {name}")).alias(FAILED + name) for name in parsed.columns
    )


def mend_numbers(
    raw: pl.Series, parsed: pl.Series, shape: FieldShape, factor: float, failed: pl.Series | None = None
) -> ReadColumn:
    """Read again the cells of ``raw`` that the plain cast left out of ``parsed``, then apply the header's factor.

    ``failed`` says where that is, where it is known for all columns at once (:func:`left_out`).
    """
    values = parsed if factor == 1.0 else pl.Series(raw.name, significant(parsed.to_numpy() * factor)).fill_nan(None)
    if raw.dtype.is_numeric():  # a typed NaN is unknown, not a wrong word
        raw = raw.cast(pl.Float64).fill_nan(None)
    allowed = shape.uom or ""
    if failed is None or raw.dtype.is_numeric():
        failed = pl.select(left_out(pl.lit(raw), pl.lit(parsed))).to_series()
    at = np.flatnonzero(failed.to_numpy()).astype(np.int64)
    if not len(at):
        return nothing_odd(values, allowed=allowed)
    words, which = distinct_words(raw.gather(at).cast(pl.String))
    readings, numbers = read_words(words, lambda word: read_by(NUMBER_CHAIN, word, shape))
    laid = spread(readings, which)
    stated = np.array([reading.stated for reading in readings], dtype=np.bool_)
    scaled = significant(np.where(stated, numbers, numbers * factor))
    filled = values.fill_null(math.nan).to_numpy().copy()
    filled[at] = scaled[which]
    flags = np.zeros(len(raw), dtype=np.bool_)
    flags[at] = laid.not_applicable
    return ReadColumn(
        pl.Series(raw.name, filled).fill_nan(None), flags if flags.any() else None, at, laid.codes, allowed
    )


def significant(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    """``numbers`` with twelve significant digits: converting 24.09 亩 must not give 16059.999999999998 m2.

    >>> significant(np.array([16059.999999999998, 0.1, np.nan, 0.0])).tolist()
    [16060.0, 0.1, nan, 0.0]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        digits = np.where(numbers != 0, np.floor(np.log10(np.abs(numbers))), 0.0)
        scale = 10.0 ** (11 - np.clip(digits, -200, 200))
        rounded = np.round(numbers * scale) / scale
    return np.where(np.isfinite(rounded), rounded, numbers)


def own_half(raw: pl.Series, shape: FieldShape) -> ReadColumn:
    """The half of cells like 地上12/地下2 that a field without a column of its own takes; other cells are unknown.

    >>> from riskkit.indicators.rule_file import FieldShape, Text
    >>> below = FieldShape(kind="integer", label=Text(zh="地下层数", en="below"), form="storeys_below")
    >>> column = own_half(pl.Series(["地上12/地下2", "6", None]), below)
    >>> column.values.to_list(), column.codes.to_list()
    ([2.0, None, None], ['NUM-12'])
    """
    from riskkit.intake.rules import num_12_storeys_above_and_below as joint
    from riskkit.intake.rules.shape import word_of

    words, which = distinct_words(raw.cast(pl.String).fill_null(""))
    readings = [joint.read(word_of(word), shape) for word in words]
    found = np.array([reading is not None for reading in readings], dtype=np.bool_)[which]
    values = np.array([math.nan if reading is None else _value(reading) for reading in readings], dtype=float)[which]
    at = np.flatnonzero(found).astype(np.int64)
    codes = pl.Series([joint.RULE.code] * len(at), dtype=pl.String)
    return ReadColumn(pl.Series(raw.name, values).fill_nan(None), None, at, codes)


def parse_numbers(frame: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """The plain cast of all number columns at once: a text it leaves null is read again; NaN is unknown."""
    blank = [pl.lit(None, dtype=pl.Float64).alias(name) for name in names if frame.schema[name] == pl.Date]
    dated = {expression.meta.output_name() for expression in blank}
    casts = [pl.col(name).cast(pl.Float64, strict=False) for name in names if name not in dated]
    parsed = frame.select(casts).with_columns(blank)
    finite = parsed.select(pl.all().sum().is_finite())
    odd = [name for name in parsed.columns if not finite.get_column(name)[0]]
    return parsed.with_columns(pl.col(odd).fill_nan(None)) if odd else parsed
