"""A rulebook as it stands on one day: every dated file cut down to the block in force, and its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeVar

from riskkit.errors import Finding, RiskkitError
from riskkit.in_force import block_in_force
from riskkit.indicators.choices import chosen, standing, standing_nodes
from riskkit.indicators.loader import RuleFolder, RuleRoot
from riskkit.indicators.rule_file import (
    Block,
    FieldShape,
    FuzzyFile,
    GradesFile,
    IndicatorFile,
    Node,
    Open,
    RulebookFile,
    Shape,
    Source,
    TreeFile,
    Veto,
)
from riskkit.indicators.slots import open_texts, require_filled

BlockT = TypeVar("BlockT", bound=Block)


class ResolvedFile(Shape):
    """All that decides a score on one day; written beside every result so that it can be recomputed.

    Each ``in_force`` holds the single block in force. Equal content has an equal digest, whatever the day.
    """

    rulebook: RulebookFile
    fields: dict[str, FieldShape]
    tree: TreeFile
    grades: GradesFile
    vetoes: list[Veto]
    indicators: dict[str, IndicatorFile]
    sources: dict[str, Source]
    choices: dict[str, str] = {}
    fuzzy: FuzzyFile | None = None

    def digest(self) -> str:
        """sha256 over the canonical JSON of the content."""
        content = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()


def resolve(
    root: RuleRoot, folder: RuleFolder, day: date, given: Mapping[str, str] | None = None
) -> tuple[ResolvedFile, list[Finding]]:
    """Cut ``folder`` down to the blocks in force on ``day`` and to the choices ``given`` for its options.

    Warnings where a newer text is only announced, where a slot is open, where the source was seen in part. Raises
    RiskkitError RULE-31 when the tree, the grades or a leaf has no block in force yet, RULE-32 for an unknown choice,
    RULE-40 when a required slot is open.
    """
    choices = chosen(folder.rulebook, given)
    require_filled(folder, day)
    warnings = open_texts(root, folder, day)
    tree = _chosen_tree(TreeFile(in_force=_only(folder.tree.in_force, day, folder, "tree", warnings)), choices)
    grades = GradesFile(in_force=_only(folder.grades.in_force, day, folder, "grades", warnings))
    for leaf in leaf_ids(tree):
        if leaf not in folder.indicators:
            raise RiskkitError("RULE-14", where=folder.files["tree"].where("in_force"), found=leaf)
    indicators = {
        leaf: folder.indicators[leaf].model_copy(
            update={"in_force": _only(folder.indicators[leaf].in_force, day, folder, leaf, warnings)}
        )
        for leaf in leaf_ids(tree)
    }
    vetoes = []
    for veto in standing(folder.vetoes.vetoes, choices):
        in_force = _in_force(veto.in_force, day, f"vetoes.yaml {veto.id}", warnings)
        if in_force:  # a veto that is not yet law does not stop an assessment
            vetoes.append(veto.model_copy(update={"in_force": in_force}))
    resolved = ResolvedFile(
        rulebook=folder.rulebook,
        fields=folder.fields.fields,
        tree=tree,
        grades=grades,
        vetoes=vetoes,
        indicators=indicators,
        sources={},
        choices=choices,
        fuzzy=_fuzzy(folder, day, warnings),
    )
    used = {name: root.sources.sources[name] for name in sorted(_source_ids(resolved)) if name in root.sources.sources}
    return resolved.model_copy(update={"sources": used}), warnings


def _chosen_tree(tree: TreeFile, choices: Mapping[str, str]) -> TreeFile:
    start, block = the_block(tree.in_force)
    kept = block.model_copy(update={"children": standing_nodes(block.children, choices)})
    return tree.model_copy(update={"in_force": {start: kept}}) if choices else tree


def _fuzzy(folder: RuleFolder, day: date, warnings: list[Finding]) -> FuzzyFile | None:
    in_force = _in_force(folder.fuzzy.in_force, day, "fuzzy.yaml", warnings) if folder.fuzzy else {}
    return FuzzyFile(in_force=in_force) if in_force else None


def leaf_ids(tree: TreeFile) -> list[str]:
    """The indicator ids of a resolved tree, in its order, the bonus ones last."""
    ids: list[str] = []
    for block in tree.in_force.values():
        if not isinstance(block, str):
            ids += [node.id for node in walk(block.children) if not node.children]
            ids += block.bonus.indicators if block.bonus else []
    return ids


def walk(nodes: list[Node]) -> Iterator[Node]:
    """Every node, depth first."""
    for node in nodes:
        yield node
        yield from walk(node.children or [])


def the_block(in_force: Mapping[date, BlockT | Open]) -> tuple[date, BlockT]:
    """The single block of a resolved file and the day it came into force."""
    ((start, block),) = in_force.items()
    assert not isinstance(block, str)
    return start, block


def _in_force(
    blocks: Mapping[date, BlockT | Open], day: date, name: str, warnings: list[Finding]
) -> dict[date, BlockT | Open]:
    texts = {start: block for start, block in blocks.items() if block != "expected"}
    latest = block_in_force({start: (start, block) for start, block in texts.items()}, day)
    announced = [start for start, block in blocks.items() if block == "expected" and start <= day]
    if announced and (latest is None or max(announced) > latest[0]):
        warnings.append(Finding("RULE-24", column=name, value=max(announced).isoformat()))
    return {latest[0]: latest[1]} if latest and latest[1] != "slot" else {}


def _only(
    blocks: Mapping[date, BlockT | Open],
    day: date,
    folder: RuleFolder,
    part: str,
    warnings: list[Finding],
) -> dict[date, BlockT | Open]:
    in_force = _in_force(blocks, day, part, warnings)
    if not in_force:
        first = min((start for start, block in blocks.items() if not isinstance(block, str)), default=None)
        raise RiskkitError(
            "RULE-31",
            where=folder.files[part].where("in_force") if part in folder.files else folder.id,
            found=day.isoformat(),
            allowed=f">= {first.isoformat()}" if first else "-",
        )
    return in_force


def _source_ids(resolved: ResolvedFile) -> set[str]:
    dated: list[Mapping[date, Block | Open]] = [
        resolved.tree.in_force,
        resolved.grades.in_force,
        *(veto.in_force for veto in resolved.vetoes),
        *(indicator.in_force for indicator in resolved.indicators.values()),
        *([resolved.fuzzy.in_force] if resolved.fuzzy else []),
    ]
    blocks = [block for in_force in dated for block in in_force.values() if not isinstance(block, str)]
    return {block.reference.source for block in blocks}
