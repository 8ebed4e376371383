"""Sources that are typed already: parquet files, polars and pandas DataFrames.

The header counts as row 1, as if the table stood in a sheet, so the first row of cells is row 2.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from riskkit.errors import RiskkitError
from riskkit.intake.raw import RawChunk, RawExtract, column_name

if TYPE_CHECKING:
    import pandas as pd

_DIGEST_ROWS = 100_000
# the days of Python's first and last date, counted from 1970
_DAYS = ((date.min - date(1970, 1, 1)).days, (date.max - date(1970, 1, 1)).days)


def open_parquet(path: Path, chunk_rows: int) -> RawExtract:
    """Open the parquet file at ``path``; raises RiskkitError FILE-02 when it is damaged."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(1 << 24):
            digest.update(piece)
    try:
        header = list(pq.read_schema(path).names)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise RiskkitError("FILE-02", where=str(path), found=_first_line(error)) from None

    def produce() -> Iterator[RawChunk]:
        row = 2
        for frame in _batches(path, chunk_rows):
            yield _chunk(frame, row)
            row += frame.height

    return RawExtract(path.name, "", "", header, 1, [], digest.hexdigest(), produce, kind="parquet", header_first=1)


def _batches(path: Path, chunk_rows: int) -> Iterator[pl.DataFrame]:
    """The rows of a parquet file; what is damaged further in raises FILE-02 too."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path, pre_buffer=False) as stored:  # a pre-buffer would keep the whole file
            for batch in stored.iter_batches(batch_size=chunk_rows):
                batch.validate(full=True)  # texts that are not UTF-8 would break polars
                yield pl.DataFrame(pl.from_arrow(batch))
    except (pa.ArrowException, OSError, ValueError, pl.exceptions.PolarsError) as error:
        raise RiskkitError("FILE-02", where=str(path), found=_first_line(error)) from None


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def open_frame(frame: pl.DataFrame | pd.DataFrame, chunk_rows: int) -> RawExtract:
    """Open a DataFrame of a notebook; its columns' names are the header, a pandas index is not read."""
    table = frame if isinstance(frame, pl.DataFrame) else _from_pandas(frame)
    digest = hashlib.sha256()
    for part in table.iter_slices(_DIGEST_ROWS):
        digest.update(part.cast(pl.String, strict=False).write_csv().encode())

    def produce() -> Iterator[RawChunk]:
        for start in range(0, table.height, chunk_rows):
            yield _chunk(table.slice(start, chunk_rows), start + 2)

    return RawExtract(
        "DataFrame", "", "", list(table.columns), 1, [], digest.hexdigest(), produce, kind="frame", header_first=1
    )


def _chunk(frame: pl.DataFrame, row: int) -> RawChunk:
    columns = [_simple(series.alias(column_name(at))) for at, series in enumerate(frame.get_columns())]
    return RawChunk(pl.DataFrame(columns), np.arange(row, row + frame.height, dtype=np.int64))


def _simple(series: pl.Series) -> pl.Series:
    """Number, boolean, date or text; everything else is read as text."""
    kind = series.dtype
    if kind.is_numeric() or kind in (pl.Boolean, pl.String):
        return series
    if kind in (pl.Date, pl.Datetime):
        return _dates(series.cast(pl.Date))
    if kind in (pl.Categorical, pl.Enum, pl.Time, pl.Duration):
        return series.cast(pl.String)
    return pl.Series(series.name, [None if cell is None else str(cell) for cell in series], dtype=pl.String)


def _dates(series: pl.Series) -> pl.Series:
    """Dates, or their text where one lies beyond the years 1 to 9999, which Python's dates do not hold."""
    days = series.to_physical()
    is_beyond = ((days < _DAYS[0]) | (days > _DAYS[1])).any()
    return series.cast(pl.String) if is_beyond else series


def _from_pandas(frame: pd.DataFrame) -> pl.DataFrame:
    columns: list[pl.Series] = []
    for at in range(frame.shape[1]):
        column = frame.iloc[:, at]
        try:
            series = pl.from_pandas(column)
        except (TypeError, ValueError, OverflowError, pl.exceptions.PolarsError, ImportError):
            series = pl.Series([_cell_text(cell) for cell in column.astype(object)], dtype=pl.String)
        columns.append(series.alias(column_name(at)))
    table = pl.DataFrame(columns)
    names = [str(name) for name in frame.columns]
    return table.rename(dict(zip(table.columns, names, strict=True))) if len(set(names)) == len(names) else table


def _cell_text(cell: Any) -> str | None:
    """A cell of a mixed column as text; pandas' several kinds of missing are null."""
    if cell is None or type(cell).__name__ in ("NAType", "NaTType") or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
