"""The rulebook's fields as a pandera schema: what a typed column must be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from riskkit.indicators.rule_file import FieldShape
from riskkit.indicators.sentences import uom_word
from riskkit.intake.columns import with_id
from riskkit.terms import both_langs
from riskkit.typed_table import SOURCE_ROW

if TYPE_CHECKING:
    import pandera.polars as pa


def typed_as(shape: FieldShape) -> pl.DataType:
    """The dtype of a field in the typed table (riskkit/typed_table.py)."""
    if shape.kind in ("number", "integer", "boolean"):
        return pl.Float64()
    if shape.kind == "category":
        return pl.Enum([level.code for level in shape.levels])
    return pl.Date() if shape.kind == "date" else pl.String()


def plausible_text(shape: FieldShape) -> str:
    """The plausible range in both languages, e.g. 0～10 米 and ``[0, 10] m``.

    >>> from riskkit.indicators.rule_file import FieldShape, Text
    >>> from riskkit.terms import in_lang
    >>> height = FieldShape(kind="number", label=Text(zh="高", en="height"), uom="m", plausible=(0, None))
    >>> in_lang(plausible_text(height), "zh"), in_lang(plausible_text(height), "en")
    ('不小于 0 米', '[0, …) m')
    """
    low, high = shape.plausible or (None, None)
    left = "(…" if low is None else f"[{low:,.15g}"
    right = "…)" if high is None else f"{high:,.15g}]"
    least, most = (None if end is None else _in_chinese(end, shape.uom) for end in (low, high))
    if least is not None and most is not None:
        zh = f"{least}～{most}"
    else:
        zh = f"不小于 {least}" if most is None else f"不大于 {most}"
    return both_langs(_with_measure(zh, shape), f"{left}, {right} {shape.uom or ''}".rstrip())


def measure_text(shape: FieldShape) -> str:
    """The measure of a field in both languages, "" where it has none.

    >>> from riskkit.indicators.rule_file import FieldShape, Text
    >>> measure_text(FieldShape(kind="number", label=Text(zh="面积", en="area"), uom="m2")).split("\x1f")
    ['㎡', 'm2']
    """
    return both_langs(_chinese_measure(shape.uom) or "数字", shape.uom) if shape.uom else ""


def days_text(latest: date) -> str:
    """Which days a column of dates may hold, in both languages; the last day of the calendar limits nothing.

    >>> days_text(date(2026, 11, 1)).split("\x1f")
    ['2026-03-05 这样的日期，不晚于 2026-11-01', 'YYYY-MM-DD, <= 2026-11-01']
    """
    zh, en = "2026-03-05 这样的日期", "YYYY-MM-DD"
    return both_langs(zh, en) if latest == date.max else both_langs(f"{zh}，不晚于 {latest}", f"{en}, <= {latest}")


def _chinese_measure(uom: str | None) -> str:
    """As :func:`riskkit.indicators.sentences.uom_word`, areas with the sign that forms are printed with."""
    return "㎡" if uom == "m2" else uom_word(uom, "zh")


def _in_chinese(end: float, uom: str | None) -> str:
    return format(end, ".15g" if uom == "year" else ",.15g")


def _with_measure(text: str, shape: FieldShape) -> str:
    word = _chinese_measure(shape.uom)
    return f"{text}{'' if word == '%' else ' '}{word}".rstrip()


def schema_of(fields: Mapping[str, FieldShape], unique_ids: bool = True) -> pa.DataFrameSchema:
    """The schema of a typed table: dtype, plausible range (NUM-02), whole numbers (NUM-05), options, unique ids.

    Every column but ``subject_id`` and ``source_row`` may be absent and may hold nulls. A check is named by the code
    of the finding it gives. pandera skips checks on a LazyFrame: validate a DataFrame, with ``lazy=True``.

    >>> from riskkit.indicators.rule_file import FieldShape, Text
    >>> height = FieldShape(kind="number", label=Text(zh="高度", en="height"), uom="m", plausible=(0, 1000))
    >>> schema_of({"height_m": height}).columns["height_m"].checks[0].name
    'NUM-02'
    """
    import pandera.polars as pa

    columns: dict[str, Any] = {
        "subject_id": pa.Column(pl.String, unique=unique_ids, nullable=False),
        SOURCE_ROW: pa.Column(pl.Int64, nullable=False),
    }
    for name, shape in with_id(fields).items():
        if name not in columns:
            columns[name] = pa.Column(typed_as(shape), checks=_checks(shape), nullable=True, required=False)
    return pa.DataFrameSchema(columns, strict=True)


def _checks(shape: FieldShape) -> list[Any]:
    import pandera.polars as pa

    checks = []
    low, high = shape.plausible or (None, None)
    if low is not None and high is not None:
        checks.append(pa.Check.in_range(low, high, name="NUM-02", error="NUM-02"))
    elif low is not None:
        checks.append(pa.Check.ge(low, name="NUM-02", error="NUM-02"))
    elif high is not None:
        checks.append(pa.Check.le(high, name="NUM-02", error="NUM-02"))
    if shape.kind == "integer":
        checks.append(pa.Check(_is_whole, name="NUM-05", error="NUM-05"))
    return checks


def _is_whole(cells: Any) -> pl.LazyFrame:
    column = pl.col(cells.key)
    return cells.lazyframe.select(column == column.floor())  # type: ignore[no-any-return]
