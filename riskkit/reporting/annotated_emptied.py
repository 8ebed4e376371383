"""Columns of personal data in the annotated copy: their headers stay, what stands below is left out."""

from __future__ import annotations

from typing import Any

from riskkit.intake.personal import hidden, hidden_in_cell
from riskkit.terms import Label
from riskkit.validation.copied_rows import CopiedRows


def without_personal(copied: CopiedRows) -> list[Label]:
    """Which columns are empty in the copy; nothing where there is none.

    >>> without_personal(CopiedRows(header=("名称", "电话"), personal=frozenset({1})))[0].zh
    '疑似个人信息的列在副本里留空：电话'
    """
    if not copied.personal:
        return []
    names = [
        copied.header[at] or Label(f"第 {at + 1} 列", "").zh
        for at in sorted(copied.personal)
        if at < len(copied.header)
    ]
    said = "、".join(hidden_in_cell(" ".join(name.split())) for name in names)
    return [
        Label(
            f"疑似个人信息的列在副本里留空：{said}",
            f"columns that look like personal data are empty in the copy: {said}",
        )
    ]


def empty_personal(book: Any, sheet: Any, copied: CopiedRows) -> None:
    """Empty the columns of personal data of ``sheet`` below its header; hide such numbers elsewhere.

    Elsewhere is above the header, right of it, in texts below it, and on the other sheets, which nobody asked to be
    checked.
    """
    for row in sheet.iter_rows():
        for cell in row:
            below, at = cell.row > copied.header_row, cell.column - 1
            if below and at in copied.personal:
                _empty(cell)
            elif cell.row < copied.header_row or (below and (at >= len(copied.header) or _is_text(cell))):
                _hide(cell)
    for other in book.worksheets:
        other._pivots = []  # a pivot table carries the rows that it was made from
        if other is not sheet:
            for row in other.iter_rows():
                for cell in row:
                    _hide(cell)
    if copied.personal:
        sheet.auto_filter.filterColumn = [
            one for one in sheet.auto_filter.filterColumn if one.colId not in copied.personal
        ]


def _is_text(cell: Any) -> bool:
    """Whether a cell is more than a code of digits: a number in words is hidden, an id stays."""
    return isinstance(cell.value, str) and not cell.value.strip().isdigit()


def _empty(cell: Any) -> None:
    from openpyxl.cell.cell import MergedCell

    if isinstance(cell, MergedCell):
        return
    cell.value = None
    cell.comment = None
    if cell.hyperlink is not None:
        cell.hyperlink = None


def _hide(cell: Any) -> None:
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if value is None or isinstance(value, bool) or not isinstance(value, str | int):
        return
    text = str(value)
    said = hidden(text)
    if said != text:
        cell.value = said
        if cell.hyperlink is not None:
            cell.hyperlink = None
