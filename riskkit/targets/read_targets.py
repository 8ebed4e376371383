"""A table of plan targets → Targets; what a row lacks makes its target 不可判, never vanish."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl

from riskkit.errors import Finding
from riskkit.intake.extract import ExtractSummary, read_extract
from riskkit.targets.cells import fields_of, read_instalments, read_value
from riskkit.targets.kinds import DEFAULT_COMPARATOR, Comparator, Direction, Kind
from riskkit.targets.shapes import Target
from riskkit.terms import Label

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


@dataclass(frozen=True)
class TargetTable:
    """The targets of a table, its findings (places as in the file), its rows set aside, and how it was read."""

    targets: list[Target]
    findings: pl.DataFrame
    found: list[Finding]
    set_aside: pl.DataFrame
    summary: ExtractSummary


def read_targets(
    source: str | Path | pd.DataFrame | pl.DataFrame, *, encoding: str | None = None, sheet: str | None = None
) -> TargetTable:
    """Read ``source``. A target keeps its row whatever is wrong with it; only a row without or with a doubled id is
    set aside.

    Findings besides those of any extract: TGT-12 the row lacks what a verdict needs, TGT-13 instalments that cannot
    be read, TGT-14 instalments that do not end at the target. Raises RiskkitError as
    :func:`riskkit.intake.extract.read_extract`.
    """
    fields = fields_of("targets_fields")
    # a due day lies in the future: no day of the table is too late
    extract = read_extract(source, fields, as_of=date.max, encoding=encoding, sheet=sheet)
    chunks = list(extract.chunks())
    findings = pl.concat([extract.findings, *(chunk.findings for chunk in chunks)])
    table = pl.concat([chunk.table.frame for chunk in chunks])
    file, found = extract.raw.file, []
    targets = []
    for cells in table.iter_rows(named=True):
        target, problems = _target(cells)
        targets.append(target)
        found += [
            Finding(p.code, cells["source_row"], p.column, p.value, p.allowed, extract.raw.sheet, target.id, file)
            for p in problems
        ]
    set_aside = pl.concat([chunk.set_aside for chunk in chunks])
    # only the required columns (COL-06) must be there
    return TargetTable(targets, findings.filter(pl.col("code") != "COL-03"), found, set_aside, extract.summary)


def _target(cells: dict[str, Any]) -> tuple[Target, list[Finding]]:
    found: list[Finding] = []
    kind = Kind(cells["kind"]) if cells.get("kind") else None
    direction = Direction(cells["direction"]) if cells.get("direction") else None
    comparator = _comparator(cells, direction)
    uom = cells.get("uom") or ""
    due_on, due_assumed = _due(cells)
    value = 1.0 if kind is Kind.MILESTONE else _value(cells, "target_value", kind, uom, found)
    target = Target(
        id=cells["subject_id"],
        city=cells.get("city") or "",
        area=cells.get("area") or "",
        label=Label(cells.get("label_zh") or cells["subject_id"], cells.get("label_en") or cells.get("label_zh") or ""),
        direction=direction,
        kind=kind,
        comparator=comparator or Comparator.GE,
        value=value,
        uom=uom,
        starts_on=cells.get("starts_on"),
        due_on=due_on,
        due_assumed=due_assumed,
        year_assumed=cells.get("year_assumed") == 1.0,
        base=_value(cells, "base_value", kind, uom, found),
        base_year=_whole(cells.get("base_year")),
        instalments=_instalments(cells, kind, uom, value, found),
        population=cells.get("population"),
        compared_with=cells.get("compared_with") or "",
        plan_id=cells.get("plan_id") or "",
        document=cells.get("document") or "",
        document_number=cells.get("document_number") or "",
        place=cells.get("place") or "",
        note=cells.get("note") or "",
        lacks=_lacks(cells, kind, direction, comparator, value, due_on),
        row=cells["source_row"],
    )
    if target.lacks:
        found.append(Finding("TGT-12", value=", ".join(target.lacks)))
    return target, found


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _comparator(cells: dict[str, Any], direction: Direction | None) -> Comparator | None:
    """The comparison that is written, or the one the direction means; None where the two contradict."""
    if direction is None:
        return None
    usual = DEFAULT_COMPARATOR[direction]
    written = Comparator(cells["comparator"]) if cells.get("comparator") else usual
    return written if written.wants_more == usual.wants_more else None


def _due(cells: dict[str, Any]) -> tuple[date | None, bool]:
    """The due day as published, or 31 December of the target year, which is assumed."""
    if cells.get("due_on"):
        return cells["due_on"], False
    year = _whole(cells.get("target_year"))
    return (date(year, 12, 31) if year else None), True


def _value(cells: dict[str, Any], name: str, kind: Kind | None, uom: str, found: list[Finding]) -> float | None:
    text = cells.get(name)
    if not text or kind is None:
        return None
    cell = read_value(text, kind, uom)
    header = fields_of("targets_fields")[name].label.zh
    found += [Finding(code, column=header, value=text) for code in cell.codes]
    return cell.value


def _instalments(
    cells: dict[str, Any], kind: Kind | None, uom: str, value: float | None, found: list[Finding]
) -> tuple[tuple[int, float], ...]:
    text = cells.get("instalments")
    if not text or kind in (None, Kind.MILESTONE):
        return ()
    header = fields_of("targets_fields")["instalments"].label.zh
    parts = read_instalments(text, kind, uom)
    if parts is None:
        found.append(Finding("TGT-13", column=header, value=text, allowed="2021：250；2022：250"))
        return ()
    end = sum(amount for _, amount in parts) if kind is Kind.CUMULATIVE else parts[-1][1] if parts else None
    if value is not None and end is not None and abs(end - value) > 1e-9 * max(1.0, abs(value)):
        found.append(Finding("TGT-14", column=header, value=f"{end:g}", allowed=f"{value:g}"))
    return parts


def _lacks(
    cells: dict[str, Any],
    kind: Kind | None,
    direction: Direction | None,
    comparator: Comparator | None,
    value: float | None,
    due_on: date | None,
) -> tuple[str, ...]:
    """What a verdict would need and the row does not say: keys of reasons.LACKS."""
    starts_on = cells.get("starts_on")
    missing = {
        "direction": direction is None,
        "kind": kind is None,
        "target_value": value is None and not cells.get("compared_with"),
        "target_year": due_on is None,
        "comparator": direction is not None and comparator is None,
        "order_of_days": bool(due_on and starts_on and due_on <= starts_on),
    }
    return tuple(name for name, gone in missing.items() if gone)
