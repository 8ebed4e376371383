"""Where results go when no folder is named: beside where one stands, named after the table."""

from __future__ import annotations

import re
from pathlib import Path

from riskkit.reporting.pages import FORBIDDEN, MAX_NAME_BYTES, RESERVED

_QUERY = re.compile(r"[?#].*$")


def folder_beside(table: Path | str, what: str) -> Path:
    """``<name of the table>-<what>`` in the current directory, in characters that every file system takes.

    >>> folder_beside(Path("extracts/单位 2025.xlsx"), "检查结果").name
    '单位 2025-检查结果'
    >>> folder_beside("postgresql://user@host/units?sslmode=require", "findings").name
    'units-findings'
    """
    name = Path(_QUERY.sub("", table) if isinstance(table, str) else table).stem
    name = FORBIDDEN.sub("_", name).strip(" .") or "table"
    room = MAX_NAME_BYTES - len(what.encode()) - 1
    name = name.encode()[:room].decode(errors="ignore")
    return Path(f"_{name}-{what}" if RESERVED.match(name) else f"{name}-{what}")
