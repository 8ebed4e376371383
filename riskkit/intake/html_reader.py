"""Tables of an HTML page, as many systems write it and call it .xls.

Standard library only: it runs in the child that reads workbooks, under its limits. Every cell is text. A cell over
several rows or columns keeps its place in the grid: its text stands at its upper left and the range is told as merged,
as a workbook does it. A table within a cell is a table of its own.
"""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser
from typing import NamedTuple

from riskkit.intake.workbook_grid import Grid, is_sane
from riskkit.intake.workbook_refusal import Refusal

# the limits of the HTML standard for spans
_WIDEST, _HIGHEST = 1000, 65534
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_BLANK_LINES = re.compile(r" ?\n[ \n]*")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*collapse", re.IGNORECASE)
_MARKED = re.compile(r"<!\[[^>]*>")
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_GB = frozenset({"gb2312", "gbk", "gb18030", "cp936", "x-gbk", "hz-gb-2312"})
_NAMED = {"big5": "big5hkscs", "big5-hkscs": "big5hkscs", "iso-8859-1": "cp1252", "windows-1252": "cp1252"}
_UNSEEN = frozenset({"script", "style", "title", "noscript", "template", "xml"})
_LINE_ENDS = frozenset({"br", "p", "div", "li"})


class Page(NamedTuple):
    """The tables of a page that hold a filled cell, in its order, and how its bytes were read."""

    encoding: str
    tables: list[Grid]


def read_tables(content: bytes, encoding: str | None, most_cells: int) -> Page:
    """The tables of the page ``content``; ``encoding`` overrides what it says of itself.

    The ladder is BOM, the page's own charset, UTF-8, GB18030, each strictly over the whole page. Raises Refusal FILE-03
    (no encoding fits), FILE-08 (more cells than is sane).

    >>> page = read_tables("<table><tr><td rowspan=2>甲<td>1<tr><td>2&nbsp;㎡</table>".encode("gbk"), None, 1000)
    >>> page.encoding, page.tables[0].rows, page.tables[0].merged
    ('gb18030', [['甲', '1'], ['', '2 ㎡']], [((0, 0), (1, 0))])
    """
    name, text = decoded(content, encoding)
    reader = _Tables(most_cells)
    # conditional comments of office programs; the parser stumbles over unknown ones
    reader.feed(_MARKED.sub("", text))
    reader.close()
    while reader.open:
        reader.end_table()
    return Page(name, [table for table in reader.done if table.filled])


def decoded(content: bytes, encoding: str | None) -> tuple[str, str]:
    """The encoding of ``content`` and its text without a byte-order mark."""
    bom, marked = next(((bom, name) for bom, name in _BOMS if content.startswith(bom)), (b"", ""))
    own = _CHARSET.search(content, 0, 8192)
    stated = own[1].decode().lower() if own else ""
    said = "gb18030" if stated in _GB else _NAMED.get(stated, "")
    ladder = [encoding] if encoding else [marked] if marked.startswith("utf-16") else [marked, said, "utf-8", "gb18030"]
    for name in dict.fromkeys(name for name in ladder if name):
        try:
            return name, content[len(bom) :].decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    raise Refusal("FILE-03", "、".join(name for name in ladder if name))


class _Open:
    """A table that is being read."""

    def __init__(self) -> None:
        self.grid = Grid()
        self.row, self.column = -1, 0
        # column → rows that a cell above still reaches down
        self.reaching: dict[int, int] = {}
        self.cell: list[str] | None = None
        self.at = (0, 0)


class _Tables(HTMLParser):
    def __init__(self, most_cells: int) -> None:
        super().__init__(convert_charrefs=True)
        self.most_cells = most_cells
        self.open: list[_Open] = []
        self.done: list[Grid] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            started = _Open()
            self.open.append(started)
            self.done.append(started.grid)
        elif tag in _UNSEEN:
            self.unseen += 1
        elif self.open and tag == "tr":
            self._row(dict(attrs))
        elif self.open and tag in ("td", "th"):
            self._cell(dict(attrs))
        elif tag in _LINE_ENDS:
            self._say("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self.open:
            self.end_table()
        elif tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in ("td", "th", "tr") and self.open:
            self._end_cell(self.open[-1])
        elif tag in _LINE_ENDS:
            self._say("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _UNSEEN:
            self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self._say(_SPACE.sub(" ", data))

    def _say(self, text: str) -> None:
        if self.open and self.open[-1].cell is not None:
            self.open[-1].cell.append(text)

    def _row(self, attributes: dict[str, str | None]) -> None:
        table = self.open[-1]
        self._end_cell(table)
        table.row, table.column = table.row + 1, 0
        table.reaching = {column: left - 1 for column, left in table.reaching.items() if left > 1}
        if "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            table.grid.hidden.append(table.row + 1)

    def _cell(self, attributes: dict[str, str | None]) -> None:
        table = self.open[-1]
        self._end_cell(table)
        table.row = max(table.row, 0)
        while table.column in table.reaching:
            table.column += 1
        rows = _span(attributes.get("rowspan"), _HIGHEST)
        columns = _span(attributes.get("colspan"), _WIDEST)
        table.at, table.cell = (table.row, table.column), []
        table.grid.merge(*table.at, rows, columns)
        if rows > 1:
            # this row counts down when the next one starts
            table.reaching.update(dict.fromkeys(range(table.column, table.column + columns), rows))
        table.column += columns
        if not is_sane(table.row + 1, table.column, self.most_cells, self.most_cells):
            raise Refusal("FILE-08", f"{table.row + 1:,} x {table.column:,}")

    def _end_cell(self, table: _Open) -> None:
        if table.cell is None:
            return
        text = _BLANK_LINES.sub("\n", "".join(table.cell)).strip()
        table.cell = None
        if text:
            table.grid.put(*table.at, text)
        else:
            table.grid.rows.extend([] for _ in range(table.at[0] + 1 - len(table.grid.rows)))

    def end_table(self) -> None:
        """Close the innermost table."""
        self._end_cell(self.open[-1])
        grid = self.open.pop().grid
        while grid.rows and not grid.rows[-1]:
            grid.rows.pop()
        if not is_sane(len(grid.rows), grid.width, grid.filled, self.most_cells):
            raise Refusal("FILE-08", f"{len(grid.rows):,} x {grid.width:,}")


def _span(text: str | None, most: int) -> int:
    found = re.match(r"\s*(\d{1,9})", text or "")
    return max(1, min(int(found[1]), most)) if found else 1
