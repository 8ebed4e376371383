"""Open an extract, whatever it is: the content decides, not the name."""

from __future__ import annotations

import zipfile
from collections.abc import Collection
from pathlib import Path

from riskkit.errors import RiskkitError
from riskkit.intake.header import HeaderRows
from riskkit.intake.raw import RawExtract

_UNSUPPORTED = ((b"%PDF", "PDF"), (b"\x1f\x8b", "gzip"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"SQLite", "SQLite"))
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_OLE = b"\xd0\xcf\x11\xe0"


def open_extract(
    path: str | Path,
    *,
    known: Collection[str] = (),
    encoding: str | None = None,
    sheet: str | None = None,
    header_row: HeaderRows = None,
    chunk_rows: int = 200_000,
) -> RawExtract:
    """Open a CSV, workbook or parquet file and find its header.

    ``known`` holds the names that a header may use, as :func:`riskkit.intake.header.header_key` writes them;
    ``encoding``, ``sheet`` and ``header_row`` (1-based) override what is found. Chunks have at most ``chunk_rows``
    rows. Raises RiskkitError FILE-01 … FILE-06 (ARG-01 for an unknown encoding): where, found, allowed.
    """
    place = Path(path)
    kind = file_kind(place)
    if sheet is not None and kind != "workbook":
        raise RiskkitError(
            "ARG-01", where=str(place), found=f"--sheet {sheet}", allowed="csv、parquet 没有工作表 / no sheets"
        )
    match kind:
        case "parquet":
            from riskkit.intake.table_reader import open_parquet

            return open_parquet(place, chunk_rows)
        case "workbook":
            from riskkit.intake.workbook_reader import open_workbook

            return open_workbook(place, known, sheet, header_row, chunk_rows)
        case _:
            from riskkit.intake.csv_reader import open_csv

            return open_csv(place, known, encoding, header_row, chunk_rows)


def file_kind(path: Path) -> str:
    """``parquet``, ``workbook`` or ``text``, by the first bytes of the file.

    Raises RiskkitError FILE-01 (no such file), FILE-02 (a directory, not readable), FILE-04 (empty), FILE-06 (another
    kind of file, an HTML page saved as .xls among them).
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
    if head.startswith(b"PK\x03\x04") and (other := _office_document(path)):
        raise RiskkitError("FILE-06", where=str(path), found=other, allowed="csv, xlsx, parquet")
    if head.startswith((b"PK\x03\x04", _OLE)):
        return "workbook"
    found = next((name for mark, name in _UNSUPPORTED if head.startswith(mark)), "") or _markup(head)
    if not found and b"\0" in head and not head.startswith(_UTF16):
        found = "binary"
    if found:
        raise RiskkitError("FILE-06", where=str(path), found=found, allowed="csv, xlsx, parquet")
    return "text"


def _office_document(path: Path) -> str:
    """``Word`` or ``PowerPoint`` when the archive is such a document, else empty; a broken archive is not judged."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError):
        return ""
    parts = {"word/document.xml": "Word", "ppt/presentation.xml": "PowerPoint"}
    return next((name for part, name in parts.items() if part in names), "")


def _markup(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")) or (
        start[:1] == b"<" and b"<table" in start
    ):
        return "HTML"
    return "XML" if start.startswith(b"<?xml") else ""
