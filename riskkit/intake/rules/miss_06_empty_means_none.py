"""MISS-06: an empty cell on a form that only defects are entered in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from riskkit.intake.missing_words import NOT_APPLICABLE
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

if TYPE_CHECKING:
    import polars as pl

    from riskkit.indicators.rule_file import FieldShape


def was_filled_in(frame: pl.DataFrame, form: Sequence[str]) -> pl.Series:
    """Where the columns ``form`` of a form of defects hold an answer: blanks and 不适用 alone say nothing.

    >>> import polars as pl
    >>> was_filled_in(pl.DataFrame({"c1": ["2", "", "/"], "c2": ["", None, ""]}), ["c1", "c2"]).to_list()
    [True, False, False]
    """
    import polars as pl

    if not form:
        return pl.Series([True]).new_from_index(0, frame.height)
    return frame.select(pl.any_horizontal(~_says_nothing(frame.get_column(name)) for name in form)).to_series()


def none_where_empty(values: pl.Series, raw: pl.Series, shape: FieldShape, filled_in: pl.Series) -> pl.Series:
    """Zero (or no) in the empty cells of a column with ``empty_means``, unless the subject's form is blank."""
    import polars as pl

    if shape.empty_means is None:
        return values
    return values.zip_with(~(_is_empty(raw) & filled_in), pl.Series([0.0]).new_from_index(0, len(values)))


def _is_empty(raw: pl.Series) -> pl.Series:
    import polars as pl

    return raw.is_null() if raw.dtype != pl.String else raw.is_null() | (raw.str.strip_chars() == "")


def _says_nothing(raw: pl.Series) -> pl.Series:
    import polars as pl

    skipped = raw.cast(pl.String).str.strip_chars().is_in(list(NOT_APPLICABLE)).fill_null(False)
    return _is_empty(raw) | skipped


RULE = Rule(
    code="MISS-06",
    does=Label(
        "读成 0（没有隐患）。",
        "it is read as 0: no defect",
    ),
    why=Label(
        "只填隐患的检查表里，查过而没有问题的项留空。一家单位整张表都空着，则当作没有检查，全部按未知。",
        "on a form of defects what was checked and found right stays empty. A form that is blank throughout was not filled in: then all of it is unknown",
    ),
    source="规则集 fields.yaml：empty_means",
    cases=(
        Case(
            ("单位编号", "灭火器失效（处）", "通道堵塞（处）"),
            (
                ("甲1", "2", ""),
                ("甲2", "", ""),
            ),
            ((2, "通道堵塞（处）"),),
            {(2, "通道堵塞（处）"): "0", (3, "通道堵塞（处）"): ""},
        ),
    ),
)
