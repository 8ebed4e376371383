"""Records one by one, for files in which quotes stand in odd places: no record swallows the rows below it.

Cells are those of Python's csv module, with two exceptions. A quote that nothing closes, or whose closing quote
stands on a later line and inside a cell, is an ordinary character: its record ends with its line. And a record has a
bearable length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from riskkit.intake.csv_quotes import CR, LF, MAX_RECORD_BYTES, QUOTE, LineEnds, places

_QUOTED = re.compile(rb'"([^"]*+(?:""[^"]*+)*+)"')
_LINE = re.compile(rb"[^\r\n]*+")
_SPACES = re.compile(rb"[ \t]*")


class LongRecord(Exception):
    """The record after ``records`` whole ones is longer than :data:`~riskkit.intake.csv_quotes.MAX_RECORD_BYTES`.

    Or it has too many ``cells``.
    """

    def __init__(self, records: int, cells: int = 0) -> None:
        self.records, self.cells = records, cells
        super().__init__(records, cells)


class Record(NamedTuple):
    """One record: its cells, where its text ends (before the line end), where the next one starts.

    ``mended`` where the text must be written anew to be split by its quotes, ``unclosed`` where a quote was never
    closed.
    """

    cells: list[bytes]
    stop: int
    following: int
    mended: bool
    unclosed: bool


class _Cell(NamedTuple):
    text: bytes
    stop: int
    mended: bool = False
    unclosed: bool = False


class Splitter:
    """Splits a text into records at one ``delimiter``.

    >>> splitter = Splitter(b",")
    >>> splitter.record(b'A1,"x\\n\\nA2,"y",2\\n', 0, final=True).cells
    [b'A1', b'"x']
    """

    def __init__(self, delimiter: bytes) -> None:
        self.delimiter = delimiter
        self._bare = re.compile(rb"[^\r\n" + re.escape(delimiter) + rb"]*+")
        self._quoted_if = re.compile(rb'["\r\n' + re.escape(delimiter) + rb"]")
        self._opening = delimiter + b'"'
        self._closing = (delimiter, b"\r", b"\n")

    def record(self, text: bytes, start: int, final: bool) -> Record | None:
        """The record at ``start``; None when ``text`` may go on (not ``final``) and more of it is needed.

        Raises LongRecord.
        """
        if (plain := self._without_quoted_cells(text, start)) is not None:
            cells, at, mended, unclosed = plain.split(self.delimiter), start + len(plain), b'"' in plain, False
        elif (found := self._cells(text, start, final)) is not None:
            cells, at, mended, unclosed = found
        elif len(text) - start > MAX_RECORD_BYTES:
            raise LongRecord(0)
        else:
            return None
        after = text[at : at + 2]
        if after == b"\r" and not final:  # a line feed may follow
            return None
        return Record(cells, at, at + (2 if after == b"\r\n" else len(after[:1])), mended, unclosed)

    def _without_quoted_cells(self, text: bytes, start: int) -> bytes | None:
        """The line at ``start`` when it is a record without a quoted cell, the common case."""
        line = _LINE.match(text, start)[0]  # type: ignore[index]
        is_whole = len(line) <= MAX_RECORD_BYTES and start + len(line) < len(text)
        return line if is_whole and line[:1] != b'"' and self._opening not in line else None

    def _cells(self, text: bytes, start: int, final: bool) -> tuple[list[bytes], int, bool, bool] | None:
        """The cells one by one, where the last ends, whether the record is mended, whether a quote was not closed."""
        cells: list[bytes] = []
        at, mended, unclosed = start, False, False
        while True:
            cell = self._cell(text, at, start + MAX_RECORD_BYTES, final)
            if cell is None or cell.stop - start > MAX_RECORD_BYTES:
                return None
            cells.append(cell.text)
            mended, unclosed = mended or cell.mended, unclosed or cell.unclosed
            if text[cell.stop : cell.stop + 1] != self.delimiter:
                return cells, cell.stop, mended, unclosed
            at = cell.stop + 1

    def written(self, cells: list[bytes]) -> bytes:
        """``cells`` as one record whose quotes all enclose whole cells."""
        return self.delimiter.join(
            b'"%b"' % cell.replace(b'"', b'""') if self._quoted_if.search(cell) else cell for cell in cells
        )

    def _cell(self, text: bytes, at: int, limit: int, final: bool) -> _Cell | None:
        if text[at : at + 1] != b'"':
            return self._plain(text, at, final)
        found = _QUOTED.match(text, at, min(len(text), limit))
        if found is None:
            return None if not final and len(text) < limit else self._plain(text, at, final, unclosed=True)
        after = text[found.end() : found.end() + 1]
        if not after and not final:
            return None
        content = found[1].replace(b'""', b'"')
        if not after or after in self._closing:
            return _Cell(content, found.end())
        if b"\n" not in content and b"\r" not in content:
            rest = self._plain(text, found.end(), final)
            return rest and _Cell(content + rest.text, rest.stop, mended=True)
        stop = _SPACES.match(text, found.end()).end()  # type: ignore[union-attr]
        if stop == len(text) and not final:
            return None
        if text[stop : stop + 1] in (b"", *self._closing):
            return _Cell(content + text[found.end() : stop], stop, mended=True)
        return self._plain(text, at, final, unclosed=True)

    def _plain(self, text: bytes, at: int, final: bool, unclosed: bool = False) -> _Cell | None:
        found = self._bare.match(text, at)
        assert found is not None
        if found.end() == len(text) and not final:
            return None
        return _Cell(found[0], found.end(), b'"' in found[0], unclosed)


def first_records(pieces: Iterator[bytes], delimiter: bytes, count: int) -> list[list[str]]:
    """The cells of the first ``count`` records. Raises LongRecord."""
    splitter, text, at = Splitter(delimiter), b"", 0
    records: list[list[str]] = []
    for piece in _then_none(pieces):
        text += piece or b""
        while len(records) < count and at < len(text):
            record = _record(splitter, text, at, piece is None, len(records))
            if record is None:
                break
            records.append([cell.replace(b"\0", b"").decode("utf-8", "replace") for cell in record.cells])
            at = record.following
        if len(records) == count:
            break
    return records


def _then_none(pieces: Iterator[bytes]) -> Iterator[bytes | None]:
    yield from pieces
    yield None


class Mended(NamedTuple):
    """A block of whole records in which every quote encloses a whole cell and line feeds end records.

    ``originals``: position of a record → its text in the file where it was written anew; ``unclosed``: positions of
    the records with a quote that was never closed.
    """

    parts: list[bytes]
    originals: dict[int, bytes]
    unclosed: list[int]


def mended_blocks(pieces: Iterator[bytes], delimiter: bytes, ends: LineEnds) -> Iterator[Mended]:
    """The records of ``pieces`` (UTF-8), block by block; counts line ends in ``ends``. Raises LongRecord.

    Lines whose quotes are in order pass untouched; only the others are looked at record by record.
    """
    splitter, carry = Splitter(delimiter), b""
    for piece in _then_none(pieces):
        block, carry = _mended(carry + (piece or b""), splitter, ends, final=piece is None)
        if any(block.parts):
            yield block


def _mended(text: bytes, splitter: Splitter, ends: LineEnds, final: bool) -> tuple[Mended, bytes]:
    """The whole records of ``text``, and what is left of it."""
    line_ends = _line_ends(text, final)
    whole = len(text) if final else int(line_ends[-1]) + 1 if len(line_ends) else 0
    block = Mended([], {}, [])
    at = records = 0
    for start in _odd_lines(text, line_ends, splitter.delimiter):
        if start < at or start >= whole:
            continue
        block.parts.append(ends.settled(text[at:start]))
        records += _records_in(block.parts[-1])
        record = _record(splitter, text, start, final, records)
        if record is None:
            return block, text[start:]
        written = text[start : record.stop]
        if record.mended:
            block.originals[records] = written
            written = splitter.written(record.cells)
        block.parts.extend((written, ends.settled(text[record.stop : record.following])))
        if record.unclosed:
            block.unclosed.append(records)
        records, at = records + 1, record.following
    block.parts.append(ends.settled(text[at : max(whole, at)]))
    rest = text[max(whole, at) :]
    if len(rest) > MAX_RECORD_BYTES:
        _record(splitter, rest, 0, False, records + _records_in(block.parts[-1]))
    return block, rest


def _record(splitter: Splitter, text: bytes, start: int, final: bool, records: int) -> Record | None:
    """The record at ``start``; a LongRecord says how many of its block stand before it."""
    try:
        return splitter.record(text, start, final)
    except LongRecord:
        raise LongRecord(records) from None


def _records_in(text: bytes) -> int:
    return text.count(b"\n") + (text[-1:] not in (b"\n", b""))


def _line_ends(text: bytes, final: bool) -> NDArray[np.int64]:
    """Positions of the last byte of every line end; a carriage return at the very end may still be half of one."""
    returns = places(text, CR)
    if not len(returns):
        return places(text, LF)
    letters = np.frombuffer(text, dtype=np.uint8)
    is_end = letters == LF
    lone = returns[letters[np.minimum(returns + 1, len(letters) - 1)] != LF]
    is_end[lone] = True
    if returns[-1] == len(letters) - 1:
        is_end[-1] = final
    return np.flatnonzero(is_end).astype(np.int64, copy=False)


def _odd_lines(text: bytes, line_ends: NDArray[np.int64], delimiter: bytes) -> list[int]:
    """Starts of the lines in which a quote, read from the line's start, does not enclose a whole cell."""
    quotes = places(text, QUOTE)
    if not len(quotes):
        return []
    line = np.searchsorted(line_ends, quotes)
    new_line = np.concatenate(([True], line[1:] != line[:-1]))
    first = np.flatnonzero(new_line)
    rank = np.arange(len(quotes)) - np.repeat(first, np.diff(np.append(first, len(quotes))))
    letters = np.frombuffer(b"\n" + text + b"\n", dtype=np.uint8)
    beside = np.where(rank % 2 == 0, letters[quotes], letters[quotes + 2])
    fits = (beside == delimiter[0]) | (beside == LF) | (beside == CR) | (beside == QUOTE)
    count = np.diff(np.append(first, len(quotes)))
    odd = np.logical_or.reduceat(~fits, first) | (count % 2 == 1)
    starts = np.concatenate(([0], line_ends + 1))
    return [int(at) for at in starts[line[first[odd]]]]
