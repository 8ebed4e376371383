"""The folder rules/classification: read it, and choose the lists in force of a jurisdiction on a day."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from riskkit.errors import Finding, RiskkitError
from riskkit.in_force import block_in_force
from riskkit.indicators.classification_file import JurisdictionFile, ListBlock, ListsFile, NearLimitBlock
from riskkit.indicators.loader import BUILT_IN_RULES, RuleProblem, RuleSource, parse_rule_file
from riskkit.indicators.rule_file import FieldsFile, FieldShape, Source, SourcesFile
from riskkit.terms import Label, Lang

FOLDER = "classification"


@dataclass(frozen=True)
class ClassificationFolder:
    """The files as read: ``by_list`` is list → jurisdiction → file; ``files`` finds lines for messages."""

    root: Path
    fields: dict[str, FieldShape]
    lists: ListsFile
    by_list: dict[str, dict[str, JurisdictionFile]]
    sources: dict[str, Source]
    files: dict[str, RuleSource] = field(default_factory=dict)


OLDER = Label("（旧名单：已有新标准，文本未收录）", " (older list: a newer one exists and is not at hand)")


@dataclass(frozen=True)
class ListInForce:
    """One list of one jurisdiction on one day: its block, since when, by which text.

    ``expected`` is the day of a newer text that is known of and not at hand, where it has come.
    """

    list_id: str
    label: Label
    jurisdiction: Label
    since: date
    block: ListBlock
    source: Source
    expected: date | None = None

    @property
    def digest(self) -> str:
        """sha256 of the list's content."""
        return hashlib.sha256(self.block.model_dump_json(by_alias=True).encode("utf-8")).hexdigest()

    def cited(self, lang: Lang) -> str:
        """The text's title, its number where one is known, and the clause; that a newer one is not at hand."""
        title = f"《{self.source.title.zh}》" if lang == "zh" else self.source.title.en
        cited = " ".join(part for part in (title, self.source.number, self.block.reference.clause) if part)
        return cited if self.expected is None else f"{cited}{OLDER.of(lang)}"


@dataclass(frozen=True)
class ChosenLists:
    """What a classification rests on: the lists in force, the columns they look at, the near-limit share."""

    day: date
    jurisdiction_id: str
    jurisdiction: Label
    lists: tuple[ListInForce, ...]
    fields: dict[str, FieldShape]
    class_field: str
    unspecific: Sequence[str]
    parts: Mapping[str, str]
    near: NearLimitBlock
    findings: tuple[Finding, ...]


def load_folder(root: Path | None = None) -> tuple[ClassificationFolder | None, list[RuleProblem]]:
    """The folder of ``root`` (the built-in one where it has none) and the problems of files that did not load.

    The folder is None when fields.yaml, lists.yaml or sources.yaml did not load.
    """
    root = Path(root) if root is not None else BUILT_IN_RULES
    root = root if (root / FOLDER).is_dir() else BUILT_IN_RULES
    home = root / FOLDER
    fields, field_lines, problems = parse_rule_file(home / "fields.yaml", FieldsFile, root)
    lists, list_lines, found = parse_rule_file(home / "lists.yaml", ListsFile, root)
    sources, _, unsourced = parse_rule_file(root / "sources.yaml", SourcesFile, root)
    problems += found + unsourced
    files = {name: lines for name, lines in (("fields", field_lines), ("lists", list_lines)) if lines is not None}
    by_list: dict[str, dict[str, JurisdictionFile]] = {}
    for path in sorted(home.glob("*/*.yaml")):
        parsed, lines, found = parse_rule_file(path, JurisdictionFile, root)
        problems += found
        if parsed is not None and lines is not None:
            by_list.setdefault(path.parent.name, {})[path.stem] = parsed
            files[f"{path.parent.name}/{path.stem}"] = lines
    if fields is None or lists is None or sources is None:
        return None, problems
    return ClassificationFolder(root, fields.fields, lists, by_list, sources.sources, files), problems


def lists_at(
    jurisdiction: str, day: date, lists: Sequence[str] = (), *, root: Path | None = None, lang: Lang = "zh"
) -> ChosenLists:
    """The lists of ``jurisdiction`` (湖南, 湖南省, hunan) in force on ``day``; ``lists`` none means the usual ones.

    Raises RiskkitError: RULE-… for a file that does not load, ARG-01 for an unknown list, CLS-01 for an unknown
    jurisdiction, CLS-02 for a day before its first list. A list that it lacks, or that a newer text has replaced,
    is a finding.

    >>> chosen = lists_at("湖南", date(2026, 11, 22), ["key_unit"])
    >>> [(entry.since.isoformat(), entry.block.complete) for entry in chosen.lists]
    [('2023-12-06', False)]
    """
    folder, problems = load_folder(root)
    if folder is None or problems:
        raise problems[0].error()
    wanted = list(dict.fromkeys(lists)) or [name for name, kind in folder.lists.lists.items() if kind.by_default]
    for name in wanted:
        if name not in folder.lists.lists:
            raise RiskkitError("ARG-01", where="--list", found=name, allowed=", ".join(folder.lists.lists))
    place = _place(folder, jurisdiction, wanted, lang)
    there = {name: folder.by_list.get(name, {}).get(place) for name in wanted}
    file = next(file for file in there.values() if file is not None)
    chosen, findings = _in_force(folder, there, day, lang)
    near = block_in_force(folder.lists.near_limit, day)
    if not chosen or near is None:
        raise RiskkitError("CLS-02", where=_said(file, lang), found=day.isoformat(), allowed=_days(there, folder, lang))
    return ChosenLists(
        day, place, Label(file.label.zh, file.label.en), tuple(chosen), folder.fields, folder.lists.class_field,
        folder.lists.unspecific, folder.lists.parts, near, tuple(findings),
    )  # fmt: skip


def jurisdictions(folder: ClassificationFolder, lists: Sequence[str], lang: Lang) -> str:
    """Every jurisdiction that has one of ``lists``, with the days on which they start."""
    ids = dict.fromkeys(place for name in lists for place in sorted(folder.by_list.get(name, {})))
    parts = []
    for place in sorted(ids, key=lambda place: (place != "china", place)):
        there = {name: folder.by_list.get(name, {}).get(place) for name in lists}
        file = next(file for file in there.values() if file is not None)
        parts.append(f"{_said(file, lang)} ({_days(there, folder, lang)})")
    return "; ".join(parts)


def _place(folder: ClassificationFolder, asked: str, lists: Sequence[str], lang: Lang) -> str:
    word = asked.strip().lower()
    for name in lists:
        for place, file in folder.by_list.get(name, {}).items():
            if word in {place, file.id, file.label.zh, file.label.en.lower(), *file.aliases}:
                return place
    raise RiskkitError("CLS-01", where="--jurisdiction", found=asked, allowed=jurisdictions(folder, lists, lang))


def _in_force(
    folder: ClassificationFolder, there: Mapping[str, JurisdictionFile | None], day: date, lang: Lang
) -> tuple[list[ListInForce], list[Finding]]:
    chosen: list[ListInForce] = []
    findings: list[Finding] = []
    for name, file in there.items():
        kind = folder.lists.lists[name]
        label = Label(kind.label.zh, kind.label.en)
        if file is None:
            have = sorted(_said(other, lang) for other in folder.by_list.get(name, {}).values())
            findings.append(Finding("CLS-03", value=label.of(lang), allowed=", ".join(have)))
            continue
        entered = {start: block for start, block in file.in_force.items() if not isinstance(block, str)}
        block = block_in_force(entered, day)
        if block is None:
            findings.append(Finding("CLS-04", value=f"{label.of(lang)} {day}", allowed=f">= {min(entered)}"))
            continue
        since = max(start for start in entered if start <= day)
        later = [start for start, text in file.in_force.items() if text == "expected" and since < start <= day]
        place = Label(file.label.zh, file.label.en)
        source = folder.sources.get(block.reference.source)
        if source is None:
            raise RiskkitError("RULE-11", where=f"{FOLDER}/{name}/{file.id}.yaml", found=block.reference.source)
        chosen.append(ListInForce(name, label, place, since, block, source, max(later, default=None)))
        findings += _about(chosen[-1], lang)
    return chosen, findings


def _about(chosen: ListInForce, lang: Lang) -> list[Finding]:
    """What to know before using a list: a newer text exists, its day is assumed, it is cut off."""
    name = f"{chosen.jurisdiction.of(lang)} {chosen.label.of(lang)}"
    findings = []
    if chosen.expected is not None:
        findings.append(Finding("RULE-24", value=f"{name} {chosen.since} → {chosen.expected}"))
    if chosen.block.assumed_day:
        findings.append(Finding("CLS-06", value=f"{name} {chosen.since}"))
    if not chosen.block.complete:
        findings.append(Finding("CLS-07", value=f"{name} {chosen.since}"))
    return findings


def _said(file: JurisdictionFile, lang: Lang) -> str:
    return file.label.zh if lang == "zh" else file.label.en


def _days(there: Mapping[str, JurisdictionFile | None], folder: ClassificationFolder, lang: Lang) -> str:
    """``消防安全重点单位 2023-12-06``: the days on which each list starts."""
    parts = []
    for name, file in there.items():
        if file is not None:
            label = folder.lists.lists[name].label
            days = sorted(start for start, block in file.in_force.items() if not isinstance(block, str))
            parts.append(f"{label.zh if lang == 'zh' else label.en} {' '.join(day.isoformat() for day in days)}")
    return ", ".join(parts)
