"""One block of whole records → cells, and which records have another number of cells than the header."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.intake.csv_quotes import LF, MAX_CELLS, MAX_RECORD_BYTES, QUOTE
from riskkit.intake.csv_records import LongRecord, Splitter
from riskkit.intake.raw import column_name


class Layout:
    """Where records and cells of ``text`` stand. ``text`` is UTF-8 and starts at a record; line feeds end records.

    >>> layout = Layout(b'a,"x\\ny"\\nb,1\\n', b",", quoted=True)
    >>> layout.ends.tolist(), layout.cell_counts.tolist(), layout.record(0)
    ([7, 11], [2, 2], b'a,"x\\ny"')
    """

    def __init__(self, text: bytes, delimiter: bytes, quoted: bool) -> None:
        self.text, self.delimiter, self.quoted = text, delimiter, quoted
        self._letters = np.frombuffer(text, dtype=np.uint8)

    @cached_property
    def _outside(self) -> NDArray[np.bool_]:
        return ~np.bitwise_xor.accumulate(self._letters == QUOTE)

    def _places(self, letter: int) -> NDArray[np.int64]:
        found = self._letters == letter
        return np.flatnonzero(found & self._outside if self.quoted else found).astype(np.int64, copy=False)

    @cached_property
    def ends(self) -> NDArray[np.int64]:
        """Where each record ends: its line feed, or the end of the text."""
        ends = self._places(LF)
        return ends if self.text.endswith(b"\n") or not self.text else np.append(ends, len(self.text))

    @property
    def records(self) -> int:
        """How many records there are."""
        if not self.quoted:
            return self.text.count(b"\n") + (self.text[-1:] not in (b"\n", b""))
        return len(self.ends)

    @cached_property
    def cell_counts(self) -> NDArray[np.int64]:
        """The number of cells of each record."""
        return np.diff(np.searchsorted(self._places(self.delimiter[0]), self.ends), prepend=0) + 1

    @property
    def marks(self) -> int:
        """How many separators there are between cells."""
        found = self._letters == self.delimiter[0]
        return int(np.count_nonzero(found & self._outside if self.quoted else found))

    def record(self, at: int) -> bytes:
        """The text of a record without its line end."""
        start = int(self.ends[at - 1]) + 1 if at else 0
        return self.text[start : int(self.ends[at])].removesuffix(b"\r")

    def records_of(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """Which record each byte belongs to."""
        return np.searchsorted(self.ends, places)

    def check_length(self) -> None:
        """Raises LongRecord for the first record of more than a mebibyte."""
        half = MAX_RECORD_BYTES // 2
        steps = range(0, len(self.text) - half, half)
        if not self.quoted and all(self.text.find(b"\n", at, at + half) >= 0 for at in steps):
            return
        long = np.flatnonzero(np.diff(self.ends, prepend=-1) > MAX_RECORD_BYTES)
        if len(long):
            raise LongRecord(int(long[0]))


def split(text: bytes, delimiter: bytes, width: int, quoted: bool) -> tuple[pl.DataFrame, dict[int, bytes]]:
    """The cells of ``text`` in ``width`` columns, an empty one null, and the text of each ragged record.

    Cells too many do no harm while they are empty. Raises LongRecord for a record of more than 16,384 cells.

    >>> frame, ragged = split(b"A1,x\\nA2\\nA3,y,,\\n", b",", 2, quoted=False)
    >>> frame.rows(), ragged
    ([('A1', 'x'), ('A2', None), ('A3', 'y')], {1: b'A2'})
    """
    layout = Layout(text, delimiter, quoted)
    layout.check_length()
    wide = _by_polars(text, delimiter, width, quoted)
    if wide is None or wide.height != layout.records:
        wide = _by_record(layout, width)
    extra = wide.get_column(column_name(width))
    frame = wide.drop(column_name(width))
    if quoted and b'""' in text:
        frame = frame.select(pl.when(pl.all() != "").then(pl.all()))
    if extra.null_count() == len(extra) and layout.marks == len(extra) * (width - 1):
        # as many as there should be; yet a short record may hide behind a long one
        if frame.get_column(column_name(width - 1)).null_count() == 0:
            return frame, {}
    return frame, _ragged(layout, width)


def _by_polars(text: bytes, delimiter: bytes, width: int, quoted: bool) -> pl.DataFrame | None:
    # a first record with one cell too many keeps polars from cutting cells off
    spare = delimiter * width + b"\n"
    try:
        wide = pl.read_csv(
            b"".join([spare, text]),
            has_header=False,
            infer_schema=False,
            separator=delimiter.decode(),
            quote_char='"' if quoted else None,
            truncate_ragged_lines=True,
        ).slice(1)
    except pl.exceptions.PolarsError:
        return None
    if wide.width != width + 1:
        return None
    wide.columns = [column_name(at) for at in range(wide.width)]
    return wide


def _by_record(layout: Layout, width: int) -> pl.DataFrame:
    """The same without polars, for a text that it splits otherwise."""
    splitter, at, rows = Splitter(layout.delimiter), 0, []
    while at < len(layout.text):
        record = splitter.record(layout.text, at, final=True)
        assert record is not None
        cells = [cell.decode() or None for cell in record.cells[: width + 1]]
        rows.append(cells + [None] * (width + 1 - len(cells)))
        at = record.following
    return pl.DataFrame(
        rows, schema={column_name(at): pl.String for at in range(width + 1)}, orient="row", infer_schema_length=None
    )


def _ragged(layout: Layout, width: int) -> dict[int, bytes]:
    counts = layout.cell_counts
    if len(counts) and counts.max() > MAX_CELLS:
        raise LongRecord(int(np.flatnonzero(counts > MAX_CELLS)[0]))
    odd = {}
    splitter = Splitter(layout.delimiter)
    for at in np.flatnonzero(counts != width).tolist():
        text = layout.record(at)
        if counts[at] > width:
            record = splitter.record(text, 0, final=True)
            if record is not None and not any(cell.strip() for cell in record.cells[width:]):
                continue
        odd[at] = text
    return odd
