"""Industry codes (GB/T 4754-2017): a letter and two to four digits."""

from __future__ import annotations

import polars as pl

from riskkit.intake.code_column import CodeColumn


def judge_industry_codes(cells: pl.Series) -> CodeColumn:
    """STUB. Codes IND-01 … IND-04."""
    raise NotImplementedError
