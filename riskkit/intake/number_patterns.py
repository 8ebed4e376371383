"""Many odd words that differ in one number only (约120, 约3500, …): read once a pattern, not once a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.intake.rules.shape import Reading

FEW = 64  # below this, reading word by word costs less than finding the patterns
_NUMBER = r"\d+(?:\.\d+)?"
_RANGE = "NUM-03"


def read_words(words: Sequence[str], read: Callable[[str], Reading]) -> tuple[list[Reading], NDArray[np.float64]]:
    """What ``read`` makes of every distinct word, and the numbers (nan: unknown, or no number).

    The reading of a word with a single number is linear in that number, so the word with 1 in its place gives the
    rule and the scale for all of its pattern; so is a rising range in both its numbers. Others are read one by one.

    >>> readings, numbers = read_words(["3亩"] * 70, lambda word: Reading(float(word[0]) * 10, "NUM-09"))
    >>> float(numbers[0]), readings[0].code
    (30.0, 'NUM-09')
    """
    if len(words) < FEW:
        readings = [read(word) for word in words]
        return readings, np.array([_number(reading) for reading in readings], dtype=np.float64)
    numbers = _numbers_in(words)
    asked = numbers.get_column("asked")
    keys = asked.unique(maintain_order=True)
    read_of = {key: read(key) for key in keys.to_list()}
    readings = [read_of[key] for key in asked.to_list()]
    scales = np.array([_number(reading) for reading in readings], dtype=np.float64)
    first, second = (numbers.get_column(name).to_numpy() for name in ("first", "second"))
    is_range = np.array([reading.code == _RANGE for reading in readings], dtype=np.bool_) & ~np.isnan(second)
    scaled = np.where(np.isnan(first), scales, scales * first)
    values = np.where(is_range, (first * (scales / 2) + second * (scales / 2)) / 2, scaled)
    for at in np.flatnonzero(~np.isnan(second) & ~is_range).tolist():  # two numbers that are no range depend on both
        readings[at] = read(words[at])
        values[at] = _number(readings[at])
    return readings, values


def _numbers_in(words: Sequence[str]) -> pl.DataFrame:
    """For each word the ``first`` and ``second`` number where it is linear in them, and the word to be ``asked``.

    A single number is asked as 1; a pair that rises as 1 and 3, whose middle is twice the scale; nan elsewhere, where
    the word itself is asked.
    """
    plain = pl.col("word").str.normalize("NFKC").str.to_lowercase().str.replace_all(r"\s+", "")
    plain = plain.str.replace_all("m2", "㎡", literal=True).str.replace_all("m3", "㎥", literal=True)  # no numbers
    table = pl.DataFrame({"word": pl.Series(words, dtype=pl.String)}).with_columns(plain.alias("plain"))
    table = table.with_columns(pl.col("plain").str.extract_all(_NUMBER).alias("all"))
    table = table.with_columns(
        pl.col("all").list.len().alias("count"),
        pl.col("all").list.get(0, null_on_oob=True).cast(pl.Float64, strict=False).alias("first"),
        pl.col("all").list.get(1, null_on_oob=True).cast(pl.Float64, strict=False).alias("second"),
        pl.col("plain").str.replace(_NUMBER, "1").alias("one"),
    )
    pair = pl.col("one").str.replace(rf"1(\D+){_NUMBER}", "1${1}3")
    single = (pl.col("count") == 1) & pl.col("first").is_finite()
    rising = (pl.col("count") == 2) & (pl.col("first") < pl.col("second")) & pl.col("second").is_finite()
    asked = pl.when(single).then(pl.col("one")).when(rising).then(pair).otherwise(pl.col("word"))
    return table.select(
        asked.alias("asked"),
        pl.when(single | rising).then(pl.col("first")).otherwise(None).fill_null(float("nan")).alias("first"),
        pl.when(rising).then(pl.col("second")).otherwise(None).fill_null(float("nan")).alias("second"),
    )


def _number(reading: Reading) -> float:
    return reading.value if isinstance(reading.value, float) else float("nan")
