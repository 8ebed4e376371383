"""A query put to SQLite: cells, types, what is allowed, and that nothing is changed or left open."""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from riskkit.cli.app import app
from riskkit.errors import RiskkitError
from riskkit.indicators.rule_file import FieldShape, Text
from riskkit.intake.events import read_events
from riskkit.intake.extract import read_extract
from riskkit.intake.raw import RawExtract
from riskkit.intake.readers import open_extract
from riskkit.intake.sql_cells import typed_columns

ROWS = [
    ("A1", "甲店", 1200.5, 3, "2024-03-05", b"\xff\x00"),
    ("A2", "", None, None, None, None),
    ("A3", "100%", 7, 2, "", "x"),
]
FIELDS = {
    "name": FieldShape(kind="text", label=Text(zh="名称", en="name")),
    "area_m2": FieldShape(kind="number", label=Text(zh="面积", en="area"), uom="m2", plausible=(0, 10_000)),
    "on": FieldShape(kind="date", label=Text(zh="日期", en="day")),
}


@pytest.fixture
def units(tmp_path: Path) -> Path:
    path = tmp_path / "单位 台账.db"
    return filled(path, 'CREATE TABLE "单位" (编号 TEXT PRIMARY KEY, 名称, 面积 REAL, 层数, 日期, 备注)', "单位", ROWS)


def filled(path: Path, create: str, table: str, rows: list[tuple[object, ...]]) -> Path:
    connection = sqlite3.connect(path)
    connection.execute(create)
    connection.executemany(f'INSERT INTO "{table}" VALUES ({",".join("?" * len(rows[0]))})', rows)
    connection.commit()
    connection.close()
    return path


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def cells(extract: RawExtract) -> list[tuple[object, ...]]:
    return [row for chunk in extract.chunks() for row in chunk.frame.rows()]


def refused(target: object, query: str | None) -> RiskkitError:
    with pytest.raises(RiskkitError) as caught:
        cells(open_extract(target, query=query))  # type: ignore[arg-type]
    return caught.value


def test_a_query_is_an_extract(units: Path) -> None:
    query = "SELECT 编号, 名称, 面积, 层数 AS \"地上层数\" FROM 单位 WHERE 编号 <> ';' ORDER BY 编号 -- all;\n;"
    extract = open_extract(url(units), query=query)
    (chunk,) = extract.chunks()
    assert extract.header == ["编号", "名称", "面积", "地上层数"]
    assert (extract.file, extract.kind, extract.encoding, extract.header_row) == ("单位 台账.db", "sql", "", 1)
    assert chunk.frame.rows() == [("A1", "甲店", 1200.5, 3), ("A2", None, None, None), ("A3", "100%", 7.0, 2)]
    assert chunk.frame.dtypes == [pl.String, pl.String, pl.Float64, pl.Int64]
    assert chunk.rows.tolist() == [2, 3, 4]
    (decision,) = extract.decisions
    assert (decision.what.zh, decision.option) == ("查询", "--query")
    assert decision.chosen.startswith("SELECT 编号, 名称")


def test_a_tables_name_is_a_query_in_the_order_of_its_key(units: Path) -> None:
    extract = open_extract(units, query="单位")  # the path of a SQLite file will do
    assert [row[0] for row in cells(extract)] == ["A1", "A2", "A3"]
    assert (extract.sheet, extract.notes) == ("单位", [])
    assert extract.decisions[0].chosen == 'SELECT * FROM "单位" ORDER BY "编号"'


def test_an_order_that_nobody_asked_for_is_said(units: Path) -> None:
    assert [note.code for note in open_extract(url(units), query="SELECT * FROM 单位").notes] == ["FILE-32"]


def test_percent_signs_and_colons_are_no_parameters(units: Path) -> None:
    query = "SELECT 编号, ':x' AS a FROM 单位 WHERE 名称 LIKE '%\\%' ESCAPE '\\' OR 名称 LIKE '%店' ORDER BY 1"
    assert cells(open_extract(url(units), query=query)) == [("A1", ":x"), ("A3", ":x")]


def test_a_name_that_occurs_twice_is_two_columns(units: Path) -> None:
    extract = open_extract(url(units), query="SELECT 编号, 编号, 名称 FROM 单位 ORDER BY 1")
    assert extract.header == ["编号", "编号", "名称"]
    assert cells(extract)[0] == ("A1", "A1", "甲店")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (None, ""),
        ("", ""),
        ("DELETE FROM 单位", "DELETE FROM 单位"),
        ("PRAGMA journal_mode = WAL", "PRAGMA"),
        ("SELECT 1; DROP TABLE 单位", ";"),
        ("WITH x AS (SELECT 1) DELETE FROM 单位", "DELETE"),
        ("CREATE TABLE x AS SELECT 1", "CREATE"),
        ("没有", "没有"),
        ("main.没有", "main.没有"),
    ],
)
def test_anything_but_a_question_is_refused(units: Path, query: str | None, found: str) -> None:
    problem = refused(url(units), query)
    assert problem.code == "FILE-31"
    assert problem.found.startswith(found)
    assert problem.allowed in ("单位", "SELECT … | WITH …")
    assert len(cells(open_extract(url(units), query="main.单位"))) == 3


def test_words_within_strings_and_names_are_no_orders(units: Path) -> None:
    query = "select 编号 as \"drop\", 'delete; update' as b from 单位 /* insert; */ order by 1 limit 1"
    assert cells(open_extract(url(units), query=query)) == [("A1", "delete; update")]


def test_the_database_is_only_read(units: Path) -> None:
    from riskkit.intake.sql_connection import Database

    before = units.read_bytes()
    connection = Database(url(units)).connect()
    with pytest.raises(Exception, match="readonly"):
        connection.exec_driver_sql("DELETE FROM 单位")
    connection.close()
    assert units.read_bytes() == before
    assert [path.name for path in units.parent.iterdir()] == [units.name]


def test_errors_are_one_clear_line(units: Path, tmp_path: Path) -> None:
    problem = refused(url(units), "SELECT 没有这列 FROM 单位")
    assert (problem.code, problem.where, problem.found) == ("FILE-30", str(units), "no such column: 没有这列")
    assert refused(url(tmp_path / "none.db"), "SELECT 1").code == "FILE-01"
    assert not (tmp_path / "none.db").exists()
    assert refused("nosuch://host/db", "SELECT 1").code == "FILE-28"
    assert refused("sqlite:///:memory:", "SELECT * FROM t").code == "FILE-30"
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    assert refused(broken, "SELECT * FROM t").code in ("FILE-29", "FILE-30")
    (tmp_path / "a.csv").write_text("编号\n1\n", "utf-8")
    assert refused(tmp_path / "a.csv", "SELECT 1").code == "ARG-01"
    with pytest.raises(RiskkitError, match="ARG-01"):
        open_extract(url(units), query="单位", sheet="x")


def test_without_sqlalchemy_the_mend_is_said(units: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    problem = refused(url(units), "单位")
    assert problem.code == "FILE-28"
    assert 'pip install "riskkit[sql]"' in problem.text("en")


@pytest.mark.parametrize(
    ("target", "secret"),
    [
        ("postgresql+pg8000://clerk:s3cretpw@127.0.0.1:1/fire", "s3cretpw"),
        ("postgresql://clerk:s3cretpw@127.0.0.1:1/fire?application_name=t0ken", "t0ken"),
        ("postgresql://clerk:s3cretpw@127.0.0.1:port/fire", "s3cretpw"),
        ("nosuch+x://clerk:s3cretpw@h/fire", "s3cretpw"),
    ],
)
def test_no_message_shows_a_password(target: str, secret: str) -> None:
    problem = refused(target, "SELECT 1")
    assert problem.code in ("FILE-28", "FILE-29")
    assert secret not in problem.text("zh") + problem.text("en")


def test_rows_come_while_they_are_asked_for(tmp_path: Path) -> None:
    path = filled(tmp_path / "big.db", "CREATE TABLE t (编号 INTEGER PRIMARY KEY, j)", "t", [(1, "{}")])
    query = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000) "
        "SELECT i AS 编号, json(CASE i WHEN 25000 THEN '{' ELSE '{}' END) AS j FROM n"
    )
    chunks = open_extract(url(path), query=query, chunk_rows=5000).chunks()
    assert [next(chunks).rows[0] for _ in range(4)] == [2, 5002, 10002, 15002]
    with pytest.raises(RiskkitError, match=r"FILE-30.*malformed JSON"):
        next(chunks)


def test_cells_and_digest_do_not_depend_on_the_chunks(tmp_path: Path) -> None:
    rows = [(at, at if at % 3 else at / 4, None if at < 15_000 else "文") for at in range(30_001)]
    path = filled(tmp_path / "big.db", "CREATE TABLE t (编号 INTEGER PRIMARY KEY, 数, 字)", "t", rows)
    seen = []
    for chunk_rows in (999, 10_000, 200_000):
        extract = open_extract(url(path), query="t", chunk_rows=chunk_rows)
        assert extract.digest == ""
        found = [tuple(map(str, row)) for row in cells(extract)]
        seen.append((found, extract.digest, extract.rows_read))
        assert cells(extract)[-1][0] == 30_000  # and again from the start
    assert seen[0] == seen[1] == seen[2]
    assert seen[0][2] == 30_001
    assert seen[0][0][3] == ("3", "0.75", "None")


def test_the_digest_is_that_of_the_rows_as_csv(units: Path) -> None:
    extract = open_extract(url(units), query="SELECT 编号, 面积, 名称 FROM 单位 ORDER BY 编号")
    cells(extract)
    text = "编号,面积,名称\nA1,1200.5,甲店\nA2,,\nA3,7.0,100%\n"
    assert extract.digest == hashlib.sha256(text.encode()).hexdigest()


def test_rows_that_change_between_two_readings_are_said(units: Path) -> None:
    extract = open_extract(url(units), query="单位")
    cells(extract)
    connection = sqlite3.connect(units)
    connection.execute("UPDATE 单位 SET 名称 = '乙'")
    connection.commit()
    connection.close()
    with pytest.raises(RiskkitError, match=r"FILE-30.*changed"):
        cells(extract)


def test_cells_of_many_kinds() -> None:
    import datetime
    from decimal import Decimal
    from uuid import UUID

    moment = datetime.datetime(2024, 3, 5, 10, 30)
    row = (
        True, 2**70, float("nan"), Decimal("1E+3"), Decimal("NaN"), moment, date(2024, 3, 5), moment.time(), b"\xff",
        UUID(int=1), [1, 2], {"a": 1},
    )  # fmt: skip
    frame = typed_columns([row, (None,) * len(row)], len(row))
    assert frame.row(0) == (
        True, str(2**70), "nan", "1000", "NaN", date(2024, 3, 5), date(2024, 3, 5), "10:30:00", "0xff",
        "00000000-0000-0000-0000-000000000001", "[1, 2]", "{'a': 1}",
    )  # fmt: skip
    assert frame.row(1) == (None,) * len(row)
    assert typed_columns([], 2).shape == (0, 2)


def test_an_extract_that_is_never_read_leaves_nothing_open(units: Path) -> None:
    import gc

    extract = open_extract(url(units), query="单位")
    chunks = extract.chunks()
    next(chunks)
    chunks.close()
    del extract, chunks
    del_me = open_extract(url(units), query="单位")
    del del_me
    gc.collect()  # an open connection would warn here, and warnings are errors


def test_a_query_through_the_whole_intake(units: Path) -> None:
    extract = read_extract(url(units), FIELDS, as_of=date(2026, 1, 1), query="单位")
    (chunk,) = extract.chunks()
    frame = chunk.table.frame
    assert frame["subject_id"].to_list() == ["A1", "A2", "A3"]
    assert frame["area_m2"].to_list() == [1200.5, None, 7.0]
    assert frame["on"].to_list() == [date(2024, 3, 5), None, None]
    assert frame["source_row"].to_list() == [2, 3, 4]
    assert len(extract.summary.digest) == 64
    events = read_events(url(units), FIELDS, as_of=date(2026, 1, 1), query="单位")
    list(events.chunks())
    assert events.summary.digest == extract.summary.digest


def test_an_empty_answer_is_no_extract(units: Path) -> None:
    extract = read_extract(url(units), FIELDS, as_of=date(2026, 1, 1), query="SELECT * FROM 单位 WHERE 0 ORDER BY 1")
    with pytest.raises(RiskkitError, match="FILE-04"):
        list(extract.chunks())


def test_the_command_takes_a_url(tmp_path: Path) -> None:
    create = "CREATE TABLE units (单位编号 TEXT PRIMARY KEY, 单位名称 TEXT, 近一年演练次数 INTEGER, 消防手续齐全 TEXT)"
    path = filled(tmp_path / "units.db", create, "units", [("A1", "甲", 2, "是"), ("A2", "乙", 0, "否")])
    words = ["--rules", "unit/city_score_100", "--as-of", "2026-01-01", "--pages", "none"]
    for target, out in ((url(path), "a"), (str(path), "b")):
        done = CliRunner().invoke(app, ["assess", target, *words, "--query", "units", "-o", str(tmp_path / out)])
        assert done.exit_code == 1, done.output
        assert "读入 2 = 评分 2" in done.output
    assert (tmp_path / "a" / "register.csv").read_bytes() == (tmp_path / "b" / "register.csv").read_bytes()
    assert "units.db" in (tmp_path / "a" / "manifest.json").read_text("utf-8")
    done = CliRunner().invoke(app, ["assess", url(path), *words, "-o", str(tmp_path / "c")])
    assert done.exit_code == 2
    assert "FILE-31" in done.stderr
    assert "允许：units" in done.stderr


@pytest.mark.parametrize("url", ["postgresql:/bob:S3cretPw@h/x", "postgresql://bob:S3@cretPw@127.0.0.1:1/x"])
def test_a_password_in_a_malformed_address_is_never_shown(url: str) -> None:
    with pytest.raises(RiskkitError) as problem:
        open_extract(url, query="select 1 as a")
    for lang in ("zh", "en"):
        assert "cretPw" not in problem.value.text(lang)
