"""Single cells: numbers, dates, codes, in all the ways extracts write them."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskkit.indicators.rule_file import FieldShape, Text
from riskkit.intake.check_digits import uscc_is_wrong
from riskkit.intake.clean_dates import clean_dates, read_date
from riskkit.intake.clean_ids import SeenIds, clean_text, is_damaged
from riskkit.intake.clean_numbers import read_number
from riskkit.intake.clean_words import lexicon
from riskkit.intake.number_patterns import read_words
from riskkit.intake.rules.chains import NUMBER_CHAIN
from riskkit.intake.rules.shape import read_by

LABEL = Text(zh="列", en="column")


def _number(uom: str | None = None) -> FieldShape:
    return FieldShape(kind="number", label=LABEL, uom=uom)


@pytest.mark.parametrize(
    ("text", "uom", "value", "code"),
    [
        ("1200", "m2", 1200, None), ("１２００", "m2", 1200, None), (" 1,200.50 ", "m2", 1200.5, None),
        ("1,234,567", "m2", 1234567, None), ("1200㎡", "m2", 1200, None), ("1200平方米", "m2", 1200, None),
        ("1200 m²", "m2", 1200, None), ("3亩", "m2", 2000, None), ("1.2万㎡", "m2", 12000, None),
        ("1.2万", "m2", 12000, None), ("5万元", "cny", 50000, None), ("0.3亿元", "cny", 3e7, None),
        ("85%", "share", 0.85, None), ("85％", "percent", 85, None), ("12层", None, 12, None),
        ("3起", "count", 3, None),
        ("+5", None, 5, None), ("-5", None, -5, None), ("1e3", None, 1000, None), (".5", None, 0.5, None),
        ("约3000", "m2", 3000, "NUM-04"), ("3000余㎡", "m2", 3000, "NUM-04"), ("3000㎡以上", "m2", 3000, "NUM-04"),
        ("大约3,000多平方米", "m2", 3000, "NUM-04"), ("20人左右", "persons", 20, "NUM-04"),
        ("100-200", "m2", 150, "NUM-03"), ("100～200㎡", "m2", 150, "NUM-03"), ("100至200", None, 150, "NUM-03"),
        ("100m2-200m2", "m2", 150, "NUM-03"), ("10%-20%", "share", 0.15, "NUM-03"),
        ("1,2", None, None, "NUM-01"), ("12,34", None, None, "NUM-01"), ("200-100", None, None, "NUM-01"),
        ("地上12/地下2", None, None, "NUM-01"), ("1200元", "m2", None, "NUM-01"), ("3㎡", None, None, "NUM-01"),
        ("很大", None, None, "NUM-01"), ("2024-03-05", None, None, "NUM-01"), ("#REF!", None, None, "NUM-01"),
        ("无", None, None, "MISS-04"), ("不详", None, None, None),
    ],
)  # fmt: skip
def test_numbers(text: str, uom: str | None, value: float | None, code: str | None) -> None:
    cell = read_number(text, _number(uom))
    assert (cell.value, cell.code) == (pytest.approx(value) if value is not None else None, code)


@given(st.text(max_size=12))
def test_no_text_breaks_a_reader(text: str) -> None:
    cell = read_number(text, _number("m2"))
    assert cell.value is None or np.isfinite(cell.value)
    assert cell.code in (None, "NUM-01", "NUM-03", "NUM-04")
    assert read_date(text) is None or isinstance(read_date(text), date)


@given(st.floats(min_value=-1e12, max_value=1e12))
def test_a_written_number_is_read_back(value: float) -> None:
    assert read_number(repr(value), _number()).value == value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-05", date(2024, 3, 5)), ("2024.3.5", date(2024, 3, 5)), ("2024/3/5", date(2024, 3, 5)),
        ("2024年3月5日", date(2024, 3, 5)), ("２０２４年３月", date(2024, 3, 1)), ("2024-03", date(2024, 3, 1)),
        ("20240305", date(2024, 3, 5)), ("202403", date(2024, 3, 1)), ("45356", date(2024, 3, 5)),
        ("45356.0", date(2024, 3, 5)), ("2024-03-05 00:00:00", date(2024, 3, 5)),
        ("2024-03-05T08:30", date(2024, 3, 5)),
        ("2024-02-30", None), ("2024-13-01", None), ("3月5日", None), ("昨天", None), ("2024", date(2024, 1, 1)),
        ("2024年", date(2024, 1, 1)), ("99999", None),
    ],
)  # fmt: skip
def test_dates(text: str, day: date | None) -> None:
    assert read_date(text) == day


def test_a_date_on_the_assessment_day_is_known_and_one_day_later_is_not() -> None:
    shape = FieldShape(kind="date", label=LABEL)
    cells = pl.Series("c0", ["2026-01-01", "2026-01-02", "2026年1月2日", "无", "没填"])
    column = clean_dates(cells, shape, date(2026, 1, 1))
    assert column.values.to_list() == [date(2026, 1, 1), None, None, None, None]
    said = dict(zip(column.at.tolist(), column.codes, strict=True))
    assert said == {1: "DATE-02", 2: "DATE-02", 3: "MISS-03", 4: "DATE-01"}


@pytest.mark.parametrize(
    ("word", "none_means", "meaning"),
    [
        ("是", None, (1.0, False)), ("有", None, (1.0, False)), ("√", None, (1.0, False)), ("Ｙ", None, (1.0, False)),
        (" TRUE ", None, (1.0, False)), ("已设置", None, (1.0, False)), ("否", None, (0.0, False)),
        ("×", None, (0.0, False)), ("未设置", None, (0.0, False)), ("0.0", None, (0.0, False)),
        ("无", None, (0.0, False)), ("无", "false", (0.0, False)), ("没有", "unknown", (None, False)),
        ("未检查", None, (None, False)), ("不适用", None, (None, True)), ("／", None, (None, True)), ("2", None, None),
        ("合格", None, None),
    ],
)  # fmt: skip
def test_yes_and_no(word: str, none_means: str | None, meaning: tuple[float | None, bool] | None) -> None:
    shape = FieldShape.model_validate({"kind": "boolean", "label": LABEL, "none_means": none_means})
    assert lexicon(shape).meaning(word) == meaning


def test_check_digits_of_gb_32100() -> None:
    good = "91350100M000100Y43"  # GB 32100-2015, the standard's worked example
    codes = [good, good[:-1] + "4", good.replace("M", "I"), good[:-1], "九" * 6, None]
    assert uscc_is_wrong(pl.Series(codes)).tolist() == [False, True, True, True, True, False]
    for at in range(18):
        other = "0" if good[at] != "0" else "1"
        assert uscc_is_wrong(pl.Series([good[:at] + other + good[at + 1 :]])).tolist() == [True]


def test_codes_that_lost_digits() -> None:
    codes = ["9.15E+17", "9.11110000000000E+17", "9e17", "1E3", "12E5", "915101234567890123", None]
    assert is_damaged(pl.Series(codes)).to_list() == [True, True, True, False, False, False, False]


def test_typed_codes_become_text() -> None:
    assert clean_text(pl.Series("a", [1.0, 2.5, None, 9.1e17]), code=True).to_list() == [
        "1", "2.5", None, "9.10000000000000E+17",
    ]  # fmt: skip
    assert clean_text(pl.Series("a", [911101234567890123]), code=True).to_list() == ["911101234567890123"]


@given(st.lists(st.sampled_from("abcdef"), max_size=40), st.integers(1, 9))
def test_seen_ids_know_the_first_row_for_any_chunking(ids: list[str], size: int) -> None:
    seen, first = SeenIds(), []
    for start in range(0, len(ids), size):
        part = ids[start : start + size]
        first += seen.first_rows(pl.Series(part, dtype=pl.String), np.arange(start + 2, start + 2 + len(part))).tolist()
    assert first == [0 if ids.index(name) == at else ids.index(name) + 2 for at, name in enumerate(ids)]


def test_yes_and_no_in_a_column_that_counts_defects():
    label = Text(zh="疏散指示损坏", en="signs broken")
    form = FieldShape(kind="integer", uom="count", label=label, none_means="zero", empty_means="zero")
    other = FieldShape(kind="integer", uom="count", label=label)
    assert [read_number(text, form)[:3] for text in ("否", "×", "无", "2", "是", "√")] == [
        (0.0, False, None),
        (0.0, False, None),
        (0.0, False, None),
        (2.0, False, None),
        (1.0, False, "NUM-06"),
        (1.0, False, "NUM-06"),
    ]
    assert read_number("是", other).code == read_number("否", other).code == "NUM-01"


_DIGITS = st.from_regex(r"[0-9]{1,6}(\\.[0-9]{1,3})?", fullmatch=True)
_BEFORE = st.sampled_from(["", "约", "-", "地上", "№", "1,", "大约 "])
_AFTER = st.sampled_from(["", "余", "㎡", "亩", "万㎡", "元", "-900", "%", "e3", ".", ",", "层/地下2", " 平方米左右"])


@given(st.lists(st.tuples(_BEFORE, _DIGITS, _AFTER).map("".join), min_size=70, max_size=90))
def test_words_read_by_their_pattern_give_what_each_gives_alone(words: list[str]) -> None:
    shape = _number("m2")
    alone = [read_by(NUMBER_CHAIN, word, shape) for word in words]
    readings, numbers = read_words(words, lambda word: read_by(NUMBER_CHAIN, word, shape))
    assert [reading.code for reading in readings] == [reading.code for reading in alone]
    expected = [math.nan if reading.value is None else reading.value for reading in alone]
    assert numbers == pytest.approx(expected, rel=1e-15, nan_ok=True)


def test_only_a_whole_day_is_read_as_it_stands() -> None:
    shape = FieldShape(kind="date", label=LABEL)
    column = clean_dates(pl.Series("c0", ["24-3-5", "2024-3-5", "2024-03-05"]), shape, date(2026, 1, 1))
    assert column.values.to_list() == [None, date(2024, 3, 5), date(2024, 3, 5)]
    assert list(zip(column.at.tolist(), column.codes, strict=True)) == [(0, "DATE-01"), (1, "DATE-04")]
