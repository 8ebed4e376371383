"""One pass over the content.xml of an ODS workbook: used ranges as repeats unfold them, hidden rows, merged cells.

LibreOffice and WPS end every sheet with empty rows and cells repeated a million times: they hold nothing and count for
nothing. A filled cell or row that repeats counts as often as it says. calamine tells no merged ranges of ods.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from riskkit.errors import RiskkitError
from riskkit.intake.workbook_seen import SheetMarks

_TABLE = re.compile(rb"<table:table\s([^<>]*)>")
_NAME = re.compile(rb"\btable:name=\"([^\"]*)\"")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^<>]*?)(/?)>")
_COLUMNS = re.compile(rb"number-columns-repeated=\"(\d{1,9})\"")
_ROWS = re.compile(rb"number-rows-repeated=\"(\d{1,9})\"")
_WIDE = re.compile(rb"number-columns-spanned=\"(\d{1,6})\"")
_HIGH = re.compile(rb"number-rows-spanned=\"(\d{1,7})\"")
_HIDDEN = re.compile(rb"table:visibility=\"(?:collapse|filter)\"")
_SHOWN = re.compile(rb"<text:p[^<>]*>([^<]{0,40})")
_VALUE = b"office:value-type="
_ROW = b"<table:table-row"
# merged ranges matter around the header only
_MERGED_ROWS = 200
# no program writes as much for one row
_LONGEST_ROW = 64 << 20


class OdsContent:
    """The marks of every sheet, block by block; :meth:`finish` gives them by name."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._rest: list[bytes] = []
        self._held = 0
        self._sheets: dict[str, SheetMarks] = {}
        self._marks = SheetMarks()
        self._row = 0

    def feed(self, block: bytes) -> None:
        """Take the next bytes."""
        last = self._rest[-1] if self._rest else b""
        self._rest.append(block)
        self._held += len(block)
        if _ROW not in last[-len(_ROW) :] + block:
            if self._held > _LONGEST_ROW:
                raise RiskkitError("FILE-08", where=self._where, found=f"a row > {_LONGEST_ROW >> 20} MiB")
            return
        text = b"".join(self._rest)
        cut = text.rfind(_ROW)
        self._rest, self._held = [text[cut:]], len(text) - cut
        self._scan(text[:cut])

    def finish(self) -> dict[str, SheetMarks]:
        """The marks of each sheet, the last bytes included."""
        self._scan(b"".join(self._rest))
        self._rest = []
        return self._sheets

    def _scan(self, text: bytes) -> None:
        before, *rows = text.split(_ROW)
        self._tables(before)
        for part in rows:
            head, _, cells = part.partition(b">")
            repeat = _ROWS.search(head)
            self._cells(cells, int(repeat[1]) if repeat else 1, bool(_HIDDEN.search(head)))
            self._tables(cells)

    def _tables(self, text: bytes) -> None:
        """A sheet that starts in ``text``."""
        for table in _TABLE.finditer(text) if b"<table:table " in text else ():
            name = _NAME.search(table[1])
            self._marks, self._row = SheetMarks(), 0
            self._sheets[html.unescape(name[1].decode("utf-8", "replace")) if name else ""] = self._marks

    def _cells(self, cells: bytes, repeat: int, hidden: bool) -> None:
        marks, row = self._marks, self._row + 1
        self._row += repeat
        if (
            _VALUE not in cells
            and b"<text:p" not in cells
            and b"table:formula" not in cells
            and b"spanned" not in cells
        ):
            return
        columns = 0
        if b"-repeated" in cells or b"table:formula" in cells or b"spanned" in cells:
            for cell in _read_cells(cells):
                columns = self._cell(cell, row, columns)
        else:
            columns = cells.count(b"table-cell ", 0, cells.rfind(_VALUE) + 1)
            marks.filled += cells.count(_VALUE)
        if columns:
            marks.reach(row + repeat - 1, columns)
            if hidden:
                marks.hide(row, row + repeat - 1)

    def _cell(self, cell: _Cell, row: int, columns: int) -> int:
        """Note what one cell tells; the last filled column so far."""
        marks = self._marks
        if cell.rows > 1 or cell.columns > 1:
            low, right = row - 1 + cell.rows - 1, cell.at - 1 + cell.columns - 1
            if row <= _MERGED_ROWS:
                marks.merged.append(((row - 1, cell.at - 1), (low, right)))
        if cell.unanswered is not None:
            marks.unanswered.append((row, cell.at, cell.unanswered))
        if not cell.is_filled:
            return columns
        marks.filled += 1
        return cell.at + cell.repeat - 1


class _Cell(NamedTuple):
    """A cell of a row: its column (from 1), how often it repeats, what it spans."""

    at: int
    repeat: int
    rows: int
    columns: int
    is_filled: bool
    unanswered: str | None


def _read_cells(cells: bytes) -> Iterator[_Cell]:
    at = 1
    found = list(_CELL.finditer(cells))
    for position, cell in enumerate(found):
        attributes, is_closed = cell[1], bool(cell[2])
        repeat, wide, high = (_count(pattern, attributes) for pattern in (_COLUMNS, _WIDE, _HIGH))
        end = found[position + 1].start() if position + 1 < len(found) else len(cells)
        has_value = _VALUE in attributes
        unanswered = None
        if b'value-type="error"' in attributes:
            shown = _SHOWN.search(cells, cell.end(), end)
            unanswered = shown[1].decode("utf-8", "replace") if shown else ""
        elif b"table:formula=" in attributes and not has_value:
            unanswered = ""
        is_filled = has_value or (not is_closed and cells.find(b"<text:p", cell.end(), end) >= 0)
        yield _Cell(at, repeat, high, wide, is_filled, unanswered)
        at += repeat


def _count(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return max(1, int(found[1])) if found else 1
