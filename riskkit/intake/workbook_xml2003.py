"""XML spreadsheets of 2003 (.xls that starts with <?xml … Excel.Sheet), read with expat; a DTD is refused.

Standard library only: it runs in the child that reads workbooks, under its limits.
"""

from __future__ import annotations

import datetime
import re
from typing import Any
from xml.parsers import expat

from riskkit.intake.html_reader import decoded
from riskkit.intake.workbook_grid import Grid, is_sane
from riskkit.intake.workbook_refusal import Refusal

_NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet "
_EXCEL = "urn:schemas-microsoft-com:office:excel "
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE)
_IS_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[Ee][+-]?\d+)?", re.ASCII)
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384


def read_xml(content: bytes, most_cells: int) -> list[Grid]:
    """The worksheets of the XML spreadsheet ``content``.

    Raises Refusal FILE-02 (not well-formed), FILE-03 (encoding), FILE-08 (more cells than is sane), FILE-09 (a DTD).
    """
    declared = _ENCODING.search(content, 0, 1024)
    said = declared[1].decode().lower() if declared else ""
    _, text = decoded(content, "gb18030" if said in ("gb2312", "gbk", "gb18030") else None)
    reader = _Spreadsheet(most_cells)
    try:
        reader.parser.Parse(text, True)
    except expat.ExpatError as error:
        raise Refusal("FILE-02", f"XML: {error}") from None
    return reader.sheets


class _Spreadsheet:
    def __init__(self, most_cells: int) -> None:
        self.most_cells = most_cells
        self.sheets: list[Grid] = []
        self.row = self.column = 0
        self.next_row = self.next_column = 0
        self.kind, self.formula = "", False
        self.text: list[str] | None = None
        self.visible: list[str] | None = None
        # namespace and name joined by a space
        self.parser = expat.ParserCreate(None, " ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._say

    def _refuse(self, *_: Any) -> None:
        raise Refusal("FILE-09", "<!DOCTYPE")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _EXCEL + "Visible":
            self.visible = []
        if not name.startswith(_NAMESPACE):
            return
        said = {key.removeprefix(_NAMESPACE): value for key, value in attributes.items()}
        match name.removeprefix(_NAMESPACE):
            case "Worksheet":
                self.sheets.append(Grid(said.get("Name", "")))
                self.next_row = 0
            case "Row":
                self._row(said)
            case "Cell":
                self._cell(said)
            case "Data":
                self.kind, self.text = said.get("Type", "String"), []

    def _row(self, said: dict[str, str]) -> None:
        self.row = _index(said, self.next_row, _MOST_ROWS)
        self.next_row = self.row + 1 + _number(said.get("Span"))
        self.next_column = 0
        if said.get("Hidden") == "1":
            self._sheet().hidden.append(self.row + 1)

    def _cell(self, said: dict[str, str]) -> None:
        self.column = _index(said, self.next_column, _MOST_COLUMNS)
        across, down = _number(said.get("MergeAcross")), _number(said.get("MergeDown"))
        self.next_column = self.column + 1 + across
        self._sheet().merge(self.row, self.column, down + 1, across + 1)
        self.formula, self.kind = "Formula" in said, ""

    def _end(self, name: str) -> None:
        if name == _EXCEL + "Visible" and self.visible is not None:
            self._sheet().is_hidden = "".join(self.visible) in ("SheetHidden", "SheetVeryHidden")
            self.visible = None
        elif name == _NAMESPACE + "Data" and self.text is not None:
            self._put("".join(self.text))
            self.text = None
        elif name == _NAMESPACE + "Cell" and self.formula and not self.kind:
            self._sheet().unanswered.append((self.row + 1, self.column + 1, ""))
        elif name == _NAMESPACE + "Table" and self.sheets:
            sheet = self._sheet()
            if not is_sane(len(sheet.rows), sheet.width, sheet.filled, self.most_cells):
                raise Refusal("FILE-08", f"{sheet.name}: {len(sheet.rows):,} x {sheet.width:,}")

    def _put(self, text: str) -> None:
        if self.kind == "Error":
            self._sheet().unanswered.append((self.row + 1, self.column + 1, text))
            return
        cell = _value(text, self.kind)
        if cell != "":
            sheet = self._sheet()
            extent = max(self.row + 1, len(sheet.rows)), max(self.column + 1, sheet.width)
            if not is_sane(*extent, self.most_cells, self.most_cells):
                raise Refusal("FILE-08", f"{sheet.name}: {extent[0]:,} x {extent[1]:,}")
            sheet.put(self.row, self.column, cell)

    def _say(self, text: str) -> None:
        for listening in (self.text, self.visible):
            if listening is not None:
                listening.append(text)

    def _sheet(self) -> Grid:
        if not self.sheets:
            raise Refusal("FILE-02", "XML: a row outside of a worksheet")
        return self.sheets[-1]


def _index(said: dict[str, str], follows: int, most: int) -> int:
    """The position that Index states, else the one after the last; never before it."""
    stated = _number(said.get("Index")) - 1
    at = max(stated, follows)
    if at >= most:
        raise Refusal("FILE-08", f"Index {at + 1:,}")
    return at


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def _value(text: str, kind: str) -> Any:
    """The cell as a parsed workbook gives it: number, boolean, day or text."""
    match kind:
        case "Number":
            return float(text) if _IS_NUMBER.fullmatch(text.strip()) else text
        case "Boolean":
            return text.strip() == "1"
        case "DateTime":
            try:
                moment = datetime.datetime.fromisoformat(text.strip())
            except ValueError:
                return text
            return moment.replace(tzinfo=None)
    return text
