"""Rows as an extract, for the tests of linking."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

DAY = "2026-01-01"
HEADERS = {
    "id": "单位编号", "name": "单位名称", "uscc": "统一社会信用代码", "address": "地址", "area": "行政区划代码",
    "industry": "国民经济行业代码", "lon": "经度", "lat": "纬度",
}  # fmt: skip
Rows = Sequence[dict[str, str]]


def table(rows: Rows) -> pl.DataFrame:
    """Rows as an extract: only the columns that some row has."""
    used = [key for key in HEADERS if any(key in row for row in rows)] or ["id", "name"]
    return pl.DataFrame({HEADERS[key]: pl.Series([row.get(key) for row in rows], dtype=pl.String) for key in used})
