"""One pass over the records of an xls (BIFF5, BIFF8) workbook: password, macros, epoch, used ranges, hidden rows.

[MS-XLS] 2.3–2.5. calamine does not tell hidden rows; here they are read from the ROW records. An xls stores a result
for every formula and not whether it was ever computed, so only results that are errors are told.
"""

from __future__ import annotations

import struct
from pathlib import Path

from riskkit.errors import RiskkitError
from riskkit.intake.workbook_ole import CompoundFile
from riskkit.intake.workbook_seen import BookSeen, SheetMarks

_BEGIN, _END, _PASSWORD, _EPOCH, _SHEET, _ROW = 0x0809, 0x000A, 0x002F, 0x0022, 0x0085, 0x0208
_FORMULA, _BOOLEAN_OR_ERROR, _MANY_NUMBERS = 0x0006, 0x0205, 0x00BD
_ANSWERS = (_FORMULA, _BOOLEAN_OR_ERROR)
_PLAIN_CELLS = frozenset({0x027E, 0x007E, 0x0203, 0x00FD, 0x0204, 0x00D6})
# id and length of a record; row and column, where it is a cell's
_START = struct.Struct("<4H").unpack_from
_WORKSHEET, _MACRO_SHEET, _VBA = 0, 1, 6
_HIDDEN = 0x20
# four sheets filled to the last cell; a file made to be slow has more
_MOST_RECORDS = 1 << 26
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_OTHERS = {"worddocument": "Word", "powerpoint document": "PowerPoint"}


def look_at_xls(content: bytes, path: Path) -> BookSeen:
    """What the compound file ``content`` tells; see :func:`riskkit.intake.workbook_guard.look_at_workbook`."""
    where = str(path)
    try:
        file = CompoundFile(content)
        names = file.entries
        if "encryptedpackage" in names:
            raise RiskkitError("FILE-11", where=where, found="EncryptedPackage")
        if any(name in names for name in ("_vba_project_cur", "_vba_project", "vba")):
            raise RiskkitError("FILE-10", where=where, found="_VBA_PROJECT")
        book = next((name for name in ("workbook", "book") if name in names), "")
        if not book:
            other = next((label for name, label in _OTHERS.items() if name in names), "OLE")
            raise RiskkitError("FILE-06" if other != "OLE" else "FILE-02", where=where, found=other)
        return _Records(file.stream(book), where).read()
    except (ValueError, IndexError, LookupError) as error:
        raise RiskkitError("FILE-02", where=where, found=str(error)) from None


class _Records:
    """The records of one workbook stream."""

    def __init__(self, stream: bytes, where: str) -> None:
        self.stream, self.where = stream, where
        self.seen = BookSeen("xls")
        # where a sheet begins → its marks
        self.begins: dict[int, SheetMarks] = {}
        self.marks: SheetMarks | None = None
        self.depth = 0

    def read(self) -> BookSeen:
        """All records in turn; those of plain cells, which are nearly all, only widen the used range."""
        stream, at, end = self.stream + bytes(8), 0, len(self.stream) - 3
        filled = last_row = last_column = count = 0
        while at < end:
            kind, size, row, column = _START(stream, at)
            if kind in _PLAIN_CELLS:
                filled += 1
                last_row = row if row > last_row else last_row
                last_column = column if column > last_column else last_column
            elif not kind and not size:
                break
            else:
                if kind in (_BEGIN, _END):
                    self._widen(filled, last_row, last_column)
                    filled = last_row = last_column = 0
                self._other(kind, at, size)
            at += 4 + size
            count += 1
            if count > _MOST_RECORDS:
                raise RiskkitError("FILE-08", where=self.where, found=f"> {count - 1:,} records")
        self._widen(filled, last_row, last_column)
        return self.seen

    def _widen(self, filled: int, last_row: int, last_column: int) -> None:
        if self.marks is not None and self.depth == 1 and filled:
            self.marks.filled += filled
            self.marks.reach(last_row + 1, last_column + 1)

    def _other(self, kind: int, at: int, size: int) -> None:
        stream, start = self.stream, at + 4
        if kind == _BEGIN:
            self.depth += 1
            if self.depth == 1:
                self.marks = self.begins.get(at)
        elif kind == _END:
            self.depth -= 1
        elif kind == _PASSWORD:
            raise RiskkitError("FILE-11", where=self.where, found="FILEPASS")
        elif kind == _EPOCH and size >= 2:
            self.seen.epoch_1904 = stream[start] == 1
        elif kind == _SHEET and size >= 8:
            self._sheet(stream[start : start + size])
        elif self.marks is not None and self.depth == 1:
            if kind == _ROW and size >= 14 and stream[start + 12] & _HIDDEN:
                self.marks.hide(_number(stream, start) + 1, _number(stream, start) + 1)
            elif kind == _MANY_NUMBERS and size >= 6:
                first, last = _number(stream, start + 2), _number(stream, start + size - 2)
                self.marks.filled += last - first + 1
                self.marks.reach(_number(stream, start) + 1, last + 1)
            elif kind in _ANSWERS and size >= 6:
                self._answer(self.marks, kind, start, size)

    def _answer(self, marks: SheetMarks, kind: int, start: int, size: int) -> None:
        """A formula, or a cell that holds a boolean or an error."""
        stream = self.stream
        row, column, error = _number(stream, start) + 1, _number(stream, start + 2) + 1, -1
        marks.filled += 1
        marks.reach(row, column)
        if kind == _FORMULA and size >= 14:
            if stream[start + 6] == 2 and stream[start + 12 : start + 14] == b"\xff\xff":
                error = stream[start + 8]
        elif kind == _BOOLEAN_OR_ERROR and size >= 8 and stream[start + 7] == 1:
            error = stream[start + 6]
        if error >= 0:
            marks.unanswered.append((row, column, _ERRORS.get(error, "#")))

    def _sheet(self, record: bytes) -> None:
        kind = record[5]
        if kind in (_MACRO_SHEET, _VBA):
            raise RiskkitError("FILE-10", where=self.where, found="macro sheet" if kind == _MACRO_SHEET else "VBA")
        if kind == _WORKSHEET:
            marks = self.begins[int.from_bytes(record[:4], "little")] = SheetMarks()
            self.seen.sheets[_name(record[6:])] = marks


def _number(stream: bytes, at: int) -> int:
    return stream[at] | stream[at + 1] << 8


def _name(record: bytes) -> str:
    """A sheet's name: in BIFF8 a flag says whether letters are two bytes wide; in BIFF5 they are of the system."""
    length, flag, letters = record[0], record[1], record[2:]
    if flag == 1 and len(letters) >= 2 * length:
        return letters[: 2 * length].decode("utf-16-le", "replace")
    if flag == 0 and len(letters) >= length:
        return letters[:length].decode("latin-1")
    return record[1 : 1 + length].decode("gb18030", "replace")
