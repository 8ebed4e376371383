"""The typed table: what intake gives and scoring takes, so that the two rooms stay strangers."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

SOURCE_ROW = "source_row"


@dataclass(frozen=True)
class TypedTable:
    """A block of subjects, one row each, columns named by field.

    ``frame`` holds ``subject_id`` (String, never null, unique over the whole extract), ``source_row`` (Int64, the
    row in the file as its program shows it) and one column per field the extract brought, typed by the field's
    kind: number, integer and boolean → Float64 (boolean as 0.0 / 1.0), category → Enum of the level codes,
    date → Date, id and text → String. Null means unknown (未知) unless ``not_applicable`` says 不适用.
    A field that the extract lacks has no column: it is unknown for every subject.

    ``not_applicable`` maps a field to a boolean array of the block's length, and holds only the fields with at
    least one such cell.
    """

    frame: pl.DataFrame
    not_applicable: dict[str, NDArray[np.bool_]] = field(default_factory=dict)
    file: str = ""
    sheet: str = ""

    @property
    def height(self) -> int:
        """How many subjects the block holds."""
        return self.frame.height

    def numbers(self, name: str) -> NDArray[np.float64]:
        """Field ``name`` as float64 with NaN for null; all NaN when the extract lacks it.

        >>> TypedTable(pl.DataFrame({"area_m2": [1.0, None]})).numbers("area_m2")
        array([ 1., nan])
        """
        if name not in self.frame.columns:
            return np.full(self.height, np.nan)
        return self.frame.get_column(name).cast(pl.Float64).fill_null(np.nan).to_numpy()

    def is_not_applicable(self, name: str) -> NDArray[np.bool_] | None:
        """Where field ``name`` says 不适用; None when nowhere."""
        return self.not_applicable.get(name)
