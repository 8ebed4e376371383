"""The change log: every cell whose text in the clean table is not the text that the file holds, and why."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.clean_ids import as_written
from riskkit.intake.coordinates import named_systems
from riskkit.intake.personal_cells import without_numbers
from riskkit.intake.read_column import PRECISIONS, ReadColumn
from riskkit.terms import Lang

CHANGE_DTYPES: dict[str, pl.DataType] = {
    "row": pl.Int64(),
    "column": pl.String(),
    "before": pl.String(),
    "after": pl.String(),
    "code": pl.String(),
    "subject_id": pl.String(),
    "sheet": pl.String(),
    "file": pl.String(),
}
_YES_NO = {"zh": ("是", "否"), "en": ("yes", "no")}
_UNKNOWN = {"zh": "未知", "en": "?"}
_SAID_BY_KIND = {"boolean": "BOOL-02", "category": "CAT-02", "text": "TEXT-01", "id": "TEXT-01", "date": "DATE-04"}
_DATE_LENGTH = {"": 10, "month": 7, "year": 4}


def written(raw: pl.Series, column: ReadColumn, shape: FieldShape, factor: float, lang: Lang) -> pl.Series:
    """The cells of a column as the clean table writes them: empty is unknown, "/" is 不适用.

    A number or date that was read as it stands keeps its text.

    >>> from riskkit.indicators.rule_file import Text
    >>> from riskkit.intake.clean_numbers import mend_numbers
    >>> area = FieldShape(kind="number", label=Text(zh="面积", en="area"), uom="m2")
    >>> cells = pl.Series(["1.50", "3亩", "/"])
    >>> written(cells, mend_numbers(cells, cells.cast(pl.Float64, strict=False), area, 1.0), area, 1.0, "zh").to_list()
    ['1.50', '2000', '/']
    """
    text = _canonical(column.values, shape, lang)
    if shape.form == "coordinate_system":
        text = named_systems(raw, text)
    if shape.kind in ("number", "integer", "date") and factor == 1.0 and raw.dtype == pl.String:
        kept = np.ones(len(raw), dtype=np.bool_)
        kept[column.at] = False
        stripped = raw.str.strip_chars()
        text = stripped.zip_with(pl.Series(kept) & column.values.is_not_null() & (stripped != ""), text)
    if column.precision is not None:
        text = text.scatter(column.at, _to_precision(text.gather(column.at), column.precision))
    if column.not_applicable is not None:
        text = text.scatter(np.flatnonzero(column.not_applicable), "/")
    text = text.fill_null("")
    if shape.empty_means is not None:  # empty says none there, so that what is not known must be written out
        unknown = (text == "") & (as_text(raw) != "")
        text = text.zip_with(~unknown, pl.Series([_UNKNOWN[lang]]).new_from_index(0, len(text)))
    return text.alias(raw.name)


def as_text(raw: pl.Series) -> pl.Series:
    """Raw cells as text without outer spaces, empty where nothing is written."""
    return as_written(raw).fill_null("").str.strip_chars()


def _canonical(values: pl.Series, shape: FieldShape, lang: Lang) -> pl.Series:
    match shape.kind:
        case "number" | "integer":
            return as_written(values)
        case "boolean":
            yes, no = _YES_NO[lang]
            return values.cast(pl.String).replace_strict({"1.0": yes, "0.0": no}, default=None, return_dtype=pl.String)
        case "category":
            labels = {level.code: level.label.zh if lang == "zh" else level.label.en for level in shape.levels}
            return values.cast(pl.String).replace_strict(labels, default=None, return_dtype=pl.String)
        case _:
            return values.cast(pl.String)


def _to_precision(texts: pl.Series, far: NDArray[np.int8]) -> pl.Series:
    lengths = pl.Series(np.array([_DATE_LENGTH[name] for name in PRECISIONS])[far])
    return pl.select(texts.str.slice(0, lengths)).to_series()


def column_changes(
    raw: pl.Series, after: pl.Series, at: NDArray[np.int64], codes: pl.Series, header: str, shape: FieldShape
) -> pl.DataFrame:
    """The cells of one column that are not as written, with the position in column ``row`` for now.

    ``at`` and ``codes`` are what was said about cells; where two rules spoke of one cell, the later counts. Personal
    numbers in a text are hidden in ``before`` too.
    """
    before = as_written(raw).fill_null("")
    changed = np.flatnonzero((before != after).to_numpy()).astype(np.int64)
    said = np.full(len(raw), -1, dtype=np.int64)
    said[at] = np.arange(len(at))
    which = said[changed]
    plain = _plain_codes(before.gather(changed), after.gather(changed), shape)
    if len(codes):
        spoken = codes.gather(np.maximum(which, 0))
        code = spoken.zip_with(pl.Series(which >= 0), plain)
    else:
        code = plain
    shown = before.gather(changed)
    if shape.kind != "id":
        shown = without_numbers(shown, of_numbers=shape.kind in ("number", "integer"))
    return pl.DataFrame({"row": changed, "before": shown, "after": after.gather(changed)}).select(
        "row", pl.lit(header).alias("column"), "before", "after", code.alias("code")
    )


def _plain_codes(before: pl.Series, after: pl.Series, shape: FieldShape) -> pl.Series:
    """The rule of a cell that none spoke of: its kind's, or the one of the missing word."""
    kind = _SAID_BY_KIND.get(shape.kind, "NUM-10")
    cells = pl.DataFrame({"before": before, "after": after})
    code = (
        pl.when(pl.col("after") == "/")
        .then(pl.lit("MISS-02"))
        .when(pl.col("after") == "")
        .then(pl.lit("MISS-01"))
        .when(pl.col("before").str.strip_chars() == "")
        .then(pl.lit("MISS-06"))
        .otherwise(pl.lit(kind))
    )
    return cells.select(code.alias("code")).to_series()
