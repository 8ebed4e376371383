"""CSV in any of the usual dialects → raw chunks, without losing a row.

The fast path cuts the file into blocks of whole records and lets polars split them, every cell as text; the
forgiving path (quotes in odd places, CR line ends) uses the csv module. Both give the same cells for a file that
both can read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Generator, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

import numpy as np
import polars as pl

from riskkit.errors import RiskkitError
from riskkit.intake import csv_scan
from riskkit.intake.csv_scan import TextSource
from riskkit.intake.header import SEARCH_ROWS, HeaderRows, find_header, rows_wanted
from riskkit.intake.raw import RawChunk, RawExtract, column_name, read_ahead, slice_chunk

_DELIMITERS = (",", "\t", ";")
_SLOW_ROWS = 50_000


def open_csv(
    path: Path, known: Collection[str], encoding: str | None, header_row: HeaderRows, chunk_rows: int
) -> RawExtract:
    """Open the text file at ``path``; see :func:`riskkit.intake.readers.open_extract`."""
    source = csv_scan.open_text(path, encoding)
    delimiter = _delimiter(source)
    first = _first_records(source, delimiter, rows_wanted(header_row))
    head = find_header(first, known, header_row, str(path), file=path.name)
    reader = _CsvRows(source, delimiter, len(head.cells), head.last + 1)

    def produce() -> Iterator[RawChunk]:
        for chunk in read_ahead(reader.chunks(chunk_rows)):
            yield from slice_chunk(chunk, chunk_rows)

    return RawExtract(
        path.name,
        "",
        source.encoding,
        head.cells,
        head.last + 1,
        list(head.notes),
        source.digest,
        produce,
        header_first=head.first + 1,
        decisions=[*head.decisions],
        head=head,
    )


def _delimiter(source: TextSource) -> str:
    """The separator that the fullest of the first lines uses most."""
    with source.open() as stream:
        lines = stream.read(1 << 16).decode(source.codec, errors="replace").split("\n")[: SEARCH_ROWS * 2]
    most = {mark: max((line.count(mark) for line in lines), default=0) for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: most[mark])


def _records(source: TextSource, delimiter: str) -> Generator[list[str], None, None]:
    """Every record by the csv module; unreadable bytes and endless cells become RiskkitErrors."""
    with io.TextIOWrapper(source.open(), encoding=source.codec, errors="strict", newline="") as lines:
        reader = csv.reader(lines, delimiter=delimiter)
        try:
            yield from reader
        except UnicodeDecodeError as error:
            raise csv_scan.encoding_error(source.path, source.encoding, error) from None
        except csv.Error as error:
            raise RiskkitError("FILE-02", where=f"{source.path}:{reader.line_num}", found=str(error)) from None


def _first_records(source: TextSource, delimiter: str, count: int) -> list[list[str]]:
    with closing(_records(source, delimiter)) as records:
        return list(islice(records, count))


class _CsvRows:
    """The rows below the header of one text file."""

    def __init__(self, source: TextSource, delimiter: str, width: int, skip_records: int) -> None:
        self.source, self.delimiter, self.width, self.skip_records = source, delimiter, width, skip_records
        self.quoting = csv_scan.quoting(source, delimiter.encode())
        # a first record with one cell too many keeps polars from cutting cells off
        self.spare = delimiter.encode() * width + b"\n"

    def chunks(self, chunk_rows: int) -> Iterator[RawChunk]:
        """Chunks as they come, of any length."""
        if self.quoting == "irregular":
            yield from self._slow_chunks(chunk_rows)
            return
        row = self.skip_records + 1
        block_bytes = min(csv_scan.BLOCK_BYTES, max(4096, chunk_rows * 1024))
        quoted = self.quoting == "regular"
        for block in csv_scan.record_blocks(self.source, self._start(), quoted, block_bytes, self.spare):
            chunk = self._split(self._utf8(block), row)
            row += chunk.frame.height
            yield chunk

    def _start(self) -> int:
        """The byte after the header record."""
        size = 1 << 20
        while True:
            with self.source.open() as stream:
                head = stream.read(size)
            ends = csv_scan.record_ends(head, self.quoting == "regular")
            if len(ends) >= self.skip_records:
                return int(ends[self.skip_records - 1]) + 1
            if len(head) < size:
                return len(head)
            size *= 4

    def _utf8(self, block: bytes) -> bytes:
        if self.source.codec == "utf-8":
            return block
        try:
            return block.decode(self.source.codec).encode()
        except UnicodeDecodeError as error:
            raise csv_scan.encoding_error(self.source.path, self.source.encoding, error) from None

    def _split(self, text: bytes, row: int) -> RawChunk:
        """One block of whole records after the spare one; polars if it sees the scan's records, else the csv module."""
        quoted = self.quoting == "regular"
        records = len(csv_scan.record_ends(text, True)) if quoted else text.count(b"\n")
        records -= text.endswith(b"\n")
        try:
            wide = pl.read_csv(
                text,
                has_header=False,
                infer_schema=False,
                separator=self.delimiter,
                quote_char='"' if quoted else None,
                truncate_ragged_lines=True,
            ).slice(1)
        except pl.exceptions.PolarsError:
            wide = pl.DataFrame()
        if wide.height != records or wide.width != self.width + 1:
            cells = csv.reader(io.StringIO(text[len(self.spare) :].decode(), newline=""), delimiter=self.delimiter)
            return self._from_records(list(cells), row)
        wide.columns = [column_name(at) for at in range(wide.width)]
        ragged = self._ragged(text, quoted, wide.get_column(column_name(self.width)))
        rows = np.arange(row, row + records, dtype=np.int64)
        return RawChunk(wide.drop(column_name(self.width)), rows, ragged)

    def _ragged(self, text: bytes, quoted: bool, extra: pl.Series) -> dict[int, str]:
        """Rows with another number of cells than the header; cells too many do no harm while they are empty."""
        is_mark = np.frombuffer(text, dtype=np.uint8) == ord(self.delimiter)
        outside = csv_scan.outside_quotes(text, quoted)
        if outside is not None:
            is_mark &= outside
        marks = np.count_nonzero(is_mark) - self.width
        if extra.null_count() == len(extra) and marks == len(extra) * (self.width - 1):
            return {}
        text, is_mark = text[len(self.spare) :], is_mark[len(self.spare) :]
        ends = csv_scan.record_ends(text, quoted)
        if not text.endswith(b"\n"):
            ends = np.append(ends, len(text))
        cells = np.diff(np.searchsorted(np.flatnonzero(is_mark), ends), prepend=0) + 1
        harmless = (cells == self.width + 1) & (extra.fill_null("").str.strip_chars() == "").to_numpy()
        starts = np.concatenate(([0], ends[:-1] + 1))
        odd = {}
        for at in np.flatnonzero((cells != self.width) & ~harmless):
            record = text[starts[at] : ends[at]].decode().rstrip("\r")
            if cells[at] > self.width and self._only_empty_beyond(record):
                continue
            odd[int(at)] = record
        return odd

    def _only_empty_beyond(self, record: str) -> bool:
        cells = next(csv.reader([record], delimiter=self.delimiter), [])
        return not any(cell.strip() for cell in cells[self.width :])

    def _slow_chunks(self, chunk_rows: int) -> Iterator[RawChunk]:
        with closing(_records(self.source, self.delimiter)) as records:
            row = len(list(islice(records, self.skip_records))) + 1
            while batch := list(islice(records, min(chunk_rows, _SLOW_ROWS))):
                yield self._from_records(batch, row)
                row += len(batch)

    def _from_records(self, records: list[list[str]], row: int) -> RawChunk:
        ragged = {}
        for at, cells in enumerate(records):
            if len(cells) != self.width:
                if len(cells) < self.width or any(cell.strip() for cell in cells[self.width :]):
                    ragged[at] = self.delimiter.join(cells)
                records[at] = (cells + [""] * self.width)[: self.width]
        columns = zip(*records, strict=True)
        series = [pl.Series(column_name(at), column, dtype=pl.String) for at, column in enumerate(columns)]
        frame = pl.DataFrame(series).with_columns(pl.all().replace({"": None}))
        return RawChunk(frame, np.arange(row, row + len(records), dtype=np.int64), ragged)
