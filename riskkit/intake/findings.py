"""Findings and set-aside rows as tables; severity, problem and mend are added when they are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.codes import CODES
from riskkit.errors import Finding
from riskkit.intake.clean_ids import as_written
from riskkit.terms import Severity

FINDING_DTYPES: dict[str, pl.DataType] = {
    "row": pl.Int64(),
    "column": pl.String(),
    "value": pl.String(),
    "code": pl.String(),
    "allowed": pl.String(),
    "subject_id": pl.String(),
    "sheet": pl.String(),
    "file": pl.String(),
}
SET_ASIDE_DTYPES: dict[str, pl.DataType] = {
    "row": pl.Int64(),
    "subject_id": pl.String(),
    "code": pl.String(),
    "cells": pl.String(),
    "sheet": pl.String(),
    "file": pl.String(),
}


def findings_frame(findings: Iterable[Finding]) -> pl.DataFrame:
    """A table of ``findings``, in their order.

    >>> findings_frame([Finding("ROW-01", row=1, value="台账")]).select("row", "code").rows()
    [(1, 'ROW-01')]
    """
    order = ("code", "row", "column", "value", "allowed", "sheet", "subject_id", "file")
    rows = [dict(zip(order, astuple(finding), strict=True)) for finding in findings]
    return pl.DataFrame(rows, schema=FINDING_DTYPES)


def cell_findings(
    at: NDArray[np.int64], codes: str | pl.Series, column: str, values: pl.Series, allowed: str | Sequence[str]
) -> pl.DataFrame:
    """Findings about cells of one column; ``at`` is the position in the chunk and stands in column ``row`` for now."""
    code = pl.lit(codes)
    said = pl.lit(allowed) if isinstance(allowed, str) else pl.lit(pl.Series(allowed, dtype=pl.String))
    return pl.DataFrame({"row": at, "value": as_written(values)}).select(
        pl.col("row").cast(pl.Int64),
        pl.lit(column).alias("column"),
        "value",
        code.alias("code"),
        said.alias("allowed"),
    )


def is_said(codes: pl.Series) -> pl.Series:
    """Which of the codes are more than a note of how a cell was read.

    >>> is_said(pl.Series(["NUM-01", "NUM-08"])).to_list()
    [True, False]
    """
    notes = [name for name, code in CODES.items() if code.severity is Severity.NOTE]
    return ~codes.is_in(notes)


def placed(
    parts: list[pl.DataFrame],
    dtypes: Mapping[str, pl.DataType],
    rows: NDArray[np.int64],
    ids: pl.Series,
    sheet: str,
    file: str,
) -> pl.DataFrame:
    """One table of ``parts`` (findings or changes, with the columns ``dtypes``), ordered by row.

    Positions become row numbers and ids; cells of one row keep the order of their columns.
    """
    filled = [part for part in parts if part.height]
    if not filled:
        return pl.DataFrame(schema=dtypes)
    table = pl.concat(filled)
    at = table.get_column("row").to_numpy()
    whole = table.with_columns(
        pl.Series("row", rows[at], dtype=pl.Int64),
        ids.gather(at).alias("subject_id"),
        pl.lit(sheet).alias("sheet"),
        pl.lit(file).alias("file"),
    )
    return whole.select(list(dtypes)).sort("row", maintain_order=True)
