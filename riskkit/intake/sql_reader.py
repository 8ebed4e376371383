"""The answer to a query as an extract: rows come in batches while they are needed, the database is only read.

The header counts as row 1, as if the answer stood in a sheet, so the first row of cells is row 2.
"""

from __future__ import annotations

import hashlib
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from riskkit.errors import Finding, RiskkitError
from riskkit.intake.personal import hidden
from riskkit.intake.raw import Decision, RawChunk, RawExtract, slice_chunk
from riskkit.intake.sql_cells import typed_columns
from riskkit.intake.sql_connection import Database, is_database
from riskkit.intake.sql_query import forbidden, is_ordered, is_select, without_end
from riskkit.terms import Label

if TYPE_CHECKING:
    from sqlalchemy import Connection, CursorResult

# columns are typed batch by batch; a batch of its own size keeps cells and digest the same for any chunk size
BATCH_ROWS = 10_000
_TABLES_SHOWN = 12
_QUERY_SHOWN = 500


def open_query(target: str | Path, query: str | None, chunk_rows: int) -> RawExtract:
    """Put ``query`` (a SELECT or WITH, or a table's name) to the database ``target`` (a URL or a SQLite file).

    The connection only reads: SQLite is opened with mode=ro, PostgreSQL in a read-only transaction with a time limit,
    MySQL in a read-only session. The columns' names are the header. Numbers, booleans and dates stay typed, decimals
    become text with all their digits, a moment becomes its day, NULL is an empty cell. Column types are found for each
    10,000 rows, so that ``chunk_rows`` changes no cell. ``digest`` is the SHA-256 of the header and the rows as CSV;
    it is empty until the last chunk has been given. Raises RiskkitError ARG-01 (no database), FILE-01, FILE-28
    (a package lacks), FILE-29 (no connection), FILE-30 (the query fails, also while rows are read), FILE-31 (no query,
    or one that is not allowed).
    """
    if not is_database(target):
        allowed = "sqlite:///…, postgresql+pg8000://…, SQLite"
        raise RiskkitError("ARG-01", where=str(target), found="--query", allowed=allowed)
    database = Database(target)
    asked = _Asked(database, query)
    notes = [] if asked.ordered else [Finding("FILE-32", file=database.name, sheet=asked.table)]
    extract = RawExtract(
        database.name,
        asked.table,
        "",
        asked.header,
        1,
        notes,
        "",
        produce=lambda: iter(()),
        kind="sql",
        header_first=1,
        decisions=[_decision(asked)],
    )

    def produce() -> Iterator[RawChunk]:
        digest, row = hashlib.sha256(_csv([asked.header])), 2
        for batch in asked.batches():
            frame = typed_columns(batch, len(asked.header))
            digest.update(frame.cast(pl.String).write_csv(include_header=False).encode())
            rows = np.arange(row, row + frame.height, dtype=np.int64)
            row += frame.height
            yield from slice_chunk(RawChunk(frame, rows), chunk_rows)
        if extract.digest not in ("", digest.hexdigest()):
            raise database.error("FILE-30", RuntimeError("rows changed between two readings"))
        extract.digest = digest.hexdigest()

    extract.produce = produce
    return extract


class _Asked:
    """A query that the database has accepted: its header is known, its rows wait."""

    def __init__(self, database: Database, query: str | None) -> None:
        self.database, self.table = database, ""
        connection = database.connect()
        try:
            self.query = self._settled(connection, query)
            self.ordered = is_ordered(self.query)
            self._waiting = [(connection, self._executed(connection))]
        except BaseException:
            connection.close()
            raise
        self.header = [str(name) for name in self._waiting[0][1].keys()]  # noqa: SIM118
        weakref.finalize(self, _forget, self._waiting)

    def batches(self) -> Iterator[Sequence[Any]]:
        """The rows, at most :data:`BATCH_ROWS` at once; asked anew when they have been read before."""
        connection, result = self._waiting.pop() if self._waiting else self._again()
        try:
            yield from result.partitions(BATCH_ROWS)
        except RiskkitError:
            raise
        except Exception as error:  # drivers raise what they like
            raise self.database.error("FILE-30", error) from None
        finally:
            connection.close()

    def _again(self) -> tuple[Connection, CursorResult[Any]]:
        connection = self.database.connect()
        return connection, self._executed(connection)

    def _executed(self, connection: Connection) -> CursorResult[Any]:
        streamed = {"stream_results": True, "yield_per": BATCH_ROWS, "no_parameters": True}
        try:
            return connection.exec_driver_sql(self.query, execution_options=streamed)
        except Exception as error:  # drivers raise what they like
            raise self.database.error("FILE-30", error) from None

    def _settled(self, connection: Connection, query: str | None) -> str:
        """The query, or the one for a table's name; raises RiskkitError FILE-31 for anything else."""
        if query is not None and is_select(query):
            if found := forbidden(query):
                raise RiskkitError("FILE-31", where=self.database.where, found=found, allowed="SELECT … | WITH …")
            return without_end(query)
        return self._whole_table(connection, (query or "").strip())

    def _whole_table(self, connection: Connection, name: str) -> str:
        """Every row of a table, in the order of its primary key where it has one."""
        from sqlalchemy import inspect

        inspector = inspect(connection)
        names = [*inspector.get_table_names(), *inspector.get_view_names()]
        schema, _, table = name.rpartition(".") if name not in names else ("", "", name)
        if not name or not (name in names or inspector.has_table(table, schema=schema or None)):
            shown = ", ".join(names[:_TABLES_SHOWN]) + (f" … ({len(names)})" if len(names) > _TABLES_SHOWN else "")
            raise RiskkitError("FILE-31", where=self.database.where, found=hidden(name)[:80], allowed=shown)
        self.table = name
        quote = connection.dialect.identifier_preparer.quote_identifier
        source = ".".join(quote(part) for part in (schema, table) if part)
        key = inspector.get_pk_constraint(table, schema=schema or None).get("constrained_columns") or []
        order = f" ORDER BY {', '.join(map(quote, key))}" if key else ""
        return f"SELECT * FROM {source}{order}"


def _forget(waiting: list[tuple[Connection, CursorResult[Any]]]) -> None:
    for connection, _ in waiting:
        connection.close()


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    table = pl.DataFrame(rows, orient="row", schema={f"c{at}": pl.String for at in range(len(rows[0]))})
    return table.write_csv(include_header=False).encode()


def _decision(asked: _Asked) -> Decision:
    why = Label(f"数据库 {asked.database.name}，只读", f"database {asked.database.name}, read only")
    return Decision(Label("查询", "query"), hidden(" ".join(asked.query.split()))[:_QUERY_SHOWN], why, "--query")
