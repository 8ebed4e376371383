"""One column, two fields: 地上12/地下2 in the column of storeys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.columns import ColumnMapping, MappedColumn


def with_shared(mapping: ColumnMapping, shapes: Mapping[str, FieldShape]) -> ColumnMapping:
    """``mapping`` with the storeys below ground read from the column of storeys, where they have none of their own."""
    above = next((column for column in mapping.columns if shapes[column.field].form == "storeys_above"), None)
    below = next((field for field, shape in shapes.items() if shape.form == "storeys_below"), None)
    if above is None or below is None or any(column.field == below for column in mapping.columns):
        return mapping
    half = MappedColumn(above.position, above.header, below, shared=True)
    return replace(mapping, columns=(*mapping.columns, half))
