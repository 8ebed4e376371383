"""Unified social credit codes and the older codes in their column: mended only where the check digit says so."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskkit.codes import CODES
from riskkit.intake.check_digits import (
    USCC_ALPHABET,
    organisation_code_passes,
    registration_number_passes,
    uscc_is_wrong,
)
from riskkit.intake.org_codes import judge_org_codes
from riskkit.terms import Severity

# GB 32100-2015, worked example; then the published codes of 阿里巴巴, 腾讯, 华为, 小米, 百度, 青岛啤酒 or the like
GOOD = "91350100M000100Y43"
PUBLISHED = [
    GOOD,
    "91330100799655058B",
    "91440300708461136T",
    "914403001922038216",
    "91110108551385082Q",
    "91110000802100433B",
    "91370200163562681G",
]


def judged(*cells: str | float | None) -> tuple[list[str | None], list[int], list[str]]:
    column = judge_org_codes(pl.Series("uscc", list(cells)))
    return column.values.to_list(), column.at.tolist(), column.found


def test_published_codes_pass_untouched() -> None:
    assert judged(*PUBLISHED, None) == ([*PUBLISHED, None], [], [])


@given(st.text(alphabet=USCC_ALPHABET, min_size=17, max_size=17), st.integers(0, 17), st.integers(1, 30))
def test_any_one_character_changed_is_caught(body: str, place: int, step: int) -> None:
    whole = [body + last for last in USCC_ALPHABET if not uscc_is_wrong(pl.Series([body + last]))[0]]
    assert len(whole) == 1  # exactly one check digit fits
    code = whole[0]
    other = USCC_ALPHABET[(USCC_ALPHABET.index(code[place]) + step) % 31]
    assert uscc_is_wrong(pl.Series([code[:place] + other + code[place + 1 :]])).tolist() == [True]


@pytest.mark.parametrize(
    "spelling",
    [
        "91350100m000100y43",
        "9135 0100 M000 100Y 43",
        "913501-00M000100Y4-3",
        "９１３５０１００Ｍ０００１００Ｙ４３",
        "'" + GOOD,
    ],
)
def test_another_spelling_of_the_same_code(spelling: str) -> None:
    assert judged(spelling, GOOD) == ([GOOD, GOOD], [0], ["USCC-02"])


def test_outer_spaces_are_no_finding() -> None:
    assert judged(f"  {GOOD} ") == ([GOOD], [], [])


@pytest.mark.parametrize(
    "slip", ["9135O100M000100Y43", "9I350100M000100Y43", "9I35OIOOMOOOIOOY43", "9i35o1ooMoooiooy43"]
)
def test_o_and_i_are_mended_where_the_check_digit_then_passes(slip: str) -> None:
    column = judge_org_codes(pl.Series([slip]))
    assert (column.values.to_list(), column.found, column.allowed) == ([GOOD], ["USCC-03"], [GOOD])


@pytest.mark.parametrize("slip", ["9135O100M000100Y44", "9135Z100M000100Y43", "9I350100M0001S0Y43"])
def test_nothing_is_mended_where_it_does_not_pass(slip: str) -> None:
    assert judged(slip) == ([None], [0], ["USCC-07"])


def test_a_mistyped_code_is_kept() -> None:
    assert judged("91350100M000100Y44", "91350100m000100y44") == (["91350100M000100Y44"] * 2, [0, 1], ["USCC-01"] * 2)


@pytest.mark.parametrize("cell", ["9.15101E+17", "9.1110108e17", "9.11101080000000E+17", "911101080000000000"])
def test_a_number_that_lost_its_digits_is_never_guessed(cell: str) -> None:
    assert judged(cell) == ([None], [0], ["USCC-04"])


def test_a_native_number_of_more_than_fifteen_digits() -> None:
    column = judge_org_codes(pl.Series("uscc", [914403001922038216.0, None]))
    assert (column.values.to_list(), column.found) == ([None, None], ["USCC-04"])


def test_eighteen_digits_ending_in_000_that_pass_are_a_code() -> None:
    body = next(f"9144030019{number:05d}00" for number in range(10**5) if _check(f"9144030019{number:05d}00") == "0")
    assert judged(body + "0") == ([body + "0"], [], [])


def test_eighteen_digits_ending_in_000_whose_organisation_code_passes_are_mistyped() -> None:
    organisation = next(
        f"{number:06d}000" for number in range(1, 10**6) if organisation_code_passes(f"{number:06d}000")
    )
    code = next(f"9144{number:04d}{organisation}0" for number in range(10**4))
    assert uscc_is_wrong(pl.Series([code])).tolist() == [True]
    assert judged(code) == ([code], [0], ["USCC-01"])


def _check(body: str) -> str:
    return next(last for last in USCC_ALPHABET if not uscc_is_wrong(pl.Series([body + last]))[0])


def test_an_organisation_code_is_named_and_kept() -> None:
    # GB 11714-1997, worked example D2143569-X; characters 9 to 17 of a published code are one as well
    assert judged("D2143569-X", "d2143569x", "79965505-8") == (
        ["D2143569X", "D2143569X", "799655058"],
        [0, 1, 2],
        ["USCC-05"] * 3,
    )
    assert judged("D2143569-1") == ([None], [0], ["USCC-07"])
    assert all(organisation_code_passes(code[8:17]) for code in PUBLISHED)


def test_a_registration_number_is_named_and_kept() -> None:
    # published numbers of 阿里巴巴, 腾讯, 华为, 小米 before the unified code
    numbers = ["330100400013364", "440301103448669", "440301103097413", "110108012660422"]
    assert judged(*numbers) == (numbers, [0, 1, 2, 3], ["USCC-06"] * 4)
    assert judged("440301103097414") == ([None], [0], ["USCC-07"])
    for number in numbers:
        for place in range(15):
            other = str((int(number[place]) + 1) % 10)
            assert not registration_number_passes(number[:place] + other + number[place + 1 :])


@pytest.mark.parametrize(
    "word", ["无", "办理中", GOOD[:-1], GOOD + "0", "九" * 6, "九" * 18, "91350100M000100Y4Z", "0", "-"]
)
def test_anything_else_is_unknown(word: str) -> None:
    assert judged(word, GOOD) == ([None, GOOD], [0], ["USCC-07"])


def test_each_cell_is_said_once_and_in_order() -> None:
    cells = ["D2143569X", None, "91350100m000100y43", GOOD, "甲", "9.1E17", "91350100M000100Y44", "D2143569X"]
    values, at, found = judged(*cells)
    assert at == [0, 2, 4, 5, 6, 7]
    assert found == ["USCC-05", "USCC-02", "USCC-07", "USCC-04", "USCC-01", "USCC-05"]
    assert values == ["D2143569X", None, GOOD, GOOD, None, None, "91350100M000100Y44", "D2143569X"]


@given(st.lists(st.none() | st.text(max_size=20) | st.sampled_from(PUBLISHED), max_size=30), st.integers(0, 30))
def test_any_text_in_any_chunks(cells: list[str | None], cut: int) -> None:
    whole = judge_org_codes(pl.Series(cells, dtype=pl.String))
    parts = [judge_org_codes(pl.Series(part, dtype=pl.String)) for part in (cells[:cut], cells[cut:])]
    assert whole.values.to_list() == [value for part in parts for value in part.values.to_list()]
    assert whole.found == parts[0].found + parts[1].found
    _keeps_its_word(whole)


def _keeps_its_word(column: object) -> None:
    values, at, found, allowed = column  # type: ignore[misc]
    assert len(at) == len(found) == len(allowed) == len(set(at.tolist()))
    assert sorted(at.tolist()) == at.tolist()
    for place, code in zip(at.tolist(), found, strict=True):
        assert (values[place] is None) == (CODES[code].severity is Severity.ERROR)
