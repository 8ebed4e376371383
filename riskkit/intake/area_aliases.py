"""The user's names of functional zones (经开区, 高新区 …) and the area codes that they stand for."""

from __future__ import annotations

import re
from pathlib import Path

from riskkit.errors import RiskkitError
from riskkit.intake.area_names import plain_name
from riskkit.intake.known_areas import prefixes
from riskkit.intake.plain_rows import read_rows

_NAMES = ("名称", "功能区", "功能区名称", "区划名称", "name")
_CODES = ("代码", "区划代码", "行政区划代码", "code")
_CODE = re.compile(r"[1-9]\d{5}(\d{3}|\d{6})?")
_SHAPE = "名称,代码"


def read_area_aliases(path: str | Path) -> dict[str, str]:
    """A table (csv or workbook) of two columns, 名称 and 代码 → name as written → code of 6, 9 or 12 digits.

    Raises RiskkitError AREA-08 with the row when a column is missing, a code is none or its province unknown, or one
    name stands for two codes; FILE-01 … FILE-06 when the file cannot be read.

    >>> import tempfile
    >>> place = Path(tempfile.mkdtemp()) / "别名.csv"
    >>> _ = place.write_text("名称,代码\\n智造新城,330803\\n", encoding="utf-8")
    >>> read_area_aliases(place)
    {'智造新城': '330803'}
    """
    rows = [[(cell or "").strip() for cell in row] for row in read_rows(path)]
    header = [cell.lower() for cell in rows[0]] if rows else []
    name_at = next((at for at, cell in enumerate(header) if cell in _NAMES), None)
    code_at = next((at for at, cell in enumerate(header) if cell in _CODES), None)
    if name_at is None or code_at is None:
        raise RiskkitError("AREA-08", where=f"{path}#1", found=", ".join(header), allowed=_SHAPE)
    found: dict[str, tuple[str, str]] = {}
    for number, row in enumerate(rows[1:], start=2):
        if not any(row):
            continue
        name, code = (row[at] if at < len(row) else "" for at in (name_at, code_at))
        if not name or not _CODE.fullmatch(code) or code[:2] not in prefixes():
            raise RiskkitError("AREA-08", where=f"{path}#{number}", found=f"{name},{code}", allowed=_SHAPE)
        before = found.setdefault(plain_name(name), (name, code))
        if before[1] != code:
            raise RiskkitError("AREA-08", where=f"{path}#{number}", found=f"{name},{code}", allowed=",".join(before))
    return dict(found.values())
