"""Numbers: however one is written, it is one value; the header's measure and the cell's own are never both applied."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskkit.indicators.rule_file import FieldShape, Text
from riskkit.intake.clean_numbers import mend_numbers, parse_numbers
from riskkit.intake.rules.num_11_not_positive import split_off

AREA = FieldShape(kind="number", label=Text(zh="建筑面积", en="floor area"), uom="m2", plausible=(1, 5_000_000))
FULL_WIDTH = {ord(letter): ord(letter) + 0xFEE0 for letter in "0123456789,.-"}


def read(texts: list[str], factor: float = 1.0) -> list[float | None]:
    raw = pl.Series("c0", texts)
    column = mend_numbers(raw, parse_numbers(raw.to_frame(), ["c0"]).get_column("c0"), AREA, factor)
    return column.values.to_list()


def spellings(number: int) -> list[str]:
    return [
        f"{number}",
        f"{number}.0",
        f"{number:,}",
        f" {number} ",
        f"{number}㎡",
        f"{number} 平方米",
        f"{number}m²",
        f"{number}平米",
        f"{number:,}".translate(FULL_WIDTH),
        f"约{number}",
        f"{number}余㎡",
        f"{number / 10_000:.4f}万㎡",
        f"{number / 10_000:.4f}公顷",
    ]


@given(st.integers(1, 4_000_000))
def test_every_spelling_of_one_number_is_that_number(number: int) -> None:
    assert read(spellings(number)) == pytest.approx([float(number)] * len(spellings(number)))


@given(st.integers(1, 4_000_000), st.sampled_from([1.0, 10_000.0]))
def test_a_cell_with_its_own_measure_leaves_the_headers_out(number: int, factor: float) -> None:
    assert read([f"{number}㎡", f"{number}"], factor) == pytest.approx([float(number), number * factor])


@given(st.lists(st.integers(1, 9999), min_size=70, max_size=90), st.integers(1, 90))
def test_reading_together_or_apart_is_the_same(numbers: list[int], size: int) -> None:
    texts = [f"约{number}" if number % 3 else f"{number}亩" for number in numbers]
    apart = [value for start in range(0, len(texts), size) for value in read(texts[start : start + size])]
    assert read(texts) == apart


@given(st.lists(st.floats(-10, 10), min_size=1, max_size=30))
def test_what_is_not_positive_is_split_off_and_nothing_is_lost(values: list[float]) -> None:
    cells = pl.Series(values)
    at = (cells < 1).arg_true().to_numpy()
    parts = dict(split_off("NUM-02", at, cells, AREA))
    assert sorted(place for part in parts.values() for place in part) == at.tolist()
    assert all(values[place] <= 0 for place in parts.get("NUM-11", []))
    assert all(values[place] > 0 for place in parts.get("NUM-02", []))


def test_other_measures_and_other_codes_are_left_alone() -> None:
    at = pl.Series([0]).to_numpy()
    count = AREA.model_copy(update={"uom": "count"})
    assert [code for code, _ in split_off("NUM-02", at, pl.Series([-1.0]), count)] == ["NUM-02"]
    assert [code for code, _ in split_off("NUM-05", at, pl.Series([-1.5]), AREA)] == ["NUM-05"]
