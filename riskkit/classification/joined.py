"""Texts put together unit by unit: a text where a mask holds, the texts of several columns joined."""

from __future__ import annotations

import numpy as np
import polars as pl

from riskkit.scoring.columns import Bools


def any_of(masks: list[Bools], height: int) -> Bools:
    """Where one of ``masks`` holds; nowhere without any."""
    result: Bools = np.logical_or.reduce([np.zeros(height, dtype=bool), *masks])
    return result


def where(mask: Bools, text: str) -> pl.Series:
    """``text`` where ``mask``, else null.

    >>> where(np.array([True, False]), "甲").to_list()
    ['甲', None]
    """
    return kept(pl.Series([text]).new_from_index(0, len(mask)), mask)


def kept(texts: pl.Series, mask: Bools) -> pl.Series:
    """``texts`` where ``mask``, else null."""
    return texts.to_frame("text").select(pl.when(pl.Series(mask)).then(pl.col("text"))).to_series()


def joined(texts: list[pl.Series], joint: str, height: int) -> pl.Series:
    """Rows of several columns joined, nulls left out; "" where all are null, or where there is no column."""
    none = pl.Series([None], dtype=pl.String).new_from_index(0, height)
    frame = pl.DataFrame([text.alias(str(position)) for position, text in enumerate([*texts, none])])
    return frame.select(pl.concat_str(pl.all(), separator=joint, ignore_nulls=True)).to_series()
