"""Only loader, readers, model store, reporting, compact and demo touch the disk (docs/architecture.md)."""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "riskkit"
ALLOWED = ("reporting/", "intake/", "indicators/loader.py", "models/store.py", "compact.py", "demo.py")
TOUCHING = {"write_text", "write_bytes", "read_text", "read_bytes", "mkdir", "unlink", "write_parquet", "read_parquet"}
TOUCHING |= {"read_csv", "ParquetWriter", "ParquetFile", "to_parquet"}


def touches(source: str) -> list[str]:
    """Calls of ``source`` that read or write a file."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id == "open":
                found.append(f"{node.lineno}: open")
            if isinstance(called, ast.Attribute) and called.attr in TOUCHING | {"open"}:
                found.append(f"{node.lineno}: {called.attr}")
    return found


def test_only_these_rooms_touch_the_disk() -> None:
    modules = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    strangers = {
        name: calls
        for name, path in modules.items()
        if not name.startswith(ALLOWED) and (calls := touches(path.read_text("utf-8")))
    }
    assert strangers == {}


def test_the_walk_sees_a_write() -> None:
    assert touches("import pathlib\npathlib.Path('a').write_text('b')") == ["2: write_text"]
    assert touches("open('a')") == ["1: open"]
