"""Check a typed block against the contract: a cell that breaks it becomes unknown and is reported."""

from __future__ import annotations

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
    from pandera.errors import SchemaErrors

    try:
        schema.validate(frame.select(_in_question(frame, schema)), lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
        checked = cases.get_column("check").str.contains(r"^[A-Z]+-\d\d$").fill_null(False)
        if not checked.all() or cases.get_column("index").null_count():
            raise
    else:
        return frame, []
    broken: list[BrokenCells] = []
    changed: list[pl.Series] = []
    for field in [name for name in frame.columns if name in set(cases.get_column("column"))]:
        own = cases.filter(pl.col("column") == field).sort("check_number", maintain_order=True)
        own = own.unique("index", keep="first", maintain_order=True)
        for (code,), part in own.group_by("check", maintain_order=True):
            broken.append(BrokenCells(field, str(code), np.sort(part.get_column("index").cast(pl.Int64).to_numpy())))
        changed.append(frame.get_column(field).clone().scatter(own.get_column("index").to_numpy(), None))
    return frame.with_columns(changed), broken


def _in_question(frame: pl.DataFrame, schema: pa.DataFrameSchema) -> list[str]:
    """The columns that pandera must look at: those whose extremes, or dtype, leave a check in doubt.

    pandera costs milliseconds a column and block whatever its cells are; one pass over all columns here costs less
    than one of its checks.
    """
    numbers = [name for name in frame.columns if frame.schema[name] == pl.Float64 and name in schema.columns]
    checked = [name for name in numbers if schema.columns[name].checks]
    extremes = frame.select(
        *[pl.col(name).min().alias(f"{name} low") for name in checked],
        *[pl.col(name).max().alias(f"{name} high") for name in checked],
        *[(pl.col(name) != pl.col(name).floor()).any().alias(f"{name} part") for name in checked],
    ).to_dict(as_series=False)

    def passes(name: str) -> bool:
        low, high = extremes[f"{name} low"][0], extremes[f"{name} high"][0]
        bounds = [check.statistics or {} for check in schema.columns[name].checks]
        return low is None or all(
            bound.get("min_value", low) <= low
            and high <= bound.get("max_value", high)
            and (bool(bound) or not extremes[f"{name} part"][0])
            for bound in bounds
        )

    plain = [name for name in frame.columns if name in schema.columns and not schema.columns[name].checks]
    typed = [name for name in plain if frame.schema[name] == schema.columns[name].dtype.type]
    settled = {*typed, *[name for name in checked if passes(name)]}
    required = {name for name, column in schema.columns.items() if column.required}
    return [name for name in frame.columns if name in required or name not in settled]
