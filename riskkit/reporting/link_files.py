"""The result of linking to a folder: workbooks, csv files, the manifest."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from riskkit.linking import columns
from riskkit.linking.certainty import BITS, PRIOR_BITS
from riskkit.linking.result import Links
from riskkit.reporting.link_book import write_linked_book
from riskkit.reporting.link_review import write_review_book
from riskkit.reporting.link_words import LINKED_BOOK, REVIEW_BOOKS, said
from riskkit.reporting.manifest import sha256_of, write_manifest
from riskkit.reporting.tables import write_columns, write_csv


def write_links(result: Links, folder: Path) -> None:
    """Write ``result`` into an existing ``folder``; the manifest comes last and lists every other file's digest."""
    lang = result.lang
    write_linked_book(folder / LINKED_BOOK, result)
    write_review_book(folder / REVIEW_BOOKS.of(lang), result)
    for name, table, of in (
        ("linked", result.linked, columns.LINKED),
        ("review", result.review, columns.REVIEW),
        ("only_a", result.only_a, columns.ONLY),
        ("only_b", result.only_b, columns.ONLY),
        ("groups", result.groups, columns.GROUPS),
        ("conflicts", result.conflicts, columns.CONFLICTS),
    ):
        write_columns(said(table, of, lang), folder / f"{name}.csv", list(of), lang)
    write_csv(result.set_aside_rows, folder / "set_aside.csv", "set_aside", lang)
    write_csv(result.finding_rows, folder / "findings.csv", "findings", lang)
    write_manifest(folder / "manifest.json", _manifest(result, folder))


def _manifest(result: Links, folder: Path) -> dict[str, Any]:
    by_code = result.finding_rows.group_by("code").len().sort("code")
    kinds = result.groups.select("group", "kind").unique().group_by("kind").len().sort("kind")
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return {
        "kind": "links",
        "as_of": result.as_of,
        "lang": result.lang,
        "notice": result.notice,
        "riskkit": result.version,
        "inputs": [asdict(source) for source in result.sources],
        "reviewed": asdict(result.reviewed) if result.reviewed else None,
        "thresholds": result.thresholds._asdict(),
        "bits": {"prior": PRIOR_BITS, **{kind: dict(bits) for kind, bits in BITS.items()}},
        "rows": {side: account._asdict() for side, account in zip(columns.SIDES, result.accounts, strict=True)},
        "pairs": {"joined": result.how_counts(), "to_review": result.review.height},
        "groups": dict(kinds.iter_rows()),
        "findings": dict(by_code.iter_rows()),
        "outputs": {path.name: sha256_of(path) for path in files},
    }
