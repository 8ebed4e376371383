"""What is marked in the annotated copy can be seen: hidden rows, columns and sheets with findings are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from riskkit.terms import Label

SHOWN = 20


def unhide(sheet: Any, marked: Iterable[tuple[int, int]]) -> list[Label]:
    """Show the rows and columns of the cells ``marked`` (row from 1, position from 0), and the sheet; say which."""
    from openpyxl.utils import column_index_from_string, get_column_letter

    cells = set(marked)
    if not cells:
        return []
    rows = [row for row in sorted({row for row, _ in cells}) if row in sheet.row_dimensions]
    rows = [row for row in rows if sheet.row_dimensions[row].hidden]
    for row in rows:
        sheet.row_dimensions[row].hidden = False
    positions = {position + 1 for _, position in cells}
    columns = []
    for letter, column in sheet.column_dimensions.items():
        first = column.min or column_index_from_string(letter)
        last = column.max or first
        if column.hidden and any(first <= position <= last for position in positions):
            column.hidden = False
            columns.append((first, get_column_letter(first) + (f":{get_column_letter(last)}" if last > first else "")))
    said = []
    if rows:
        said.append((f"第 {_listed(rows)} 行", f"rows {_listed(rows)}"))
    if columns:
        names = _listed([name for _, name in sorted(columns)])
        said.append((f"{names} 列", f"columns {names}"))
    if sheet.sheet_state != "visible":
        sheet.sheet_state = "visible"
        said.append(("这张工作表", "the sheet itself"))
    if not said:
        return []
    zh, en = "；".join(part for part, _ in said), "; ".join(part for _, part in said)
    return [Label(f"原来隐藏而有问题的，副本里已取消隐藏：{zh}", f"hidden but with findings, shown in the copy: {en}")]


def _listed(names: list[Any]) -> str:
    said = "、".join(str(name) for name in names[:SHOWN])
    return said if len(names) <= SHOWN else f"{said} … ({len(names)})"
