"""Columns of a typed table as numpy arrays, each converted once."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.indicators.rule_file import Computed, FieldShape
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
            rule = self.fields[name].computed
            self._numbers[name] = self._convert(name) if rule is None else self._compute(rule)
        return self._numbers[name]

    def text(self, name: str) -> pl.Series | None:
        """Field ``name`` as strings; None when the extract lacks it."""
        frame = self.table.frame
        return frame.get_column(name).cast(pl.String) if name in frame.columns else None

    def not_applicable(self, name: str) -> Bools | None:
        """Where the cell says 不适用; None when nowhere. A ratio does not apply where its second field is 0."""
        rule = self.fields[name].computed
        if rule is None or rule.kind != "ratio":
            return self.table.is_not_applicable(name)
        zero: Bools = self.numbers(rule.of[1]) == 0
        return zero if zero.any() else None

    def _compute(self, rule: Computed) -> Floats:
        """A computed field; unknown where one of its fields is, and what does not apply counts nothing.

        In a weighted mean what does not apply shares its weight among the others.
        """
        parts = np.array([self._counted(name) for name in rule.of])
        if rule.kind == "ratio":
            with np.errstate(divide="ignore", invalid="ignore"):
                ratio: Floats = np.where(parts[1] == 0, np.nan, parts[0] / parts[1] * rule.per)
            return ratio
        if rule.kind == "count":
            parts = np.where(np.isnan(parts), np.nan, (parts > 0).astype(np.float64))
        if rule.kind == "weighted_mean":
            return self._mean(rule, parts)
        total: Floats = parts.sum(axis=0)
        return total

    def _mean(self, rule: Computed, parts: Floats) -> Floats:
        weights = np.repeat(np.array(rule.weights)[:, None], self.height, axis=1)
        for position, name in enumerate(rule.of):
            skipped = self.not_applicable(name)
            if skipped is not None:
                weights[position, skipped] = 0.0
        whole = weights.sum(axis=0)
        mean: Floats = np.divide(
            (parts * weights).sum(axis=0), whole, out=np.full(self.height, np.nan), where=whole > 0
        )
        return mean

    def _counted(self, name: str) -> Floats:
        values, skipped = self.numbers(name), self.not_applicable(name)
        return values if skipped is None else np.where(skipped, 0.0, values)

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
