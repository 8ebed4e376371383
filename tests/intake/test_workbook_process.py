"""The process that parses: the same cells as in this process, its limits, and that it never stays behind."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from workbook_files import HEADER, row_xml, text_cell, xlsx

from riskkit.errors import RiskkitError
from riskkit.intake import workbook_open, workbook_process
from riskkit.intake.readers import open_extract
from riskkit.intake.workbook_blocks import chunks_of
from riskkit.intake.workbook_cells import cell_text, packed
from riskkit.intake.workbook_process import ReadLimits, WorkbookProcess
from riskkit.intake.workbook_reader import open_workbook

CELLS = st.one_of(
    st.just(""),
    st.text(max_size=5),
    st.floats(allow_nan=False),
    st.integers(-(10**18), 10**18),
    st.booleans(),
    st.dates(),
    st.datetimes(),
)


STARTED: list[subprocess.Popen[bytes]] = []
# where the system does not limit a process, the look and the time limit are what holds
limited = pytest.mark.skipif(sys.platform != "linux", reason="no limit of memory here")


class _Recorded(subprocess.Popen[bytes]):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        STARTED.append(self)


def _waiting() -> list[subprocess.Popen[bytes]]:
    """The processes that were started and are not dead and buried."""
    return [process for process in STARTED if process.returncode is None]


@pytest.fixture(autouse=True)
def _nothing_stays_behind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    STARTED.clear()
    monkeypatch.setattr(subprocess, "Popen", _Recorded)
    yield
    gc.collect()
    assert _waiting() == []


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workbook of 3,000 rows that is read in blocks of 500, not at once when it is opened."""
    monkeypatch.setattr(workbook_open, "_HELD_CELLS", 0)
    monkeypatch.setattr(workbook_process, "_BLOCK_CELLS", 500 * 5)
    return _many(tmp_path / "many.xlsx", 3000)


def _many(path: Path, rows: int) -> Path:
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("台账")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, [*HEADER, "检查日期", "层数"])
    for at in range(1, rows + 1):
        sheet.write_row(at, 0, [f"A{at}", "甲" if at % 3 else "", at * 1.5 if at % 1000 else "约3㎡"])
        sheet.write_datetime(at, 3, datetime(2025, 1, 1 + at % 28), day)
        sheet.write_number(at, 4, at)
    book.close()
    return path


@given(rows=st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=9), size=st.integers(1, 4))
def test_packed_cells_are_the_cells(rows: list[list[object]], size: int) -> None:
    blocks = [b"".join(packed(rows[at : at + size], 3)) for at in range(0, len(rows), size)]
    (chunk,) = chunks_of(blocks, 2, len(blocks))
    for at in range(3):
        column, cells = chunk.frame.get_column(f"c{at}"), [row[at] for row in rows]
        filled = [cell for cell in cells if cell != ""]
        is_numeric = bool(filled) and all(type(cell) in (int, float) for cell in filled)
        assert column.dtype == (pl.Float64 if is_numeric else pl.String)
        expected = [(None if cell == "" else float(cell)) if is_numeric else cell_text(cell) for cell in cells]  # type: ignore[arg-type]
        assert column.to_list() == expected
    assert chunk.rows.tolist() == list(range(2, len(rows) + 2))
    assert set(chunk.ragged) == {at for at, row in enumerate(rows) if row[3] != ""}
    for at, text in chunk.ragged.items():
        assert text == "\t".join(cell_text(cell) or "" for cell in rows[at])


def test_cells_as_text() -> None:
    assert [cell_text(cell) for cell in (time(8, 30), date(2025, 1, 2), datetime(2025, 1, 2, 3, 4))] == [
        "08:30:00", "2025-01-02", "2025-01-02 03:04:00",
    ]  # fmt: skip


@pytest.mark.parametrize("chunk_rows", [700, 1000, 200_000])
def test_the_rows_are_those_of_the_parser(many: Path, chunk_rows: int) -> None:
    rows = CalamineWorkbook.from_path(str(many)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    raw = open_extract(many, known={"编号"}, chunk_rows=chunk_rows)
    for _ in range(2):  # it may be read again from the start
        chunks = list(raw.chunks())
        assert max(chunk.frame.height for chunk in chunks) <= chunk_rows
        assert [row for chunk in chunks for row in chunk.rows.tolist()] == list(range(2, 3002))
        read = [row for chunk in chunks for row in chunk.frame.cast(pl.String).rows()]
        texts = [[cell_text(cell) for cell in row] for row in rows[1:]]
        assert [[row[0], row[1], row[3]] for row in read] == [[row[0], row[1], row[3]] for row in texts]
    assert [chunk.frame.get_column("c2").dtype for chunk in chunks][-1] == pl.String
    assert chunks[0].frame.get_column("c4").dtype == pl.Float64
    # a column of numbers with one word is written cell by cell
    mixed = pl.concat([chunk.frame.get_column("c2").cast(pl.String) for chunk in chunks]).to_list()
    assert mixed[999] == "约3㎡"
    if chunk_rows == 200_000:
        assert mixed == [row[2] for row in texts]


def test_a_small_workbook_leaves_no_process_waiting(tmp_path: Path) -> None:
    raw = open_extract(xlsx(tmp_path / "book.xlsx"), known={"编号"})
    assert (len(STARTED), _waiting()) == (1, [])
    assert [chunk.frame.rows() for chunk in raw.chunks()] == [[("A1", "甲", 12.5)]]
    assert len(STARTED) == 1


def test_a_consumer_that_stops_half_way_and_one_that_never_starts(many: Path) -> None:
    raw = open_extract(many, known={"编号"}, chunk_rows=100)
    assert len(_waiting()) == 1
    chunks = raw.chunks()
    next(chunks)
    chunks.close()  # type: ignore[attr-defined]
    assert _waiting() == []
    assert sum(chunk.frame.height for chunk in raw.chunks()) == 3000
    unread = open_extract(many, known={"编号"})
    assert len(_waiting()) == 1
    del unread, raw, chunks
    gc.collect()
    assert _waiting() == []


def test_an_error_after_opening_ends_the_process(many: Path) -> None:
    with pytest.raises(RiskkitError, match="FILE-05"):
        open_extract(many, sheet="没有")
    assert (len(STARTED), _waiting()) == (1, [])


@limited
def test_too_little_memory(many: Path) -> None:
    with pytest.raises(RiskkitError) as caught:
        open_workbook(many, {"编号"}, None, None, 1000, limits=ReadLimits(memory_bytes=4 << 20))
    assert (caught.value.code, caught.value.where) == ("FILE-13", str(many))


@limited
def test_one_long_text_in_many_cells_ends_in_one_line(tmp_path: Path) -> None:
    """32,000 letters stored once and shown in 40,000 cells would be 4 GB."""
    shared = f"<sst><si><t>{'长' * 32_000}</t></si></sst>"
    rows = [row_xml(at, *(f'<c r="{letter}{at}" t="s"><v>0</v></c>' for letter in "ABCD")) for at in range(2, 10_002)]
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="worksheets/sheet1.xml" Type="x/worksheet"/>'
        '<Relationship Id="rId2" Target="sharedStrings.xml" Type="x/sharedStrings"/></Relationships>'
    )
    more = {"xl/sharedStrings.xml": shared, "xl/_rels/workbook.xml.rels": relations}
    path = xlsx(tmp_path / "book.xlsx", *rows, **more)
    with pytest.raises(RiskkitError, match="FILE-13"):
        open_workbook(path, {"编号"}, None, None, 1000, limits=ReadLimits(memory_bytes=256 << 20))


def test_too_little_time(many: Path) -> None:
    with pytest.raises(RiskkitError) as caught:
        open_workbook(many, {"编号"}, None, None, 1000, limits=ReadLimits(seconds=0.001))
    assert (caught.value.code, caught.value.allowed) == ("FILE-14", "0.001 s")


def test_a_process_that_is_killed_while_rows_are_read(many: Path) -> None:
    raw = open_extract(many, known={"编号"}, chunk_rows=50)
    (child,) = _waiting()
    chunks = raw.chunks()
    next(chunks)
    child.kill()
    with pytest.raises(RiskkitError, match="FILE-13"):
        list(chunks)


def test_what_the_parser_refuses_is_said(tmp_path: Path) -> None:
    process = WorkbookProcess("a.xlsx", "archive")
    with pytest.raises(RiskkitError, match=r"a\.xlsx: FILE-02"):
        process.sheets(b"PK\x03\x04 and noise", 40)
    assert not process.is_alive


def test_the_process_loads_the_parser_and_the_standard_library_only(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "book.xlsx")
    probe = (
        "import sys\n"
        "from riskkit.intake.workbook_child import opened\n"
        f"content = open({str(path)!r}, 'rb').read()\n"
        "opened(content, {'kind': 'archive', 'peek': 40, 'most_cells': 10**8})\n"
        "opened(b'<table><tr><td>1', {'kind': 'html', 'peek': 40, 'most_cells': 10**8, 'encoding': None})\n"
        "own = {name.split('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)\n"
        "print(sorted(name for name in own if not name.startswith(('_', 'sitecustomize'))))\n"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "['python_calamine', 'riskkit']"


def test_a_script_without_a_main_guard_reads_a_workbook(tmp_path: Path) -> None:
    path = _many(tmp_path / "many.xlsx", 900)
    script = tmp_path / "script.py"
    script.write_text(
        "from riskkit.intake import workbook_open\n"
        "from riskkit.intake.readers import open_extract\n"
        "workbook_open._HELD_CELLS = 0\n"
        f"raw = open_extract({str(path)!r}, known={{'编号'}})\n"
        "print(sum(chunk.frame.height for chunk in raw.chunks()))\n"
        f"unread = open_extract({str(path)!r}, known={{'编号'}})\n",
        "utf-8",
    )
    done = subprocess.run([sys.executable, script], capture_output=True, check=False, text=True, timeout=60)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "900", "")


def test_modules_beside_a_script_do_not_reach_the_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "struct.py").write_text("raise SystemExit(9)", "utf-8")
    monkeypatch.chdir(tmp_path)
    path = xlsx(tmp_path / "book.xlsx")
    assert open_extract(path, known={"编号"}).header == list(HEADER)


def test_the_file_is_read_once_and_told_by_its_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_open, "_HELD_CELLS", 0)
    path = xlsx(tmp_path / "book.xlsx", *[row_xml(at, text_cell(f"A{at}", f"A{at}")) for at in range(2, 9)])
    raw = open_extract(path, known={"编号"})
    path.write_bytes(b"")  # saved anew meanwhile
    assert sum(chunk.frame.height for chunk in raw.chunks()) == 7
    assert sum(chunk.frame.height for chunk in raw.chunks()) == 7
    assert len(raw.digest) == 64


def test_the_limits_are_what_the_docs_say() -> None:
    assert (workbook_process.LIMITS.memory_bytes, workbook_process.LIMITS.seconds) == (4 << 30, 120.0)
