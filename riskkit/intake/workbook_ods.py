"""One pass over the content.xml of an ODS workbook: used ranges as repeats unfold them, hidden rows, merged cells.

LibreOffice and WPS end every sheet with empty rows and cells repeated a million times: they hold nothing and count for
nothing. A filled cell or row that repeats counts as often as it says. calamine tells no merged ranges of ods.
"""

from __future__ import annotations

import html
import re

from riskkit.errors import RiskkitError
from riskkit.intake.workbook_seen import SheetMarks

_TABLE = re.compile(rb"<table:table\s([^<>]*)>")
_NAME = re.compile(rb"\btable:name=\"([^\"]*)\"")
_COLUMNS = re.compile(rb"number-columns-repeated=\"(\d{1,9})\"")
_ROWS = re.compile(rb"number-rows-repeated=\"(\d{1,9})\"")
_WIDE = re.compile(rb"number-columns-spanned=\"(\d{1,6})\"")
_HIGH = re.compile(rb"number-rows-spanned=\"(\d{1,7})\"")
_SPANNING = re.compile(rb"<table:table-cell\b([^<>]*-spanned=[^<>]*)>")
_FORMULA = re.compile(rb"<table:table-cell\b([^<>]*table:formula=[^<>]*)>")
_HIDDEN = re.compile(rb"table:visibility=\"(?:collapse|filter)\"")
_SHOWN = re.compile(rb"\s*<text:p[^<>]*>([^<]{0,40})")
_CELLS = (b"<table:table-cell", b"<table:covered-table-cell")
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
        """Note what the cells of one row, which stands ``repeat`` times, tell."""
        marks, row = self._marks, self._row + 1
        self._row += repeat
        if row <= _MERGED_ROWS and b"-spanned=" in cells:
            self._merged(cells, row)
        if b"table:formula=" in cells:
            self._unanswered(cells, row)
        last = max(cells.rfind(_VALUE), cells.rfind(b"<text:p"))
        if last >= 0:
            marks.filled += cells.count(_VALUE)
            marks.reach(row + repeat - 1, _columns_to(cells, 0, cells.find(b">", last) + 1))
            if hidden:
                marks.hide(row, row + repeat - 1)

    def _merged(self, cells: bytes, row: int) -> None:
        at = before = 0
        for cell in _SPANNING.finditer(cells):
            at, before = at + _columns_to(cells, before, cell.start()), cell.start()
            high, wide = _count(_HIGH, cell[1]), _count(_WIDE, cell[1])
            if high > 1 or wide > 1:
                self._marks.merged.append(((row - 1, at), (row + high - 2, at + wide - 1)))

    def _unanswered(self, cells: bytes, row: int) -> None:
        at = before = 0
        for cell in _FORMULA.finditer(cells):
            at, before = at + _columns_to(cells, before, cell.start()), cell.start()
            is_error = b'value-type="error"' in cell[1]
            if is_error or _VALUE not in cell[1]:
                shown = _SHOWN.match(cells, cell.end()) if is_error else None
                text = shown[1].decode("utf-8", "replace") if shown else ""
                self._marks.unanswered.append((row, at + 1, text))


def _columns_to(cells: bytes, start: int, stop: int) -> int:
    """How many columns the cells take that start between ``start`` and ``stop``."""
    repeats = _COLUMNS.findall(cells, start, stop)
    return sum(cells.count(mark, start, stop) for mark in _CELLS) + sum(map(int, repeats)) - len(repeats)


def _count(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return max(1, int(found[1])) if found else 1
