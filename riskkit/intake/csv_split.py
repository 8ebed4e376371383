"""One block of whole records → cells, and which records have another number of cells than the header."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.intake.csv_bits import Bits, bits_of, inside, positions
from riskkit.intake.csv_quotes import CR, LF, MAX_CELLS, MAX_RECORD_BYTES, QUOTE
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
    def _outside(self) -> Bits:
        return ~inside(bits_of(self._letters, QUOTE))

    def _bits(self, letter: int) -> Bits:
        found = bits_of(self._letters, letter)
        return found & self._outside if self.quoted else found

    @cached_property
    def ends(self) -> NDArray[np.int64]:
        """Where each record ends: its line feed, or the end of the text."""
        ends = positions(self._bits(LF)) if self.quoted else np.flatnonzero(self._letters == LF).astype(np.int64)
        return ends if self.text.endswith(b"\n") or not self.text else np.append(ends, len(self.text))

    @property
    def records(self) -> int:
        """How many records there are."""
        if not self.quoted:
            return self.text.count(b"\n") + (self.text[-1:] not in (b"\n", b""))
        return len(self.ends)

    @cached_property
    def _cell_ends(self) -> NDArray[np.int64]:
        return positions(self._bits(self.delimiter[0]))

    @cached_property
    def _cells_before(self) -> NDArray[np.int64]:
        """How many separators stand before the end of each record, a zero first."""
        return np.concatenate(([0], np.searchsorted(self._cell_ends, self.ends)))

    @property
    def cell_counts(self) -> NDArray[np.int64]:
        """The number of cells of each record."""
        return np.diff(self._cells_before) + 1

    def empty_beyond(self, at: NDArray[np.int64], width: int) -> NDArray[np.bool_]:
        """Whether nothing but separators follows cell ``width`` of each of the longer records ``at``."""
        separators = self.cell_counts[at] - width
        ends = self.ends[at]
        ends = ends - (self._letters[ends - 1] == CR)
        return np.asarray(ends - self._cell_ends[self._cells_before[at] + width - 1] == separators, dtype=np.bool_)

    def is_even(self, width: int) -> bool:
        """Whether every record has exactly ``width`` cells.

        Sixteen bits are enough for the counts: a record with 65,536 separators too many leaves none to the others,
        which then show.
        """
        separators = self._letters == self.delimiter[0]
        if self.quoted:
            separators &= np.unpackbits(self._outside, count=len(self._letters)).view(np.bool_)
        starts = np.concatenate(([0], self.ends[:-1] + 1))
        counts = np.add.reduceat(separators.view(np.uint8), starts, dtype=np.uint16)
        return bool((counts == width - 1).all()) and int(np.count_nonzero(separators)) == len(starts) * (width - 1)

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


def split(layout: Layout, width: int) -> tuple[pl.DataFrame, dict[int, bytes]]:
    """The cells of a text in ``width`` columns, an empty one null, and the text of each ragged record.

    Cells too many do no harm while they are empty. Raises LongRecord for a record of more than 16,384 cells.

    >>> frame, ragged = split(Layout(b"A1,x\\nA2\\nA3,y,,\\n", b",", quoted=False), 2)
    >>> frame.rows(), ragged
    ([('A1', 'x'), ('A2', None), ('A3', 'y')], {1: b'A2'})
    """
    layout.check_length()
    wide = _by_polars(layout, width)
    if wide is None or wide.height != layout.records:
        wide = _by_record(layout, width)
    extra = wide.get_column(column_name(width))
    frame = wide.drop(column_name(width))
    if layout.quoted and b'""' in layout.text:
        frame = frame.select(pl.when(pl.all() != "").then(pl.all()))
    if frame.is_empty() or (extra.null_count() == len(extra) and layout.is_even(width)):
        return frame, {}
    return frame, _ragged(layout, width)


def _by_polars(layout: Layout, width: int) -> pl.DataFrame | None:
    # a first record with one cell too many keeps polars from cutting cells off
    spare = layout.delimiter * width + b"\n"
    try:
        wide = pl.read_csv(
            b"".join([spare, layout.text]),
            has_header=False,
            infer_schema=False,
            separator=layout.delimiter.decode(),
            quote_char='"' if layout.quoted else None,
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
    assert len(rows) == layout.records, "a record was lost in splitting"
    return pl.DataFrame(rows, schema={column_name(at): pl.String for at in range(width + 1)}, orient="row")


def _ragged(layout: Layout, width: int) -> dict[int, bytes]:
    counts = layout.cell_counts
    if len(counts) and counts.max() > MAX_CELLS:
        at = int(np.argmax(counts > MAX_CELLS))
        raise LongRecord(at, int(counts[at]))
    longer = np.flatnonzero(counts > width)
    longer = longer[~layout.empty_beyond(longer, width)]
    splitter = Splitter(layout.delimiter)
    odd = {at: layout.record(at) for at in np.flatnonzero(counts < width).tolist()}
    for at in longer.tolist():
        text = layout.record(at)
        record = splitter.record(text, 0, final=True)
        if record is None or any(cell.strip() for cell in record.cells[width:]):
            odd[at] = text
    return dict(sorted(odd.items()))
