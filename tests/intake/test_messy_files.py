"""Files as offices export them: every row is kept or set aside, and every oddity is said."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from riskkit.errors import RiskkitError
from riskkit.indicators.rule_file import FieldLevel, FieldShape, Text
from riskkit.intake.extract import Extract, read_extract
from riskkit.terms import in_lang

AS_OF = date(2026, 11, 1)


def _text(zh: str) -> Text:
    return Text(zh=zh, en=zh)


FIELDS = {
    "subject_id": FieldShape(kind="id", label=_text("编号"), aliases=["单位编号"]),
    "name": FieldShape(kind="text", label=_text("单位名称")),
    "area_m2": FieldShape(kind="number", label=_text("建筑面积"), uom="m2", plausible=(0, 5_000_000)),
    "floors": FieldShape(kind="integer", label=_text("层数"), plausible=(1, 200)),
    "sprinklers": FieldShape(kind="boolean", label=_text("自动灭火"), none_means="false"),
    "use": FieldShape(
        kind="category",
        label=_text("用途"),
        levels=[
            FieldLevel(code="shop", label=_text("商店"), words=["商场"]),
            FieldLevel(code="hotel", label=_text("旅馆")),
        ],
    ),
    "checked_on": FieldShape(kind="date", label=_text("检查日期"), none_means="unknown"),
    "fires": FieldShape(kind="integer", label=_text("火灾起数"), uom="count", none_means="zero"),
}
HEADER = "单位编号,单位名称,建筑面积（㎡）,层数,自动灭火,用途,检查日期,火灾起数"


def _write(tmp_path: Path, text: str, encoding: str = "utf-8", name: str = "extract.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


class Read:
    """Everything one extract gives, put together."""

    def __init__(self, extract: Extract) -> None:
        chunks = list(extract.chunks())
        self.frame = pl.concat([chunk.table.frame for chunk in chunks])
        self.findings = pl.concat([extract.findings, *[chunk.findings for chunk in chunks]])
        self.set_aside = pl.concat([chunk.set_aside for chunk in chunks])
        self.not_applicable = {
            (row, field)
            for chunk in chunks
            for field, flags in chunk.table.not_applicable.items()
            for row, flag in zip(chunk.table.frame["source_row"], flags, strict=True)
            if flag
        }
        self.summary = extract.summary
        assert self.summary.rows_read == self.frame.height + self.set_aside.height

    def aside(self) -> list[tuple[int, str]]:
        return list(self.set_aside.select("row", "code").rows())

    def codes(self) -> list[tuple[int, str, str]]:
        quiet = self.findings.filter(~pl.col("code").str.contains("^(COL|ROW)"))
        return list(quiet.select("row", "column", "code").rows())


def _read(path: object, **options: object) -> Read:
    return Read(read_extract(path, FIELDS, as_of=AS_OF, **options))  # type: ignore[arg-type]


def test_a_clean_table_gives_no_finding(tmp_path: Path) -> None:
    read = _read(_write(tmp_path, f"{HEADER}\nA1,甲,100,3,是,商店,2026-01-02,0\nA2,乙,,,,,,\n"))
    assert read.findings.is_empty()
    assert read.frame.drop("source_row").rows()[0] == ("A1", "甲", 100.0, 3.0, 1.0, "shop", date(2026, 1, 2), 0.0)
    assert read.frame["source_row"].to_list() == [2, 3]
    assert read.frame.rows()[1][3:] == (None,) * 6


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_ladder_finds_the_encoding_of_a_short_file(tmp_path: Path, encoding: str) -> None:
    read = _read(_write(tmp_path, f"{HEADER}\nA1,甲喆镕,100,3,是,商店,,0\n", encoding))
    assert read.frame["name"].to_list() == ["甲喆镕"]
    assert read.summary.encoding == encoding.removesuffix("-sig")


def test_an_encoding_that_is_asked_for_is_taken_or_refused(tmp_path: Path) -> None:
    path = _write(tmp_path, f"{HEADER}\nA1,甲,100,3,是,商店,,0\n", "gb18030")
    assert _read(path, encoding="gbk").frame["name"].to_list() == ["甲"]
    with pytest.raises(RiskkitError, match="FILE-34"):
        _read(path, encoding="utf-8")
    with pytest.raises(RiskkitError, match="ARG-01"):
        _read(path, encoding="klingon")


def test_bytes_that_fit_no_encoding_are_said(tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    path.write_bytes(f"{HEADER}\nA1,甲".encode("gb18030") + b"\xff\xff,100\n")
    with pytest.raises(RiskkitError) as caught:
        _read(path)
    assert caught.value.code == "FILE-03"
    assert "ff ff" in caught.value.found


def test_rows_around_the_table_are_set_aside(tmp_path: Path) -> None:
    text = (
        "某某区单位台账,,,,,,,\n填报单位：某某街道,,,,,,,\n"
        f"{HEADER}\nA1,甲,100,3,是,商店,,0\n,,,,,,,\n\n{HEADER}\nA2,乙,50,2,否,旅馆,,1\n"
        "小 计,,150,,,,,1\n合计（2家）,,150,,,,,1\n注：面积为套内面积\n填表人：张三,,,,,,,\n"
    )
    read = _read(_write(tmp_path, text))
    assert read.summary.header_row == 3
    assert read.frame["source_row"].to_list() == [4, 8]
    assert read.aside() == [
        (5, "ROW-05"), (6, "ROW-05"), (7, "ROW-03"), (9, "ROW-02"), (10, "ROW-02"), (11, "ROW-04"), (12, "ROW-04"),
    ]  # fmt: skip
    titles = read.findings.filter(pl.col("code") == "ROW-01")
    assert titles.select("row", "value").rows() == [(1, "某某区单位台账"), (2, "填报单位：某某街道")]


def test_a_total_named_in_the_first_column_is_no_subject(tmp_path: Path) -> None:
    read = _read(_write(tmp_path, "序号,编号,建筑面积\n1,A1,10\n合计,共1家,10\n"))
    assert read.aside() == [(3, "ROW-02")]


def test_a_unit_whose_name_begins_like_a_total_stays(tmp_path: Path) -> None:
    read = _read(_write(tmp_path, f"{HEADER}\nA1,合计通商贸公司,1,1,是,商店,,0\nA2,计生服务站,1,1,是,商店,,0\n"))
    assert read.frame.height == 2


def test_ragged_rows_are_set_aside_with_their_text(tmp_path: Path) -> None:
    good = "A1,甲,100,3,是,商店,,0"
    read = _read(_write(tmp_path, f"{HEADER}\n{good}\nA2,乙,50\nA3,丙,1,200,3,是,商店,,0\nA4,丁,1,1,是,商店,,0,,,\n"))
    assert read.frame["subject_id"].to_list() == ["A1", "A4"]  # empty cells too many do no harm
    assert read.set_aside.select("row", "code", "cells").rows() == [
        (3, "ROW-06", "A2,乙,50"),
        (4, "ROW-06", "A3,丙,1,200,3,是,商店,,0"),
    ]


def test_quoted_cells_hold_separators_quotes_and_lines(tmp_path: Path) -> None:
    text = f'{HEADER}\r\nA1,"甲,""一""\n店","1,200",3,是,商店,,0\r\nA2,乙,50,2,否,"旅馆",,1'
    read = _read(_write(tmp_path, text))
    assert read.frame["name"].to_list() == ['甲,"一"\n店', "乙"]
    assert read.frame["area_m2"].to_list() == [1200.0, 50.0]
    assert read.frame["source_row"].to_list() == [2, 3]


def test_a_stray_quote_swallows_nothing(tmp_path: Path) -> None:
    read = _read(_write(tmp_path, f'{HEADER}\nA1,5" 管店,100,3,是,商店,,0\nA2,乙,50,2,否,旅馆,,1\n'))
    assert read.frame["name"].to_list() == ['5" 管店', "乙"]


@pytest.mark.parametrize("mark", ["\t", ";"])
def test_other_separators(tmp_path: Path, mark: str) -> None:
    text = f"{HEADER}\nA1,甲,100,3,是,商店,,0\n".replace(",", mark)
    assert _read(_write(tmp_path, text)).frame["area_m2"].to_list() == [100.0]


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_other_line_ends(tmp_path: Path, line_end: str) -> None:
    text = f"{HEADER}\nA1,甲,100,3,是,商店,,0\nA2,乙,50,2,否,旅馆,,1\n".replace("\n", line_end)
    read = _read(_write(tmp_path, text))
    assert read.frame["fires"].to_list() == [0.0, 1.0]
    assert read.findings.is_empty()


def test_codes_are_mended_only_where_nothing_is_guessed(tmp_path: Path) -> None:
    rows = [
        "Ａ１　,全角,1,1,是,商店,,0",
        " A2 ,空格,1,1,是,商店,,0",
        "9.15101E+17,失真,1,1,是,商店,,0",
        ",无号,1,1,是,商店,,0",
        "A1,重号,1,1,是,商店,,0",
        "=cmd|' /C calc'!A0,=cmd|x,1,1,是,商店,,0",
    ]
    read = _read(_write(tmp_path, "\n".join([HEADER, *rows])))
    assert read.frame["subject_id"].to_list() == ["A1", "A2", "=cmd|' /C calc'!A0"]
    assert read.frame["name"].to_list()[-1] == "=cmd|x"
    assert read.aside() == [(4, "ID-02"), (5, "ID-01"), (6, "DUP-01")]
    doubled = read.findings.filter(pl.col("code") == "DUP-01")
    assert doubled.select("row", "column", "value", "subject_id").rows() == [(6, "单位编号", "A1 (#2)", "A1")]


def test_three_states_of_a_cell(tmp_path: Path) -> None:
    rows = ["A1,a,/,—,无,/,无,无", "A2,b,不详,未检查,未检查,待核,未检查,", "A3,c,N/A,不适用,不适用,-,／,/"]
    read = _read(_write(tmp_path, "\n".join([HEADER, *rows])))
    cells = read.frame.drop("subject_id", "source_row", "name").rows()
    assert cells[0] == (None, None, 0.0, None, None, 0.0)
    assert cells[1] == (None,) * 6
    assert read.codes() == []
    names = ("area_m2", "floors", "sprinklers", "use", "checked_on", "fires")
    expected = {(2, name) for name in ("area_m2", "floors", "use")} | {(4, name) for name in names}
    assert read.not_applicable == expected


def test_every_bad_cell_is_a_finding_with_its_place(tmp_path: Path) -> None:
    rows = [
        "A1,a,很大,3.5,大概,仓库,昨天,-1",
        "A2,b,-5,300,2,shop ,2027-01-01,约3起",
        "A3,c,100-200,3层,已安装,商场,2024.3.5,2",
    ]
    read = _read(_write(tmp_path, "\n".join([HEADER, *rows])))
    assert read.codes() == [
        (2, "建筑面积（㎡）", "NUM-01"), (2, "自动灭火", "BOOL-01"), (2, "用途", "CAT-01"), (2, "检查日期", "DATE-01"),
        (2, "层数", "NUM-05"),
        (3, "自动灭火", "BOOL-01"), (3, "检查日期", "DATE-02"), (3, "火灾起数", "NUM-04"),
        (3, "建筑面积（㎡）", "NUM-11"), (3, "层数", "NUM-02"),
        (4, "建筑面积（㎡）", "NUM-03"),
    ]  # fmt: skip
    assert read.frame.drop("subject_id", "source_row", "name").rows() == [
        (None, None, None, None, None, -1.0),
        (None, None, None, "shop", None, 3.0),
        (150.0, 3.0, 1.0, "shop", date(2024, 3, 5), 2.0),
    ]
    beyond = read.findings.filter((pl.col("row") == 3) & (pl.col("code") == "NUM-11"))
    assert beyond.select("value", "allowed", "subject_id").rows()[0] == (
        "-5",
        "0～5,000,000 ㎡\x1f[0, 5,000,000] m2",
        "A2",
    )


def test_not_a_number_words_are_never_numbers(tmp_path: Path) -> None:
    rows = [f"A{at},x,{word},,,,," for at, word in enumerate(["inf", "nan", "1e400", "-inf", "1_000"])]
    read = _read(_write(tmp_path, "\n".join([HEADER, *rows])))
    assert read.frame["area_m2"].to_list() == [None] * 5
    assert [code for _, _, code in read.codes()] == ["NUM-01"] * 4  # nan is a word for unknown


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "FILE-04"), (b" \n\n", "FILE-04"), (b"<html><table><tr><td>1", "COL-01"), (b"<html><p>x", "FILE-04"),
     (b"%PDF-1.7", "FILE-06"),
     (b"PK\x03\x04nonsense", "FILE-02"), (b"PAR1nonsense", "FILE-02"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "FILE-02"),
     (b"a\0b,c\n", "FILE-06"), (HEADER.encode(), "FILE-04"), (b"x,y\n1,2\n", "COL-01")],
)  # fmt: skip
def test_a_file_that_cannot_be_used_gives_one_clear_error(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "extract.xls"
    path.write_bytes(content)
    with pytest.raises(RiskkitError) as caught:
        _read(path)
    assert caught.value.code == code
    assert "extract.xls" in caught.value.where


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(RiskkitError, match="FILE-01"):
        _read(tmp_path / "none.csv")
    with pytest.raises(RiskkitError, match="FILE-02"):
        _read(tmp_path)


def test_the_error_without_an_id_column_names_what_was_found_and_what_is_allowed(tmp_path: Path) -> None:
    with pytest.raises(RiskkitError) as caught:
        _read(_write(tmp_path, "名称,面积\n甲,1\n"))
    assert (caught.value.code, caught.value.found) == ("COL-01", "名称, 面积")
    assert "单位编号" in caught.value.allowed


def test_the_header_row_can_be_told(tmp_path: Path) -> None:
    text = f"{HEADER}\n旧,旧,旧,旧,旧,旧,旧,旧\n{HEADER}\nA1,甲,1,1,是,商店,,0\n"
    assert _read(_write(tmp_path, text), header_row=3).summary.rows_read == 1
    with pytest.raises(RiskkitError) as caught:
        _read(_write(tmp_path, text), header_row=9)
    assert (caught.value.code, in_lang(caught.value.found, "zh")) == ("FILE-33", "--header-row 9：表格共 4 行")
    assert in_lang(caught.value.found, "en") == "--header-row 9: the table has 4 rows"


def _table(rows: int) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(HEADER.split(","))
    for at in range(rows):
        name = ["甲", '乙,"一"', "丙\n店", "合计"][at % 4]
        area = ["1,200", "约3000㎡", "", "/", "12.5", "很大"][at % 6]
        writer.writerow([f"U{at % 37 if at % 5 else at}", name, area, at % 9, "是否无"[at % 3], "商店", "", at % 2])
        if at % 11 == 0:
            buffer.write(["合计,,,,,,,\n", "\n", "短,行\n"][at % 3])
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("chunk_rows", [1, 7, 200_000])
def test_any_chunk_size_gives_the_same(tmp_path: Path, chunk_rows: int, encoding: str) -> None:
    path = _write(tmp_path, _table(130), encoding)
    whole, parts = _read(path), _read(path, chunk_rows=chunk_rows)
    assert whole.frame.equals(parts.frame)
    assert whole.findings.equals(parts.findings)
    assert whole.set_aside.equals(parts.set_aside)
    assert whole.not_applicable == parts.not_applicable
    assert whole.summary == parts.summary


def test_blocks_are_cut_between_records_wherever_they_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from riskkit.intake import csv_scan

    path = _write(tmp_path, _table(60), "gb18030")
    whole = _read(path)
    for size in (1, 3, 17, 100):
        monkeypatch.setattr(csv_scan, "BLOCK_BYTES", size)
        parts = _read(path)
        assert whole.frame.equals(parts.frame)
        assert whole.set_aside.equals(parts.set_aside)


def test_the_forgiving_path_reads_the_same_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from riskkit.intake import csv_reader

    path = _write(tmp_path, _table(120))
    fast = _read(path)
    monkeypatch.setattr(csv_reader, "quoting", lambda *_: "irregular")
    slow = _read(path)
    assert fast.frame.equals(slow.frame)
    assert fast.findings.equals(slow.findings)
    assert fast.set_aside.equals(slow.set_aside)
