"""Rows below the header that are no subject, and subjects that only look like one."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskkit.indicators.rule_file import FieldShape, Text
from riskkit.intake.events import read_events
from riskkit.intake.extract import read_extract
from riskkit.intake.raw import RawChunk
from riskkit.intake.rows import row_codes

FIELDS = {
    "subject_id": FieldShape(kind="id", label=Text(zh="编号", en="id")),
    "name": FieldShape(kind="text", label=Text(zh="单位名称", en="name")),
    "area_m2": FieldShape(kind="number", label=Text(zh="建筑面积", en="area"), uom="m2"),
    "floors": FieldShape(kind="integer", label=Text(zh="层数", en="floors")),
}
HEADER = ["序号", "编号", "单位名称", "建筑面积", "层数"]


def _codes(rows: list[list[str]], header: list[str] = HEADER, id_at: int = 1) -> dict[int, str]:
    columns = {
        f"c{at}": pl.Series([row[at] if at < len(row) and row[at] else None for row in rows], dtype=pl.String)
        for at in range(len(header))
    }
    numbers = pl.Series(range(2, 2 + len(rows))).to_numpy()
    return row_codes(RawChunk(pl.DataFrame(columns), numbers), header, f"c{id_at}")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("合计,,,100,2", "ROW-02"),
        (",合计,,100,2", "ROW-02"),
        (",,合计,100,2", "ROW-02"),
        ("36,,合 计,100,2", "ROW-02"),
        ("小计,共1家,,100,2", "ROW-02"),
        ("总计（35家）,,,100,", "ROW-02"),
        ("共计：35家,,,,", "ROW-02"),
        ("本页小计,,,5,", "ROW-02"),
        ("城关镇小计,,,5,", "ROW-02"),
        (",城关镇 合计,,5,", "ROW-02"),
        ("全县总计,,,5,", "ROW-02"),
        ("平均值,,,5,", "ROW-02"),
        ("其中：高层,,,5,", "ROW-02"),
        ("累计 1200 户,,,,", "ROW-02"),
        ("以下空白,,,,", "ROW-04"),
        ("（以下空白）,,,,", "ROW-04"),
        (",——以下无正文——,,,", "ROW-04"),
        ("制表：张三  审核：李四 2026年3月5日,,,,", "ROW-04"),
        ("制表人：张三,审核人：李四,,2026年3月5日,", "ROW-04"),
        ("填表人：张三,联系电话 13800000000,,,", "ROW-04"),
        ("注1：面积为建筑面积,,,,", "ROW-04"),
        ("※备注：略,,,,", "ROW-04"),
        (",2026年3月5日,,,", "ROW-04"),
        ("某某街道办事处（盖章）,,,2026年3月,", "ROW-04"),
        ("本表由各社区填写，请于月底前报送；逾期不候。,,,,", "ROW-04"),
        ("第 1 页 共 3 页,,,,", "ROW-13"),
        (",,第3页,,", "ROW-13"),
        ("- 2 -,,,,", "ROW-13"),
        ("序号,编号,单位名称,建筑面积,层数", "ROW-03"),
        ("栏次,1,2,3,4", "ROW-11"),
        ("甲,乙,丙,1,2", "ROW-11"),
        ("（1）,（2）,（3）,（4）,（5）", "ROW-11"),
        (",,,,", "ROW-05"),
    ],
)
def test_a_row_that_is_no_subject(row: str, code: str) -> None:
    found = _codes([row.split(","), ["1", "A1", "甲", "1", "1"]])
    assert found == {0: code}


def test_column_numbers_of_a_wide_table() -> None:
    header = [*HEADER, "用途", "地址"]
    assert _codes([[str(at + 1) for at in range(7)], list("ABCDEFG")], header) == {0: "ROW-11", 1: "ROW-11"}


@pytest.mark.parametrize(
    "row",
    [
        "1,A1,合计达超市,1,1",
        "1,A1,总计划公司,1,1",
        "1,A1,小计,1,1",
        "合计（上海）商贸公司,A1,甲,1,1",
        "合计（上海）,91510100MA6CEK1B0X,,1,1",
        "计生服务站,A1,甲,1,1",
        "备注：已整改,A1,甲,1,1",
        "说明：新开业,91510100MA6CEK1B0X,,,",
        "平均咖啡馆,A1,甲,1,1",
        "1,2,3,4,5",
        "1,2,3,4,",
        "1,A1,第一页书店,1,1",
        "1,某某局（公章）刻制店,甲,1,1",
        "1,A:1,,,",
        ",A:1,,,",
        "2026年,A1,甲,1,1",
        "甲,乙,丙,1,9",
        "占比大酒店,A1,甲,1,1",
        "其中：地下室,12,甲,1,1",
    ],
)
def test_a_subject_stays(row: str) -> None:
    assert _codes([row.split(",")]) == {}


WORDS = [
    "合计",
    "小计",
    "总计",
    "共计",
    "平均",
    "备注",
    "注",
    "说明",
    "制表",
    "审核",
    "第1页",
    "以下空白",
    "盖章",
    "其中",
]
TAILS = [
    "达超市",
    "划公司",
    "（上海）商贸公司",
    "：分店",
    " 12 号店",
    "酒店",
    "咖啡馆（一店）",
    "页书店",
    "。",
    "12家连锁",
]
CODES = st.one_of(st.integers(1, 9999).map(lambda at: f"A{at:04d}"), st.integers(10**14, 10**15).map(str))


@given(
    code=CODES, word=st.sampled_from(WORDS), tail=st.sampled_from(TAILS), first=st.booleans(), floors=st.integers(1, 9)
)
def test_no_subject_with_an_id_is_ever_taken_for_a_total(
    code: str, word: str, tail: str, first: bool, floors: int
) -> None:
    name = word + tail
    row = [name, code, "甲", "1", str(floors)] if first else ["7", code, name, "1", str(floors)]
    assert _codes([row]) == {}


def test_numbers_stored_as_numbers_under_the_header_are_seen() -> None:
    header = ["编号", "单位名称", "建筑面积", "层数", "用途", "地址"]
    frame = pl.DataFrame({"c0": [1.0, 1001.0], **{f"c{at}": [str(at + 1), "x"] for at in range(1, 6)}})
    assert row_codes(RawChunk(frame, pl.Series([2, 3]).to_numpy()), header, "c0") == {0: "ROW-11"}


def _csv(tmp_path: Path, rows: list[list[str]]) -> Path:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    path = tmp_path / "extract.csv"
    path.write_text(buffer.getvalue(), "utf-8")
    return path


@pytest.mark.parametrize("chunk_rows", [1, 3, 200_000])
def test_every_row_is_kept_or_set_aside_with_its_own_number(tmp_path: Path, chunk_rows: int) -> None:
    rows = [HEADER, ["甲", "乙", "丙", "1", "2"], ["1", "A1", "甲", "10", "1"], ["城关镇小计", "", "", "10", ""]]
    rows += [["2", "A2", "乙", "20", "2"], ["", "", "合计", "30", ""], ["以下空白", "", "", "", ""]]
    extract = read_extract(_csv(tmp_path, rows), FIELDS, as_of=date(2026, 1, 1), chunk_rows=chunk_rows)
    chunks = list(extract.chunks())
    kept = pl.concat([chunk.table.frame for chunk in chunks])
    aside = pl.concat([chunk.set_aside for chunk in chunks])
    assert kept.select("source_row", "subject_id").rows() == [(3, "A1"), (5, "A2")]
    assert list(aside.select("row", "code", "subject_id").rows()) == [
        (2, "ROW-11", None), (4, "ROW-02", None), (6, "ROW-02", None), (7, "ROW-04", None),
    ]  # fmt: skip


def test_events_keep_their_rows_and_lose_totals(tmp_path: Path) -> None:
    fields = {
        "on": FieldShape(kind="date", label=Text(zh="起火日期", en="day"), required=True),
        "deaths": FieldShape(kind="integer", label=Text(zh="死亡", en="deaths")),
        "note": FieldShape(kind="text", label=Text(zh="说明", en="note")),
    }
    rows = [["火灾台账", "", ""], ["起火日期", "伤亡", ""], ["", "死亡", "说明"], ["2025-01-02", "0", "甲；乙。"]]
    rows += [["起火日期", "伤亡", ""], ["", "死亡", "说明"], ["2025-02-02", "1", ""], ["合计", "1", ""], ["", "", ""]]
    extract = read_events(_csv(tmp_path, rows), fields, as_of=date(2026, 1, 1))
    (chunk,) = extract.chunks()
    assert chunk.table.frame["subject_id"].to_list() == ["4", "7"]
    assert list(chunk.set_aside.select("row", "code").rows()) == [
        (5, "ROW-03"), (6, "ROW-03"), (8, "ROW-02"), (9, "ROW-05"),
    ]  # fmt: skip


def test_an_event_whose_first_cell_is_a_sentence_stays() -> None:
    fields = {"on": FieldShape(kind="date", label=Text(zh="日期", en="day"), required=True)}
    table = pl.DataFrame({"经过": ["报警：三楼冒烟。", "合计"], "日期": ["2025-01-02", "1"]})
    (chunk,) = read_events(table, fields, as_of=date(2026, 1, 1)).chunks()
    assert chunk.table.frame.height == 1
    assert chunk.set_aside["code"].to_list() == ["ROW-02"]
