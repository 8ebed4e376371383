"""A classification to a folder: the workbook, the csv files, the manifest."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from riskkit.classification.result import Classification
from riskkit.reporting.classification_book import write_classification_workbook
from riskkit.reporting.manifest import sha256_of, write_manifest
from riskkit.reporting.tables import write_csv


def write_classification(result: Classification, folder: Path) -> None:
    """Write ``result`` into an existing ``folder``; the manifest comes last and lists every other file's digest."""
    write_classification_workbook(folder / "classification.xlsx", result)
    write_csv(result.answers, folder / "classification.csv", "classification", result.lang)
    write_csv(result.finding_rows, folder / "findings.csv", "findings", result.lang)
    write_csv(result.set_aside_rows, folder / "set_aside.csv", "set_aside", result.lang)
    write_manifest(folder / "manifest.json", _manifest(result, folder))


def _manifest(result: Classification, folder: Path) -> dict[str, Any]:
    chosen = result.chosen
    by_code = result.finding_rows.group_by("code").len().sort("code")
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return {
        "kind": "classification",
        "as_of": result.as_of,
        "jurisdiction": chosen.jurisdiction_id,
        "lang": result.lang,
        "notice": result.notice,
        "riskkit": result.version,
        "lists": [
            {
                "id": entry.list_id,
                "since": entry.since,
                "source": entry.block.reference.source,
                "basis": entry.block.basis.value,
                "complete": entry.block.complete,
                "newer_text_not_entered": entry.expected,
                "digest": entry.digest,
            }
            for entry in chosen.lists
        ],
        "near_limit_share": chosen.near.share,
        "inputs": [asdict(result.source)],
        "rows": {"read": result.rows_read, "classified": result.classified, "set_aside": result.set_aside_rows.height},
        "answers": result.answer_counts(),
        "findings": dict(by_code.iter_rows()),
        "outputs": {path.name: sha256_of(path) for path in files},
    }
