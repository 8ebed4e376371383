"""The rules about checked items as in force on a day: classes, sampling, the columns of their table."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from riskkit.errors import RiskkitError
from riskkit.in_force import block_in_force
from riskkit.indicators.item_rules_file import (
    ClassBlock,
    FacilityBlock,
    ItemClassesFile,
    ItemSamplingFile,
    ManagementBlock,
    PeopleBlock,
    ShareBlock,
)
from riskkit.indicators.loader import BUILT_IN_RULES, parse_rule_file
from riskkit.indicators.rule_file import Block, FieldsFile, FieldShape, Reference, Shape, SourcesFile

ShapeT = TypeVar("ShapeT", bound=Shape)
BlockT = TypeVar("BlockT", bound=Block)


@dataclass(frozen=True)
class ItemRules:
    """What decides on ``day``; a sampling rule that is not yet in force is None. ``class_rule``: its source, named."""

    day: date
    fields: dict[str, FieldShape]
    classes: ClassBlock
    class_rule: str
    facility: FacilityBlock | None
    whole: ShareBlock | None
    questionnaire: PeopleBlock | None
    management: ManagementBlock | None
    digest: str


def item_rules(day: date, root: Path | None = None) -> ItemRules:
    """The rules in force on ``day``; a file that ``root`` lacks comes from the built-in one.

    Raises RiskkitError for the first problem of a file, RULE-31 for a day before the first class rule.

    >>> rules = item_rules(date(2026, 1, 1))
    >>> rules.facility.at_least, rules.questionnaire.at_least, rules.class_rule
    (2, 5, 'GA 836-2016 6.2')
    >>> item_rules(date(2021, 12, 31)).management is None
    True
    """
    fields = _read("checked_items.yaml", FieldsFile, root).fields
    dated, sampling = (
        _read("item_classes.yaml", ItemClassesFile, root),
        _read("item_sampling.yaml", ItemSamplingFile, root),
    )
    classes = _on(dated.in_force, day)
    if classes is None:
        first = min(dated.in_force)
        raise RiskkitError("RULE-31", where="item_classes.yaml", found=day.isoformat(), allowed=f">= {first}")
    content = classes.model_dump_json() + sampling.model_dump_json()
    return ItemRules(
        day=day,
        fields=fields,
        classes=classes,
        class_rule=_named(classes.reference, root),
        facility=_on(sampling.facility, day),
        whole=_on(sampling.whole, day),
        questionnaire=_on(sampling.questionnaire, day),
        management=_on(sampling.management, day),
        digest=hashlib.sha256(content.encode()).hexdigest(),
    )


def _named(reference: Reference, root: Path | None) -> str:
    """Number (or title) and clause of a rule's source; the source's id where no file describes it."""
    source = _read("sources.yaml", SourcesFile, root).sources.get(reference.source)
    name = (source.number or source.title.zh) if source is not None else reference.source
    return f"{name} {reference.clause}"


def _on(blocks: Mapping[date, BlockT], day: date) -> BlockT | None:
    return block_in_force(blocks, day)


def _read(name: str, shape: type[ShapeT], root: Path | None) -> ShapeT:
    home = root if root is not None and (root / name).exists() else BUILT_IN_RULES
    parsed, _, problems = parse_rule_file(home / name, shape, home)
    if parsed is None:
        raise problems[0].error()
    return parsed
