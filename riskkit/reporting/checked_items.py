"""Counted items to a folder: counts for an assessment, the class of each row, findings, the manifest."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from riskkit.checked_items.result import CheckedItems
from riskkit.reporting.manifest import sha256_of, write_manifest
from riskkit.reporting.tables import write_csv


def write_checked_items(result: CheckedItems, folder: Path) -> None:
    """Write ``result`` into an existing ``folder``; the manifest comes last and lists every other file's digest."""
    write_csv(result.unit_counts, folder / "counts.csv", "item_counts", result.lang)
    write_csv(result.row_classes, folder / "classes.csv", "item_classes", result.lang)
    write_csv(result.finding_rows, folder / "findings.csv", "findings", result.lang)
    write_csv(result.set_aside_rows, folder / "set_aside.csv", "set_aside", result.lang)
    write_manifest(folder / "manifest.json", _manifest(result, folder))


def _manifest(result: CheckedItems, folder: Path) -> dict[str, Any]:
    by_code = result.finding_rows.group_by("code").len().sort("code")
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return {
        "kind": "checked_items",
        "as_of": result.rules.day,
        "lang": result.lang,
        "riskkit": result.version,
        "rules": result.rules.digest,
        "inputs": [asdict(result.source)],
        "rows": {
            "read": result.rows_read,
            "counted": result.row_classes.height,
            "set_aside": result.set_aside_rows.height,
        },
        "units": result.unit_counts.height,
        "findings": dict(by_code.iter_rows()),
        "outputs": {path.name: sha256_of(path) for path in files},
    }
