"""Options of a rulebook: points on which its source leaves a choice, and the nodes that stand under each choice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Protocol, TypeVar

from riskkit.errors import RiskkitError
from riskkit.indicators.rule_file import Node, RulebookFile


class Optional(Protocol):
    """A node or a veto that may stand under one choice only."""

    @property
    def option(self) -> Mapping[str, str]:
        """{option: choice}, empty where it stands under every choice."""


Standing = TypeVar("Standing", bound=Optional)


def chosen(rulebook: RulebookFile, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """The choice of every option: the given one, or the default; raises RiskkitError RULE-32 for an unknown name.

    >>> from riskkit.indicators.loader import load_root
    >>> folder = load_root(only="unit/city_score_100").folders["unit/city_score_100"]
    >>> chosen(folder.rulebook)
    {}
    """
    given = dict(given or {})
    for name, choice in given.items():
        if name not in rulebook.options:
            raise RiskkitError("RULE-32", where=rulebook.id, found=name, allowed=", ".join(rulebook.options) or "-")
        if choice not in rulebook.options[name].choices:
            allowed = ", ".join(f"{name}={word}" for word in rulebook.options[name].choices)
            raise RiskkitError("RULE-32", where=rulebook.id, found=f"{name}={choice}", allowed=allowed)
    return {name: given.get(name, option.default) for name, option in rulebook.options.items()}


def combinations(rulebook: RulebookFile) -> Iterator[dict[str, str]]:
    """Every combination of choices; one empty one where there is nothing to choose."""
    names = list(rulebook.options)
    for words in product(*(rulebook.options[name].choices for name in names)):
        yield dict(zip(names, words, strict=True))


def stands(part: Optional, choices: Mapping[str, str]) -> bool:
    """Whether a node or a veto stands under ``choices``."""
    return all(choices.get(name) == choice for name, choice in part.option.items())


def standing(parts: Iterable[Standing], choices: Mapping[str, str]) -> list[Standing]:
    """Those of ``parts`` that stand under ``choices``, in their order."""
    return [part for part in parts if stands(part, choices)]


def standing_nodes(nodes: Iterable[Node], choices: Mapping[str, str]) -> list[Node]:
    """The tree below ``nodes`` as it is under ``choices``."""
    return [
        node.model_copy(update={"children": standing_nodes(node.children, choices)}) if node.children else node
        for node in standing(nodes, choices)
    ]
