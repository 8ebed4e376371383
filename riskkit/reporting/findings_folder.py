"""A checked table to a folder: findings, summary, rows set aside, conflicts, the annotated copy, the manifest."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from pathlib import Path
from typing import Any

from riskkit.records_intake import CONFLICTS, FINDING_SUMMARY
from riskkit.reporting.annotated_emptied import without_personal
from riskkit.reporting.annotated_guard import NOT_OFFICE, why_not
from riskkit.reporting.annotated_marks import marks_of
from riskkit.reporting.annotated_original import NOT_COPIED, WHAT_IS_LOST, write_original
from riskkit.reporting.annotated_rewritten import write_rewritten
from riskkit.reporting.annotated_words import COPY_NAME
from riskkit.reporting.manifest import sha256_of, write_manifest
from riskkit.reporting.tables import write_columns, write_csv
from riskkit.terms import Label
from riskkit.validation.result import ReadTable, Validation

ONLY_FOUND = Label(
    "表太大，副本只有有问题的行（第一列是它在原表里的行号）",
    "the table is large: the copy holds only rows with findings, the first column is their row in the table",
)
CHANGED_FILE = Label(
    "文件在检查之后改动过，副本按检查时读入的内容重新写出",
    "the file was changed after it was read: the copy is written anew from the cells as read",
)


def write_validation(result: Validation, folder: Path, *, copy: bool = True) -> list[str]:
    """Write ``result`` into an existing ``folder``; the manifest comes last. Gives what is worth saying about it."""
    write_read_table(result, folder)
    write_columns(result.by_rule, folder / "summary.csv", list(FINDING_SUMMARY), result.lang)
    notes = _annotated(result, folder) if copy else []
    said = [note.of(result.lang) for note in notes]
    write_manifest(folder / "manifest.json", {**manifest_of(result, folder), "kind": "validation", "notes": said})
    return said


def write_read_table(result: ReadTable, folder: Path) -> None:
    """Findings, rows set aside and, where there are any, conflicts."""
    write_csv(result.finding_rows, folder / "findings.csv", "findings", result.lang)
    write_csv(result.set_aside_rows, folder / "set_aside.csv", "set_aside", result.lang)
    if result.conflict_rows.height:
        write_columns(result.conflict_rows, folder / "conflicts.csv", list(CONFLICTS), result.lang)


def manifest_of(result: ReadTable, folder: Path) -> dict[str, Any]:
    """What was read and how it was understood, by which rules, the way of every row, findings by code, digests."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lang, which = result.lang, result.which
    return {
        "as_of": which.day,
        "lang": lang,
        "riskkit": result.version,
        "rules": {"id": which.id or None, "digest": which.digest},
        "inputs": [asdict(source) for source in result.sources],
        "rows": {
            "read": result.rows_read,
            "usable": result.rows_usable,
            "set_aside": result.rows_read - result.rows_usable,
        },
        "stations": [station.as_dict(lang) for station in result.stations],
        "findings": dict(result.by_rule.select("code", "count").sort("code").iter_rows()),
        "outputs": {path.relative_to(folder).as_posix(): sha256_of(path) for path in files},
    }


def _annotated(result: Validation, folder: Path) -> list[Label]:
    """The annotated copy: of the workbook itself where that can be, else written anew. What is worth saying of it."""
    path = folder / COPY_NAME.of(result.lang)
    content, reason = _original(result)
    if content is not None:
        marks = marks_of(result.finding_rows, result.copied, result.lang, all_rows=True)
        said = write_original(path, content, result, marks, [WHAT_IS_LOST, *without_personal(result.copied)])
        if said is not None:
            return said
        reason = NOT_COPIED
    marks = marks_of(result.finding_rows, result.copied, result.lang)
    notes = [reason, *_left_out(result)]
    write_rewritten(path, result, marks, notes)
    return notes


def _original(result: Validation) -> tuple[bytes | None, Label]:
    """The workbook's bytes where it can be copied with its formats, else why it cannot."""
    if result.path is None or not result.source.sheet or not result.path.is_file():
        return None, NOT_OFFICE
    with result.path.open("rb") as stream:
        if stream.read(2) != b"PK":
            return None, NOT_OFFICE
    content = result.path.read_bytes()
    if (reason := why_not(content)) is not None:
        return None, reason
    if hashlib.sha256(content).hexdigest() != result.source.sha256:
        return None, CHANGED_FILE
    return content, NOT_OFFICE


def _left_out(result: Validation) -> list[Label]:
    copied = result.copied
    return ([] if copied.whole else [ONLY_FOUND]) + without_personal(copied)
