"""CSV in any of the usual dialects → raw chunks, without losing a row.

The file is cut into blocks of whole records and polars splits them, every cell as text. A file with quotes in odd
places is first mended record by record (:mod:`riskkit.intake.csv_records`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import numpy as np

from riskkit.errors import Finding, RiskkitError
from riskkit.intake import csv_scan
from riskkit.intake.clean_ids import unguarded
from riskkit.intake.csv_blocks import record_blocks
from riskkit.intake.csv_dialect import Dialect, find_dialect, refuse_full_width_commas, text_decisions
from riskkit.intake.csv_odd import DAMAGED, NUL, Oddities
from riskkit.intake.csv_quotes import MAX_CELLS, MAX_RECORD_BYTES, LineEnds, quoting
from riskkit.intake.csv_records import LongRecord, Mended, Splitter
from riskkit.intake.csv_scan import TextSource
from riskkit.intake.csv_split import Layout, split
from riskkit.intake.header import HeaderRows, find_header, rows_wanted
from riskkit.intake.raw import HeaderSeen, RawChunk, RawExtract, read_ahead, slice_chunk
from riskkit.terms import both_langs


def open_csv(
    path: Path, known: Collection[str], encoding: str | None, header_row: HeaderRows, chunk_rows: int
) -> RawExtract:
    """Open the text file at ``path``; see :func:`riskkit.intake.readers.open_extract`.

    Raises RiskkitError FILE-20 for a row beyond measure, FILE-27 for full-width commas between the cells.
    """
    source = csv_scan.open_text(path, encoding)
    try:
        dialect = find_dialect(source, known, rows_wanted(header_row))
    except LongRecord as problem:
        raise _too_long(path, problem.records + 1, problem.cells) from None
    head = find_header(dialect.rows_for_header, known, header_row, str(path), file=path.name)
    if len(head.cells) > MAX_CELLS:
        raise _too_long(path, head.last + 1, len(head.cells))
    refuse_full_width_commas(head.cells, known, path)
    late: list[Finding] = []
    reader = _CsvRows(source, dialect, head, late)

    def produce() -> Iterator[RawChunk]:
        for chunk in read_ahead(reader.chunks(chunk_rows)):
            yield from slice_chunk(chunk, chunk_rows)

    marked = [Finding("FILE-22", value=source.encoding, file=path.name)] if source.mislabelled else []
    return RawExtract(
        path.name,
        "",
        source.encoding,
        head.cells,
        head.last + 1,
        [*marked, *head.notes],
        source.digest,
        produce,
        kind="csv",
        header_first=head.first + 1,
        decisions=[*text_decisions(source, dialect, head), *head.decisions],
        late_notes=late,
        head=head,
    )


class _CsvRows:
    """The rows below the header of one text file; ``late`` is filled when they have been read."""

    def __init__(self, source: TextSource, dialect: Dialect, head: HeaderSeen, late: list[Finding]) -> None:
        self.source, self.header, self.skip, self.late = source, head.cells, head.last + 1, late
        self.delimiter = dialect.delimiter.encode()
        self.quoting = quoting(source, self.delimiter)

    def chunks(self, chunk_rows: int) -> Iterator[RawChunk]:
        """Chunks as they come, of any length."""
        self.late.clear()
        odd = Oddities(self.source.path.name, self.header, self.delimiter)
        ends = LineEnds(self.quoting == "regular")
        block_bytes = min(24 << 20, max(4096, chunk_rows * 1024))
        blocks = record_blocks(self.source, self.delimiter, self.quoting, block_bytes, ends)
        row = 1
        try:
            for block in read_ahead(blocks):
                chunk, read = self._chunk(block, row, odd)
                row += read
                if chunk.frame.height:
                    yield chunk
        except LongRecord as problem:
            raise _too_long(self.source.path, row + problem.records, problem.cells) from None
        self.late += odd.findings(ends)

    def _chunk(self, block: Mended, row: int, odd: Oddities) -> tuple[RawChunk, int]:
        """The records of ``block`` below the header, and how many records it holds with those above."""
        layout = self._watched(b"".join(block.parts), row, block, odd)
        above, start = self._above(layout.text, row)
        if start:
            row, layout = row + above, Layout(layout.text[start:], self.delimiter, layout.quoted)
        try:
            frame, ragged = split(layout, len(self.header))
        except LongRecord as problem:
            raise LongRecord(above + problem.records, problem.cells) from None
        if b"'" in layout.text:  # how riskkit's own csv files write what a spreadsheet would take for a formula
            frame = frame.with_columns(unguarded(cells) for cells in frame.get_columns())
        texts = {at: block.originals.get(at + above, record) for at, record in ragged.items()}
        rows = np.arange(row, row + frame.height, dtype=np.int64)
        decoded = {at: text.replace(NUL, b"").decode("utf-8", "replace") for at, text in texts.items()}
        return RawChunk(frame, rows, decoded), above + frame.height

    def _above(self, text: bytes, row: int) -> tuple[int, int]:
        """How many of the block's records are the header or stand above it, and where the next one starts."""
        splitter, at, above = Splitter(self.delimiter), 0, 0
        while row + above <= self.skip and at < len(text):
            record = splitter.record(text, at, final=True)
            assert record is not None
            at, above = record.following, above + 1
        return above, at

    def _watched(self, text: bytes, row: int, block: Mended, odd: Oddities) -> Layout:
        """Where the cells of ``text`` without NUL bytes stand; what is odd about it is noted."""
        layout = Layout(text, self.delimiter, self.quoting != "none")
        if NUL in text:
            odd.marked("FILE-23", NUL, layout, row)
            layout = Layout(text.replace(NUL, b""), self.delimiter, layout.quoted)
        if self.source.damaged:
            odd.marked("FILE-21", DAMAGED, layout, row)
        odd.swallowed(layout, row)
        for at in block.unclosed:
            odd.open_quotes(row + at, block.originals[at])
        return layout


def _too_long(path: Path, row: int, cells: int) -> RiskkitError:
    """FILE-20 with the row."""
    size = both_langs(f"{cells:,} 格", f"{cells:,} cells") if cells else f"> {MAX_RECORD_BYTES >> 20} MiB"
    return RiskkitError(
        "FILE-20",
        where=f"{path}#{row}",
        found=size,
        allowed=f"<= {MAX_RECORD_BYTES >> 20} MiB, <= {MAX_CELLS:,} 格 cells",
    )
