"""Columns of a typed table as numpy arrays, each converted once."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.indicators.rule_file import FieldShape
from riskkit.typed_table import TypedTable

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Columns:
    """Fields of a block as float64 arrays with NaN where the value is not known.

    number, integer and boolean as they are; a category as the position of its code among the field's levels;
    a date as days since 1970-01-01. Text fields are read with :meth:`text`.
    """

    def __init__(self, table: TypedTable, fields: dict[str, FieldShape]) -> None:
        self.table = table
        self.fields = fields
        self.height = table.height
        self._numbers: dict[str, Floats] = {}

    def numbers(self, name: str) -> Floats:
        """Field ``name``, shape (height,)."""
        if name not in self._numbers:
            self._numbers[name] = self._convert(name)
        return self._numbers[name]

    def text(self, name: str) -> pl.Series | None:
        """Field ``name`` as strings; None when the extract lacks it."""
        frame = self.table.frame
        return frame.get_column(name).cast(pl.String) if name in frame.columns else None

    def not_applicable(self, name: str) -> Bools | None:
        """Where the cell says 不适用; None when nowhere."""
        return self.table.is_not_applicable(name)

    def _convert(self, name: str) -> Floats:
        frame = self.table.frame
        if name not in frame.columns:
            return np.full(self.height, np.nan)
        column = frame.get_column(name)
        if self.fields[name].kind == "category":
            return self._positions(name, column)
        if column.dtype == pl.Date:
            column = column.to_physical()
        return column.cast(pl.Float64).fill_null(np.nan).to_numpy()

    def _positions(self, name: str, column: pl.Series) -> Floats:
        codes = [level.code for level in self.fields[name].levels]
        if column.dtype != pl.Enum(codes):
            column = column.cast(pl.String).cast(pl.Enum(codes), strict=False)
        return column.to_physical().cast(pl.Float64).fill_null(np.nan).to_numpy()
