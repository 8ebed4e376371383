"""A query put to a PostgreSQL server that the test starts on a free port of this machine and stops again."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import polars as pl
import pytest

from riskkit.errors import RiskkitError
from riskkit.indicators.rule_file import FieldShape, Text
from riskkit.intake.extract import read_extract
from riskkit.intake.raw import RawExtract
from riskkit.intake.readers import open_extract

PASSWORD = "Pa55-w0rd"
PLACES = ("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt")
INSTALL = "apt-get install postgresql"
# set where the tests must not be left out: .ci/run
NEEDED = "RISKKIT_NEEDS_POSTGRES"


@dataclass(frozen=True)
class Server:
    """A running server with a database ``fire`` of the user ``clerk``."""

    port: int

    def url(self, password: str = PASSWORD, driver: str = "postgresql+pg8000") -> str:
        return f"{driver}://clerk:{password}@127.0.0.1:{self.port}/fire"


def absent(reason: str) -> None:
    """The tests cannot run here: skipped, or failed where they are needed."""
    if os.environ.get(NEEDED):
        pytest.fail(f"{NEEDED} is set, but {reason}", pytrace=False)
    pytest.skip(reason)


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl, of the newest version."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = [
        path.parent for place in PLACES for path in Path(place).parent.glob(f"{Path(place).name}*/**/bin/initdb")
    ]
    return max(folders, key=lambda path: [int(part) for part in path.parts if part.isdigit()], default=None)


def unprivileged() -> dict[str, object]:
    """Settings for a process of PostgreSQL, which refuses to be root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    import pwd

    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    absent("this is root, and there is neither a user postgres nor nobody to run PostgreSQL as")
    return {}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    home = binaries()
    if home is None:
        absent(f"PostgreSQL is not installed ({INSTALL})")
    if find_spec("pg8000") is None or find_spec("sqlalchemy") is None:
        absent('sqlalchemy and pg8000 are not installed (pip install "riskkit[sql]")')
    other = unprivileged()
    # below the folder of pytest another user could not go
    folder = Path(tempfile.mkdtemp(prefix="riskkit-postgres-"))
    if other:
        os.chown(folder, other["user"], other["group"])  # type: ignore[arg-type]

    def call(program: str, *words: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", "HOME": str(folder), "TZ": "Asia/Shanghai"}
        return subprocess.run(
            [str(home / program), "-D", str(folder / "data"), *words],  # type: ignore[operator]
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            check=False, timeout=120, cwd=folder, env=environment, **other,  # type: ignore[call-overload]
        )  # fmt: skip

    try:
        (folder / "password").write_text(PASSWORD, "utf-8")
        (folder / "password").chmod(0o644)
        auth = ("-A", "scram-sha-256", "--pwfile", str(folder / "password"))
        made = call("initdb", "-U", "clerk", "-E", "UTF8", "--locale=C", "--no-sync", *auth)
        assert made.returncode == 0, made.stdout
        yield from _running(call, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _running(call: object, folder: Path) -> Iterator[Server]:
    for _ in range(3):  # another program may take the port in between
        port = free_port()
        settings = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        log = folder / "log"
        started = call("pg_ctl", "-w", "-t", "60", "-l", str(log), "-o", settings, "start")  # type: ignore[operator]
        if started.returncode == 0:
            break
    else:
        pytest.fail(started.stdout + (log.read_text("utf-8", "replace") if log.exists() else ""))
    try:
        found = Server(port)
        _fill(found)
        yield found
    finally:
        call("pg_ctl", "-w", "-m", "immediate", "stop")  # type: ignore[operator]


def _fill(server: Server) -> None:
    execute(server, "CREATE DATABASE fire", database="postgres")
    execute(
        server,
        """CREATE TABLE 单位 (编号 numeric(20,0) PRIMARY KEY, 名称 text, 建筑面积 double precision, 层数 integer,
           造价 numeric(12,2), 检查日期 date, 录入 timestamptz, 有喷淋 boolean, 指纹 bytea, 标签 text[])""",
        """INSERT INTO 单位 VALUES
           (110101199001011234, '镕鑫宾馆', 1200.5, 3, 12.50, '2024-03-05', '2024-03-05 00:30+08', true, '\\xff00',
            '{a,b}'),
           (999999999999999999, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
           (12, '100%店', 7, 0, 300, '0099-01-02', '2024-12-31 23:59+08', false, '甲', '{}')""",
        "CREATE TABLE 许多 AS SELECT i AS 编号, '单位' || i AS 名称 FROM generate_series(1, 120000) AS i",
        "CREATE VIEW 一览 AS SELECT 编号, 名称 FROM 单位",
    )


def execute(server: Server, *statements: str, database: str = "fire") -> None:
    import pg8000.dbapi

    connection = pg8000.dbapi.connect("clerk", "127.0.0.1", database, server.port, PASSWORD)
    connection.autocommit = True
    for statement in statements:
        connection.cursor().execute(statement)
    connection.close()


def cells(extract: RawExtract) -> list[tuple[object, ...]]:
    return [row for chunk in extract.chunks() for row in chunk.frame.rows()]


def refused(url: str, query: str) -> RiskkitError:
    with pytest.raises(RiskkitError) as caught:
        cells(open_extract(url, query=query))
    assert PASSWORD not in caught.value.text("zh") + caught.value.text("en")
    return caught.value


def test_a_table_with_every_kind_of_cell(server: Server) -> None:
    extract = open_extract(server.url(), query="单位")
    assert extract.header[:3] == ["编号", "名称", "建筑面积"]
    assert extract.file == f"postgresql+pg8000://clerk:***@127.0.0.1:{server.port}/fire"
    (chunk,) = extract.chunks()
    frame = chunk.frame
    assert frame["c0"].to_list() == ["12", "110101199001011234", "999999999999999999"]  # eighteen digits, all of them
    assert frame["c1"].to_list() == ["100%店", "镕鑫宾馆", None]
    assert frame["c2"].to_list() == [7.0, 1200.5, None]
    assert frame["c3"].dtype == pl.Int64
    assert frame["c4"].to_list() == ["300", "12.50", None]
    assert frame["c5"].to_list() == [date(99, 1, 2), date(2024, 3, 5), None]
    # the day on the server's clock, not the one in Greenwich
    assert frame["c6"].to_list() == [date(2024, 12, 31), date(2024, 3, 5), None]
    assert frame["c7"].to_list() == [False, True, None]
    assert frame["c8"].to_list() == ["甲", "0xff00", None]
    assert frame["c9"].to_list() == ["[]", "['a', 'b']", None]


def test_codes_of_eighteen_digits_reach_the_subjects(server: Server) -> None:
    shape = FieldShape(kind="number", label=Text(zh="建筑面积", en="area"), uom="m2", plausible=(0, 10_000))
    extract = read_extract(server.url(), {"area_m2": shape}, as_of=date(2026, 1, 1), query="单位")
    (chunk,) = extract.chunks()
    assert chunk.table.frame["subject_id"].to_list() == ["12", "110101199001011234", "999999999999999999"]
    assert chunk.table.frame["area_m2"].to_list() == [7.0, 1200.5, None]


def test_a_query_with_percent_signs_colons_and_chinese(server: Server) -> None:
    query = "SELECT 名称, '1:2'::text AS \"时:分\" FROM 单位 WHERE 名称 LIKE '%店' OR 名称 = '镕鑫宾馆' ORDER BY 编号;"
    extract = open_extract(server.url(driver="postgresql"), query=query)
    assert extract.header == ["名称", "时:分"]
    assert cells(extract) == [("100%店", "1:2"), ("镕鑫宾馆", "1:2")]


def test_views_and_schemas_are_read_by_name(server: Server) -> None:
    assert len(cells(open_extract(server.url(), query="一览"))) == 3
    assert len(cells(open_extract(server.url(), query="public.单位"))) == 3


def test_no_rows(server: Server) -> None:
    extract = open_extract(server.url(), query="SELECT * FROM 单位 WHERE false ORDER BY 1")
    assert extract.header[0] == "编号"
    assert cells(extract) == []
    assert len(extract.digest) == 64


def test_many_rows_come_in_chunks_while_the_server_computes_them(server: Server) -> None:
    extract = open_extract(server.url(), query="SELECT * FROM 许多 ORDER BY 编号", chunk_rows=7000)
    heights, last = [], 1
    for chunk in extract.chunks():
        assert chunk.rows[0] == last + 1
        last = int(chunk.rows[-1])
        heights.append(chunk.frame.height)
    assert (sum(heights), max(heights), last) == (120_000, 7000, 120_001)
    failing = open_extract(server.url(), query="SELECT 编号, 1 / (50000 - 编号) AS 商 FROM 许多").chunks()
    assert sum(next(failing).frame.height for _ in range(4)) == 40_000  # the row that fails has not been computed yet
    with pytest.raises(RiskkitError, match=r"FILE-30.*division by zero"):
        list(failing)


def test_any_chunk_size_gives_the_same_digest(server: Server) -> None:
    digests = set()
    for chunk_rows in (3000, 200_000):
        extract = open_extract(
            server.url(), query="SELECT * FROM 许多 WHERE 编号 <= 20001 ORDER BY 编号", chunk_rows=chunk_rows
        )
        assert len(cells(extract)) == 20_001
        digests.add(extract.digest)
    assert len(digests) == 1


@pytest.mark.parametrize(
    ("query", "code", "found"),
    [
        ("SELECT 没有 FROM 单位", "FILE-30", 'column "没有" does not exist'),
        ("没有", "FILE-31", "没有"),
        ("DELETE FROM 单位", "FILE-31", "DELETE"),
        ("SELECT 1; DELETE FROM 单位", "FILE-31", ";"),
        ("WITH x AS (DELETE FROM 单位 RETURNING *) SELECT * FROM x", "FILE-31", "DELETE"),
        ("SELECT setval('一', 1)", "FILE-30", 'relation "一" does not exist'),
    ],
)
def test_what_is_refused(server: Server, query: str, code: str, found: str) -> None:
    problem = refused(server.url(), query)
    assert problem.code == code
    assert found in problem.found


def test_what_gets_past_the_words_meets_a_read_only_transaction(server: Server) -> None:
    execute(
        server,
        "CREATE OR REPLACE FUNCTION 清空() RETURNS integer LANGUAGE sql AS 'DELETE FROM 单位 RETURNING 1'",
    )
    problem = refused(server.url(), "SELECT 清空()")
    assert problem.code == "FILE-30"
    assert "read-only transaction" in problem.found
    assert len(cells(open_extract(server.url(), query="单位"))) == 3


def test_a_wrong_password_and_a_closed_port(server: Server) -> None:
    wrong = refused(server.url(password="wr0ng-one"), "单位")
    assert wrong.code == "FILE-29"
    assert "clerk" in wrong.found
    assert "wr0ng-one" not in wrong.text("zh")
    assert "***" in wrong.where
    assert refused(Server(free_port()).url(), "单位").code == "FILE-29"
    assert refused(server.url().replace("/fire", "/nothing"), "单位").code == "FILE-29"


def test_a_query_may_not_go_on_for_ever(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    from riskkit.intake import sql_connection

    monkeypatch.setattr(sql_connection, "STATEMENT_SECONDS", 1)
    problem = refused(server.url(), "SELECT pg_sleep(60)")
    assert problem.code == "FILE-30"
    assert "timeout" in problem.found


def test_left_out_here_but_not_where_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NEEDED, raising=False)
    with pytest.raises(pytest.skip.Exception, match=INSTALL):
        absent(f"PostgreSQL is not installed ({INSTALL})")
    monkeypatch.setenv(NEEDED, "1")
    with pytest.raises(pytest.fail.Exception, match=INSTALL):
        absent(f"PostgreSQL is not installed ({INSTALL})")
