"""One pass over a worksheet's XML while it is inflated: its used range, hidden rows, formulas without a result.

It runs at the pace of the inflating, since a row costs a few searches and only odd rows are looked at closely. A sheet
whose cells do not stand in order, as no program writes it, may be wider than found here; the reader compares again.
"""

from __future__ import annotations

import re

from riskkit.intake.workbook_seen import SheetMarks, column_number

_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet[\s>]")
# tags are searched for a bounded length: a file made to be slow would repeat half a tag without end
_ROW = re.compile(rb"[^<>]{0,300}?\sr=\"(\d{1,7})\"")
_HIDDEN = re.compile(rb"[^<>]{0,300}?\shidden=\"(?:1|true)\"")
_REF = re.compile(rb"<c\s[^<>]{0,300}?\br=\"([A-Z]{1,3})(\d{1,7})\"")
# a cell with a formula and no value: t="str" with an empty value is an empty text, which is a result
_UNANSWERED = re.compile(
    rb"<c\s([^<>]{0,300})>\s*<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>\s*|<v>\s*</v>\s*)?</c>", re.ASCII
)
_ERROR = re.compile(
    rb"<c\s([^<>]{0,300}\bt=\"e\"[^<>]{0,300})>(?:<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>))?\s*<v>([^<]{0,40})</v>"
)
_AT = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
# without a row or cell in this many bytes the text is no sheet of ours; it is passed over
_UNCUT = 1 << 20


def is_sheet(start: bytes) -> bool:
    """Whether an XML part that begins so is a worksheet, under whatever name it is stored.

    >>> is_sheet(b'<?xml version="1.0"?><x:worksheet xmlns:x="..">'), is_sheet(b"<styleSheet>")
    (True, False)
    """
    return bool(_ROOT.search(start))


class SheetXml:
    """The marks of one sheet, block by block; :meth:`finish` gives them."""

    def __init__(self, start: bytes) -> None:
        root = _ROOT.search(start)
        self._prefix = root[1] + b":" if root and root[1] else b""
        self._rest = b""
        self._row = 0
        self._last = b""
        self.marks = SheetMarks()

    def feed(self, block: bytes) -> None:
        """Take the next bytes."""
        text = self._rest + block
        if self._prefix:
            text = text.replace(b"<" + self._prefix, b"<").replace(b"</" + self._prefix, b"</")
        cut = max(text.rfind(b"<row"), text.rfind(b"<c "))
        if cut <= 0:
            cut = 0 if len(text) < _UNCUT else len(text) - 64
        self._rest = text[cut:]
        self._scan(text[:cut])

    def finish(self) -> SheetMarks:
        """The marks, the last bytes included."""
        self._scan(self._rest)
        self._rest = b""
        return self.marks

    def _scan(self, text: bytes) -> None:
        marks = self.marks
        marks.filled += text.count(b"</c>")
        # one byte is sought many times faster than several, and most sheets do not hold it
        has_hidden = b"h" in text and b'hidden="' in text
        before, *rows = text.split(b"<row")
        self._reach(before)
        for part in rows:
            if part.startswith(b' r="%d"' % (self._row + 1)):
                self._row += 1
            else:
                found = _ROW.match(part)
                self._row = int(found[1]) if found else self._row + 1
            if has_hidden and _HIDDEN.match(part):
                marks.hide(self._row, self._row)
            self._reach(part)
        if b"f" in text and b"<f" in text:
            self._unanswered(text)
        if b"#" in text and b't="e"' in text:
            self._errors(text)

    def _reach(self, part: bytes) -> None:
        """Widen the used range to the last cell of a row (or of its piece) that is not empty."""
        end = part.rfind(b"</c>")
        if end < 0:
            return
        at = part.rfind(b"<c ", 0, end)
        if part.startswith(b'<c r="%s%d"' % (self._last, self._row), at):
            # the last column of the rows above, as in most tables
            self.marks.rows = max(self.marks.rows, self._row)
        elif found := _REF.match(part, at) if at >= 0 else None:
            self.marks.reach(max(self._row, int(found[2])), column_number(found[1]))
            self._last = found[1]
        else:
            self.marks.reach(max(self._row, 1), part.count(b"</c>"))

    def _unanswered(self, text: bytes) -> None:
        for cell in _UNANSWERED.finditer(text):
            at = _AT.search(cell[1])
            is_empty_text = b't="str"' in cell[1] and b"<v" in cell[0]
            if at and not is_empty_text:
                self.marks.unanswered.append((int(at[2]), column_number(at[1]), ""))

    def _errors(self, text: bytes) -> None:
        for cell in _ERROR.finditer(text):
            at = _AT.search(cell[1])
            if at:
                self.marks.unanswered.append((int(at[2]), column_number(at[1]), cell[2].decode("utf-8", "replace")))
