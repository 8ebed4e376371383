"""Text files that would swallow rows or memory: every row is read, or one clear line says which one cannot be."""

from __future__ import annotations

import tracemalloc
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from riskkit.errors import RiskkitError
from riskkit.indicators.rule_file import FieldShape, Text
from riskkit.intake import csv_scan
from riskkit.intake.extract import read_extract
from riskkit.intake.raw import RawExtract
from riskkit.intake.readers import open_extract
from riskkit.intake.table_reader import open_frame

KNOWN = frozenset(["编号", "名称", "面积"])
HEADER = "编号,名称,面积\n"
FIELDS = {
    "name": FieldShape(kind="text", label=Text(zh="名称", en="name")),
    "area_m2": FieldShape(kind="number", label=Text(zh="面积", en="area"), uom="m2", plausible=(0, 10_000)),
}


def opened(tmp_path: Path, content: bytes | str, **options: object) -> RawExtract:
    path = tmp_path / "extract.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_extract(path, known=KNOWN, **options)  # type: ignore[arg-type]


class Raw:
    """All rows of an extract: cells by row number, ragged text by row number."""

    def __init__(self, extract: RawExtract) -> None:
        self.cells: dict[int, tuple[str | None, ...]] = {}
        self.ragged: dict[int, str] = {}
        for chunk in extract.chunks():
            self.cells |= dict(zip(chunk.rows.tolist(), chunk.frame.rows(), strict=True))
            self.ragged |= {int(chunk.rows[at]): text for at, text in chunk.ragged.items()}
        self.late = extract.late_notes
        assert extract.rows_read == len(self.cells)


def odd(raw: Raw) -> list[tuple[str, int | None, str, str]]:
    return [(note.code, note.row, note.column, note.value) for note in raw.late]


# ---------------------------------------------------------------- quotes


@pytest.mark.parametrize("chunk_rows", [1, 200_000])
def test_a_quote_never_closed_swallows_nothing(tmp_path: Path, chunk_rows: int) -> None:
    text = HEADER + 'A1,甲,1\nA2,"乙,2\n' + "".join(f"A{at},丙,{at}\n" for at in range(3, 60))
    raw = Raw(opened(tmp_path, text, chunk_rows=chunk_rows))
    assert sorted(raw.cells) == list(range(2, 61))
    assert raw.cells[3] == ("A2", '"乙', "2")
    assert raw.cells[60] == ("A59", "丙", "59")
    assert odd(raw) == [("FILE-24", 3, "", 'A2,"乙,2')]


def test_a_quote_closed_by_the_next_rows_quote_swallows_nothing(tmp_path: Path) -> None:
    raw = Raw(opened(tmp_path, HEADER + 'A1,"甲,1\nA2,"乙",2\nA3,丙,3\n'))
    assert raw.cells == {2: ("A1", '"甲', "1"), 3: ("A2", "乙", "2"), 4: ("A3", "丙", "3")}
    assert odd(raw) == [("FILE-24", 2, "", 'A1,"甲,1')]


def test_a_row_whose_cells_no_longer_fit_is_set_aside_as_the_file_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "extract.csv"
    path.write_text(HEADER + 'A1,"甲,乙,1\nA2,丙,2\n', "utf-8")
    extract = read_extract(path, FIELDS, as_of=date(2026, 1, 1))
    (chunk,) = extract.chunks()
    assert chunk.table.frame["subject_id"].to_list() == ["A2"]
    assert chunk.set_aside.select("row", "code", "cells").rows() == [(2, "ROW-06", 'A1,"甲,乙,1')]
    assert extract.late_findings.select("code", "row").rows() == [("FILE-24", 2)]
    assert extract.summary.rows_read == 2


def test_every_cell_quoted_and_one_quote_forgotten(tmp_path: Path) -> None:
    text = '"编号","名称","面积"\n"A1","甲","1\n"A2","乙","2"\n"A3","丙,"3"\n"A4","丁","4"\n'
    raw = Raw(opened(tmp_path, text))
    assert raw.cells[2] == ("A1", "甲", '"1')
    assert raw.cells[3] == ("A2", "乙", "2")
    assert raw.ragged == {4: '"A3","丙,"3"'}
    assert raw.cells[5] == ("A4", "丁", "4")


def test_stray_quotes_stay_in_their_cells(tmp_path: Path) -> None:
    raw = Raw(opened(tmp_path, HEADER + 'A1,5" 管店,1\nA2,"甲"店,2\nA3,""乙,"3"\nA4,丙,4"\n'))
    assert [cells[1:] for cells in raw.cells.values()] == [
        ('5" 管店', "1"), ("甲店", "2"), ("乙", "3"), ("丙", '4"'),
    ]  # fmt: skip
    assert odd(raw) == []


def test_lines_within_quotes_are_one_row_beside_stray_quotes_too(tmp_path: Path) -> None:
    raw = Raw(opened(tmp_path, HEADER + 'A1,"甲\n一,""分""店",1\nA2,5",2\nA3,"乙\r\n二" ,3\n'))
    assert raw.cells[2] == ("A1", '甲\n一,"分"店', "1")
    assert raw.cells[4] == ("A3", "乙\r\n二 ", "3")


def test_whole_rows_within_quotes_are_said(tmp_path: Path) -> None:
    raw = Raw(opened(tmp_path, HEADER + 'A1,"甲,1\nA2,乙,2\nA3,丙",3\nA4,"丁\n二楼\n东",4\n'))
    assert raw.cells[2] == ("A1", "甲,1\nA2,乙,2\nA3,丙", "3")
    assert odd(raw) == [("FILE-26", 2, "", "A2,乙,2")]


def test_a_quote_closed_only_after_a_mebibyte_was_never_closed(tmp_path: Path) -> None:
    filler = "".join(f"B{at},乙,{at}\n" for at in range(90_000))
    for last in ('Z,丙",3\n', "Z,丙,3\n"):
        raw = Raw(opened(tmp_path, HEADER + 'A1,"甲,1\n' + filler + last, chunk_rows=5000))
        assert len(raw.cells) == 90_002
        assert raw.cells[2] == ("A1", '"甲', "1")
        assert [note[:2] for note in odd(raw)] == [("FILE-24", 2)]


# ---------------------------------------------------------------- length


def refused(tmp_path: Path, content: bytes | str, **options: object) -> RiskkitError:
    with pytest.raises(RiskkitError) as caught:
        Raw(opened(tmp_path, content, **options))
    return caught.value


@pytest.mark.parametrize("chunk_rows", [10, 200_000])
@pytest.mark.parametrize(("mark", "line_end"), [("", "\n"), ('"x"', "\n"), ('5"', "\n"), ("", "\r"), ("", "\r\n")])
def test_an_endless_row_is_named(tmp_path: Path, mark: str, line_end: str, chunk_rows: int) -> None:
    rows = [f"A{at},{mark},1" for at in range(998)]
    text = line_end.join([HEADER.strip(), *rows, "B," + "长" * 400_000, "C,2,3", ""])
    problem = refused(tmp_path, text, chunk_rows=chunk_rows)
    assert (problem.code, problem.where) == ("FILE-20", f"{tmp_path / 'extract.csv'}#1000")
    assert problem.found == "> 1 MiB"


@pytest.mark.parametrize("tail", [b"", b"\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_without_line_ends_takes_no_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, tail: bytes
) -> None:
    monkeypatch.setattr(csv_scan, "BLOCK_BYTES", 1 << 20)
    content = "长，".encode(encoding) * 8_000_000 + tail
    (tmp_path / "extract.csv").write_bytes(content)
    tracemalloc.start()
    with pytest.raises(RiskkitError, match="FILE-20") as caught:
        open_extract(tmp_path / "extract.csv", known=KNOWN)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert caught.value.where.endswith("#1")
    assert peak < 16 << 20 < len(content)


def test_too_many_cells_are_named(tmp_path: Path) -> None:
    problem = refused(tmp_path, HEADER + "A1,甲,1\nA2,乙,2" + ",x" * 16_400 + "\n")
    assert (problem.code, problem.where[-2:]) == ("FILE-20", "#3")
    assert problem.text("en").split("found: ")[1].startswith("16,403 cells")
    problem = refused(tmp_path, "编号" + ",x" * 16_400 + "\nA1\n")
    assert (problem.code, problem.where[-2:]) == ("FILE-20", "#1")


def test_a_long_row_within_bounds_is_read(tmp_path: Path) -> None:
    raw = Raw(opened(tmp_path, HEADER + "A1," + "长" * 300_000 + ",1\n"))
    assert len(raw.cells[2][1] or "") == 300_000


# ---------------------------------------------------------------- NUL


@pytest.mark.parametrize("chunk_rows", [1, 200_000])
def test_nul_bytes_are_left_out_and_said(tmp_path: Path, chunk_rows: int) -> None:
    rows = "".join(f"A{at},甲店,{at}\n" for at in range(30))
    text = (HEADER + rows).replace("A7,", "A7\0,").replace("甲店,9\n", "甲\0\0店,9\0\n")
    raw = Raw(opened(tmp_path, text, chunk_rows=chunk_rows))
    assert raw.cells[9] == ("A7", "甲店", "7")
    assert raw.cells[11] == ("A9", "甲店", "9")
    assert odd(raw) == [("FILE-23", 9, "编号", "A7"), ("FILE-23", 11, "名称", "甲店")]


@pytest.mark.parametrize("chunk_rows", [1, 200_000])
def test_a_tail_of_nul_bytes_is_no_row(tmp_path: Path, chunk_rows: int) -> None:
    rows = "".join(f"A{at},甲店,{at}\n" for at in range(2000))
    raw = Raw(opened(tmp_path, (HEADER + rows).encode() + b"\0" * 3_000_000, chunk_rows=chunk_rows))
    assert sorted(raw.cells) == list(range(2, 2002))
    assert [note[:2] for note in odd(raw)] == [("FILE-23", 2002)]


@pytest.mark.parametrize(
    "content", [bytes(range(256)) * 20, b"\0" * 5000, b"A\0\0\0B\0\0\0,\n" * 50, b"\x7fELF" + b"\0" * 99]
)
def test_a_binary_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refused(tmp_path, content).code == "FILE-06"


# ---------------------------------------------------------------- line ends


@pytest.mark.parametrize("quote", ["", '"'])
@pytest.mark.parametrize("chunk_rows", [1, 200_000])
def test_mixed_line_ends_are_counted_and_rows_keep_their_numbers(tmp_path: Path, quote: str, chunk_rows: int) -> None:
    name = f"{quote}甲{quote}"
    text = f"编号,名称,面积\r\nA1,{name},1\nA2,{name},2\rA3,{name},3\r\n\rA5,{name},5"
    raw = Raw(opened(tmp_path, text, chunk_rows=chunk_rows))
    assert {row: cells[0] for row, cells in raw.cells.items()} == {2: "A1", 3: "A2", 4: "A3", 5: None, 6: "A5"}
    assert odd(raw) == [("FILE-25", None, "", "CRLF 2, LF 1, CR 2")]


def test_line_ends_within_quotes_are_no_mixture(tmp_path: Path) -> None:
    raw = Raw(opened(tmp_path, '编号,名称,面积\r\nA1,"甲\n店",1\r\nA2,"乙\r店",2\r\n'))
    assert odd(raw) == []
    assert [cells[1] for cells in raw.cells.values()] == ["甲\n店", "乙\r店"]


# ---------------------------------------------------------------- separators


def separator(extract: RawExtract) -> tuple[str, str]:
    decision = next(item for item in extract.decisions if item.what.zh == "分隔符")
    return decision.chosen, decision.why.zh


def test_the_separator_is_said(tmp_path: Path) -> None:
    assert separator(opened(tmp_path, HEADER + "A1,甲,1\n")) == (",", "表头认出 3 列，前 20 行中 2 行各有 3 格")
    assert separator(opened(tmp_path, (HEADER + "A1,甲,1\n").replace(",", "\t")))[0] == "TAB"


def test_decimal_commas_do_not_make_a_comma_the_separator(tmp_path: Path) -> None:
    raw = Raw(opened(tmp_path, "编号;名称;面积;高\nA1;甲,乙,丙;1,5;2,5\nA2;丁,戊,己;1,5;2,5\n"))
    assert raw.cells[2] == ("A1", "甲,乙,丙", "1,5", "2,5")


def test_the_separator_needs_no_known_header(tmp_path: Path) -> None:
    raw = Raw(opened(tmp_path, "甲|乙|丙\n1,5|2,5|3\n1,5|2,5|3\n"))
    assert raw.cells[2] == ("1,5", "2,5", "3")


def test_the_first_row_may_name_the_separator(tmp_path: Path) -> None:
    extract = opened(tmp_path, "sep=;\r\n编号;名称;面积\r\nA1;甲,一;1,5\r\n")
    assert (extract.header, extract.header_row, extract.notes) == (["编号", "名称", "面积"], 2, [])
    assert separator(extract) == (";", "首行 sep= 写明")
    assert Raw(extract).cells == {3: ("A1", "甲,一", "1,5")}


def test_full_width_commas_separate_nothing_and_the_mend_is_said(tmp_path: Path) -> None:
    problem = refused(tmp_path, "编号，名称，面积\nA1，甲，1\n")
    assert (problem.code, problem.found) == ("FILE-27", "编号，名称，面积")
    raw = Raw(opened(tmp_path, HEADER + "A1,甲，乙店,1\n"))
    assert raw.cells[2] == ("A1", "甲，乙店", "1")


def test_one_column_is_a_table_too(tmp_path: Path) -> None:
    extract = opened(tmp_path, "编号\nA1\nA2\n")
    assert separator(extract)[1] == "没有别的分隔符，只有一列"
    assert list(Raw(extract).cells.values()) == [("A1",), ("A2",)]


def test_ghost_columns_do_no_harm(tmp_path: Path) -> None:
    rows = "A1,甲,1,,,\nA2,乙,2,,\nA3,丙,3, ,\nA4,丁,4,,x\n"
    raw = Raw(opened(tmp_path, "编号,名称,面积,,\n" + rows))
    assert raw.ragged == {5: "A4,丁,4,,x"}


def test_findings_of_the_whole_file_reach_the_table_of_findings(tmp_path: Path) -> None:
    (tmp_path / "extract.csv").write_bytes((HEADER + "A1,甲\0,1\r\n").encode())
    extract = read_extract(tmp_path / "extract.csv", FIELDS, as_of=date(2026, 1, 1))
    list(extract.chunks())
    assert extract.late_findings.select("code", "row", "column", "file").rows() == [
        ("FILE-23", 2, "名称", "extract.csv"),
        ("FILE-25", None, "", "extract.csv"),
    ]


def test_a_parquet_file_and_a_frame_say_what_they_are(tmp_path: Path) -> None:
    table = pl.DataFrame({"编号": ["A1"]})
    table.write_parquet(tmp_path / "a.parquet")
    assert open_extract(tmp_path / "a.parquet").kind == "parquet"
    assert open_frame(table, 10).kind == "frame"
