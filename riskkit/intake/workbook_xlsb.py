"""The binary parts of an xlsb workbook: the list of its sheets, and one pass over a sheet's records.

Records are an id of one or two bytes and a length of one to four, seven bits a byte ([MS-XLSB] 2.1.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from riskkit.intake.workbook_seen import SheetMarks

_ROW, _BLANK, _LAST_CELL = 0, 1, 11
_ERROR_CELLS = (3, 11)
_SHEET_BEGINS, _BOOK_PROPERTIES, _BUNDLED_SHEET = 129, 153, 156
_IS_HIDDEN = 0x10


class SheetBin:
    """The marks of one sheet, block by block; :meth:`finish` gives them."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    @staticmethod
    def begins(start: bytes) -> bool:
        """Whether a part that begins so is a worksheet (BrtBeginSheet)."""
        return start.startswith(b"\x81\x01")

    def feed(self, block: bytes) -> None:
        """Take the next bytes."""
        self._pieces.append(block)

    def finish(self) -> SheetMarks:
        """The marks; a formula's error is told, whether its result was computed is not stored."""
        marks, row = SheetMarks(), 0
        part = b"".join(self._pieces)
        for kind, start, size in _records(part):
            if kind == _ROW and size >= 12:
                row = int.from_bytes(part[start : start + 4], "little") + 1
                if part[start + 11] & _IS_HIDDEN:
                    marks.hide(row, row)
            elif _BLANK < kind <= _LAST_CELL and size >= 4:
                column = int.from_bytes(part[start : start + 4], "little") + 1
                marks.reach(row, column)
                marks.filled += 1
                if kind in _ERROR_CELLS:
                    marks.unanswered.append((row, column, "#"))
        return marks


@dataclass
class BinList:
    """The sheets of a workbook.bin: name → relation id."""

    epoch_1904: bool = False
    sheets: dict[str, str] = field(default_factory=dict)


def listed_sheets(part: bytes) -> BinList:
    """The sheets that workbook.bin names; raises ValueError where its records are cut off."""
    found = BinList()
    for kind, start, size in _records(part):
        if kind == _BOOK_PROPERTIES and size:
            found.epoch_1904 = bool(part[start] & 1)
        elif kind == _BUNDLED_SHEET:
            relation, after = _text(part, start + 8)
            name, _ = _text(part, after)
            found.sheets[name] = relation
    return found


def _text(part: bytes, at: int) -> tuple[str, int]:
    end = at + 4 + 2 * int.from_bytes(part[at : at + 4], "little")
    if end > len(part):
        raise ValueError("workbook.bin")
    return part[at + 4 : end].decode("utf-16-le"), end


def _records(part: bytes) -> Iterator[tuple[int, int, int]]:
    """Id, start and length of every record."""
    at, end = 0, len(part)
    while at < end:
        kind = part[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = (kind & 0x7F) | (part[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while at < end and shift < 28:
            byte = part[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, at, min(size, max(0, end - at))
        at += size
