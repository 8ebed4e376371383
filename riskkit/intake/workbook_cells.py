"""Cells of a workbook: how one is written as text, and how a block of rows is packed to cross to another process.

Standard library only: it runs in the child. A packed block is the length of a JSON line (4 bytes, little-endian), that
line, and the buffers of its columns one after the other. A column is of a kind:

- ``n`` all empty, no buffer; ``f`` numbers, as doubles; ``F`` the same and a byte a row, 0 where the cell is empty;
- ``s`` text, UTF-8, NUL between the cells; ``t`` text where a cell holds NUL itself: lengths as int64, then the bytes.
"""

from __future__ import annotations

import datetime
import json
from array import array
from collections.abc import Sequence
from typing import Any

Column = tuple[str, list[bytes]]


def cell_text(cell: object) -> str | None:
    """A workbook cell as text: dates in ISO form, whole numbers without ".0", long numbers with their exponent.

    A number of more than 15 digits has lost its last ones: the exponent marks it as damaged where a code is expected.

    >>> cell_text(12.0), cell_text(0.5), cell_text(915101234567890123.0), cell_text(""), cell_text(True)
    ('12', '0.5', '9.15101234567890E+17', None, 'true')
    """
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        if abs(cell) >= 1e15:
            return f"{cell:.14E}"
        return str(int(cell)) if float(cell).is_integer() else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(" ")
    return str(cell)


def row_text(cells: Sequence[object]) -> list[str]:
    """A row as text, empty cells as empty text, nothing behind the last filled one."""
    texts = [cell_text(cell) or "" for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def packed(rows: Sequence[Sequence[Any]], width: int) -> list[bytes]:
    """``rows`` (equally long) as the pieces of a block of ``width`` columns.

    Rows with a filled cell beyond ``width`` are given as text as well, by their position: they are ragged.
    """
    columns = list(zip(*rows, strict=True))
    beyond = [cells for cells in columns[width:] if not _is_empty(cells)]
    ragged = {at for cells in beyond for at, cell in enumerate(cells) if cell != ""}
    kinds, buffers, sizes = [], [], []
    for cells in columns[:width]:
        kind, parts = _column(cells)
        kinds.append(kind)
        sizes.append([len(part) for part in parts])
        buffers += parts
    missing = width - len(kinds)
    line = json.dumps(
        {
            "rows": len(rows),
            "kinds": "".join(kinds) + "n" * missing,
            "sizes": sizes + [[] for _ in range(missing)],
            "ragged": {at: "\t".join(cell_text(cell) or "" for cell in rows[at]) for at in sorted(ragged)},
        }
    ).encode()
    return [len(line).to_bytes(4, "little"), line, *buffers]


def _is_empty(cells: Sequence[Any]) -> bool:
    return cells.count("") == len(cells)


def _column(cells: Sequence[Any]) -> Column:
    kinds = set(map(type, cells))
    if kinds <= {str}:
        return _text(cells) if any(cells) else ("n", [])
    if kinds <= {float, int}:
        return "f", [array("d", cells).tobytes()]
    if kinds <= {float, int, str} and cells.count("") == list(map(type, cells)).count(str):
        filled = bytes([cell != "" for cell in cells])
        return "F", [array("d", [cell if cell != "" else 0.0 for cell in cells]).tobytes(), filled]
    if kinds <= {datetime.date, str}:
        return _text(list(map(str, cells)))
    return _text([cell_text(cell) or "" for cell in cells])


def _text(cells: Sequence[str]) -> Column:
    joined = "\0".join(cells)
    if joined.count("\0") == len(cells) - 1:
        return "s", [joined.encode()]
    encoded = [cell.encode() for cell in cells]
    return "t", [array("q", map(len, encoded)).tobytes(), b"".join(encoded)]
