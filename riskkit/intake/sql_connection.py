"""A read-only connection to a database, and its errors as one clear line in which no password stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from riskkit.errors import RiskkitError
from riskkit.intake.personal import hidden
from riskkit.terms import both_langs

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

STATEMENT_SECONDS = 600
_URL = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\+[A-Za-z0-9_]+)?://")
_SQLITE = b"SQLite format 3\0"
_LONGEST = 300


def is_url(text: object) -> bool:
    """Whether ``text`` is the URL of a database rather than a path.

    >>> is_url("sqlite:///a.db"), is_url("C:/a.csv"), is_url("a.db")
    (True, False, False)
    """
    return isinstance(text, str) and bool(_URL.match(text))


def is_database(target: str | Path) -> bool:
    """Whether ``target`` is the URL of a database or a SQLite file."""
    if is_url(target):
        return True
    try:
        with Path(target).open("rb") as stream:
            return stream.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


class Database:
    """One database, to be read only.

    ``name`` stands for it in messages, findings and the manifest: a file's name, or the URL with its password hidden.
    Raises RiskkitError FILE-01 (no such SQLite file), FILE-28 (a package lacks), FILE-29 (no URL).
    """

    def __init__(self, target: str | Path) -> None:
        with _packages_needed():
            import sqlalchemy
        try:
            url = (
                sqlalchemy.make_url(str(target))
                if is_url(target)
                else sqlalchemy.URL.create("sqlite", database=str(target))
            )
        except (sqlalchemy.exc.ArgumentError, ValueError):
            shown = re.sub(r"//[^/]*@", "//***@", str(target))
            raise RiskkitError(
                "FILE-29", where=shown, found="URL", allowed="postgresql+pg8000://user@host/db"
            ) from None
        if "@" in (url.host or ""):
            raise RiskkitError(
                "FILE-29",
                where=re.sub(r"//.*@", "//***@", str(target)),
                found=both_langs("密码里有 @", "an @ in the password"),
                allowed=both_langs("密码里的 @ 写成 %40", "write %40 for an @ in the password"),
            )
        if url.drivername in ("postgresql", "postgres"):  # the driver that riskkit[sql] installs
            url = url.set(drivername="postgresql+pg8000")
        self._secrets = [
            text for text in (url.password, *url.query.values()) if isinstance(text, str) and len(text) > 1
        ]
        self.kind = url.get_backend_name()
        path = Path(url.database) if self.kind == "sqlite" and url.database and url.database != ":memory:" else None
        if path is not None and not path.exists():
            raise RiskkitError("FILE-01", where=str(path))
        self.name = path.name if path else url.set(query={}).render_as_string(hide_password=True)
        self.where = str(path) if path else self.name
        with _packages_needed():
            self._engine = _engine(url, path)

    def connect(self) -> Connection:
        """A connection in a transaction that reads only, where the database has such. Raises RiskkitError FILE-29."""
        try:
            connection = self._engine.connect()
            self._only_read(connection)
        except Exception as error:  # drivers raise what they like
            raise self.error("FILE-29", error) from None
        return connection

    def error(self, code: str, error: BaseException, found: str = "") -> RiskkitError:
        """What the database said, in one line."""
        said = " ".join(f"{found} {_said(error)}".split())
        for secret in self._secrets:
            said = said.replace(secret, "***")
        return RiskkitError(code, where=self.where, found=hidden(said)[:_LONGEST])

    def _only_read(self, connection: Connection) -> None:
        if self.kind == "sqlite":
            connection.exec_driver_sql("PRAGMA query_only = ON")
        elif self.kind == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{STATEMENT_SECONDS}s'")
            # a scan that joins another one starts in the middle of a table: rows would change their numbers
            connection.exec_driver_sql("SET LOCAL synchronize_seqscans = off")
        elif self.kind in ("mysql", "mariadb"):
            connection.exec_driver_sql("SET SESSION TRANSACTION READ ONLY")
            connection.commit()


def _engine(url: URL, path: Path | None) -> Engine:
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    if path is None:
        return create_engine(url, poolclass=NullPool, hide_parameters=True)

    def read_only() -> Any:
        import sqlite3

        # chunks are read in another thread than the one that opens
        return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)

    return create_engine("sqlite://", creator=read_only, poolclass=NullPool)


@contextmanager
def _packages_needed() -> Iterator[None]:
    """An import that fails inside becomes FILE-28."""
    try:
        yield
    except ImportError as error:
        raise RiskkitError("FILE-28", found=error.name or str(error)) from None
    except Exception as error:
        if type(error).__name__ != "NoSuchModuleError":
            raise
        raise RiskkitError("FILE-28", found=str(error)) from None


def _said(error: BaseException) -> str:
    """The message of the driver below SQLAlchemy's own; pg8000 gives a table of fields."""
    origin = getattr(error, "orig", None) or error
    first = origin.args[0] if origin.args else ""
    if isinstance(first, dict):
        return str(first.get("M", first))
    return str(origin) or type(origin).__name__
