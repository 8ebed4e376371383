"""A form that is filled in validates without a finding: every rulebook of all levels, every side table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from riskkit.codes import CODES
from riskkit.errors import RiskkitError
from riskkit.indicators.loader import BUILT_IN_RULES, rulebook_paths
from riskkit.intake.extract import read_extract
from riskkit.reporting.template_book import write_template
from riskkit.reporting.template_form import form_of
from riskkit.reporting.template_shape import Form, FormColumn
from riskkit.reporting.template_tables import TABLES
from riskkit.reporting.template_words import headers_of, limits_of, options_of
from riskkit.terms import Lang, Severity

DAY = date(2026, 6, 1)
# what these need is given by no norm; without the user's own numbers their columns are not known
WAITING = {"region/db43_1324_2017", "unit/high_hazard_60"}
RULEBOOKS = [name for name in rulebook_paths(BUILT_IN_RULES) if name not in WAITING]
USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CODED = {
    "area_code": ("330802", "330802001000"),
    "industry_code": ("H6110", "P8334"),
    "longitude": (118.87, 118.9),
    "latitude": (28.93, 28.97),
    "coordinate_system": (("CGCS2000", "cgcs2000"), ("WGS84", "wgs84")),
}


@cache
def form(name: str) -> Form:
    return form_of(name, DAY, last_day=DAY)


def uscc(number: int) -> str:
    """A unified social credit code with its check digit (GB 32100)."""
    body = f"91330802MA{number:07d}"
    check = (31 - sum(USCC_ALPHABET.index(sign) * 3**at for at, sign in enumerate(body)) % 31) % 31
    return body + USCC_ALPHABET[check]


@dataclass(frozen=True)
class Cell:
    """What is written into a cell, and what intake must make of it."""

    written: Any
    value: Any
    not_applicable: bool = False


def cells_of(column: FormColumn, lang: Lang, position: int) -> tuple[Cell, Cell, Cell]:
    """Two rows of values, limits where there are limits, and a row of words."""
    shape, name = column.shape, column.field
    skipped = Cell("/", None, True)
    if name == "subject_id":
        return tuple(Cell(code, code) for code in ("001234567890123456", "915101234567890123", "甲-3"))  # type: ignore[return-value]
    if shape.form in CODED:
        one, two = (word if isinstance(word, tuple) else (word, word) for word in CODED[shape.form])
        return Cell(*one), Cell(*two), Cell(None, None)
    if name == "uscc":
        return Cell(uscc(1), uscc(1)), Cell(uscc(27), uscc(27)), skipped
    match shape.kind:
        case "number" | "integer":
            low, high = limits_of(shape)
            ends = 0.0 if low is None else low, 7.0 if high is None else high
            none = {"zero": Cell("无", 0.0), "false": Cell("无", 0.0), "unknown": Cell("无", None)}
            word = none.get(shape.none_means or "", skipped) if position % 2 else skipped
            return Cell(ends[0], ends[0]), Cell(ends[1], ends[1]), skipped if shape.required else word
        case "boolean":
            yes, no, *_ = options_of(shape, lang)
            return Cell(yes, 1.0), Cell(no, 0.0), skipped
        case "category":
            words, codes = options_of(shape, lang)[:-2], [level.code for level in shape.levels]
            last = Cell(words[0], codes[0]) if shape.required else skipped
            return Cell(words[0], codes[0]), Cell(words[-1], codes[-1]), last
        case "date":
            early = DAY - timedelta(days=400)
            last = Cell(early, early) if shape.required else skipped
            return Cell(DAY, DAY), Cell(early.isoformat(), early), last
        case "id":
            return Cell("0330802", "0330802"), Cell("教育", "教育"), Cell("330803", "330803")
        case _:
            return Cell("=1+1 号楼", "=1+1 号楼"), Cell("衢州/某厂", "衢州/某厂"), Cell("丙", "丙")


def filled(path: Path, made: Form, lang: Lang) -> list[dict[str, Cell]]:
    """Make the form at ``path`` and fill in three rows as a person would; gives what was written."""
    write_template(path, made, lang)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1]}
    headers = headers_of(made, lang)
    assert sorted(places) == sorted(headers.values())
    rows: list[dict[str, Cell]] = [{}, {}, {}]
    for position, column in enumerate(made.columns):
        for row, cell in zip(rows, cells_of(column, lang, position), strict=True):
            row[column.field] = cell
    for number, row in enumerate(rows, 2):
        for name, cell in row.items():
            place = sheet.cell(number, places[headers[name]])
            place.value = cell.written
            place.data_type = "s" if isinstance(cell.written, str) else place.data_type
    book.save(path)
    return rows


def problems(path: Path, made: Form, rows: list[dict[str, Cell]]) -> Iterator[object]:
    """Findings above a note, rows set aside, values that came back changed."""
    extract = read_extract(path, made.fields, as_of=DAY, unique_ids=made.unique_ids)
    (chunk,) = extract.chunks()
    for found in (extract.findings, chunk.findings, extract.late_findings):
        for row in found.rows(named=True):
            if CODES[row["code"]].severity is not Severity.NOTE:
                yield row
    yield from chunk.set_aside.rows()
    for name in made.fields:
        values = chunk.table.frame[name].to_list()
        marks = chunk.table.is_not_applicable(name)
        for at, row in enumerate(rows):
            found_here = values[at], bool(marks is not None and marks[at])
            if found_here != (row[name].value, row[name].not_applicable):
                yield name, at, found_here, row[name]


@pytest.mark.parametrize("name", [*RULEBOOKS, *TABLES])
def test_a_filled_form_validates_without_a_finding(name: str, tmp_path: Path) -> None:
    rows = filled(tmp_path / "模板.xlsx", form(name), "zh")
    assert list(problems(tmp_path / "模板.xlsx", form(name), rows)) == []


@pytest.mark.parametrize("name", ["unit/city_score_100", "region/textbook_three_level", "table/checked_items"])
def test_an_english_form_does_too(name: str, tmp_path: Path) -> None:
    rows = filled(tmp_path / "form.xlsx", form(name), "en")
    assert list(problems(tmp_path / "form.xlsx", form(name), rows)) == []


def test_what_is_wrong_would_be_seen(tmp_path: Path) -> None:
    """The test above is no empty one: a number out of range, a word that is no option, a changed value."""
    place, made = tmp_path / "模板.xlsx", form("unit/city_score_100")
    rows = filled(place, made, "zh")
    book = openpyxl.load_workbook(place)
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, places["建筑面积（㎡）"]).value = 6_000_000
    sheet.cell(3, places["场所类型"]).value = "很大的楼"
    sheet.cell(2, places["单位名称"]).value = "另一个"
    book.save(place)
    seen = str(list(problems(place, made, rows)))
    assert [word in seen for word in ("NUM-02", "CAT-01", "另一个")] == [True, True, True]


@pytest.mark.parametrize("name", sorted(WAITING))
def test_a_rulebook_that_waits_for_its_numbers_has_no_form_yet(name: str) -> None:
    with pytest.raises(RiskkitError) as stopped:
        form_of(name, DAY)
    assert stopped.value.code == "RULE-40"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", [*RULEBOOKS, *TABLES])
def test_every_field_an_extract_brings_has_one_column(name: str, lang: Lang) -> None:
    made = form(name)
    headers = headers_of(made, lang)
    assert len(set(headers.values())) == len(made.columns) == len(made.fields)
    assert not [column.field for column in made.columns if column.shape.derived]
