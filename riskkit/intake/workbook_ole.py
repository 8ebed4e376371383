"""Streams of a compound file (OLE: xls, old et, and the envelope of a workbook with a password), as far as we look.

[MS-CFB]: sectors chained by a table, a directory, small streams in a chain of their own. Every chain is walked at most
once round the file, so a circle ends.
"""

from __future__ import annotations

import struct
from array import array

_FREE = 0xFFFFFFFA
_HEAD_TABLE = 109
_ENTRY = 128


class CompoundFile:
    """The names and streams of ``content``. Raises ValueError when it is damaged."""

    def __init__(self, content: bytes) -> None:
        if len(content) < 512:
            raise ValueError("OLE: header")
        self.content = content
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise ValueError("OLE: sector size")
        self._size, self._small_size = 1 << shift, 1 << small_shift
        self._most = len(content) // self._size + 1
        _, directory, _, self._cutoff, small_table, _, further, _ = struct.unpack_from("<8I", content, 44)
        self._table = self._sector_table(further)
        self.entries = _entries(self._chain(directory))
        self._small_table = _numbers(self._chain(small_table))
        root = next((entry for entry in self.entries.values() if entry[0] == 5), (5, _FREE, 0))
        self._small = self._chain(root[1])

    def stream(self, name: str) -> bytes:
        """The bytes of the stream called ``name`` (as in :attr:`entries`)."""
        _, start, size = self.entries[name]
        if size >= self._cutoff:
            return self._chain(start)[:size]
        pieces: list[bytes] = []
        at, step = start, self._small_size
        while at < min(len(self._small_table), _FREE) and len(pieces) * step < size:
            pieces.append(self._small[at * step : (at + 1) * step])
            at = self._small_table[at]
        return b"".join(pieces)[:size]

    def _sector(self, number: int) -> bytes:
        return self.content[(number + 1) * self._size : (number + 2) * self._size]

    def _sector_table(self, further: int) -> array[int]:
        """The table of chains, put together from the sectors that the header and its continuations name."""
        places = array("I", self.content[76 : 76 + 4 * _HEAD_TABLE])
        for _ in range(self._most):
            if further >= _FREE:
                break
            more = _numbers(self._sector(further))
            if not more:
                break
            places.extend(more[:-1])
            further = more[-1]
        sectors = [self._sector(place) for place in places[: self._most] if place < self._most]
        return _numbers(b"".join(sectors))

    def _chain(self, start: int) -> bytes:
        pieces: list[bytes] = []
        while start < min(len(self._table), _FREE) and len(pieces) <= self._most:
            pieces.append(self._sector(start))
            start = self._table[start]
        return b"".join(pieces)


def _numbers(block: bytes) -> array[int]:
    return array("I", block[: len(block) // 4 * 4])


def _entries(directory: bytes) -> dict[str, tuple[int, int, int]]:
    """Name in lower case → kind (1 storage, 2 stream, 5 root), first sector, size."""
    found: dict[str, tuple[int, int, int]] = {}
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        if kind in (1, 2, 5) and 2 <= length <= 64:
            name = directory[at : at + length - 2].decode("utf-16-le", "replace").lower()
            start, size = struct.unpack_from("<II", directory, at + 116)
            found.setdefault(name, (kind, start, size))
    return found
