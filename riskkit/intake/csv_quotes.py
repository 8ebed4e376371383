"""Quotes and line ends of a text: whether every quote encloses a whole cell, and where records end."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from riskkit.intake import csv_scan
from riskkit.intake.csv_scan import TextSource

# a record may be this long; a quoted cell that goes on for longer was never closed
MAX_RECORD_BYTES = 1 << 20
MAX_CELLS = 16_384
QUOTE, LF, CR = 34, 10, 13


def quoting(source: TextSource, delimiter: bytes) -> str:
    """``none``, ``regular`` (every quote opens or closes a whole cell) or ``irregular``.

    An irregular file is mended record by record before it is split; the choice is made once for the whole file, so
    that it cannot depend on where blocks are cut.
    """
    if source.plain:
        return "none"
    watch = _QuoteWatch(delimiter[0])
    before: bytes = delimiter
    pieces = source.bytewise(csv_scan.BLOCK_BYTES)
    piece = next(pieces, b"")
    while piece:
        following = next(pieces, b"")
        if b'"' in piece and not watch.feed(before[-1:], piece, following[:1] or b"\n"):
            return "irregular"
        watch.offset += len(piece)
        before, piece = piece, following
    if watch.quotes % 2:
        return "irregular"
    return "regular" if watch.quotes else "none"


class _QuoteWatch:
    """Follows the quotes of a file: how many so far, and where the last open one stands."""

    def __init__(self, delimiter: int) -> None:
        self.delimiter, self.quotes, self.offset, self._opened = delimiter, 0, 0, 0

    def feed(self, before: bytes, piece: bytes, after: bytes) -> bool:
        """Whether every quote of ``piece`` opens or closes a whole cell of bearable length."""
        cells = np.frombuffer(before + piece + after, dtype=np.uint8)
        at = np.flatnonzero(cells[1:-1] == QUOTE) + 1
        opening = (np.arange(self.quotes, self.quotes + len(at)) % 2) == 0
        opened, closed = at[opening], at[~opening]
        left, right = cells[opened - 1], cells[closed + 1]
        opens = (left == self.delimiter) | (left == LF) | (left == CR) | (left == QUOTE)
        closes = (right == self.delimiter) | (right == LF) | (right == CR) | (right == QUOTE)
        starts = opened + self.offset
        if self.quotes % 2:
            starts = np.concatenate(([self._opened], starts))
        lengths = closed + self.offset - starts[: len(closed)]
        self.quotes += len(at)
        self._opened = int(starts[-1]) if len(starts) else self._opened
        return bool(opens.all() and closes.all() and (lengths <= MAX_RECORD_BYTES // 2).all())


def inside_quotes(at: NDArray[np.int64], quotes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each of the sorted positions ``at`` is inside a cell, given the positions of all ``quotes`` before.

    >>> inside_quotes(np.array([1, 3, 9]), np.array([2, 5])).tolist()
    [False, True, False]
    """
    return np.asarray(np.searchsorted(quotes, at) % 2 == 1, dtype=np.bool_)


def places(text: bytes, letter: int) -> NDArray[np.int64]:
    """The positions of one byte in ``text``."""
    return np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == letter).astype(np.int64, copy=False)


def record_ends(text: bytes, quoted: bool) -> NDArray[np.int64]:
    """Positions of the line feeds that end a record of ``text``, which starts at one; the last may lack its own."""
    ends = places(text, LF)
    return ends[~inside_quotes(ends, places(text, QUOTE))] if quoted else ends


class LineEnds:
    """Turns lone carriage returns that end a record into line feeds, and counts the kinds of line ends.

    Line ends inside quoted cells are text: they are neither changed nor counted. ``kinds`` maps CRLF, LF, CR to how
    many there were.

    >>> ends = LineEnds(quoted=True)
    >>> ends.fed(b'a,"x\\ry"\\rb,1\\r') + ends.fed(b'\\nc,2\\n') + ends.rest()
    b'a,"x\\ry"\\nb,1\\r\\nc,2\\n'
    >>> ends.kinds
    {'CRLF': 1, 'LF': 1, 'CR': 1}
    """

    def __init__(self, quoted: bool) -> None:
        self.kinds = {"CRLF": 0, "LF": 0, "CR": 0}
        self._quoted, self._inside, self._held = quoted, False, b""

    def fed(self, piece: bytes) -> bytes:
        """The next piece with its line ends made clear; a carriage return at its end waits for what follows."""
        text = self._held + piece if self._held else piece
        self._held = b"\r" if text.endswith(b"\r") else b""
        return self.settled(text[:-1] if self._held else text)

    def rest(self) -> bytes:
        """What waited, now that nothing follows."""
        held, self._held = self._held, b""
        return self.settled(held)

    def settled(self, text: bytes) -> bytes:
        """As :meth:`fed`, for text that does not end between a carriage return and its line feed."""
        quotes = places(text, QUOTE) if self._quoted else None
        if quotes is None or (not len(quotes) and not self._inside):
            returns = text.count(b"\r")
            both = text.count(b"\r\n") if returns else 0
            self._count(text.count(b"\n"), returns, both)
            return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if returns > both else text
        return self._settled_by_place(text, quotes)

    def _settled_by_place(self, text: bytes, quotes: NDArray[np.int64]) -> bytes:
        inside, self._inside = self._inside, self._inside != bool(len(quotes) % 2)
        letters = np.frombuffer(text, dtype=np.uint8)
        feeds, returns = np.flatnonzero(letters == LF), np.flatnonzero(letters == CR)
        feeds = feeds[inside_quotes(feeds, quotes) == inside]
        returns = returns[inside_quotes(returns, quotes) == inside]
        is_lone = letters[np.minimum(returns + 1, len(letters) - 1)] != LF
        is_lone |= returns == len(letters) - 1
        self._count(len(feeds), len(returns), int(np.count_nonzero(~is_lone)))
        if not is_lone.any():
            return text
        changed = letters.copy()
        changed[returns[is_lone]] = LF
        return changed.tobytes()

    def _count(self, feeds: int, returns: int, both: int) -> None:
        for kind, count in (("CRLF", both), ("LF", feeds - both), ("CR", returns - both)):
            self.kinds[kind] += count
