"""The tables that may stand beside an extract: credit records and human overrides, opened, judged and applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from riskkit.below import Registers
from riskkit.credit import Credit, judge, says_no_day, settle, with_counts
from riskkit.credit_fields import field_findings
from riskkit.indicators.loader import credit_fields, credit_rule, override_fields
from riskkit.indicators.rulebook import Rulebook
from riskkit.inputs import SideTable, Source, read_side_table
from riskkit.ledger import as_frame
from riskkit.overrides import overridden_below, override
from riskkit.terms import GradeBy, Label, Lang, Level

if TYPE_CHECKING:
    import pandas as pd

    Table = str | Path | pd.DataFrame | pl.DataFrame

# a last day of publicity lies ahead as a rule; what a later day means is for the station to say
_ANY_DAY = date.max
_ASSIGNED = {Level.INDUSTRY: "industry_id", Level.REGION: "region_id"}


@dataclass(frozen=True)
class Beside:
    """What stands beside the extract, before any score; ``sources`` and ``findings`` of what was read.

    ``credit`` is judged on the day; ``overridden`` is the account of overrides once they are applied.
    """

    credit: Credit | None = None
    overrides: SideTable | None = None
    findings: list[pl.DataFrame] = field(default_factory=lambda: [as_frame([])])
    sources: list[Source] = field(default_factory=list)
    overridden: dict[str, int] | None = None


def open_beside(
    credit: Table | None, overrides: Table | None, day: date, lang: Lang, root: Path | None = None
) -> Beside:
    """Read and judge the tables given, by the rules of ``root`` (the built-in ones by default).

    Raises RiskkitError as :func:`riskkit.inputs.read_side_table`. A table of credit records with a header alone says
    that nobody has a record; a table of overrides with a header alone is as good as none and leaves no trace.
    """
    beside = Beside()
    if credit is not None:
        judged, findings, source = _credit(credit, day, lang, root)
        beside = Beside(judged, findings=findings, sources=[source])
    if overrides is not None:
        table = read_side_table(overrides, override_fields(root), latest=_ANY_DAY, may_be_empty=True)
        if table.source.rows:
            findings, sources = [*beside.findings, table.findings], [*beside.sources, table.source]
            beside = replace(beside, overrides=table, findings=findings, sources=sources)
    return beside


def _credit(credit: Table, day: date, lang: Lang, root: Path | None) -> tuple[Credit, list[pl.DataFrame], Source]:
    expected = ("publicity_until", "repaired_on")
    table = read_side_table(credit, credit_fields(root), latest=_ANY_DAY, expected=expected, may_be_empty=True)
    rule, text = credit_rule(day, root)
    title = f"{Label(text.title.zh, text.title.en).of(lang)} {text.number or ''}".strip() if text else ""
    judged, findings = judge(table, rule, f"{title} {rule.reference.clause}".strip(), day)
    return judged, [table.findings.filter(~says_no_day(table)), findings], table.source


def settled(
    rows: pl.DataFrame, beside: Beside, rulebook: Rulebook, registers: Registers, lang: Lang
) -> tuple[pl.DataFrame, Beside]:
    """All register rows with what stands beside them: grades set by hand, counts of records, those set below.

    Called once, when every subject is scored and none is ranked; gives ``beside`` with its last findings.
    """
    findings = list(beside.findings)
    credit, overridden = beside.credit, None
    if beside.overrides is not None:
        done = override(rows, beside.overrides, rulebook.grades, rulebook.day, lang)
        rows, overridden = done.rows, done.account()
        findings.append(done.findings)
    if credit is not None:
        credit, lost = settle(credit, rows.get_column("subject_id"))
        rows = with_counts(rows, credit)
        findings.append(lost)
    units, assigned = registers.get(Level.UNIT), _ASSIGNED.get(rulebook.level)
    if units is not None and assigned:
        rows = overridden_below(rows, units, assigned)
    return rows, replace(beside, credit=credit, findings=findings, overridden=overridden)


def overridden_counts(registers: Registers) -> dict[str, dict[str, int]]:
    """For each level below, how many subjects it has and of how many a person set the grade."""
    by_hand = GradeBy.OVERRIDE.value
    return {
        level.value: {"subjects": frame.height, "overridden": int((frame.get_column("grade_by") == by_hand).sum())}
        for level, frame in sorted(registers.items())
    }


def about_fields(beside: Beside, rulebook: Rulebook, columns: Mapping[str, str], file: str) -> Beside:
    """``beside`` with what is to be said about the fields of ``rulebook`` that are made from credit records."""
    found = field_findings(rulebook.fields, columns, beside.credit, file)
    return replace(beside, findings=[*beside.findings, found])
