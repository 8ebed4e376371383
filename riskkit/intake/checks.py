"""Check a typed block against the contract: a cell that breaks it becomes unknown and is reported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandera.polars as pa


class BrokenCells(NamedTuple):
    """Cells of one field that break one check: their positions in the block and the finding's code."""

    field: str
    code: str
    at: NDArray[np.int64]


def check(frame: pl.DataFrame, schema: pa.DataFrameSchema) -> tuple[pl.DataFrame, list[BrokenCells]]:
    """``frame`` with the cells that break a check set to null, and which they were (in the frame's column order).

    A cell that breaks two checks is reported once, by its first. A frame that breaks the contract itself (a dtype,
    a doubled id, an unknown column) is a defect of intake and raises pandera's SchemaErrors.

    >>> from riskkit.indicators.rule_file import FieldShape, Text
    >>> from riskkit.intake.contract import schema_of
    >>> schema = schema_of({"h_m": FieldShape(kind="number", label=Text(zh="高", en="height"), plausible=(0, 1000))})
    >>> block = pl.DataFrame({"subject_id": ["a", "b"], "source_row": [2, 3], "h_m": [5.0, -1.0]})
    >>> checked, broken = check(block, schema)
    >>> checked["h_m"].to_list(), broken[0].code, broken[0].at.tolist()
    ([5.0, None], 'NUM-02', [1])
    """
    broken = _broken_cells(frame, schema)
    changed = {
        field: np.unique(np.concatenate([part.at for part in broken if part.field == field]))
        for field in dict.fromkeys(part.field for part in broken)
    }
    checked = frame.with_columns(frame.get_column(field).clone().scatter(at, None) for field, at in changed.items())
    schema.validate(checked.select(_in_question(checked, schema)), lazy=True)
    return checked, broken


def _broken_cells(frame: pl.DataFrame, schema: pa.DataFrameSchema) -> list[BrokenCells]:
    """Where a number stands outside a bound of its column, or is not whole: one pass over all columns.

    pandera would find the same and costs milliseconds a column and block; it proves the result instead.
    """
    tests = {
        (name, str(check.name)): _breaks(name, check.statistics or {})
        for name in frame.columns
        if name in schema.columns and frame.schema[name] == pl.Float64
        for check in schema.columns[name].checks
    }
    if not tests:
        return []
    counts = frame.select(test.sum().alias(str(at)) for at, test in enumerate(tests.values())).row(0)
    broken: list[BrokenCells] = []
    taken: dict[str, NDArray[np.int64]] = {}
    for ((name, code), test), count in zip(tests.items(), counts, strict=True):
        if count:
            at = np.flatnonzero(frame.select(test.fill_null(False)).to_series().to_numpy()).astype(np.int64)
            at = np.setdiff1d(at, taken.get(name, at[:0]))
            taken[name] = np.union1d(taken.get(name, at[:0]), at)
            broken += [BrokenCells(name, code, at)] if len(at) else []
    return broken


def _breaks(name: str, bounds: Mapping[str, float]) -> pl.Expr:
    """Where a cell breaks a check: its bounds, or being a whole number where it has none."""
    column = pl.col(name)
    if not bounds:
        return column != column.floor()
    tests = [column < bounds["min_value"]] if "min_value" in bounds else []
    tests += [column > bounds["max_value"]] if "max_value" in bounds else []
    return pl.any_horizontal(tests)


def _in_question(frame: pl.DataFrame, schema: pa.DataFrameSchema) -> list[str]:
    """What is left for pandera to prove: the required columns, and those whose dtype is not the contract's."""
    required = {name for name, column in schema.columns.items() if column.required}
    typed = {
        name
        for name in frame.columns
        if name in schema.columns and frame.schema[name] == schema.columns[name].dtype.type
    }
    return [name for name in frame.columns if name in required or name not in typed]
