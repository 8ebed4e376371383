"""Rows that are no subject: totals, repeated headers, notes below the table, empty and ragged rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.intake.raw import RawChunk, column_name

_TOTAL = (
    r"^[（(]?(?:本页|本表|全[市县区]|累|合|小|总|共)?[\s\u3000]*(?:合|小|总|共|累)?[\s\u3000]*计(?:[\s：:（(\d].*)?$"
)
_NOTE = (
    r"^[\s\u3000]*[（(]?(?:备?注|说明|填表说明|填表人|填报人|制表人?|审核人?|校核人?|复核人?|填报单位|制表单位|"
    r"填报日期|填表日期|制表日期|打印日期|打印时间|导出时间|单位负责人|负责人|联系人|联系电话|数据来源|资料来源)"
    r"[\s\u3000]*\d*[）)]?[\s\u3000]*[：:]"
)
SUSPECT = rf"{_TOTAL}|{_NOTE}|^\s*$"
_IS_TOTAL, _IS_NOTE = re.compile(_TOTAL), re.compile(_NOTE)


def row_codes(chunk: RawChunk, header: Sequence[str], id_name: str) -> dict[int, str]:
    """Position → ROW-02 … ROW-06 for the rows of ``chunk`` that are no subject.

    Only rows whose id cell is empty or repeats the header, or whose id or first cell reads like a total or a note,
    are looked at closely, so a table without such rows costs one pass over two columns.
    ROW-06 is left to rows that are nothing else.
    """
    codes: dict[int, str] = {}
    suspects = _suspects(chunk, header, id_name)
    if len(suspects):
        cells = chunk.frame[suspects].cast(pl.String).rows()
        for at, row in zip(suspects.tolist(), cells, strict=True):
            code = _row_code(row, header)
            if code:
                codes[at] = code
    for at in chunk.ragged:
        codes.setdefault(at, "ROW-06")
    return codes


def _suspects(chunk: RawChunk, header: Sequence[str], id_name: str) -> NDArray[np.int64]:
    odd = chunk.frame.get_column(id_name).is_null()
    for name in dict.fromkeys((id_name, column_name(0))):
        cells = chunk.frame.get_column(name)
        if cells.dtype != pl.String:
            continue
        odd |= cells.str.contains(SUSPECT).fill_null(False)
        if name == id_name:
            odd |= (cells.str.strip_chars() == header[int(id_name[1:])]).fill_null(False)
    flags = odd.to_numpy().copy()
    flags[list(chunk.ragged)] = True
    return np.flatnonzero(flags).astype(np.int64)


def _row_code(row: Sequence[str | None], header: Sequence[str]) -> str:
    cells = [(cell or "").strip() for cell in row]
    filled = [cell for cell in cells if cell]
    if not filled:
        return "ROW-05"
    first = unicodedata.normalize("NFKC", filled[0])
    if cells == list(header):
        return "ROW-03"
    if _IS_TOTAL.match(first):
        return "ROW-02"
    if _IS_NOTE.match(first):
        return "ROW-04"
    return ""
