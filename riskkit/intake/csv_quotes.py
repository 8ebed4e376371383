"""Quotes and line ends of a text: whether every quote encloses a whole cell, and where records end."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from riskkit.intake import csv_scan
from riskkit.intake.csv_bits import Bits, bits_of, count, ends_inside, inside, positions
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
    """Follows the quotes of a file: how many so far, and where the last one stands."""

    def __init__(self, delimiter: int) -> None:
        self.delimiter, self.quotes, self.offset, self._last = delimiter, 0, 0, 0

    def feed(self, before: bytes, piece: bytes, after: bytes) -> bool:
        """Whether every quote of ``piece`` opens or closes a whole cell of bearable length."""
        letters = np.frombuffer(piece, dtype=np.uint8)
        beside = np.frombuffer(b"".join([before, piece, after]), dtype=np.uint8)
        edges = beside == self.delimiter
        for letter in (LF, CR, QUOTE):
            edges |= beside == letter
        quotes = bits_of(letters, QUOTE)
        open_after = inside(quotes, bool(self.quotes % 2))
        opens, closes = np.packbits(edges[:-2]), np.packbits(edges[2:])
        is_odd = bool((quotes & ((open_after & ~opens) | (~open_after & ~closes))).any())
        is_bearable = self._is_bearable(piece, quotes)
        self.quotes += count(quotes)
        self._last = self.offset + piece.rfind(b'"')
        return not is_odd and is_bearable

    def _is_bearable(self, piece: bytes, quotes: Bits) -> bool:
        """Whether no quoted cell, or part of one between two quotes, is longer than half of what a record may be."""
        step = MAX_RECORD_BYTES // 4
        first = self.offset + piece.find(b'"')
        if self.quotes % 2 and first - self._last > MAX_RECORD_BYTES // 2:
            return False
        if all(piece.find(b'"', at, at + step) >= 0 for at in range(0, len(piece) - step, step)):
            return True
        gaps = np.diff(positions(quotes))
        opened = gaps[self.quotes % 2 :: 2]  # every second quote opens
        return bool((opened <= MAX_RECORD_BYTES // 2).all())


def places(text: bytes, letter: int) -> NDArray[np.int64]:
    """The positions of one byte in ``text``."""
    return np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == letter).astype(np.int64, copy=False)


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
        if not self._inside and (not self._quoted or b'"' not in text):
            returns = text.count(b"\r")
            both = text.count(b"\r\n") if returns else 0
            self._count(text.count(b"\n"), returns, both)
            return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if returns > both else text
        return self._settled_by_place(np.frombuffer(text, dtype=np.uint8), text)

    def _settled_by_place(self, letters: NDArray[np.uint8], text: bytes) -> bytes:
        quotes = bits_of(letters, QUOTE)
        outside = ~inside(quotes, self._inside)
        self._inside = ends_inside(quotes, self._inside)
        feeds, returns = (positions(bits_of(letters, letter) & outside) for letter in (LF, CR))
        is_lone = letters[np.minimum(returns + 1, len(letters) - 1)] != LF
        is_lone |= returns == len(letters) - 1
        self._count(len(feeds), len(returns), int(np.count_nonzero(~is_lone)))
        if not is_lone.any():
            return text
        changed = letters.copy()
        changed[returns[is_lone]] = LF
        return changed.tobytes()

    def _count(self, feeds: int, returns: int, both: int) -> None:
        for kind, more in (("CRLF", both), ("LF", feeds - both), ("CR", returns - both)):
            self.kinds[kind] += more
