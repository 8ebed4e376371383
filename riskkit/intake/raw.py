"""What a reader gives: cells as the file holds them, with the row numbers that its program shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.errors import Finding
from riskkit.terms import Label

T = TypeVar("T")


@dataclass(frozen=True)
class Decision:
    """How something about the file was understood: what, the choice, why, and the option that overrides it.

    Every reader says its decisions; they are printed and stand in the manifest. ``option`` is empty where nothing
    is to be chosen.
    """

    what: Label
    chosen: str
    why: Label
    option: str = ""


@dataclass(frozen=True)
class SheetSeen:
    """One sheet of a workbook as it was found: its size, and whether it is shown."""

    name: str
    rows: int
    columns: int
    hidden: bool = False


@dataclass(frozen=True)
class HeaderSeen:
    """The header as it was found: one row, or the rows of a merged one.

    ``cells`` are the joined header cells; ``paths`` the names that each may be matched by, the best first; ``first``
    and ``last`` the positions (from 0) of its rows; ``top`` every row of the file down to ``last``, which may come
    again on each printed page; ``notes`` what the rows above say; ``decisions`` which rows and why.
    """

    cells: list[str]
    first: int
    last: int
    paths: tuple[tuple[str, ...], ...] = ()
    top: tuple[tuple[str, ...], ...] = ()
    notes: tuple[Finding, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class RawChunk:
    """A run of rows below the header, before any judgement.

    ``frame`` has one column per header cell, named by :func:`column_name` (headers may repeat or be empty), String
    unless the file itself is typed; an empty cell is null. ``rows`` is the row number of each row. ``ragged`` maps a
    position in the chunk to the row's text where its number of cells differs from the header's.
    """

    frame: pl.DataFrame
    rows: NDArray[np.int64]
    ragged: dict[int, str] = field(default_factory=dict)


def column_name(position: int) -> str:
    """The name of the column at ``position`` in a raw frame.

    >>> column_name(3)
    'c3'
    """
    return f"c{position}"


@dataclass
class RawExtract:
    """An opened extract: its header is known, its rows are still to be read.

    ``rows_read`` counts the rows below the header that :meth:`chunks` has given so far; every one of them must end
    up kept or set aside. ``digest`` is the SHA-256 of the input's bytes; that of a query is empty until its last chunk
    has been given. ``header_row`` is the header's last row,
    ``header_first`` its first (they differ under a merged header); ``head`` tells more of it and is None where the
    source is typed. ``late_notes`` fills while the rows are read: what only the whole file tells. ``epoch_1904`` says
    that the workbook counts days from 1904. ``sheets`` are those of a workbook, ``kind`` what the content is (csv,
    xlsx, xls, ods, html, parquet, sql, frame).
    """

    file: str
    sheet: str
    encoding: str
    header: list[str]
    header_row: int
    notes: list[Finding]
    digest: str
    produce: Callable[[], Iterator[RawChunk]]
    rows_read: int = 0
    kind: str = ""
    header_first: int | None = None
    decisions: list[Decision] = field(default_factory=list)
    late_notes: list[Finding] = field(default_factory=list)
    sheets: list[SheetSeen] = field(default_factory=list)
    epoch_1904: bool = False
    head: HeaderSeen | None = None

    def chunks(self) -> Iterator[RawChunk]:
        """The rows below the header, in order; may be called again to read from the start."""
        self.rows_read = 0
        for chunk in self.produce():
            self.rows_read += chunk.frame.height
            yield chunk


def read_ahead(chunks: Iterator[T]) -> Iterator[T]:
    """The same chunks (or blocks), each read in a thread while the one before it is being used."""
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(next, chunks, None)
        while (chunk := coming.result()) is not None:
            coming = beside.submit(next, chunks, None)
            yield chunk


def slice_chunk(chunk: RawChunk, chunk_rows: int) -> Iterator[RawChunk]:
    """The same rows in chunks of at most ``chunk_rows``."""
    height = chunk.frame.height
    if height <= chunk_rows:
        if height:
            yield chunk
        return
    for start in range(0, height, chunk_rows):
        stop = min(start + chunk_rows, height)
        ragged = {at - start: text for at, text in chunk.ragged.items() if start <= at < stop}
        yield RawChunk(chunk.frame.slice(start, stop - start), chunk.rows[start:stop], ragged)
