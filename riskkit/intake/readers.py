"""Open an extract, whatever it is: the content decides, not the name."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from riskkit.errors import RiskkitError
from riskkit.intake.csv_encoding import is_text_with_nuls
from riskkit.intake.header import HeaderRows
from riskkit.intake.raw import RawExtract
from riskkit.intake.sql_connection import is_database

_UNSUPPORTED = (
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"SQLite", "SQLite"),
    (b"MIME-Version:", "MHTML"),
)
_OLE = b"\xd0\xcf\x11\xe0"
_ALLOWED = "csv, xlsx, xls, et, ods, parquet, html"
_WITH_SHEETS = ("workbook", "html", "xml")
_HTML = re.compile(r"<(?:!doctype html|html|head|meta|title|body|table|style|center|div)[\s>]")
_TABLE = re.compile(r"<table[\s>]")
_EXCEL_XML = ("excel.sheet", "urn:schemas-microsoft-com:office:spreadsheet")


def open_extract(
    path: str | Path,
    *,
    known: Collection[str] = (),
    encoding: str | None = None,
    sheet: str | None = None,
    header_row: HeaderRows = None,
    query: str | None = None,
    chunk_rows: int = 200_000,
) -> RawExtract:
    """Open a CSV, workbook or parquet file, or a database, and find its header.

    ``known`` holds the names that a header may use, as :func:`riskkit.intake.header.header_key` writes them;
    ``encoding``, ``sheet`` and ``header_row`` (1-based) override what is found. Chunks have at most ``chunk_rows``
    rows. Raises RiskkitError FILE-01 … FILE-14 (ARG-01 for an unknown encoding): where, found, allowed. ``path`` may
    be the URL of a database or a SQLite file, read by ``query``: see :func:`riskkit.intake.sql_reader.open_query`.
    """
    if query is not None or is_database(path):
        if sheet is not None:
            raise RiskkitError("ARG-01", where="--sheet", found=sheet, allowed="--query")
        from riskkit.intake.sql_reader import open_query

        return open_query(path, query, chunk_rows)
    place = Path(path)
    kind = file_kind(place)
    if sheet is not None and kind not in _WITH_SHEETS:
        raise RiskkitError(
            "ARG-01", where=str(place), found=f"--sheet {sheet}", allowed="csv、parquet 没有工作表 / no sheets"
        )
    match kind:
        case "parquet":
            from riskkit.intake.table_reader import open_parquet

            return open_parquet(place, chunk_rows)
        case "workbook" | "html" | "xml":
            from riskkit.intake.workbook_reader import open_workbook

            return open_workbook(place, known, sheet, header_row, chunk_rows, kind=kind, encoding=encoding)
        case _:
            from riskkit.intake.csv_reader import open_csv

            return open_csv(place, known, encoding, header_row, chunk_rows)


def file_kind(path: Path) -> str:
    """``parquet``, ``workbook`` (zip or OLE), ``html``, ``xml`` (a spreadsheet of 2003) or ``text``, by its bytes.

    Raises RiskkitError FILE-01 (no such file), FILE-02 (a directory, not readable), FILE-04 (empty), FILE-06 (another
    kind of file). Which program made an archive is for the look at it to say.
    """
    if not path.exists():
        raise RiskkitError("FILE-01", where=str(path))
    if path.is_dir():
        raise RiskkitError("FILE-02", where=str(path), found="文件夹 directory")
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError as error:
        raise RiskkitError("FILE-02", where=str(path), found=error.strerror or str(error)) from None
    if not head.strip():
        raise RiskkitError("FILE-04", where=str(path), found="0 bytes" if not head else "blank")
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"PK\x03\x04", _OLE)):
        return "workbook"
    marked = _markup(head)
    if marked in _WITH_SHEETS:
        return marked
    found = next((name for mark, name in _UNSUPPORTED if head.startswith(mark)), "") or marked
    if not found and b"\0" in head and not is_text_with_nuls(head):
        found = "binary"
    if found:
        raise RiskkitError("FILE-06", where=str(path), found=found, allowed=_ALLOWED)
    return "text"


def _markup(head: bytes) -> str:
    """``html`` or ``xml`` when that is what begins so, ``XML`` for any other XML, else empty."""
    wide = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(head[:2], "")
    start = head.decode(wide or "latin-1", "replace").lower()
    start = start.removeprefix("\ufeff").removeprefix("\xef\xbb\xbf").lstrip()
    if not start.startswith("<"):
        return ""
    is_xml = start.startswith("<?xml")
    if is_xml and any(mark in start for mark in _EXCEL_XML):
        return "xml"
    if _HTML.match(start) or _TABLE.search(start) or (is_xml and "<html" in start):
        return "html"
    return "XML" if is_xml else ""
