"""A problem in a rule file: where it is in the YAML, and how a pydantic error becomes one."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from riskkit.codes import CODES
from riskkit.errors import RiskkitError
from riskkit.indicators.yaml_text import nodes_of
from riskkit.terms import Lang, Severity


@dataclass(frozen=True)
class RuleProblem:
    """One problem in a rule file: code, ``file:line:col``, what was found, what is allowed."""

    code: str
    where: str
    found: str = ""
    allowed: str = ""

    @property
    def severity(self) -> Severity:
        """The severity that the table of codes gives this problem."""
        return CODES[self.code].severity

    def error(self) -> RiskkitError:
        """The problem as an error to raise."""
        return RiskkitError(self.code, where=self.where, found=self.found, allowed=self.allowed)

    def text(self, lang: Lang = "zh") -> str:
        """One line: ``file:line:col: CODE what (found; allowed). Mend: ...``."""
        return self.error().text(lang)


@dataclass(frozen=True)
class RuleSource:
    """One parsed file: its name below the rule root and its text, to find lines by location.

    The YAML nodes are made again when a message needs them: kept, they would be most of what a loaded root holds.
    """

    name: str
    text: str

    @cached_property
    def node(self) -> yaml.Node:
        """The YAML nodes with their marks; the file was parsed before, so that it is YAML is certain."""
        node = nodes_of(self.text)
        assert node is not None
        return node

    def has(self, key: str) -> bool:
        """Whether the file holds ``key`` at its top."""
        return _descend(self.node, key) is not None

    def where(self, *location: Any) -> str:
        """``file:line:col`` of the key or item at ``location``; the nearest one above it if it is absent."""
        node, mark = self.node, self.node.start_mark
        for part in location:
            found = _descend(node, part)
            if found is not None:
                mark, node = found
        return f"{self.name}:{mark.line + 1}:{mark.column + 1}"


def _descend(node: yaml.Node, part: Any) -> tuple[yaml.Mark, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark, node.value[part]
    return None


def doubled_keys(root: yaml.Node, name: str) -> Iterator[RuleProblem]:
    """RULE-03 for every key that occurs again in its mapping."""
    waiting, seen_nodes = [root], {id(root)}  # an anchor may be named many times, or inside itself
    while waiting:
        node = waiting.pop(0)
        below: list[yaml.Node] = node.value if isinstance(node, yaml.SequenceNode) else []
        if isinstance(node, yaml.MappingNode):
            below = [value for _, value in node.value]
            seen: set[str] = set()
            for key, _ in node.value:
                if key.value in seen:
                    where = f"{name}:{key.start_mark.line + 1}:{key.start_mark.column + 1}"
                    yield RuleProblem("RULE-03", where, key.value)
                seen.add(key.value)
        fresh = [child for child in below if id(child) not in seen_nodes]
        seen_nodes.update(id(child) for child in fresh)
        waiting += fresh


def shape_problems(error: ValidationError, source: RuleSource, shape: type[BaseModel]) -> list[RuleProblem]:
    """RULE-02, RULE-04 and RULE-05 of a file whose content does not fit ``shape``."""
    details: list[dict[str, Any]] = [dict(detail) for detail in error.errors(include_url=False)]
    # a block may also be the word "expected": of a text, say only that; of a mapping, say what is wrong inside
    kept = [detail for detail in details if isinstance(detail["input"], str) or not _is_of_literal(detail["loc"])]
    words = {detail["loc"][:-1] for detail in kept if _is_of_literal(detail["loc"])}
    kept = [d for d in kept if d["type"] != "model_type" or d["loc"][:-1] not in words]
    # a misspelt key also leaves the right one missing: say the misspelling first
    kept.sort(key=lambda detail: detail["type"] != "extra_forbidden")
    return list(dict.fromkeys(_problem(detail, source, shape) for detail in kept))


def _is_of_literal(location: tuple[Any, ...]) -> bool:
    return bool(location) and str(location[-1]).startswith("literal[")


def _problem(detail: dict[str, Any], source: RuleSource, shape: type[BaseModel]) -> RuleProblem:
    location = tuple(part for part in detail["loc"] if part != "[key]" and not _is_of_literal((part,)))
    where = source.where(*location)
    last = str(location[-1]) if location else ""
    if detail["type"] == "extra_forbidden":
        allowed = key_names(_shape_at(shape, location[:-1]))
        close = get_close_matches(last, allowed, n=1)
        return RuleProblem("RULE-02", where, last, f"{close[0]}?" if close else ", ".join(allowed))
    if detail["type"] == "missing":
        return RuleProblem("RULE-04", where, allowed=last)
    named = bool(last) and not last.isdigit() and last != str(detail["input"])
    found = f"{last}: {detail['input']!r}" if named else repr(detail["input"])
    return RuleProblem("RULE-05", where, found[:120], _allowed(detail))


# what pydantic says in a sentence, in a form that both languages read
_FORMS = {
    "date": "YYYY-MM-DD",
    "float": "number",
    "int": "whole number",
    "bool": "true, false",
    "string_type": "text",
    "list": "[…]",
    "tuple": "[…]",
    "dict": "{key: …}",
    "model": "{key: …}",
}


def _allowed(detail: dict[str, Any]) -> str:
    expected = detail.get("ctx", {}).get("expected")
    if expected is not None:
        return str(expected)
    return next(
        (form for kind, form in _FORMS.items() if detail["type"].startswith(kind)),
        str(detail["msg"]).removeprefix("Value error, "),
    )


def key_names(shape: type[BaseModel] | None) -> list[str]:
    """The keys that a mapping of this shape may hold, as YAML writes them."""
    return [entry.alias or name for name, entry in shape.model_fields.items()] if shape else []


def _shape_at(shape: type[BaseModel], location: tuple[Any, ...]) -> type[BaseModel] | None:
    """The shape that stands at a pydantic error location, keys of mappings and class names stepped over."""
    current: Any = shape
    for part in location:
        arguments = typing.get_args(current)
        mapping = typing.get_origin(current) is dict
        if mapping:
            current = arguments[1]
            continue
        named = {
            (entry.alias or name): entry.annotation
            for model in _models_in(current)
            for name, entry in model.model_fields.items()
        }
        if part in named:
            current = _not_none(named[part])
    return next(_models_in(current), None)


def _not_none(annotation: Any) -> Any:
    """``X`` of ``X | None``."""
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        rest = [argument for argument in typing.get_args(annotation) if argument is not type(None)]
        return rest[0] if len(rest) == 1 else annotation
    return annotation


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models_in(argument)
