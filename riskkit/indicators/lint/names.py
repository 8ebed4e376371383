"""RULE-20: ids agree with file and folder names, and no id, alias or word stands for two things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riskkit.indicators.lint.scope import Location, Scope, nodes_of, texts
from riskkit.indicators.loader import RuleProblem

_PARTS = ("rulebook", "fields", "tree", "grades", "vetoes")


def ids_are_names(scope: Scope) -> Iterator[RuleProblem]:
    """The rulebook's id is its folder's path, its level the first part of it, an indicator's id its file's name."""
    folder = scope.folder
    if folder.rulebook.id != folder.id:
        yield scope.problem("RULE-20", "rulebook", "id", found=folder.rulebook.id, allowed=folder.id)
    level = folder.id.split("/", 1)[0]
    if folder.rulebook.level.value != level:
        yield scope.problem("RULE-20", "rulebook", "level", found=folder.rulebook.level.value, allowed=level)
    for name, indicator in folder.indicators.items():
        if indicator.id != name or name in _PARTS:
            allowed = f"≠ {', '.join(_PARTS)}" if name in _PARTS else name
            yield scope.problem("RULE-20", name, "id", found=indicator.id, allowed=allowed)


def ids_are_single(scope: Scope) -> Iterator[RuleProblem]:
    """No node of a tree, grade or veto has the id of another."""
    folder = scope.folder
    for start, tree in texts(folder.tree.in_force):
        places = [(node.id, (*here, "id")) for node, here in nodes_of(tree, start, scope.choices)]
        bonus = ("in_force", start, "bonus", "indicators")
        places += [
            (name, (*bonus, position)) for position, name in enumerate(tree.bonus.indicators if tree.bonus else [])
        ]
        yield from _doubled(scope, "tree", places)
    for start, scale in texts(folder.grades.in_force):
        at = ("in_force", start, "grades")
        yield from _doubled(scope, "grades", ((g.code, (*at, n, "code")) for n, g in enumerate(scale.grades)))
    yield from _doubled(scope, "vetoes", ((v.id, ("vetoes", n, "id")) for n, v in enumerate(folder.vetoes.vetoes)))


def words_are_single(scope: Scope) -> Iterator[RuleProblem]:
    """No header alias stands for two fields, no word for two options of a field."""
    fields = scope.folder.fields.fields
    aliases = [
        (alias, ("fields", name, "aliases", position))
        for name, field in fields.items()
        for position, alias in enumerate(field.aliases)
    ]
    yield from _doubled(scope, "fields", aliases)
    for name, field in fields.items():
        words: list[tuple[str, Location]] = []
        for number, level in enumerate(field.levels):
            at = ("fields", name, "levels", number)
            words.append((level.code, (*at, "code")))
            words += [(word, (*at, "words", n)) for n, word in enumerate(level.words) if word != level.code]
        yield from _doubled(scope, "fields", words)


def _doubled(scope: Scope, part: str, places: Iterable[tuple[str, Location]]) -> Iterator[RuleProblem]:
    seen: set[str] = set()
    for name, here in places:
        if name in seen:
            yield scope.problem("RULE-20", part, *here, found=f"{name} × 2", allowed=f"{name} × 1")
        seen.add(name)


RULES = (ids_are_names, ids_are_single, words_are_single)
