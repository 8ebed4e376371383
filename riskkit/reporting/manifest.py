"""manifest.json: what went in, which rules and versions, and the digest of every file that came out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

MANIFEST_NAME = "manifest.json"
MADE_BY = "riskkit"


def _as_text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a manifest holds no {type(value).__name__}")


def write_manifest(path: Path, manifest: Mapping[str, Any]) -> None:
    """Write ``manifest`` as JSON with sorted keys, so that equal content gives equal bytes.

    Adds ``made_by``, by which :func:`is_result` knows a folder that may be replaced. Dates become ISO texts;
    raises TypeError for other types and ValueError for NaN.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> write_manifest(folder / MANIFEST_NAME, {"as_of": date(2026, 11, 1)})
    >>> (folder / MANIFEST_NAME).read_text("utf-8")
    '{\\n  "as_of": "2026-11-01",\\n  "made_by": "riskkit"\\n}\\n'
    """
    content = {**manifest, "made_by": MADE_BY}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, indent=2, allow_nan=False, default=_as_text)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def sha256_of(path: Path) -> str:
    """The SHA-256 digest of a file's bytes, in hex.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a"
    >>> _ = path.write_bytes(b"")
    >>> sha256_of(path)[:8]
    'e3b0c442'
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_result(folder: Path) -> bool:
    """Whether riskkit wrote this folder: its manifest says so."""
    try:
        content = json.loads((folder / MANIFEST_NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and content.get("made_by") == MADE_BY


def write_texts(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Write each text under its file name into ``folder``, which is made if it is not there; gives the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8", newline="\n")
    return paths
