"""YAML → rule shapes, with the line and column of every key.

Only this module of the room touches the disk. A bad file gives ``file:line:col: CODE what, allowed, mend``.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from riskkit.errors import RiskkitError
from riskkit.indicators.rule_file import (
    FieldsFile,
    GradesFile,
    IndicatorFile,
    RulebookFile,
    Shape,
    SourcesFile,
    TreeFile,
    VetoesFile,
)

ShapeT = TypeVar("ShapeT", bound=Shape)
BUILT_IN_RULES = Path(__file__).parent / "rules"


@dataclass(frozen=True)
class RuleProblem:
    """One problem in a rule file: code, ``file:line:col``, what was found, what is allowed."""

    code: str
    where: str
    found: str = ""
    allowed: str = ""

    def error(self) -> RiskkitError:
        """The problem as an error to raise."""
        return RiskkitError(self.code, where=self.where, found=self.found, allowed=self.allowed)


@dataclass(frozen=True)
class RuleSource:
    """One parsed file: its name below the rule root and its YAML nodes, to find lines by location."""

    name: str
    node: yaml.Node

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


class _Loader(yaml.SafeLoader):
    """SafeLoader that leaves dates as text: the shapes parse them, so quoted and plain keys are equal."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse_rule_file(
    path: Path, shape: type[ShapeT], root: Path
) -> tuple[ShapeT | None, RuleSource | None, list[RuleProblem]]:
    """Read one file into ``shape``; problems instead of an exception, so that lint can list them all.

    Raises RiskkitError FILE-01 when the file is not there.
    """
    name = path.relative_to(root).as_posix()
    try:
        loader = _Loader(path.read_text("utf-8"))
    except FileNotFoundError:
        raise RiskkitError("FILE-01", where=str(path)) from None
    except (UnicodeDecodeError, yaml.reader.ReaderError) as error:
        return None, None, [RuleProblem("RULE-01", f"{name}:1:1", str(error).splitlines()[0])]
    try:
        node = loader.get_single_node()
        if node is None:
            return None, None, [RuleProblem("RULE-04", f"{name}:1:1", "empty file", ", ".join(_keys(shape)))]
        doubled = list(_doubled_keys(node, name))
        content = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        return None, None, [RuleProblem("RULE-01", f"{name}:{place}", error.problem or "")]
    finally:
        loader.dispose()
    source = RuleSource(name, node)
    if doubled:
        return None, source, doubled
    try:
        return shape.model_validate(content), source, []
    except ValidationError as error:
        return None, source, _problems(error, source, shape)


def _doubled_keys(node: yaml.Node, name: str) -> Iterator[RuleProblem]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield RuleProblem("RULE-03", f"{name}:{key.start_mark.line + 1}:{key.start_mark.column + 1}", key.value)
            seen.add(key.value)
            yield from _doubled_keys(value, name)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _doubled_keys(item, name)


def _problems(error: ValidationError, source: RuleSource, shape: type[Shape]) -> list[RuleProblem]:
    details = error.errors(include_url=False)
    real = [detail for detail in details if not any(str(part).startswith("literal[") for part in detail["loc"])]
    return [_problem(dict(detail), source, shape) for detail in real or details]


def _problem(detail: dict[str, Any], source: RuleSource, shape: type[Shape]) -> RuleProblem:
    location = detail["loc"]
    where = source.where(*location)
    if detail["type"] == "extra_forbidden":
        allowed = _keys(_shape_at(shape, location[:-1]))
        close = get_close_matches(str(location[-1]), allowed, n=1)
        hint = f"{close[0]}?" if close else ", ".join(allowed)
        return RuleProblem("RULE-02", where, str(location[-1]), hint)
    if detail["type"] == "missing":
        return RuleProblem("RULE-04", where, allowed=str(location[-1]))
    allowed_text = str(detail.get("ctx", {}).get("expected") or detail["msg"])
    return RuleProblem("RULE-05", where, f"{location[-1]}: {detail['input']!r}"[:120], allowed_text)


def _keys(shape: type[BaseModel] | None) -> list[str]:
    return [entry.alias or name for name, entry in shape.model_fields.items()] if shape else []


def _shape_at(shape: type[BaseModel], location: tuple[Any, ...]) -> type[BaseModel] | None:
    """The shape that stands at a pydantic error location (its own class names are stepped over)."""
    current: Any = shape
    for part in location:
        models = list(_models_in(current))
        named = {
            (entry.alias or name): entry.annotation for model in models for name, entry in model.model_fields.items()
        }
        if part in named:
            current = named[part]
    models = list(_models_in(current))
    return models[0] if models else None


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in typing.get_args(annotation):
        yield from _models_in(argument)


@dataclass
class RuleFolder:
    """One rulebook's files as read, undated; ``sources_of`` finds lines for messages."""

    id: str
    path: Path
    rulebook: RulebookFile
    fields: FieldsFile
    tree: TreeFile
    grades: GradesFile
    vetoes: VetoesFile
    indicators: dict[str, IndicatorFile]
    files: dict[str, RuleSource] = field(default_factory=dict)


@dataclass
class RuleRoot:
    """A whole rule root: the legal sources and every rulebook folder; ``problems`` of files that did not load."""

    path: Path
    sources: SourcesFile
    source_file: RuleSource | None
    folders: dict[str, RuleFolder]
    problems: list[RuleProblem]


def rulebook_paths(root: Path) -> dict[str, Path]:
    """Every rulebook folder below ``root`` by its id ``level/name``; no file is opened."""
    return {path.parent.relative_to(root).as_posix(): path.parent for path in sorted(root.glob("*/*/rulebook.yaml"))}


def load_root(root: Path | None = None, only: str | None = None) -> RuleRoot:
    """Read a rule root (the built-in one by default), or only one rulebook of it; collects problems.

    Raises RiskkitError FILE-01 when the root or its sources.yaml is absent, RULE-30 when ``only`` is unknown.
    """
    root = Path(root) if root is not None else BUILT_IN_RULES
    sources, source_file, problems = parse_rule_file(root / "sources.yaml", SourcesFile, root)
    paths = rulebook_paths(root)
    if only is not None and only not in paths:
        raise RiskkitError("RULE-30", found=only, allowed=", ".join(paths))
    folders: dict[str, RuleFolder] = {}
    for rulebook_id, path in paths.items():
        if only is None or rulebook_id == only:
            folder, found = _load_folder(rulebook_id, path, root)
            problems += found
            if folder is not None:
                folders[rulebook_id] = folder
    return RuleRoot(root, sources or SourcesFile(sources={}), source_file, folders, problems)


_PARTS: dict[str, type[Shape]] = {
    "rulebook": RulebookFile,
    "fields": FieldsFile,
    "tree": TreeFile,
    "grades": GradesFile,
    "vetoes": VetoesFile,
}


def _load_folder(rulebook_id: str, path: Path, root: Path) -> tuple[RuleFolder | None, list[RuleProblem]]:
    files: dict[str, RuleSource] = {}
    parts: dict[str, Any] = {}
    problems: list[RuleProblem] = []
    for name, shape in _PARTS.items():
        parts[name], source, found = parse_rule_file(path / f"{name}.yaml", shape, root)
        problems += found
        if source is not None:
            files[name] = source
    indicators: dict[str, IndicatorFile] = {}
    for file in sorted((path / "indicators").glob("*.yaml")):
        indicator, source, found = parse_rule_file(file, IndicatorFile, root)
        problems += found
        if source is not None:
            files[file.stem] = source
        if indicator is not None:
            indicators[file.stem] = indicator
    if problems:
        return None, problems
    return RuleFolder(rulebook_id, path, indicators=indicators, files=files, **parts), []
