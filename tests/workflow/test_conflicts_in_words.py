"""Doubled rows that differ: a side that is empty contradicts nothing, and is said to be empty."""

from __future__ import annotations

import polars as pl

import riskkit as rk


def test_an_empty_side_is_no_other_value() -> None:
    table = pl.DataFrame(
        {
            "单位编号": ["A1", "A1"],
            "单位名称": ["甲", "乙"],
            "建筑面积（㎡）": ["100", ""],
            "开业日期": ["", "2024-03-05"],
        }
    )
    found = rk.validate(table, "unit/city_score_100", "2026-01-01").conflict_rows
    said = dict(found.select("column", "same_or_not").iter_rows())
    assert said == {"单位名称": "冲突：取值不同", "建筑面积（㎡）": "一方为空", "开业日期": "一方为空"}
