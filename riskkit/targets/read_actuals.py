"""A table of reported figures → Actuals of known targets; every row is used or set aside with its reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from riskkit.errors import Finding, RiskkitError
from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.extract import Extract, ExtractSummary, read_extract
from riskkit.intake.findings import SET_ASIDE_DTYPES
from riskkit.intake.header import header_key
from riskkit.targets.actual_row import Refused, actual_of
from riskkit.targets.cells import fields_of
from riskkit.targets.match import Matcher
from riskkit.targets.shapes import Actual, Target

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


@dataclass(frozen=True)
class ActualTable:
    """The figures that are used, by target id; findings; rows set aside; ``natures``: what rows say they are."""

    by_target: dict[str, list[Actual]]
    findings: pl.DataFrame
    found: list[Finding]
    set_aside: pl.DataFrame
    summary: ExtractSummary
    contradicted: dict[str, list[date]]
    used: int
    natures: tuple[str, ...]


def read_actuals(
    source: str | Path | pd.DataFrame | pl.DataFrame,
    targets: Sequence[Target],
    as_of: date,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
) -> ActualTable:
    """Read ``source`` and give each row to its target. Figures of a later day than ``as_of`` are set aside.

    Two rows of one target and period: the same figure twice is TGT-04 and counts once; different figures are TGT-03
    and none of them is used. The other codes are those of actual_row and match. Raises RiskkitError as
    :func:`riskkit.intake.extract.read_extract`.
    """
    extract = _opened(source, as_of, encoding, sheet)
    chunks = list(extract.chunks())
    findings = pl.concat([extract.findings, *(chunk.findings for chunk in chunks)])
    table = pl.concat([chunk.table.frame for chunk in chunks])
    header = extract.mapping.by_field()
    percent = header_key(header.get("value", "")).measure == "%"
    matcher, kept, refused, rows = Matcher(targets), [], [], {}
    for cells in table.iter_rows(named=True):
        rows[cells["source_row"]] = cells
        outcome = actual_of(cells, matcher, as_of, percent=percent)
        refused += outcome.refused
        if outcome.actual is not None:
            kept.append(outcome.actual)
    used, doubled, contradicted = _without_doubles(kept)
    refused += doubled
    place = {"sheet": extract.raw.sheet, "file": extract.raw.file}
    found = [_finding(item, rows[item.row], header, place) for item in refused]
    gone = {item.row: item.code for item in refused if item.sets_aside}
    aside = pl.concat([*(chunk.set_aside for chunk in chunks), _aside(gone, rows, place)])
    by_target: dict[str, list[Actual]] = defaultdict(list)
    for actual in used:
        by_target[actual.target_id].append(actual)
    natures = tuple(dict.fromkeys(rows[a.row]["nature"] for a in used if rows[a.row].get("nature")))
    assert table.height == len(used) + len(gone), "a row of the actuals was lost"
    return ActualTable(
        dict(by_target),
        findings.filter(pl.col("code") != "COL-03"),
        found,
        aside.sort("row", maintain_order=True),
        extract.summary,
        contradicted,
        len(used),
        natures,
    )


def _opened(
    source: str | Path | pd.DataFrame | pl.DataFrame, as_of: date, encoding: str | None, sheet: str | None
) -> Extract:
    """The table opened by its target ids, or by the indicators' names where it has no column of ids."""
    fields = fields_of("actuals_fields")
    try:
        return read_extract(source, fields, as_of=as_of, encoding=encoding, sheet=sheet, unique_ids=False)
    except RiskkitError as problem:
        if problem.code != "COL-01":
            raise
        first = problem
    try:
        return read_extract(source, _by_name(fields), as_of=as_of, encoding=encoding, sheet=sheet, unique_ids=False)
    except RiskkitError as problem:
        raise (first if problem.code == "COL-01" else problem) from None


def _by_name(fields: dict[str, FieldShape]) -> dict[str, FieldShape]:
    """The columns with the indicator's name in the place of the id."""
    name = fields["label"]
    shape = fields["subject_id"].model_copy(update={"label": name.label, "aliases": name.aliases})
    return {"subject_id": shape, **{key: field for key, field in fields.items() if key not in ("subject_id", "label")}}


def _without_doubles(actuals: Sequence[Actual]) -> tuple[list[Actual], list[Refused], dict[str, list[date]]]:
    """One figure a target and period; the order of the file decides nothing but which of two equal rows is named."""
    groups: dict[tuple[str, date, bool], list[Actual]] = defaultdict(list)
    for actual in actuals:
        groups[actual.target_id, actual.day, actual.in_year].append(actual)
    used, refused = [], []
    contradicted: dict[str, list[date]] = defaultdict(list)
    for group in groups.values():
        if all(replace(other, row=0) == replace(group[0], row=0) for other in group[1:]):
            used.append(group[0])
            refused += [Refused(other.row, "TGT-04", value=f"#{group[0].row}") for other in group[1:]]
        else:
            contradicted[group[0].target_id].append(group[0].day)
            rows = ", ".join(f"#{other.row}" for other in group)
            refused += [Refused(other.row, "TGT-03", value=f"{other.value:g} ({rows})") for other in group]
    return used, refused, dict(contradicted)


def _finding(item: Refused, cells: dict[str, Any], header: dict[str, str], place: dict[str, str]) -> Finding:
    column = header.get(item.field, "")
    return Finding(
        item.code, item.row, column, item.value, item.allowed, place["sheet"], cells["subject_id"], place["file"]
    )


def _aside(gone: dict[int, str], rows: dict[int, dict[str, Any]], place: dict[str, str]) -> pl.DataFrame:
    records = [
        {
            "row": row,
            "subject_id": rows[row]["subject_id"],
            "code": code,
            "cells": " | ".join(f"{key}={cell}" for key, cell in rows[row].items() if cell is not None),
            **place,
        }
        for row, code in gone.items()
    ]
    return pl.DataFrame(records, schema=SET_ASIDE_DTYPES)
