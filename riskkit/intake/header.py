"""The header of a file: which of its first rows it is, what it says, and what stands above it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from riskkit.errors import Finding, RiskkitError
from riskkit.intake.header_join import Merged, joined
from riskkit.intake.header_key import HeaderKey, header_key
from riskkit.intake.header_rows import header_block, known_count
from riskkit.intake.measures import is_measure
from riskkit.intake.personal import hidden
from riskkit.intake.raw import Decision, HeaderSeen
from riskkit.terms import Label, both_langs

__all__ = ["SEARCH_ROWS", "HeaderKey", "HeaderRows", "find_header", "header_key", "rows_wanted"]

SEARCH_ROWS = 20
# the header's row as the file counts (from 1), or its first and last row; None: to be found
HeaderRows = int | tuple[int, int] | None
_WHAT = Label("表头所在行", "rows of the header")
_TOLD = Label("按 --header-row 的指定", "told by --header-row")
_NO_NAME = Label("没有认出字段名，取填得最满的一行", "no field name was recognised; the fullest row is taken")
_UOM_WHAT = Label("整表计量单位", "measure stated for the whole table")
_UOM_WHY = Label("只提示，未套用到各列：各列按自己表头里的单位换算", "said, not applied: a column's own header decides")
_TABLE_UOM = re.compile(r"^[(（\[]?(?:金额|面积|数据|计量|计算)?单位[:：](.+?)[)）\]]?$")


def rows_wanted(header_row: HeaderRows) -> int:
    """How many of the first rows :func:`find_header` is to be given.

    >>> rows_wanted(None), rows_wanted((29, 30))
    (20, 50)
    """
    last = header_row[1] if isinstance(header_row, tuple) else header_row or 0
    return SEARCH_ROWS + last if last else SEARCH_ROWS


def find_header(
    rows: Sequence[Sequence[str]],
    known: Collection[str],
    header_row: HeaderRows,
    where: str,
    *,
    merged: Sequence[Merged] = (),
    file: str = "",
    sheet: str = "",
) -> HeaderSeen:
    """The header among the file's first ``rows`` (all of them from the first on, at least :func:`rows_wanted`).

    ``known`` holds the names a header may use (as :func:`header_key` writes them), ``header_row`` (from 1) overrides
    what is found, ``merged`` are the sheet's merged ranges as calamine gives them. Filled rows above are ROW-01 notes,
    a measure stated for the whole table is ROW-10. Raises RiskkitError FILE-04 when there is no header, FILE-33 when it
    is not where it was told to be.

    >>> seen = find_header([["某区单位台账", ""], ["编号", "名称"], ["1", "甲"]], {"编号"}, None, "a.csv")
    >>> seen.cells, seen.first, seen.last, seen.notes[0].code, seen.decisions[0].chosen
    (['编号', '名称'], 1, 1, 'ROW-01', '2')
    """
    rows = rows[: rows_wanted(header_row)]
    width = max((len(row) for row in rows), default=0)
    grid = [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]
    block = _told(grid, header_row, where) if header_row is not None else header_block(grid, known, merged)
    if block is None:
        raise RiskkitError("FILE-04", where=where)
    first, last = block
    lines = grid[first : last + 1]
    cells, paths = joined(lines, known, [_shifted(corner, first) for corner in merged])
    while cells and not cells[-1]:
        cells.pop()
    notes = _titles(grid[:first], file, sheet)
    counted = known_count([path for names in paths for path in names], known)
    decisions = [_decision(first, last, counted, header_row is not None), *_table_measures(notes)]
    top = tuple(tuple(row) for row in grid[: last + 1])
    return HeaderSeen(cells, first, last, paths[: len(cells)], top, tuple(notes), tuple(decisions))


def _told(grid: Sequence[Sequence[str]], header_row: int | tuple[int, int], where: str) -> tuple[int, int]:
    """The rows asked for; raises RiskkitError FILE-33 when they are not there or empty."""
    first, last = header_row if isinstance(header_row, tuple) else (header_row, header_row)
    if not 1 <= first <= last <= len(grid) or not any(any(row) for row in grid[first - 1 : last]):
        said = str(first) if first == last else f"{first}-{last}"
        zh, en = (f"表格共 {len(grid)} 行", f"the table has {len(grid)} rows") if last > len(grid) else ("", "")
        if first <= last <= len(grid):
            zh, en = "没有内容", "nothing in it"
        told = both_langs(f"--header-row {said}：{zh}".rstrip("："), f"--header-row {said}: {en}".rstrip(": "))
        raise RiskkitError("FILE-33", where=where, found=told)
    return first - 1, last - 1


def _shifted(corners: Merged, rows: int) -> Merged:
    (top, left), (bottom, right) = corners
    return (top - rows, left), (bottom - rows, right)


def _titles(rows: Sequence[Sequence[str]], file: str, sheet: str) -> list[Finding]:
    """One note for each filled row above the header: ROW-10 where it states a measure, else ROW-01."""
    notes = []
    for number, row in enumerate(rows, start=1):
        text = " ".join(cell for cell in row if cell)
        if text:
            measure = next((found for cell in row if (found := table_measure(cell))), "")
            code = "ROW-10" if measure else "ROW-01"
            notes.append(Finding(code, row=number, value=hidden(text), allowed=measure, file=file, sheet=sheet))
    return notes


def table_measure(cell: str) -> str:
    """The measures that a cell above the header states for the whole table; empty for any other cell.

    >>> table_measure("（单位：万元、㎡）"), table_measure("填报单位：某街道"), table_measure("单位：某公司")
    ('万元、㎡', '', '')
    """
    found = _TABLE_UOM.match(re.sub(r"\s+", "", cell))
    words = re.split(r"[、，,/;；和及]", found[1]) if found else []
    return found[1] if found and all(is_measure(unicodedata.normalize("NFKC", word)) for word in words) else ""


def _decision(first: int, last: int, counted: int, told: bool) -> Decision:
    chosen = str(first + 1) if first == last else f"{first + 1}-{last + 1}"
    why = _TOLD if told else _NO_NAME
    if counted and not told:
        why = Label(f"认出 {counted} 个字段名", f"{counted} field names recognised")
    if first != last:
        why = Label(f"{why.zh}；多行表头已合并", f"{why.en}; rows of a merged header joined")
    return Decision(_WHAT, chosen, why, f"--header-row {chosen}")


def _table_measures(notes: Sequence[Finding]) -> list[Decision]:
    return [Decision(_UOM_WHAT, note.allowed, _UOM_WHY, "--map FILE") for note in notes if note.code == "ROW-10"]
