"""The rulebook's fields as a schema, and the check of typed blocks against it."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandera.errors import SchemaErrors

from riskkit.indicators.rule_file import FieldLevel, FieldShape, Text
from riskkit.intake.checks import check
from riskkit.intake.contract import days_text, measure_text, plausible_text, schema_of, typed_as
from riskkit.terms import in_lang

LABEL = Text(zh="列", en="column")
FIELDS = {
    "height_m": FieldShape(kind="number", label=LABEL, uom="m", plausible=(0, 1000)),
    "floors": FieldShape(kind="integer", label=LABEL, plausible=(1, None)),
    "below": FieldShape(kind="number", label=LABEL, plausible=(None, 0)),
    "use": FieldShape(kind="category", label=LABEL, levels=[FieldLevel(code="shop", label=LABEL)]),
    "checked_on": FieldShape(kind="date", label=LABEL),
    "ok": FieldShape(kind="boolean", label=LABEL),
}
SCHEMA = schema_of(FIELDS)


def _block(**columns: list[object]) -> pl.DataFrame:
    height = max((len(cells) for cells in columns.values()), default=1)
    typed = [pl.Series(name, cells, dtype=typed_as(FIELDS[name])) for name, cells in columns.items()]
    ids = [pl.Series("subject_id", [f"u{at}" for at in range(height)]), pl.Series("source_row", range(2, height + 2))]
    return pl.DataFrame([*ids, *typed])


def test_a_value_on_the_limit_is_plausible_and_the_next_one_is_not() -> None:
    over, under = float(np.nextafter(1000, 2000)), -1e-300
    checked, broken = check(_block(height_m=[0.0, 1000.0, over, under, None]), SCHEMA)
    assert checked["height_m"].to_list() == [0.0, 1000.0, None, None, None]
    assert [(cells.field, cells.code, cells.at.tolist()) for cells in broken] == [("height_m", "NUM-02", [2, 3])]


def test_open_ranges_and_whole_numbers() -> None:
    checked, broken = check(_block(floors=[1.0, 0.5, 2.5, 1e9], below=[0.0, 0.1, -1e9, None]), SCHEMA)
    assert checked["floors"].to_list() == [1.0, None, None, 1e9]
    assert checked["below"].to_list() == [0.0, None, -1e9, None]
    assert [(cells.field, cells.code, cells.at.tolist()) for cells in broken] == [
        ("floors", "NUM-02", [1]),  # broken twice, reported once
        ("floors", "NUM-05", [2]),
        ("below", "NUM-02", [1]),
    ]


def test_a_clean_or_empty_block_is_handed_back() -> None:
    block = _block(height_m=[1.0], floors=[2.0], use=["shop"], checked_on=[date(2025, 1, 1)], ok=[1.0])
    assert check(block, SCHEMA)[0].equals(block)
    assert check(block.clear(), SCHEMA)[1] == []


@pytest.mark.parametrize(
    "wrong",
    [
        _block(height_m=[1.0]).with_columns(pl.col("height_m").cast(pl.String)),
        _block(ok=[1.0]).with_columns(pl.col("ok").cast(pl.Boolean)),
        _block(use=["shop"]).with_columns(pl.col("use").cast(pl.String)),
        _block(ok=[1.0, 0.0]).with_columns(pl.lit("u0").alias("subject_id")),
        _block(ok=[1.0]).with_columns(pl.lit("?").alias("stranger")),
        _block(ok=[1.0]).drop("source_row"),
    ],
    ids=["dtype", "boolean", "options", "doubled id", "unknown column", "no row"],
)
def test_a_block_that_breaks_the_contract_is_a_defect(wrong: pl.DataFrame) -> None:
    with pytest.raises(SchemaErrors):
        check(wrong, SCHEMA)


@given(
    st.lists(st.tuples(*[st.one_of(st.none(), st.sampled_from([-1.0, 0.0, 0.5, 1.0, 1000.0, 1001.0]))] * 3), min_size=1)
)
def test_the_quick_look_leaves_nothing_to_pandera_unsaid(rows: list[tuple[float | None, ...]]) -> None:
    heights, floors, below = (list(cells) for cells in zip(*rows, strict=True))
    block = _block(height_m=heights, floors=floors, below=below)
    checked, _ = check(block, SCHEMA)
    SCHEMA.validate(checked, lazy=True)
    assert checked["height_m"].to_list() == [x if x is None or 0 <= x <= 1000 else None for x in heights]
    assert checked["floors"].to_list() == [x if x is None or (x >= 1 and x % 1 == 0) else None for x in floors]
    assert checked["below"].to_list() == [x if x is None or x <= 0 else None for x in below]


def test_ranges_in_words() -> None:
    said = [plausible_text(FIELDS[name]) for name in ("height_m", "floors", "below")]
    assert [in_lang(text, "en") for text in said] == ["[0, 1,000] m", "[1, …)", "(…, 0]"]
    assert [in_lang(text, "zh") for text in said] == ["0～1,000 米", "不小于 1", "不大于 0"]


def test_measures_and_days_in_words() -> None:
    assert in_lang(measure_text(FIELDS["height_m"]), "zh") == "米"
    assert measure_text(FIELDS["floors"]) == ""
    assert in_lang(days_text(date.max), "en") == "YYYY-MM-DD"
    assert in_lang(days_text(date(2026, 11, 1)), "zh") == "2026-03-05 这样的日期，不晚于 2026-11-01"
