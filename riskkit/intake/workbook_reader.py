"""Workbooks (xlsx, xlsb, xls, et, ods; tables of an HTML page; XML spreadsheets of 2003) → raw chunks.

The file is looked at first and parsed in a process of its own. A column whose cells are all numbers keeps them as
numbers; in a mixed column they become text without ".0", and a number of more than 15 digits is written with its
exponent, which marks it as damaged where a code is expected.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from riskkit.errors import Finding
from riskkit.intake.header import HeaderRows, find_header, rows_wanted
from riskkit.intake.raw import Decision, RawChunk, RawExtract, read_ahead
from riskkit.intake.workbook_blocks import chunks_of
from riskkit.intake.workbook_notes import Unanswered, hidden_row_notes
from riskkit.intake.workbook_open import OpenBook
from riskkit.intake.workbook_process import LIMITS, ReadLimits, block_rows
from riskkit.intake.workbook_sheets import choose_sheet
from riskkit.terms import Label

_PEEK_ROWS = 40


def open_workbook(
    path: Path,
    known: Collection[str],
    sheet: str | None,
    header_row: HeaderRows,
    chunk_rows: int,
    *,
    kind: str = "workbook",
    encoding: str | None = None,
    limits: ReadLimits = LIMITS,
) -> RawExtract:
    """Open the workbook at ``path``; see :func:`riskkit.intake.readers.open_extract`.

    ``kind`` is as :func:`riskkit.intake.readers.file_kind` tells it, ``encoding`` overrides that of an HTML page.
    Raises RiskkitError FILE-02 … FILE-14.
    """
    peek = max(_PEEK_ROWS, rows_wanted(header_row))
    book = OpenBook(path, kind, peek, encoding, limits)
    try:
        return _extract(book, known, sheet, header_row, chunk_rows)
    except BaseException:
        book.end()
        raise


def _extract(
    book: OpenBook, known: Collection[str], sheet: str | None, header_row: HeaderRows, chunk_rows: int
) -> RawExtract:
    path = book.path
    chosen = choose_sheet(book.sheets, known, sheet, str(path), has_unanswered=book.has_unanswered)
    read, marks, file = book.sheets[chosen.at], book.marks(chosen.at), path.name
    merged = [((top, left), (bottom, right)) for (top, left), (bottom, right) in read.merged or marks.merged]
    head = find_header(read.first, known, header_row, f"{path}#{read.name}", merged=merged, file=file, sheet=read.name)
    width, unanswered = len(head.cells), Unanswered(marks, head, file, read.name)
    book.hold_if_small(chosen.at, head.last + 1, width, chunk_rows)
    hidden = hidden_row_notes(marks, head.last + 1, read.rows, file, read.name)
    unread = [replace(note, file=file) for note in chosen.notes]
    late: list[Finding] = []

    def produce() -> Iterator[RawChunk]:
        late.clear()
        blocks = book.blocks(chosen.at, head.last + 1, width, chunk_rows)
        blocks_a_chunk = chunk_rows // block_rows(width, chunk_rows)
        try:
            for chunk in read_ahead(chunks_of(blocks, head.last + 2, blocks_a_chunk)):
                late.extend(unanswered.within(chunk))
                yield chunk
            late.extend(unanswered.below(read.rows))
        finally:
            book.end()

    return RawExtract(
        file,
        read.name,
        book.encoding,
        head.cells,
        head.last + 1,
        [*head.notes, *unread, *hidden, *unanswered.above()],
        hashlib.sha256(book.content).hexdigest(),
        produce,
        kind=book.seen.kind,
        header_first=head.first + 1,
        decisions=[*_encoding(book), chosen.decision, *head.decisions],
        late_notes=late,
        sheets=chosen.sheets,
        epoch_1904=book.seen.epoch_1904,
        head=head,
    )


def _encoding(book: OpenBook) -> list[Decision]:
    """How the bytes of a page were read; archives know no encoding."""
    if not book.encoding:
        return []
    why = Label("依次按文件头、网页声明、UTF-8、GB18030 试读", "tried in turn: its mark, what it says, UTF-8, GB18030")
    if book.encoding_told:
        why = Label("按 --encoding 的指定", "told by --encoding")
    return [Decision(Label("编码", "encoding"), book.encoding, why, "--encoding")]
