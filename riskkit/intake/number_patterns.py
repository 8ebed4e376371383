"""Many odd words that differ in one number only (约120, 约3500, …): read once a pattern, not once a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.intake.rules.shape import Reading

FEW = 64  # below this, reading word by word costs less than finding the patterns
_NUMBER = r"\d+(?:\.\d+)?"


def read_words(words: Sequence[str], read: Callable[[str], Reading]) -> tuple[list[Reading], NDArray[np.float64]]:
    """What ``read`` makes of every distinct word, and the numbers (nan: unknown, or no number).

    The reading of a word with a single number is linear in that number, so the word with 1 in its place gives the
    rule and the scale for all of its pattern; words with more numbers (ranges, thousands, storeys) are read one by one.

    >>> readings, numbers = read_words(["3亩"] * 70, lambda word: Reading(float(word[0]) * 10, "NUM-09"))
    >>> float(numbers[0]), readings[0].code
    (30.0, 'NUM-09')
    """
    if len(words) < FEW:
        readings = [read(word) for word in words]
        return readings, np.array([_number(reading) for reading in readings], dtype=np.float64)
    table = pl.DataFrame({"word": pl.Series(words, dtype=pl.String)}).with_columns(
        pl.col("word").str.normalize("NFKC").str.to_lowercase().str.replace_all(r"\s+", "").alias("plain")
    )
    table = table.with_columns(
        pl.col("plain").str.extract(f"({_NUMBER})", 1).cast(pl.Float64, strict=False).alias("number"),
        pl.col("plain").str.replace(_NUMBER, "1").alias("pattern"),
        pl.col("plain").str.replace(_NUMBER, "").str.contains(r"\d").alias("more"),
    )
    single = table.get_column("number").is_not_null() & ~table.get_column("more")
    asked = table.select(pl.when(single).then(pl.col("pattern")).otherwise(pl.col("word")).alias("asked")).to_series()
    keys = asked.unique(maintain_order=True)
    read_of = {key: read(key) for key in keys.to_list()}
    readings = [read_of[key] for key in asked.to_list()]
    scales = np.array([_number(reading) for reading in read_of.values()], dtype=np.float64)
    which = asked.replace_strict(keys, pl.int_range(len(keys), eager=True), return_dtype=pl.Int64).to_numpy()
    factor = single.to_numpy() & ~np.isnan(scales[which])
    numbers = scales[which].copy()
    numbers[factor] *= table.get_column("number").to_numpy()[factor]
    return readings, numbers


def _number(reading: Reading) -> float:
    return reading.value if isinstance(reading.value, float) else float("nan")
