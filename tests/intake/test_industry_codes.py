"""Industry codes of GB/T 4754-2017: letter and digits agree, bare digits get their letter, nothing is guessed."""

from __future__ import annotations

import hashlib

import polars as pl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from riskkit.codes import CODES
from riskkit.datasets import dataset_path
from riskkit.intake.industry_codes import judge_industry_codes
from riskkit.intake.known_industries import divisions, section_in_2011
from riskkit.terms import Severity, in_lang

# GB/T 4754-2017: first and last division of each section
SECTIONS = {
    "A": (1, 5), "B": (6, 12), "C": (13, 43), "D": (44, 46), "E": (47, 50), "F": (51, 52), "G": (53, 60),
    "H": (61, 62), "I": (63, 65), "J": (66, 69), "K": (70, 70), "L": (71, 72), "M": (73, 75), "N": (76, 79),
    "O": (80, 82), "P": (83, 83), "Q": (84, 85), "R": (86, 90), "S": (91, 96), "T": (97, 97),
}  # fmt: skip


def judged(*cells: str | float | None) -> tuple[list[str | None], list[int], list[str]]:
    column = judge_industry_codes(pl.Series("industry", list(cells)))
    return column.values.to_list(), column.at.tolist(), column.found


def test_the_source_file_describes_the_table() -> None:
    folder = dataset_path("industry_codes")
    source = yaml.safe_load((folder / "source.yaml").read_text("utf-8"))
    content = (folder / "divisions.csv").read_bytes()
    assert source["files"][0]["sha256"] == hashlib.sha256(content).hexdigest()
    assert source["files"][0]["rows"] == content.count(b"\n") - 1
    assert list(source["columns"]) == content.decode().split("\n", 1)[0].split(",")


def test_sections_and_divisions_of_2017() -> None:
    found: dict[str, list[int]] = {}
    for number, division in divisions().items():
        found.setdefault(division.section, []).append(int(number))
    assert {letter: (min(numbers), max(numbers)) for letter, numbers in found.items()} == SECTIONS
    assert len(divisions()) == 97
    assert all(division.name for division in divisions().values())


def test_letter_and_digits_at_the_limits_of_every_section() -> None:
    for letter, (first, last) in SECTIONS.items():
        good = [f"{letter}{first:02d}", f"{letter}{last:02d}", f"{letter}{first:02d}1", f"{letter}{last:02d}99", letter]
        assert judged(*good) == (good, [], [])
        for number in (first - 1, last + 1):
            code = f"{letter}{number:02d}10"
            values, _, found = judged(code)
            if number not in range(1, 98):
                assert (values, found) == ([None], ["IND-03"])
            else:
                edition = section_in_2011(f"{number:02d}") == letter
                assert (values, found) == ([code], ["IND-05" if edition else "IND-02"])


def test_the_edition_of_2011_is_recognised() -> None:
    old = ["O7910", "P8231", "Q8311", "R8510", "S9010", "T9600"]
    assert judged(*old) == (old, [0, 1, 2, 3, 4, 5], ["IND-05"] * 6)
    assert judge_industry_codes(pl.Series(["P8231"])).allowed == ["O82 其他服务业"]
    assert [section_in_2011(number) for number in ("00", "79", "96", "97")] == [None, "O", "T", None]


def test_bare_digits_get_their_letter() -> None:
    assert judged("61", "6110", "0111", "011", "01", "1", "9700") == (
        ["H61", "H6110", "A0111", "A011", "A01", "A01", "T9700"],
        list(range(7)),
        ["IND-04"] * 7,
    )
    assert judged(6110.0, 83.0) == (["H6110", "P83"], [0, 1], ["IND-04"] * 2)


def test_three_bare_digits_are_not_guessed() -> None:
    """0610 (coal) stored as a number is 610, which is also the group 610 of hotels."""
    column = judge_industry_codes(pl.Series(["610"]))
    assert (column.values.to_list(), column.found) == (["610"], ["IND-07"])
    assert in_lang(column.allowed[0], "zh") == "H610 住宿业，或 B0610 煤炭开采和洗选业"
    assert judged("980") == ([None], [0], ["IND-03"])


@pytest.mark.parametrize(
    ("word", "value"),
    [("h6110", "H6110"), ("H 6110", "H6110"), ("H-61", "H61"), ("Ｈ６１１０", "H6110"), ("H6110 旅游饭店", "H6110"),
     ("H6110（旅游饭店）", "H6110"), ("h61-住宿业", "H61")],
)  # fmt: skip
def test_another_spelling(word: str, value: str) -> None:
    found = ["IND-06"] if word != "Ｈ６１１０" else []  # full-width is read like half-width in every code
    assert judged(word) == ([value], [0] if found else [], found)


@pytest.mark.parametrize(
    "word", ["宾馆", "H", "U61", "61100", "H61101", "H6", "6l10", "-", "H61/H62", "00", "98", "9810"]
)
def test_what_is_no_code(word: str) -> None:
    if word == "H":
        assert judged(word) == (["H"], [], [])
        return
    code = "IND-03" if word in ("00", "98", "9810") else "IND-01"
    assert judged(word, None) == ([None, None], [0], [code])


def test_a_letter_that_disagrees_is_kept_and_told() -> None:
    column = judge_industry_codes(pl.Series(["C6110", "A8310"]))
    assert (column.values.to_list(), column.found) == (["C6110", "A8310"], ["IND-02"] * 2)
    assert column.allowed == ["H61 住宿业", "P83 教育"]


@given(st.lists(st.none() | st.text(max_size=8) | st.from_regex(r"[A-U]?[0-9]{1,5}", fullmatch=True), max_size=30))
def test_any_text(cells: list[str | None]) -> None:
    values, at, found, allowed = judge_industry_codes(pl.Series(cells, dtype=pl.String))
    assert len(at) == len(found) == len(allowed)
    assert len(values) == len(cells)
    for place, code in zip(at.tolist(), found, strict=True):
        assert (values[place] is None) == (CODES[code].severity is Severity.ERROR)
