"""YAML text → nodes with line marks, and the plain values they stand for: the fast way for what rule files hold."""

from __future__ import annotations

from typing import Any

import yaml

_STR, _INT, _FLOAT, _BOOL, _NULL, _SEQ, _MAP = (
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "seq", "map")
)


class RuleLoader(yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader):  # type: ignore[misc]
    """SafeLoader that leaves dates as text: the shapes parse them, so quoted and plain keys are equal."""

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Nothing: rule files have no path resolvers, and this is called for every node."""

    def ascend_resolver(self) -> None:
        """Nothing, as :meth:`descend_resolver`."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """The tag of a node as SafeLoader gives it; that of a text seen before from memory."""
        if kind is not yaml.ScalarNode:
            return _MAP if kind is yaml.MappingNode else _SEQ
        if not implicit[0]:
            return _STR
        tag = _TAGS.get(value)
        if tag is None:
            tag = super().resolve(kind, value, implicit)
            if len(value) <= _LONGEST_KEPT:
                _TAGS[value] = tag
        return tag

    def plain(self, root: yaml.Node) -> tuple[Any, bool]:
        """The values below ``root`` and whether no mapping holds a key twice.

        What only YAML's finer points need (merged mappings, explicit tags, keys that are no texts) is left to
        SafeLoader's own constructor, which raises yaml.constructor.ConstructorError for what it cannot make.
        """
        known: dict[int, Any] = {}
        try:
            return self._value(root, known), True
        except _Finer:
            return self.construct_document(root), False

    def _value(self, node: Any, known: dict[int, Any]) -> Any:
        tag = node.tag
        if tag == _STR:
            return node.value
        if tag == _MAP:
            return self._mapping(node, known)
        if tag == _SEQ:
            return self._sequence(node, known)
        if tag == _FLOAT:
            return self.construct_yaml_float(node)
        if tag == _INT:
            return self.construct_yaml_int(node)
        if tag == _BOOL:
            return self.construct_yaml_bool(node)
        if tag == _NULL:
            return None
        raise _Finer

    def _mapping(self, node: Any, known: dict[int, Any]) -> dict[str, Any]:
        if id(node) in known:  # an alias: the same mapping, or one that holds itself
            found: dict[str, Any] = known[id(node)]
            return found
        found = known[id(node)] = {}
        for key, value in node.value:
            if key.tag != _STR or key.value in found:
                raise _Finer
            found[key.value] = self._value(value, known)
        return found

    def _sequence(self, node: Any, known: dict[int, Any]) -> list[Any]:
        if id(node) in known:
            found: list[Any] = known[id(node)]
            return found
        found = known[id(node)] = []
        found += [self._value(item, known) for item in node.value]
        return found


def nodes_of(text: str) -> yaml.Node | None:
    """The nodes of a text with their marks, None for an empty one; raises yaml.YAMLError for what is no YAML."""
    loader = RuleLoader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


class _Finer(Exception):
    """A mapping that needs SafeLoader's constructor, or a key that occurs twice."""


RuleLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
# the tag of a plain scalar depends on its text alone; keys, codes and numbers come back, sentences do not
_LONGEST_KEPT = 24
_TAGS: dict[str, str] = {}
