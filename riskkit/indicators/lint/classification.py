"""The files below rules/classification: ids, classes, conditions, parts, references and days (RULE-05 … RULE-20)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from riskkit.indicators.classification_file import JurisdictionFile, ListBlock
from riskkit.indicators.classification_lists import FOLDER, ClassificationFolder, load_folder
from riskkit.indicators.lint import conditions, fields, names
from riskkit.indicators.lint.dates import CHECKED_DAYS
from riskkit.indicators.lint.scope import Location, Scope, texts
from riskkit.indicators.loader import RuleFolder, RuleProblem, RuleRoot
from riskkit.indicators.rule_file import (
    Block,
    Condition,
    FieldsFile,
    GradesFile,
    RulebookFile,
    Text,
    TreeFile,
    VetoesFile,
)
from riskkit.terms import Level

_GROWS = ("ge", "gt")


def classification_holds(root: RuleRoot, today: date | None) -> Iterator[RuleProblem]:
    """What is wrong below rules/classification of the root, if it has that folder."""
    if not (root.path / FOLDER).is_dir():
        return
    folder, problems = load_folder(root.path)
    yield from problems
    if folder is None or any(problem.where.startswith(f"{FOLDER}/") for problem in problems):
        return
    scope = _scope(root, folder, today)
    for rule in (names.words_are_single, fields.uoms_are_known, fields.uoms_are_given, fields.ranges_are_ranges):
        yield from rule(scope)
    yield from _lists_file(scope, folder)
    for list_id, files in folder.by_list.items():
        if list_id not in folder.lists.lists:
            for stem in files:
                part = f"{list_id}/{stem}"
                yield scope.problem("RULE-20", part, found=list_id, allowed=", ".join(folder.lists.lists))
        yield from _names(scope, list_id, files)
        for stem, file in files.items():
            yield from _file(scope, folder, f"{list_id}/{stem}", file)


def _scope(root: RuleRoot, folder: ClassificationFolder, today: date | None) -> Scope:
    """The folder in the place of a rulebook, so that rules about fields and conditions are said once."""
    label = Text(zh=FOLDER, en=FOLDER)
    stand_in = RuleFolder(
        id=FOLDER,
        path=folder.root / FOLDER,
        rulebook=RulebookFile(id=FOLDER, level=Level.UNIT, label=label, about=label),
        fields=FieldsFile(fields=folder.fields),
        tree=TreeFile(in_force={}),
        grades=GradesFile(in_force={}),
        vetoes=VetoesFile(vetoes=[]),
        indicators={},
        files=folder.files,
    )
    return Scope(root, stand_in, today)


def _lists_file(scope: Scope, folder: ClassificationFolder) -> Iterator[RuleProblem]:
    """RULE-16: the class field and the parts are fields; the class field is a category."""
    lists = folder.lists
    named: list[tuple[str, Location]] = [(lists.class_field, ("class_field",))]
    for part, whole in lists.parts.items():
        named += [(part, ("parts", part)), (whole, ("parts", part))]
    for name, here in named:
        if name not in folder.fields:
            allowed = conditions.similar(name, folder.fields)
            yield scope.problem("RULE-16", "lists", *here, found=name, allowed=allowed)
    own = folder.fields.get(lists.class_field)
    if own is not None and own.kind != "category":
        yield scope.problem("RULE-05", "lists", "class_field", found=own.kind, allowed="category")
    codes = [level.code for level in own.levels] if own else []
    for position, name in enumerate(lists.unspecific):
        if name not in codes:
            yield scope.problem("RULE-05", "lists", "unspecific", position, found=name, allowed=", ".join(codes))
    for start, block in texts(lists.near_limit):
        yield from _reference(scope, "lists", start, block, ("near_limit", start))


def _names(scope: Scope, list_id: str, files: dict[str, JurisdictionFile]) -> Iterator[RuleProblem]:
    """RULE-20: a file's id is its name, and no name or alias stands for two jurisdictions of a list."""
    seen: set[str] = set()
    for stem, file in files.items():
        part = f"{list_id}/{stem}"
        if file.id != stem:
            yield scope.problem("RULE-20", part, "id", found=file.id, allowed=stem)
        places: list[tuple[str, Location]] = [
            (file.label.zh, ("label", "zh")),
            (file.label.en.lower(), ("label", "en")),
        ]
        places += [(alias, ("aliases", position)) for position, alias in enumerate(file.aliases)]
        yield from _doubled(scope, part, places, seen)


def _file(scope: Scope, folder: ClassificationFolder, part: str, file: JurisdictionFile) -> Iterator[RuleProblem]:
    for start, block in texts(file.in_force):
        here = ("in_force", start)
        yield from _reference(scope, part, start, block, here)
        yield from _classes(scope, folder, part, block, here)
        ids = [(line.id, (*here, "lines", position, "id")) for position, line in enumerate(block.lines)]
        yield from _doubled(scope, part, ids, set())
        for position, line in enumerate(block.lines):
            if line.when is not None:
                at = (*here, "lines", position, "when")
                yield from conditions.check_condition(scope, part, line.when, at)
                yield from _parts_grow(scope, folder, part, line.when, at)


def _classes(
    scope: Scope, folder: ClassificationFolder, part: str, block: ListBlock, here: Location
) -> Iterator[RuleProblem]:
    """RULE-05: the classes of ``covers`` and of every line are options of the class field."""
    own = folder.fields.get(folder.lists.class_field)
    known = [level.code for level in own.levels] if own else []
    places = [(name, (*here, "covers", position)) for position, name in enumerate(block.covers)]
    for number, line in enumerate(block.lines):
        places += [(name, (*here, "lines", number, "classes", position)) for position, name in enumerate(line.classes)]
    for name, at in places:
        if name not in known:
            yield scope.problem("RULE-05", part, *at, found=name, allowed=", ".join(known))


def _parts_grow(
    scope: Scope, folder: ClassificationFolder, part: str, condition: Condition, here: Location, negated: bool = False
) -> Iterator[RuleProblem]:
    """RULE-05: a part is compared by ge or gt, not below ``not``; else its whole would say nothing about it."""
    if condition.field in folder.lists.parts and (negated or condition.op not in _GROWS):
        found = f"{'not ' if negated else ''}{condition.field}: {condition.op}"
        yield scope.problem("RULE-05", part, *here, found=found, allowed=", ".join(_GROWS))
    below: list[tuple[Condition | None, Location, bool]] = [(condition.not_, (*here, "not"), not negated)]
    of = condition.at_least.of if condition.at_least else []
    for group, at in ((condition.all_, ("all",)), (condition.any_, ("any",)), (of, ("at_least", "of"))):
        below += [(child, (*here, *at, position), negated) for position, child in enumerate(group or [])]
    for child, at_child, inside in below:
        if child is not None:
            yield from _parts_grow(scope, folder, part, child, at_child, inside)


def _reference(scope: Scope, part: str, start: date, block: Block, here: Location) -> Iterator[RuleProblem]:
    """RULE-11 the source is listed, RULE-12 was in force, RULE-13 was checked lately."""
    reference, sources = block.reference, scope.root.sources.sources
    source = sources.get(reference.source)
    if source is None:
        at = (*here, "reference", "source")
        yield scope.problem("RULE-11", part, *at, found=reference.source, allowed=", ".join(sources))
    elif start < source.in_force_from or (source.in_force_until is not None and start > source.in_force_until):
        allowed = f"{reference.source} {source.in_force_from} … {source.in_force_until or ''}".rstrip()
        yield scope.problem("RULE-12", part, *here, found=start.isoformat(), allowed=allowed)
    days = (scope.today - reference.checked).days if scope.today else 0
    if days > CHECKED_DAYS:
        found = f"{reference.checked}, {days} d"
        yield scope.problem("RULE-13", part, *here, "reference", "checked", found=found, allowed=f"{CHECKED_DAYS} d")


def _doubled(scope: Scope, part: str, places: Iterable[tuple[str, Location]], seen: set[str]) -> Iterator[RuleProblem]:
    for name, here in places:
        if name in seen:
            yield scope.problem("RULE-20", part, *here, found=f"{name} × 2", allowed=f"{name} × 1")
        seen.add(name)
