"""Files about checked items: their shape, and that what they rest on is listed and was in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from riskkit.indicators.item_rules_file import ITEM_RULE_FILES, ItemClassesFile, ItemSamplingFile
from riskkit.indicators.loader import RuleProblem, RuleRoot, parse_rule_file
from riskkit.indicators.rule_file import Block
from riskkit.indicators.rule_problem import RuleSource


def item_rules_hold(root: RuleRoot) -> Iterator[RuleProblem]:
    """Every problem of the files about checked items that the root has."""
    for name, shape in ITEM_RULE_FILES.items():
        path = root.path / name
        if not path.exists():
            continue
        parsed, source, problems = parse_rule_file(path, shape, root.path)
        yield from problems
        if source is None:
            continue
        if isinstance(parsed, ItemClassesFile):
            yield from _references(root, source, parsed.in_force, "in_force")
        elif isinstance(parsed, ItemSamplingFile):
            for part in type(parsed).model_fields:
                yield from _references(root, source, getattr(parsed, part), part)


def _references(root: RuleRoot, source: RuleSource, blocks: Mapping[date, Block], key: str) -> Iterator[RuleProblem]:
    """RULE-11 the source is listed, RULE-12 in force when the block starts."""
    for start, block in blocks.items():
        name = block.reference.source
        text = root.sources.sources.get(name)
        if text is None:
            where = source.where(key, start, "reference", "source")
            yield RuleProblem("RULE-11", where, name, ", ".join(root.sources.sources))
        elif start < text.in_force_from:
            yield RuleProblem("RULE-12", source.where(key, start), start.isoformat(), f">= {text.in_force_from}")
