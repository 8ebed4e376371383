"""YAML → rule shapes, with the line and column of every key.

Only this module of the room touches the disk. A bad file gives ``file:line:col: CODE what, allowed, mend``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from riskkit.errors import RiskkitError
from riskkit.in_force import block_in_force
from riskkit.indicators.rule_file import (
    CreditBlock,
    CreditFile,
    FieldsFile,
    FieldShape,
    FuzzyFile,
    GradesFile,
    IndicatorFile,
    RulebookFile,
    Shape,
    SlotsFile,
    Source,
    SourcesFile,
    TreeFile,
    VetoesFile,
)
from riskkit.indicators.rule_problem import RuleProblem, RuleSource, doubled_keys, key_names, shape_problems
from riskkit.indicators.yaml_text import RuleLoader, nodes_of
from riskkit.terms import Level

__all__ = [
    "BUILT_IN_RULES",
    "RuleFolder",
    "RuleProblem",
    "RuleRoot",
    "RuleSource",
    "credit_fields",
    "credit_rule",
    "fill_template",
    "fire_fields",
    "load_root",
    "override_fields",
    "parse_rule_file",
    "raw_content",
    "rolled_up_fields",
    "rule_sources",
    "rulebook_paths",
]

ShapeT = TypeVar("ShapeT", bound=Shape)
BUILT_IN_RULES = Path(__file__).parent / "rules"


def parse_rule_file(
    path: Path, shape: type[ShapeT], root: Path
) -> tuple[ShapeT | None, RuleSource | None, list[RuleProblem]]:
    """Read one file into ``shape``; problems instead of an exception, so that lint can list them all.

    Raises RiskkitError FILE-01 when the file is not there.
    """
    name = path.relative_to(root).as_posix()
    try:
        text = path.read_text("utf-8")
        loader = RuleLoader(text)
    except FileNotFoundError:
        raise RiskkitError("FILE-01", where=str(path)) from None
    except (UnicodeDecodeError, yaml.reader.ReaderError) as error:
        return None, None, [_unreadable(name, error)]
    try:
        node = loader.get_single_node()
        if node is None:
            return None, None, [RuleProblem("RULE-04", f"{name}:1:1", "empty file", ", ".join(key_names(shape)))]
        content, clean = loader.plain(node)
        doubled = [] if clean else list(doubled_keys(node, name))
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as error:
        return None, None, [_unreadable(name, error)]
    finally:
        loader.dispose()
    source = RuleSource(name, text)
    if doubled:
        return None, source, doubled
    try:
        return shape.model_validate(content), source, []
    except ValidationError as error:
        return None, source, shape_problems(error, source, shape)


def _unreadable(name: str, error: Exception) -> RuleProblem:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        return RuleProblem("RULE-01", f"{name}:{place}", error.problem or "")
    return RuleProblem("RULE-01", f"{name}:1:1", str(error).splitlines()[0], "UTF-8")


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
    slots: SlotsFile | None = None
    fuzzy: FuzzyFile | None = None
    files: dict[str, RuleSource] = field(default_factory=dict)


@dataclass
class RuleRoot:
    """A whole rule root: the legal sources and every rulebook folder; ``problems`` of files that did not load."""

    path: Path
    sources: SourcesFile
    source_file: RuleSource | None
    folders: dict[str, RuleFolder]
    problems: list[RuleProblem]
    slots: SlotsFile | None = None


def rulebook_paths(root: Path) -> dict[str, Path]:
    """Every rulebook folder below ``root`` by its id ``level/name``; no file is opened."""
    return {path.parent.relative_to(root).as_posix(): path.parent for path in sorted(root.glob("*/*/rulebook.yaml"))}


def identity_fields(root: Path | None = None) -> dict[str, FieldShape]:
    """Who and where a subject is: columns that every extract may bring, from identity.yaml as :func:`fire_fields`."""
    return _whole("identity.yaml", FieldsFile, root).fields


def fire_fields(root: Path | None = None) -> dict[str, FieldShape]:
    """The columns of a table of fires, from fires.yaml of the rule root (the built-in one where it has none)."""
    return _whole("fires.yaml", FieldsFile, root).fields


def credit_fields(root: Path | None = None) -> dict[str, FieldShape]:
    """The columns of a table of credit records, from credit_records.yaml as :func:`fire_fields`."""
    return _whole("credit_records.yaml", FieldsFile, root).fields


def override_fields(root: Path | None = None) -> dict[str, FieldShape]:
    """The columns of a table of human overrides, from overrides.yaml as :func:`fire_fields`."""
    return _whole("overrides.yaml", FieldsFile, root).fields


def credit_rule(day: date, root: Path | None = None) -> tuple[CreditBlock, Source | None]:
    """Which credit records may not be used on ``day``, from credit.yaml, and the text it rests on.

    Raises RiskkitError RULE-31 for a day before the first block.
    """
    blocks = _whole("credit.yaml", CreditFile, root).in_force
    entered = {start: block for start, block in blocks.items() if not isinstance(block, str)}
    block = block_in_force(entered, day)
    if block is None:
        raise RiskkitError("RULE-31", where="credit.yaml", found=day.isoformat(), allowed=f">= {min(entered)}")
    home = root if root is not None and (Path(root) / "credit.yaml").exists() else None
    return block, _whole("sources.yaml", SourcesFile, home).sources.get(block.reference.source)


def _whole(name: str, shape: type[ShapeT], root: Path | None) -> ShapeT:
    """A file of the rule root (the built-in one where it has none); raises RiskkitError for its first problem."""
    root = Path(root) if root is not None else BUILT_IN_RULES
    home = root if (root / name).exists() else BUILT_IN_RULES
    parsed, _, problems = parse_rule_file(home / name, shape, home)
    if parsed is None:
        raise problems[0].error()
    return parsed


def rolled_up_fields(level: Level, root: Path | None = None) -> set[str]:
    """The fields of ``level`` that some rulebook of the root rolls up: an assessment keeps them beside its register."""
    root = Path(root) if root is not None else BUILT_IN_RULES
    wanted: set[str] = set()
    for path in rulebook_paths(root).values():
        parsed, _, _ = parse_rule_file(path / "fields.yaml", FieldsFile, root)
        for shape in parsed.fields.values() if parsed else ():
            if shape.roll_up and shape.roll_up.level is level and shape.roll_up.of:
                wanted.add(shape.roll_up.of)
    return wanted


def fill_template(folder: RuleFolder) -> str:
    """The text of a rulebook's fill.yaml, to be filled in by the user; empty where it has none."""
    place = folder.path / "fill.yaml"
    return place.read_text("utf-8") if place.exists() else ""


def raw_content(path: Path) -> dict[str, Any]:
    """A rule file as plain values, dates as text; what :func:`parse_rule_file` accepted reads without a problem."""
    loader = RuleLoader(path.read_text("utf-8"))
    try:
        return dict(loader.get_single_data() or {})
    finally:
        loader.dispose()


def rule_sources(root: Path | None = None) -> list[RuleSource]:
    """Every rule file below a root, templates left out, to be read by its YAML nodes.

    Raises RiskkitError RULE-01 for a file that is no YAML.
    """
    root = Path(root) if root is not None else BUILT_IN_RULES
    found = []
    for path in sorted(root.rglob("*.yaml")):
        name = path.relative_to(root).as_posix()
        try:
            source = RuleSource(name, path.read_text("utf-8"))
            if path.name != "fill.yaml" and nodes_of(source.text) is not None:
                found.append(source)
        except (UnicodeDecodeError, yaml.YAMLError) as error:
            raise _unreadable(name, error).error() from error
    return found


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
    slots: SlotsFile | None = None
    if (root / "slots.yaml").exists():
        slots, _, found = parse_rule_file(root / "slots.yaml", SlotsFile, root)
        problems += found
    return RuleRoot(root, sources or SourcesFile(sources={}), source_file, folders, problems, slots)


_PARTS: dict[str, type[Shape]] = {
    "rulebook": RulebookFile,
    "fields": FieldsFile,
    "tree": TreeFile,
    "grades": GradesFile,
    "vetoes": VetoesFile,
}
_OPTIONAL_PARTS: dict[str, type[Shape]] = {"slots": SlotsFile, "fuzzy": FuzzyFile}


def _load_folder(rulebook_id: str, path: Path, root: Path) -> tuple[RuleFolder | None, list[RuleProblem]]:
    files: dict[str, RuleSource] = {}
    parts: dict[str, Any] = {}
    problems: list[RuleProblem] = []
    here = {name: shape for name, shape in _OPTIONAL_PARTS.items() if (path / f"{name}.yaml").exists()}
    for name, shape in (_PARTS | here).items():
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
