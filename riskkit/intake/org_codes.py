"""Unified social credit codes (GB 32100-2015), and the older codes that stand in their column."""

from __future__ import annotations

import polars as pl

from riskkit.intake.code_column import CodeColumn


def judge_org_codes(cells: pl.Series) -> CodeColumn:
    """STUB. Codes USCC-01 … USCC-07."""
    raise NotImplementedError
