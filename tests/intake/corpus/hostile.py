"""Files that must be refused in one line: bombs, far cells, DTDs, macros, passwords, paths, and what is no table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workbook_files import SHEET, UNIT, changed, compound, row_xml, sheet_xml, text_cell, xlsx, zipped

from corpus.shape import Trap, file

_DTD = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'


def _parts(parts: dict[str, str | bytes]) -> Callable[[Path], Path]:
    return lambda folder: xlsx(folder / "extract.xlsx", **parts)


def _far(folder: Path) -> Path:
    return xlsx(folder / "extract.xlsx", UNIT, row_xml(1_048_576, '<c r="XFD1048576"><v>1</v></c>'))


def _sparse(folder: Path) -> Path:
    return xlsx(folder / "extract.xlsx", UNIT, row_xml(1_000_000, text_cell("AD1000000", "x")))


def _half(folder: Path) -> Path:
    return changed(xlsx(folder / "extract.xlsx"), lambda content: content[: len(content) // 2])


def _folder(folder: Path) -> Path:
    path = folder / "extract.csv"
    path.mkdir()
    return path


TRAPS: dict[str, Trap] = {
    "far cell": Trap(_far, code="FILE-08"),
    "a far cell in few": Trap(_sparse, code="FILE-08"),
    "zip bomb": Trap(_parts({"xl/media/1.xml": b"\0" * (30 << 20)}), code="FILE-07"),
    "too many members": Trap(_parts({f"x/{at}": "" for at in range(2001)}), code="FILE-07"),
    "DTD": Trap(_parts({"xl/sharedStrings.xml": f"<?xml version='1.0'?>{_DTD}<sst/>"}), code="FILE-09"),
    "a sheet in UTF-16": Trap(_parts({SHEET: sheet_xml(UNIT).encode("utf-16")}), code="FILE-09"),
    "macro": Trap(_parts({"xl/vbaProject.bin": b"\xd0\xcf"}), code="FILE-10"),
    "a macro in an xls": Trap(lambda folder: compound(folder / "a.xls", b"", "_VBA_PROJECT_CUR"), code="FILE-10"),
    "encryption": Trap(lambda folder: compound(folder / "a.xlsx", b"", "EncryptedPackage"), code="FILE-11"),
    "paths": Trap(_parts({"xl/../../x.xml": "<x/>"}), code="FILE-12"),
    "an absolute path": Trap(_parts({"/etc/x.xml": "<x/>"}), code="FILE-12"),
    "a Word file": Trap(lambda folder: zipped(folder / "a.xlsx", {"word/document.xml": "<x/>"}), code="FILE-06"),
    "any zip": Trap(lambda folder: zipped(folder / "a.xlsx", {"a.txt": "x"}), code="FILE-06"),
    "a workbook cut in half": Trap(_half, code="FILE-02"),
    "a PDF": Trap(file(b"%PDF-1.7\n", "extract.xlsx"), code="FILE-06"),
    "a binary file": Trap(file(bytes(range(256)) * 20), code="FILE-06"),
    "a damaged parquet file": Trap(file(b"PAR1" + b"\xff" * 100 + b"PAR1"), code="FILE-02"),
    "a folder": Trap(_folder, code="FILE-02"),
    "no file": Trap(lambda folder: folder / "none.csv", code="FILE-01"),
}  # fmt: skip
