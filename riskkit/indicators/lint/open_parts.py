"""RULE-33 slots are explained; RULE-32 and RULE-05 options and computed fields hold together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from riskkit.indicators.lint.conditions import similar
from riskkit.indicators.lint.scope import Location, Scope, nodes_of, texts
from riskkit.indicators.loader import RuleProblem

_NUMBERS = ("number", "integer", "boolean")


def slots_are_explained(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-33: a part that reads "slot" from a day on has an entry in slots.yaml that covers this day."""
    explained = scope.folder.slots.slots if scope.folder.slots else []
    for part, in_force, here in _in_force(scope):
        for start, block in in_force.items():
            covered = any(slot.from_ <= start and (slot.until is None or start <= slot.until) for slot in explained)
            if block == "slot" and not covered:
                yield scope.problem("RULE-33", part, *here, start, found=start.isoformat(), allowed="slots.yaml")


def slot_sources_exist(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-11: the text that a slot names is listed in sources.yaml."""
    sources = scope.root.sources.sources
    for position, slot in enumerate(scope.folder.slots.slots if scope.folder.slots else []):
        if slot.reference.source not in sources:
            at = ("slots", position, "reference", "source")
            yield scope.problem("RULE-11", "slots", *at, found=slot.reference.source, allowed=", ".join(sources))


def _in_force(scope: Scope) -> Iterator[tuple[str, Mapping[date, Any], Location]]:
    folder = scope.folder
    yield "tree", folder.tree.in_force, ("in_force",)
    yield "grades", folder.grades.in_force, ("in_force",)
    for position, veto in enumerate(folder.vetoes.vetoes):
        yield "vetoes", veto.in_force, ("vetoes", position, "in_force")
    for name, indicator in folder.indicators.items():
        yield name, indicator.in_force, ("in_force",)


def options_exist(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-32: a default is one of its choices; what a node or a veto stands under is an option and a choice of it."""
    options = scope.folder.rulebook.options
    for name, option in options.items():
        if option.default not in option.choices:
            at = ("options", name, "default")
            yield scope.problem("RULE-32", "rulebook", *at, found=option.default, allowed=", ".join(option.choices))
    for part, under, here in _standing(scope):
        for name, choice in under.items():
            choices = options[name].choices if name in options else {}
            if choice not in choices:
                allowed = ", ".join(f"{known}={word}" for known in options for word in options[known].choices) or "-"
                yield scope.problem("RULE-32", part, *here, found=f"{name}={choice}", allowed=allowed)


def _standing(scope: Scope) -> Iterator[tuple[str, dict[str, str], Location]]:
    for start, tree in texts(scope.folder.tree.in_force):
        for node, here in nodes_of(tree, start):
            yield "tree", node.option, (*here, "option")
    for position, veto in enumerate(scope.folder.vetoes.vetoes):
        yield "vetoes", veto.option, ("vetoes", position, "option")


def computed_fields_hold(scope: Scope) -> Iterator[RuleProblem]:
    """RULE-19: a computed field is made of fields that exist; RULE-05: of numbers, its weights summing to 1."""
    fields = scope.folder.fields.fields
    for name, field in fields.items():
        rule, here = field.computed, ("fields", name, "computed")
        if rule is None:
            continue
        for position, part in enumerate(rule.of):
            if part not in fields:
                at = (*here, "of", position)
                yield scope.problem("RULE-19", "fields", *at, found=part, allowed=similar(part, fields))
            elif fields[part].kind not in _NUMBERS or part == name:
                found = f"{part} ({fields[part].kind})"
                yield scope.problem(
                    "RULE-05", "fields", *here, "of", position, found=found, allowed=" | ".join(_NUMBERS)
                )
        wanted = 2 if rule.kind == "ratio" else max(1, len(rule.of))
        if len(rule.of) != wanted:
            yield scope.problem(
                "RULE-05", "fields", *here, "of", found=f"{rule.kind}: {len(rule.of)}", allowed=f"{wanted}"
            )
        if rule.kind == "weighted_mean" and (len(rule.weights) != len(rule.of) or abs(sum(rule.weights) - 1) > 1e-6):
            found = f"{len(rule.weights)}: {sum(rule.weights):g}"
            yield scope.problem("RULE-05", "fields", *here, "weights", found=found, allowed=f"{len(rule.of)}: 1")


RULES = (slots_are_explained, slot_sources_exist, options_exist, computed_fields_hold)
