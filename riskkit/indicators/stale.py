"""What of the rules should be looked at again: old checks, texts that were replaced, announced days, open slots.

Reads every rule file of a root by its YAML nodes, so that a kind of rule file that comes later is looked at too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

import yaml

from riskkit.indicators.loader import RuleSource, load_root, rule_sources
from riskkit.indicators.rule_file import Source
from riskkit.terms import Label

Kind = Literal["checked", "source", "expected", "slot"]
CHECKED_DAYS = 400
KIND_LABELS: dict[Kind, Label] = {
    "checked": Label("该重新核对", "check again"),
    "source": Label("依据已废止或被代替", "its text was repealed or replaced"),
    "expected": Label("已到施行日，文本未录入", "the announced day has come, the text is not entered"),
    "slot": Label("缺口", "open slot"),
}


@dataclass(frozen=True)
class Stale:
    """One thing to look at; ``day`` is that of the check, the end of the text, the announcement or the slot's first."""

    kind: Kind
    day: date
    where: str
    what: str


def stale(today: date, days: int = CHECKED_DAYS, rules: Path | None = None) -> list[Stale]:
    """Everything in a rule root (the built-in one by default) that is stale on ``today``, newest day first.

    ``checked`` older than ``days``; of each part the block in force whose source is over; a day written ``expected``
    that has come with no later text entered; slots that are open. Raises RiskkitError FILE-01 for a root that is not
    there and the first problem of a file that does not load.

    >>> [entry.kind for entry in stale(date(2026, 11, 22)) if entry.kind == "checked"]
    []
    """
    root = load_root(rules)
    if root.problems:
        raise root.problems[0].error()
    found: list[Stale] = []
    for source in rule_sources(root.path):
        for node in _mappings(source.node):
            entries = {key.value: value for key, value in node.value if isinstance(key.value, str)}
            found += _old_check(source, node, entries, today, days)
            if isinstance(entries.get("in_force"), yaml.MappingNode):
                found += _dated(source, entries["in_force"], root.sources.sources, today)
            if source.name.endswith("slots.yaml"):
                found += _open_slot(source, node, entries, today)
    return sorted(found, key=lambda entry: (-entry.day.toordinal(), entry.where))


def _mappings(root: yaml.Node) -> Iterator[yaml.MappingNode]:
    """Every mapping below a node, each once."""
    waiting, seen = [root], {id(root)}
    while waiting:
        node = waiting.pop()
        below: list[yaml.Node] = node.value if isinstance(node, yaml.SequenceNode) else []
        if isinstance(node, yaml.MappingNode):
            yield node
            below = [value for _, value in node.value]
        fresh = [child for child in below if id(child) not in seen]
        seen.update(id(child) for child in fresh)
        waiting += fresh


def _old_check(
    source: RuleSource, node: yaml.MappingNode, entries: Mapping[str, Any], today: date, days: int
) -> Iterator[Stale]:
    day = _day(entries.get("checked"))
    if day is not None and (today - day).days > days:
        what = " ".join(_text(entries.get(key)) for key in ("source", "clause")).strip()
        yield Stale("checked", day, _place(source, _mark(node, "checked")), f"{what}, {(today - day).days} d")


def _dated(source: RuleSource, blocks: yaml.MappingNode, sources: Mapping[str, Source], today: date) -> Iterator[Stale]:
    """The block of one part in force on ``today``, and the announced ones that have come."""
    days = {day: (key, value) for key, value in blocks.value if (day := _day(key)) is not None}
    texts = [day for day, (_, value) in days.items() if _text(value) != "expected"]
    for day, (key, value) in days.items():
        if _text(value) == "expected" and max(texts, default=date.min) < day <= today:
            yield Stale("expected", day, _place(source, key.start_mark), "in_force")
    now = max((day for day in texts if day <= today), default=None)
    if now is not None and isinstance(days[now][1], yaml.MappingNode):
        yield from _replaced(source, days[now][1], sources, today)


def _replaced(
    source: RuleSource, block: yaml.MappingNode, sources: Mapping[str, Source], today: date
) -> Iterator[Stale]:
    reference = next((value for key, value in block.value if key.value == "reference"), None)
    if not isinstance(reference, yaml.MappingNode):
        return
    name = next((_text(value) for key, value in reference.value if key.value == "source"), "")
    text = sources.get(name)
    if text is None:
        return
    over = text.in_force_until is not None and text.in_force_until < today
    if over or (text.replaced_by is not None and text.in_force_until is None):
        after = f" → {text.replaced_by}" if text.replaced_by else ""
        place = _place(source, _mark(reference, "source"))
        yield Stale("source", text.in_force_until or text.in_force_from, place, f"{name}{after}")


def _open_slot(source: RuleSource, node: yaml.MappingNode, entries: Mapping[str, Any], today: date) -> Iterator[Stale]:
    first, last = _day(entries.get("from")), _day(entries.get("until"))
    if first is None or "why" not in entries or _text(entries.get("filled")) == "true":
        return
    if first <= today and (last is None or today <= last):
        yield Stale("slot", first, _place(source, node.start_mark), _text(entries.get("id")))


def _day(node: Any) -> date | None:
    try:
        return date.fromisoformat(_text(node))
    except ValueError:
        return None


def _text(node: Any) -> str:
    return node.value if isinstance(node, yaml.ScalarNode) else ""


def _mark(node: yaml.MappingNode, wanted: str) -> yaml.Mark:
    mark: yaml.Mark = next(key.start_mark for key, _ in node.value if key.value == wanted)
    return mark


def _place(source: RuleSource, mark: Any) -> str:
    return f"{source.name}:{mark.line + 1}"
