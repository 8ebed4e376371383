"""Administrative area codes (GB/T 2260): form, parent, valid as of a year, names and functional zones."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from riskkit.intake.code_column import CodeColumn


def judge_area_codes(cells: pl.Series, year: int | None = None, aliases: Mapping[str, str] | None = None) -> CodeColumn:
    """STUB. Codes AREA-01 … AREA-06; ``year`` is that of as_of (None: not judged); ``aliases`` name → code."""
    raise NotImplementedError


def read_area_aliases(path: Path) -> dict[str, str]:
    """STUB. The user's CSV 名称, 代码 → name → code; RiskkitError when it is not such a file."""
    raise NotImplementedError
