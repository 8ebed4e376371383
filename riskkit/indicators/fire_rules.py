"""The rules about fires as read: severity tables, statistical scopes, the columns of fires and of population."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from riskkit.in_force import block_in_force
from riskkit.indicators.fire_rules_file import ScopesFile, SeverityBlock, SeverityFile
from riskkit.indicators.loader import BUILT_IN_RULES, parse_rule_file
from riskkit.indicators.rule_file import FieldsFile, FieldShape, Reference, Shape, Source, SourcesFile
from riskkit.terms import Lang

ShapeT = TypeVar("ShapeT", bound=Shape)
UNIT_ID = "unit_id"


@dataclass(frozen=True)
class FireRules:
    """fire_severity.yaml and statistical_scopes.yaml with the texts they rest on; not dated, dates stand inside."""

    severity: SeverityFile
    scopes: ScopesFile
    sources: dict[str, Source]

    @cached_property
    def tables(self) -> dict[date, SeverityBlock]:
        """The severity tables whose text is entered, oldest first."""
        entered = self.severity.in_force.items()
        return {start: block for start, block in sorted(entered) if not isinstance(block, str)}

    def table_on(self, day: date) -> tuple[date, SeverityBlock] | None:
        """The severity table in force on ``day`` with its first day; None before the first.

        >>> rules = fire_rules()
        >>> rules.table_on(date(2025, 4, 30))[0].isoformat(), rules.table_on(date(2025, 5, 1))[0].isoformat()
        ('2007-06-26', '2025-05-01')
        """
        block = block_in_force(self.tables, day)
        return None if block is None else (max(start for start in self.tables if start <= day), block)

    @property
    def slight_from(self) -> date | None:
        """The first day on which slight fires are told apart; None when no table does."""
        return min((start for start, block in self.tables.items() if block.slight is not None), default=None)

    def cited(self, reference: Reference, lang: Lang) -> str:
        """The text a reference names, as people cite it: title, number, clause."""
        source = self.sources.get(reference.source)
        if source is None:
            return f"{reference.source} {reference.clause}"
        title = f"《{source.title.zh}》" if lang == "zh" else source.title.en
        return " ".join(part for part in (title, source.number or source.issuer, reference.clause) if part)

    @property
    def digest(self) -> str:
        """SHA-256 of the content of both files."""
        content = self.severity.model_dump_json() + self.scopes.model_dump_json()
        return hashlib.sha256(content.encode()).hexdigest()


def fire_rules(root: Path | None = None) -> FireRules:
    """The rules about fires of a rule root; a file that the root lacks comes from the built-in one.

    Raises RiskkitError for the first problem of a file.
    """
    return _built_in() if root is None else _rules(root)


@cache
def _built_in() -> FireRules:
    return _rules(None)


def _rules(root: Path | None) -> FireRules:
    severity = _read("fire_severity.yaml", SeverityFile, root)
    scopes = _read("statistical_scopes.yaml", ScopesFile, root)
    return FireRules(severity, scopes, _read("sources.yaml", SourcesFile, root).sources)


def fire_record_fields(root: Path | None = None) -> dict[str, FieldShape]:
    """The columns of a table of fires for statistics: those of fires.yaml and of fire_statistics.yaml.

    A fire at home has no unit: the id of fires.yaml is here ``unit_id`` and need not be there.

    >>> fields = fire_record_fields()
    >>> fields["unit_id"].required, fields["occurred_on"].required, "subject_id" in fields
    (False, True, False)
    """
    common = _read("fires.yaml", FieldsFile, root).fields
    unit = common["subject_id"].model_copy(update={"required": False, "kind": "text"})
    rest = {name: shape for name, shape in common.items() if name != "subject_id"}
    return {UNIT_ID: unit, **rest, **_read("fire_statistics.yaml", FieldsFile, root).fields}


def fires_table_fields(root: Path | None = None) -> dict[str, FieldShape]:
    """Every column that a table of fires may have, the id of the unit among them.

    >>> fields = fires_table_fields()
    >>> fields["subject_id"].required, fields["died_on"].kind
    (True, 'date')
    """
    return {**_read("fires.yaml", FieldsFile, root).fields, **_read("fire_statistics.yaml", FieldsFile, root).fields}


def headers_of(name: str, root: Path | None = None) -> str:
    """The headers that a column of a table of fires may have, as a message lists them.

    >>> headers_of("industry_id")
    '行业, 所属行业, 行业类别, 行业部门, 主管行业, industry'
    """
    shape = fire_record_fields(root)[name]
    return ", ".join(dict.fromkeys([shape.label.zh, *shape.aliases, shape.label.en]))


def population_fields(root: Path | None = None) -> dict[str, FieldShape]:
    """The columns of a table of population, from population.yaml."""
    return _read("population.yaml", FieldsFile, root).fields


def _read(name: str, shape: type[ShapeT], root: Path | None) -> ShapeT:
    home = Path(root) if root is not None and (Path(root) / name).exists() else BUILT_IN_RULES
    parsed, _, problems = parse_rule_file(home / name, shape, home)
    if parsed is None:
        raise problems[0].error()
    return parsed
