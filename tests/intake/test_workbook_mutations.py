"""Workbooks changed at random: rows, or one RiskkitError; nothing else, and no process is left."""

from __future__ import annotations

import io
from pathlib import Path

import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbook_files import HEADER, SHEET, UNIT, ods, ods_cell, sheet_xml, xlsx

from riskkit.errors import RiskkitError
from riskkit.intake.readers import open_extract

# every example starts a process
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
PIECES = st.sampled_from(
    ["<", ">", "/>", '"', "<c ", "</c>", "</row>", "<row>", 'r="', 'r="XFD9"', 't="s"', 't="e"', "<f>", "<v>", "<v/>",
     "&#1;", "&x;", "<!--", "]]>", "9" * 30, "-1", "nan", "", "é", 'number-rows-repeated="9999"', "<table:table-row>"]
)  # fmt: skip
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 9), PIECES), min_size=1, max_size=5)


def _changed(text: str, changes: list[tuple[float, int, str]]) -> str:
    for place, length, piece in changes:
        at = int(place * len(text))
        text = text[:at] + piece + text[at + length :]
    return text


def _read(path: Path) -> None:
    try:
        raw = open_extract(path, known={"编号", "单位名称"})
        rows = [row for chunk in raw.chunks() for row in chunk.rows.tolist()]
    except RiskkitError as error:
        line = error.text("en")
    else:
        assert rows == list(range(raw.header_row + 1, raw.header_row + 1 + len(rows)))
        line = ""
    assert "\n" not in line
    assert "Traceback" not in line


@FEW
@given(changes=CHANGES)
def test_a_sheet_changed_at_random(tmp_path: Path, changes: list[tuple[float, int, str]]) -> None:
    _read(xlsx(tmp_path / "book.xlsx", **{SHEET: _changed(sheet_xml(UNIT, UNIT.replace('2"', '3"')), changes)}))


@FEW
@given(changes=CHANGES)
def test_an_ods_changed_at_random(tmp_path: Path, changes: list[tuple[float, int, str]]) -> None:
    rows = f"<table:table-row>{''.join(map(ods_cell, HEADER))}</table:table-row>" * 3
    _read(ods(tmp_path / "book.ods", _changed(rows, changes)))


@FEW
@given(places=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=4)), min_size=1, max_size=8))
def test_an_xls_changed_at_random(tmp_path: Path, places: list[tuple[float, bytes]]) -> None:
    book, made = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("台账")
    for at, cell in enumerate(HEADER):
        sheet.write(0, at, cell)
        sheet.write(1, at, at)
    book.save(made)
    content = bytearray(made.getvalue())
    for place, piece in places:
        at = int(place * (len(content) - len(piece)))
        content[at : at + len(piece)] = piece
    path = tmp_path / "book.xls"
    path.write_bytes(content)
    _read(path)
