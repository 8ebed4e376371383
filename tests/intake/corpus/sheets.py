"""Traps of workbooks that are read: names that lie, hidden rows and sheets, formulas, days from 1904, many rows."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from workbook_files import ods, ods_cell

from corpus.shape import HEADER, Trap, file, says, table, text_of, unit

MANY = 100_000


def _book(name: str, edit: Callable[[Any], None], *rows: list[Any]) -> Callable[[Path], Path]:
    """A maker of an xlsx with one sheet 台账, then changed by ``edit``."""

    def make(folder: Path) -> Path:
        book = openpyxl.Workbook()
        book.active.title = "台账"
        for row in [list(HEADER), *rows]:
            book.active.append(row)
        edit(book)
        path = folder / name
        book.save(path)
        return path

    return make


def _nothing(_: Any) -> None:
    return


def _hide_row(book: Any) -> None:
    book.active.row_dimensions[3].hidden = True


def _hidden_sheet(book: Any) -> None:
    sheet = book.create_sheet("旧数据")
    sheet.append(list(HEADER))
    sheet.append(unit(9))
    sheet.sheet_state = "hidden"


def _formula(book: Any) -> None:
    book.active["F3"] = "=SUM(F2:F2)"


def _mac(book: Any) -> None:
    book.epoch = CALENDAR_MAC_1904
    book.active["H3"] = 42000


def _number_code(book: Any) -> None:
    book.active["C3"] = 911101085513850820


def _merged(book: Any) -> None:
    sheet = book.active
    sheet.insert_rows(1)
    for at, name in enumerate(HEADER, start=1):
        sheet.cell(1, at, name)
        sheet.cell(2, at, None)
    sheet["F1"], sheet["F2"], sheet["G2"] = "建筑情况", "建筑面积（㎡）", "地上层数"
    sheet["G1"] = None
    sheet.merge_cells("F1:G1")


def _html(folder: Path) -> Path:
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in (list(HEADER), unit(1), unit(2))
    )
    content = f'<html><head><meta charset="gb2312"></head><body><table border=1>{rows}</table></body></html>'
    return file(content, "extract.xls", "gb18030")(folder)


def _ods(folder: Path) -> Path:
    rows = "".join(
        f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in (list(HEADER), unit(1), unit(2))
    )
    return ods(folder / "extract.et", rows)


def _many_rows(folder: Path) -> Path:
    """100,000 rows, every hundredth of them with a word in place of its area."""
    from xlsxwriter import Workbook

    path = folder / "many.xlsx"
    book = Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("台账")
    sheet.write_row(0, 0, ["单位编号", "建筑面积（㎡）"])
    for at in range(1, MANY + 1):
        sheet.write_string(at, 0, f"A{at}")
        sheet.write(at, 1, "很大" if at % 100 == 0 else at)
    book.close()
    return path


TRAPS: dict[str, Trap] = {
    "xlsx named .xls": Trap(_book("extract.xls", _nothing, unit(1), unit(2)), read=2),
    "HTML saved as .xls": Trap(_html, read=2),
    "ods named .et": Trap(_ods, read=2),
    "text named .xlsx": Trap(file(table(unit(1)), "extract.xlsx"), read=1),
    "1904 dates": Trap(
        _book("extract.xlsx", _mac, unit(1), unit(2)), read=2, logged=says(("DATE-06", 3, "开业日期"))
    ),
    "uncached formulas": Trap(
        _book("extract.xlsx", _formula, unit(1), unit(2)), read=2, said=says(("ROW-09", 3, "建筑面积（㎡）"))
    ),
    "hidden rows": Trap(_book("extract.xlsx", _hide_row, unit(1), unit(2)), read=2, said=says(("ROW-07", 3, ""))),
    "hidden sheets": Trap(_book("extract.xlsx", _hidden_sheet, unit(1)), read=1, said=says(("ROW-08", None, ""))),
    "numeric USCC in a workbook": Trap(
        _book("extract.xlsx", _number_code, unit(1), unit(2)), read=2, said=says(("USCC-04", 3, "统一社会信用代码"))
    ),
    "merged cells in a header": Trap(_book("extract.xlsx", _merged, unit(1), unit(2)), read=2),
    "100,000-row sheet": Trap(
        _many_rows, read=MANY, said=frozenset(("NUM-01", at + 1, "建筑面积（㎡）") for at in range(100, MANY + 1, 100))
    ),
    "a sheet that is not there": Trap(
        _book("extract.xlsx", _nothing, unit(1)), code="FILE-05", options=("--sheet", "没有")
    ),
    "a header row beyond the table": Trap(
        file(text_of(list(HEADER), unit(1))), code="FILE-33", options=("--header-row", "9")
    ),
}  # fmt: skip
