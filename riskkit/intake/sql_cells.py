"""Rows of a database → typed columns: numbers, booleans and dates stay what they are, everything else is text."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from riskkit.intake.raw import column_name

_INT64 = 1 << 63


def typed_columns(rows: Sequence[Sequence[Any]], width: int) -> pl.DataFrame:
    """``rows`` as a raw frame; NULL and empty text are null, a moment becomes its day.

    A decimal number becomes text, since it may be a code of more digits than a float holds.

    >>> typed_columns([(1, "甲", Decimal("110101199001011234")), (None, "", None)], 3).rows()
    [(1, '甲', '110101199001011234'), (None, None, None)]
    """
    columns = list(zip(*rows, strict=True)) if rows else [()] * width
    return pl.DataFrame([_column(column_name(at), cells) for at, cells in enumerate(columns)])


def _column(name: str, cells: Sequence[Any]) -> pl.Series:
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds == {bool}:
        return pl.Series(name, cells, dtype=pl.Boolean)
    if kinds == {int} and all(cell is None or -_INT64 <= cell < _INT64 for cell in cells):
        return pl.Series(name, cells, dtype=pl.Int64)
    if kinds == {float} and all(cell is None or math.isfinite(cell) for cell in cells):
        return pl.Series(name, cells, dtype=pl.Float64)
    if kinds and kinds <= {datetime.date, datetime.datetime}:
        days = [cell.date() if isinstance(cell, datetime.datetime) else cell for cell in cells]
        return pl.Series(name, days, dtype=pl.Date)
    return pl.Series(name, [cell_text(cell) for cell in cells], dtype=pl.String)


def cell_text(cell: object) -> str | None:
    """A cell as text; numbers as written, without an exponent or ".0".

    >>> cell_text(Decimal("12.50")), cell_text(Decimal("7.00")), cell_text(2.0), cell_text(b"abc"), cell_text(b"\\xff")
    ('12.50', '7', '2', 'abc', '0xff')
    """
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        if not cell.is_finite():
            return str(cell)
        return format(cell.to_integral_value() if cell == cell.to_integral_value() else cell, "f")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    if isinstance(cell, bytes | bytearray | memoryview):
        return _bytes_text(bytes(cell))
    return str(cell)


def _bytes_text(cell: bytes) -> str | None:
    try:
        return cell.decode() or None
    except UnicodeDecodeError:
        return f"0x{cell.hex()}"
