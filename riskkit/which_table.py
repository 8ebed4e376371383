"""What a table is read as, by its name: a rulebook ``level/name``, a side table ``table/name``, or nothing named."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from riskkit.errors import Finding, RiskkitError
from riskkit.indicators.fire_rules import fires_table_fields
from riskkit.indicators.identity import with_identity
from riskkit.indicators.item_rules import item_rules
from riskkit.indicators.loader import credit_fields, override_fields
from riskkit.indicators.rule_file import FieldShape
from riskkit.indicators.rulebook import Rulebook
from riskkit.terms import Label

# a last day of publicity or of an override may lie ahead: no day is too late
ANY_DAY = date.max
FIELDS_NAMED = 6


@dataclass(frozen=True)
class WhichTable:
    """The columns that a table is read with, and how.

    ``latest`` is the last day that a date of it may be; ``unique_ids`` says that a subject has one row only;
    ``expected`` are the fields whose absence is said (COL-03), ``used`` those of which one at least must be there for
    the table to be of any use (COL-09), empty where any will do. ``digest`` tells the rules apart.
    """

    id: str
    label: Label
    day: date
    fields: dict[str, FieldShape]
    latest: date
    unique_ids: bool
    expected: frozenset[str]
    used: frozenset[str]
    digest: str


@dataclass(frozen=True)
class _SideTable:
    label: Label
    fields: Callable[[date, Path | None], dict[str, FieldShape]]
    any_day: bool = False
    expected: frozenset[str] = frozenset()


SIDE_TABLES: dict[str, _SideTable] = {
    "table/fires": _SideTable(Label("火灾记录", "fires"), lambda _, root: fires_table_fields(root)),
    "table/credit_records": _SideTable(
        Label("失信记录", "credit records"),
        lambda _, root: credit_fields(root),
        any_day=True,
        expected=frozenset({"publicity_until", "repaired_on"}),
    ),
    "table/overrides": _SideTable(
        Label("人工调整", "human overrides"), lambda _, root: override_fields(root), any_day=True
    ),
    "table/checked_items": _SideTable(
        Label("逐项检查表", "checked items"), lambda day, root: item_rules(day, root).fields
    ),
}


def which_table(
    rules: str | Rulebook | None,
    day: date | str | None = None,
    rule_root: Path | str | None = None,
    choices: Mapping[str, str] | None = None,
) -> WhichTable:
    """What a table is read as on ``day``: by the id of a rulebook or a side table, or by a Rulebook with its own day.

    None stands for the fields of who and where alone. Raises RiskkitError ARG-01 for a ``day`` that is none, else
    as :meth:`riskkit.indicators.rulebook.Rulebook.at` does; RULE-30 for an unknown side table.

    >>> fires = which_table("table/fires", date(2026, 1, 1))
    >>> fires.unique_ids, fires.latest.isoformat(), "occurred_on" in fires.fields
    (False, '2026-01-01', True)
    >>> "uscc" in which_table(None, date(2026, 1, 1)).fields
    True
    """
    root = Path(rule_root) if rule_root is not None else None
    if isinstance(rules, Rulebook):
        return _of_rulebook(rules, root)
    when = as_date(day)
    if rules is None:
        return _who_and_where(when, root)
    if rules in SIDE_TABLES:
        return _side_table(rules, when, root)
    if rules.startswith("table/"):
        raise RiskkitError("RULE-30", found=rules, allowed=", ".join(SIDE_TABLES))
    return _of_rulebook(Rulebook.at(when, rules, root, choices=choices), root)


def _of_rulebook(rulebook: Rulebook, root: Path | None) -> WhichTable:
    waiting = any(warning.code == "RULE-25" for warning in rulebook.warnings)  # the rule itself is not at hand yet
    return WhichTable(
        id=rulebook.id,
        label=rulebook.label,
        day=rulebook.day,
        fields=with_identity(rulebook.fields, root),
        latest=rulebook.day,
        unique_ids=True,
        expected=fields_read(rulebook),
        used=frozenset() if waiting else frozenset(rulebook.fields_used()),
        digest=rulebook.digest,
    )


def as_date(day: date | str | None) -> date:
    """``day`` as a date; raises RiskkitError ARG-01 for a text that is no ISO day.

    >>> as_date("2026-01-01").year
    2026
    """
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day or "")
    except ValueError:
        raise RiskkitError("ARG-01", where="as_of", found=str(day or ""), allowed="YYYY-MM-DD") from None


def fields_read(rulebook: Rulebook) -> frozenset[str]:
    """The fields that anything in ``rulebook`` reads: indicators, vetoes, grades, consequence, frequency, the names."""
    about = rulebook.resolved.rulebook
    read = rulebook.fields_used() | {about.consequence_field or ""} | {"name", "region_id", "industry_id"}
    if about.frequency is not None:
        read |= {*about.frequency.numeric, *about.frequency.log, *about.frequency.category}
    return frozenset(read)


def that_matter(findings: pl.DataFrame, expected: Collection[str], columns: Mapping[str, str]) -> pl.DataFrame:
    """The findings without the missing (COL-03) and the empty columns (MISS-05) that nothing reads.

    ``columns`` is field → header: nobody has closed where the column of closing days is empty.
    """
    missing = (pl.col("code") == "COL-03") & ~pl.col("value").is_in(sorted(expected))
    headers = [header for field, header in columns.items() if field in expected]
    empty = (pl.col("code") == "MISS-05") & ~pl.col("column").is_in(headers)
    return findings.filter(~(missing | empty))


def no_use(which: WhichTable, mapping: Mapping[str, str], file: str) -> list[Finding]:
    """COL-09 where no column of the table feeds anything: it looks like the wrong file or the wrong rules."""
    if not which.used or which.used & set(mapping):
        return []
    some = "、".join(which.fields[name].label.zh for name in sorted(which.used)[:FIELDS_NAMED])
    return [Finding("COL-09", value="、".join(mapping.values()), allowed=f"{some} …", file=file)]


def _side_table(table_id: str, day: date, root: Path | None) -> WhichTable:
    table = SIDE_TABLES[table_id]
    fields = table.fields(day, root)
    return WhichTable(
        id=table_id,
        label=table.label,
        day=day,
        fields=fields,
        latest=ANY_DAY if table.any_day else day,
        unique_ids=False,
        expected=table.expected,
        used=frozenset(),
        digest=_digest(fields),
    )


def _who_and_where(day: date, root: Path | None) -> WhichTable:
    fields = with_identity({}, root)
    label = Label("对象基本信息（未给规则集）", "who and where (no rulebook given)")
    return WhichTable("", label, day, fields, day, True, frozenset(), frozenset(), _digest(fields))


def _digest(fields: Mapping[str, FieldShape]) -> str:
    content = {name: shape.model_dump(mode="json", exclude_defaults=True) for name, shape in fields.items()}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
