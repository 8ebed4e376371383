"""A whole report on plan targets to a folder."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from riskkit.reporting.manifest import sha256_of, write_manifest, write_texts
from riskkit.reporting.tables import write_csv
from riskkit.reporting.targets_book import write_targets_book
from riskkit.reporting.targets_page import render_targets
from riskkit.targets.report import TargetReport


def write_targets(report: TargetReport, folder: Path) -> None:
    """Write every table, the workbook, the page and the manifest of ``report`` into an existing ``folder``.

    The manifest comes last: it lists the digest of every other file. Equal reports give equal bytes.
    """
    write_csv(report.frame, folder / "targets.csv", "targets", report.lang)
    write_csv(report.years, folder / "target_years.csv", "target_years", report.lang)
    write_csv(report.findings, folder / "findings.csv", "findings", report.lang)
    write_csv(report.set_aside, folder / "set_aside.csv", "set_aside", report.lang)
    write_targets_book(report, folder / "targets.xlsx")
    write_texts(folder, {"targets.html": render_targets(report)})
    write_manifest(folder / "manifest.json", _manifest(report, folder))


def _manifest(report: TargetReport, folder: Path) -> dict[str, Any]:
    by_code = report.findings.group_by("code").len().sort("code")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {
        "as_of": report.as_of,
        "lang": report.lang,
        "notice": report.notice,
        "riskkit": report.version,
        "fingerprint": report.fingerprint,
        "inputs": [asdict(source) for source in report.sources],
        "rows": {
            "read": report.rows_read,
            "used": report.rows_used,
            "set_aside": report.rows_read - report.rows_used,
        },
        "targets": len(report.standings),
        "verdicts": report.verdicts(),
        "findings": dict(by_code.iter_rows()),
        "outputs": {path.relative_to(folder).as_posix(): sha256_of(path) for path in files},
    }
