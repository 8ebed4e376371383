"""Cells, row numbers and the account of rows, held against Python's csv module for any dialect and any cutting."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskkit.errors import RiskkitError
from riskkit.intake import csv_reader, csv_scan
from riskkit.intake.raw import RawExtract
from riskkit.intake.readers import open_extract

HEADER = ["编号", "名称", "备注"]
KNOWN = frozenset(HEADER)
CELLS = st.one_of(
    st.sampled_from(
        ["", " ", "甲", "A1", '"', '""', "\n", "\r\n", "\r", ",", ";", "\t", "a\nb\nc", "x,y,z", "喆镕", "㎡"]
    ),
    st.text(st.sampled_from('甲é1 ",;\t|\n\r𠮷'), max_size=8),
)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=9)
QUIET = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(path: Path, chunk_rows: int = 200_000, **options: object) -> tuple[list[tuple[str | None, ...]], list[int]]:
    """All cells and their row numbers."""
    extract = open_extract(path, known=KNOWN, chunk_rows=chunk_rows, **options)  # type: ignore[arg-type]
    return read_rows(extract)


def read_rows(extract: RawExtract) -> tuple[list[tuple[str | None, ...]], list[int]]:
    cells: list[tuple[str | None, ...]] = []
    rows: list[int] = []
    for chunk in extract.chunks():
        cells += chunk.frame.rows()
        rows += chunk.rows.tolist()
        assert chunk.frame.height == len(chunk.rows)
    assert extract.rows_read == len(rows)
    return cells, rows


@QUIET
@given(
    rows=ROWS,
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"]),
    chunk_rows=st.sampled_from([1, 2, 5, 200_000]),
    block=st.sampled_from([1, 7, 64, 64 << 20]),
)
def test_any_dialect_gives_the_cells_of_the_csv_module(
    tmp_path: Path, rows: list[list[str]], delimiter: str, line_end: str, quoting: int, encoding: str,
    chunk_rows: int, block: int,
) -> None:  # fmt: skip
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=line_end, quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(HEADER)
    writer.writerows(rows)
    path = tmp_path / "table.csv"
    path.write_bytes(buffer.getvalue().encode(encoding))
    # the writer leaves some line ends unquoted; the reader is the one to agree with
    _, *below = csv.reader(io.StringIO(buffer.getvalue(), newline=""), delimiter=delimiter)
    expected = [tuple(cell or None for cell in [*row, "", "", ""][:3]) for row in below]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(csv_scan, "BLOCK_BYTES", block)
        cells, numbers = read(path, chunk_rows, header_row=1)
    assert cells == expected
    assert numbers == list(range(2, len(below) + 2))


@QUIET
@given(rows=ROWS, line_end=st.sampled_from(["\n", "\r\n"]), block=st.sampled_from([1, 7, 64, 64 << 20]))
def test_mending_leaves_a_sound_file_as_it_is(tmp_path: Path, rows: list[list[str]], line_end: str, block: int) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows([HEADER, *rows])
    path = tmp_path / "table.csv"
    path.write_bytes(buffer.getvalue().encode())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(csv_scan, "BLOCK_BYTES", block)
        patched.setattr(csv_reader, "quoting", lambda *_: "irregular")
        cells, _ = read(path, header_row=1)
    assert cells == [tuple(cell or None for cell in row) for row in rows]


@QUIET
@given(
    tail=st.text(st.sampled_from('甲1",\n\r\t'), max_size=60),
    encoding=st.sampled_from(["utf-8", "gb18030"]),
    block=st.sampled_from([1, 5, 33]),
)
def test_whatever_the_quotes_every_line_is_in_some_row(tmp_path: Path, tail: str, encoding: str, block: int) -> None:
    path = tmp_path / "noise.csv"
    path.write_bytes((",".join(HEADER) + "\n" + tail).encode(encoding))
    whole = _with_odd(path)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(csv_scan, "BLOCK_BYTES", block)
        assert _with_odd(path, chunk_rows=1) == whole
    cells, rows, ragged, _ = whole
    assert rows == list(range(2, len(rows) + 2))
    kept = "".join(
        ragged.get(row, "".join(cell or "" for cell in found)) for row, found in zip(rows, cells, strict=True)
    )
    for letter in "甲1":  # nothing but marks of the dialect may go
        assert kept.count(letter) == tail.count(letter)


def _with_odd(path: Path, chunk_rows: int = 200_000) -> tuple[object, list[int], dict[int, str], object]:
    try:
        extract = open_extract(path, known=KNOWN, chunk_rows=chunk_rows, header_row=1)
    except RiskkitError as problem:
        return problem.code, [], {}, None
    cells: list[tuple[str | None, ...]] = []
    rows: list[int] = []
    ragged: dict[int, str] = {}
    for chunk in extract.chunks():
        cells += chunk.frame.rows()
        ragged |= {int(chunk.rows[at]): text for at, text in chunk.ragged.items()}
        rows += chunk.rows.tolist()
    return cells, rows, ragged, extract.late_notes


def test_reading_again_gives_the_same_and_notes_nothing_twice(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes('编号,名称,备注\r\nA1,"甲,1\nA2,乙\0,2\r\n'.encode())
    extract = open_extract(path, known=KNOWN)
    first, notes = read_rows(extract), list(extract.late_notes)
    assert read_rows(extract) == first
    assert extract.late_notes == notes
    assert [note.code for note in notes] == ["FILE-23", "FILE-24", "FILE-25"]


def test_a_short_row_does_not_hide_behind_a_long_one(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes("编号,名称,备注\nA1,甲\nA2,乙,1,\nA3,丙,\n".encode())
    for chunk_rows in (1, 200_000):
        ragged = {}
        for chunk in open_extract(path, known=KNOWN, chunk_rows=chunk_rows).chunks():
            ragged |= {int(chunk.rows[at]): text for at, text in chunk.ragged.items()}
        assert ragged == {2: "A1,甲"}
