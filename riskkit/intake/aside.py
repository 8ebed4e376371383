"""What is kept of a row that is set aside: its cells without personal data, and one telling cell for its finding."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.intake.clean_ids import as_written
from riskkit.intake.columns import ColumnMapping
from riskkit.intake.personal import hidden
from riskkit.intake.personal_cells import without_numbers
from riskkit.intake.raw import RawChunk, column_name

LONGEST = 80
_NO_SUBJECT = ("ROW-02", "ROW-03", "ROW-04", "ROW-05", "ROW-11", "ROW-12", "ROW-13")
_WHOLE_TEXT = ("ROW-04", "ROW-06", "ROW-12", "ROW-13")


def aside_cells(raw: RawChunk, at: NDArray[np.int64], codes: list[str], mapping: ColumnMapping) -> list[str]:
    """The cells of the rows at ``at``, joined by tabs, without columns of personal data.

    Personal numbers are hidden wherever they stand but in the id, by which the row is found again; notes and ragged
    rows are no columns: there they are hidden in the id's column too.
    """
    own = column_name(mapping.id_column.position)
    kept = [column_name(place) for place in range(raw.frame.width) if place not in mapping.personal]
    columns = [raw.frame.get_column(name)[at] for name in kept]
    shown = pl.DataFrame([as_written(cells) if cells.name == own else without_numbers(cells) for cells in columns])
    joined = ["\t".join(cell or "" for cell in cells) for cells in shown.rows()]
    texts = [raw.ragged.get(where, text) for where, text in zip(at.tolist(), joined, strict=True)]
    return [hidden(text) if code in _WHOLE_TEXT else text for text, code in zip(texts, codes, strict=True)]


def aside_ids(ids: pl.Series, codes: list[str]) -> list[str | None]:
    """The ids of rows set aside; what a title, a total or a note holds in the id's column is none."""
    return [
        None if code in _NO_SUBJECT or found is None else hidden(found) for found, code in zip(ids, codes, strict=True)
    ]


def telling_values(
    raw: RawChunk, at: NDArray[np.int64], codes: list[str], ids: pl.Series, mapping: ColumnMapping
) -> list[str]:
    """For each row one cell by which its finding is recognised: the id, the name, or the words of a total or a note."""
    name = next((column for column in mapping.columns if column.field == "name"), None)
    names = as_written(raw.frame.get_column(column_name(name.position))[at]).to_list() if name else [None] * len(at)
    values = []
    for place, code, called in zip(at.tolist(), codes, names, strict=True):
        if code in ("ID-02", "DUP-01", "ROW-06"):
            value = ids[place]
        elif code == "ID-01":
            value = called
        elif code in ("ROW-02", "ROW-04", "ROW-12", "ROW-13"):
            cells = raw.frame.row(place)
            value = next((str(cell).strip() for cell in cells if cell is not None and str(cell).strip()), None)
        else:
            value = None
        values.append(hidden(value or "").strip()[:LONGEST])
    return values
