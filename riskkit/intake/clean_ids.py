"""Codes: clean text, codes damaged by a spreadsheet, codes that occur again."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

_ODD = r"[^\x21-\x7e]"
_DAMAGED = r"^[+-]?\d(\.\d+)?[Ee]\+?\d{1,3}$"


def clean_text(raw: pl.Series, *, code: bool) -> pl.Series:
    """Text without outer spaces, null when nothing is left; a ``code`` also in NFKC (full-width → half-width).

    Native numbers become text without ".0"; those of more than 15 digits keep an exponent, as damaged.

    >>> clean_text(pl.Series(["  ＵＡ０１ ", "", "=cmd|x"]), code=True).to_list()
    ['UA01', None, '=cmd|x']
    """
    if raw.dtype.is_float():
        whole = raw.is_finite() & (raw == raw.floor()) & (raw.abs() < 1e15)
        text = raw.cast(pl.String)
        if whole.any():
            text = pl.select(
                pl.when(whole).then(raw.cast(pl.Int64, strict=False).cast(pl.String)).otherwise(text)
            ).to_series()
        if (raw.abs() >= 1e15).any():
            text = pl.Series([f"{v:.14E}" if v and abs(v) >= 1e15 else t for v, t in zip(raw, text, strict=True)])
        return text.alias(raw.name)
    text = raw.cast(pl.String)
    if code and text.str.contains(_ODD).any():
        text = text.str.normalize("NFKC")
    text = text.str.strip_chars()
    return text.to_frame().select(pl.when(pl.col(raw.name) != "").then(pl.col(raw.name))).to_series()


def unguarded(text: pl.Series) -> pl.Series:
    """Text without the apostrophe that riskkit's own csv files put before what a spreadsheet would take for a formula.

    >>> unguarded(pl.Series(["'=1+1", "'quoted'", None])).to_list()
    ['=1+1', "'quoted'", None]
    """
    if not text.str.starts_with("'").any():
        return text
    return text.str.replace(r"^'('*[=+\-@\t\r＝＋－＠])", "$1")


def as_written(cells: pl.Series) -> pl.Series:
    """Cells for a report: text untouched, native numbers without ".0".

    >>> as_written(pl.Series([7.0, None])).to_list(), as_written(pl.Series([" a "])).to_list()
    (['7', None], [' a '])
    """
    return cells if cells.dtype == pl.String else clean_text(cells, code=False)


def is_damaged(codes: pl.Series) -> pl.Series:
    """Whether a code was stored as a number and shows its exponent: its last digits are gone for good.

    >>> is_damaged(pl.Series(["9.15101E+17", "915101234567890123", "1E5", None])).to_list()
    [True, False, False, False]
    """
    seen = codes.str.contains(_DAMAGED).fill_null(False)
    if not seen.any():
        return seen
    size = codes.cast(pl.Float64, strict=False).abs()
    return seen & (size >= 1e10).fill_null(False)


class SeenIds:
    """Which ids the extract has shown so far, and in which row first.

    Ids are kept as sorted runs of 64-bit hashes (12 bytes a subject), merged like a binary counter, so that ten
    million subjects fit; two different ids share a hash with probability about n² / 2⁶⁵.
    """

    def __init__(self) -> None:
        self._runs: list[tuple[NDArray[np.uint64], NDArray[np.uint32]]] = []

    def first_rows(self, ids: pl.Series, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """The row in which each id occurred before (0 when it is new), and remember the new ones.

        >>> seen = SeenIds()
        >>> seen.first_rows(pl.Series(["a", "b", "a"]), np.array([2, 3, 4])).tolist()
        [0, 0, 2]
        >>> seen.first_rows(pl.Series(["c", "b"]), np.array([5, 6])).tolist()
        [0, 3]
        """
        hashes = ids.hash(seed=0).to_numpy()
        order = np.argsort(hashes, kind="stable")
        ordered, ordered_rows = hashes[order], rows[order]
        starts = np.concatenate(([True], ordered[1:] != ordered[:-1])) if len(ordered) else np.zeros(0, dtype=np.bool_)
        group = np.cumsum(starts) - 1
        first = ordered_rows[starts][group] if len(ordered) else ordered_rows
        before = np.where(first == ordered_rows, 0, first)
        for run, run_rows in self._runs:
            at = np.minimum(np.searchsorted(run, ordered), len(run) - 1)
            before = np.where(run[at] == ordered, run_rows[at], before)
        is_new = before == 0
        self._add(ordered[is_new], ordered_rows[is_new])
        result = np.zeros(len(ids), dtype=np.int64)
        result[order] = before
        return result

    def _add(self, hashes: NDArray[np.uint64], rows: NDArray[np.int64]) -> None:
        run, run_rows = hashes, rows.astype(np.uint32)  # no file has four thousand million rows
        while self._runs and len(self._runs[-1][0]) <= 2 * len(run):
            last, last_rows = self._runs.pop()
            at = np.searchsorted(last, run) + np.arange(len(run))
            is_last = np.ones(len(last) + len(run), dtype=np.bool_)
            is_last[at] = False
            merged, merged_rows = np.empty(len(is_last), np.uint64), np.empty(len(is_last), np.uint32)
            merged[at], merged[is_last] = run, last
            merged_rows[at], merged_rows[is_last] = run_rows, last_rows
            run, run_rows = merged, merged_rows
        if len(run):
            self._runs.append((run, run_rows))
