"""A rulebook on a day as far as it is there: what is in force, and what is open because its text was not at hand.

A :class:`~riskkit.indicators.rulebook.Rulebook` is complete or an error; pages, workbooks and coverage also have to
show one that waits to be filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from riskkit.errors import RiskkitError
from riskkit.in_force import block_in_force
from riskkit.indicators.choices import chosen, standing, standing_nodes
from riskkit.indicators.lint import lint
from riskkit.indicators.loader import RuleFolder, RuleRoot, load_root
from riskkit.indicators.resolved import resolve
from riskkit.indicators.rule_file import (
    Block,
    FieldShape,
    FuzzyBlock,
    GradesBlock,
    IndicatorBlock,
    IndicatorFile,
    JudgementMatrix,
    Node,
    Open,
    Slot,
    Text,
    TreeBlock,
    Veto,
    VetoBlock,
)
from riskkit.indicators.rulebook import local_weights
from riskkit.indicators.slots import is_open, open_slots
from riskkit.terms import Severity

if TYPE_CHECKING:
    from riskkit.weighting.ahp import AhpResult

BlockT = TypeVar("BlockT", bound=Block)


@dataclass(frozen=True)
class Placed:
    """A node in its place in the tree, ``depth`` 0 under the root; ``weight`` None for a bonus indicator.

    ``indicator`` and its ``block`` in force since ``since`` (None: not in force or not at hand) are those of a leaf,
    ``ahp`` that of a criterion whose children are judged in pairs.
    """

    id: str
    label: Text
    depth: int
    weight: float | None
    global_weight: float
    indicator: IndicatorFile | None = None
    block: IndicatorBlock | None = None
    since: date | None = None
    ahp: AhpResult | None = None
    alternatives: bool = False

    @property
    def is_leaf(self) -> bool:
        """Whether it is an indicator."""
        return self.indicator is not None

    @property
    def clause(self) -> str:
        """``source id, clause`` as printed beside every number; empty without a block."""
        return f"{self.block.reference.source} {self.block.reference.clause}" if self.block else ""


@dataclass(frozen=True)
class BookOnDay:
    """What of a rulebook is in force on ``day`` under ``choices``; None where a part is open or not yet in force."""

    root: RuleRoot
    folder: RuleFolder
    day: date
    choices: Mapping[str, str]
    tree: TreeBlock | None
    root_ahp: AhpResult | None
    nodes: tuple[Placed, ...]
    grades: GradesBlock | None
    vetoes: tuple[tuple[Veto, VetoBlock], ...]
    fuzzy: FuzzyBlock | None
    slots: tuple[Slot, ...]
    digest: str

    @property
    def id(self) -> str:
        """``level/name``."""
        return self.folder.id

    @property
    def fields(self) -> Mapping[str, FieldShape]:
        """The columns an extract may bring."""
        return self.folder.fields.fields

    @property
    def leaves(self) -> tuple[Placed, ...]:
        """The indicators in the tree's order, the bonus ones last."""
        return tuple(node for node in self.nodes if node.is_leaf)

    def blocks(self) -> Iterator[Block]:
        """Every block in force."""
        yield from (block for block in (self.tree, self.grades, self.fuzzy) if block is not None)
        yield from (block for _, block in self.vetoes)
        yield from (leaf.block for leaf in self.leaves if leaf.block is not None)

    def common_slots(self) -> list[Slot]:
        """Open texts that concern every assessment on this day, and not this rulebook alone."""
        own = {slot.id for slot in self.slots}
        common = self.root.slots.slots if self.root.slots else []
        return [slot for slot in common if is_open(slot, self.day) and slot.id not in own]


def book_on_day(
    day: date, rulebook_id: str, rules: Path | None = None, choices: Mapping[str, str] | None = None
) -> BookOnDay:
    """What of the rulebook ``level/name`` is in force on ``day``.

    Raises RiskkitError as :meth:`riskkit.indicators.rulebook.Rulebook.at` does, except that an open part is no error.

    >>> book = book_on_day(date(2026, 1, 1), "unit/city_score_100")
    >>> book.nodes[0].id, book.nodes[0].weight, len(book.vetoes)
    ('legality', 0.05, 10)
    """
    root = _sound(rules, rulebook_id)
    return cut_to_day(root, root.folders[rulebook_id], day, choices)


def books_on_day(day: date, rulebook_ids: Sequence[str] = (), rules: Path | None = None) -> list[BookOnDay]:
    """These rulebooks on ``day``, or all that are in force then; raises RiskkitError as :func:`book_on_day`."""
    if rulebook_ids:
        return [book_on_day(day, name, rules) for name in dict.fromkeys(rulebook_ids)]
    root = _sound(rules)
    begun = [folder for folder in root.folders.values() if change_days(folder)[:1] <= [day]]
    return [cut_to_day(root, folder, day) for folder in begun]


def _sound(rules: Path | None, only: str | None = None) -> RuleRoot:
    """The rule root, a user's own linted; raises its first error."""
    root = load_root(rules, only=only)
    for problem in root.problems if rules is None else lint(root):
        if problem.severity is Severity.ERROR:
            raise problem.error()
    return root


def cut_to_day(root: RuleRoot, folder: RuleFolder, day: date, choices: Mapping[str, str] | None = None) -> BookOnDay:
    """:func:`book_on_day` of a folder already loaded; raises RiskkitError RULE-31 where nothing is in force yet."""
    taken = chosen(folder.rulebook, choices)
    starts = change_days(folder)
    if not starts or day < starts[0]:
        allowed = f">= {starts[0]}" if starts else "-"
        raise RiskkitError("RULE-31", where=folder.id, found=day.isoformat(), allowed=allowed)
    tree, grades = in_force(folder.tree.in_force, day), in_force(folder.grades.in_force, day)
    ahp, nodes = _placed(folder, tree, day, taken) if tree is not None else (None, ())
    vetoes = [(veto, in_force(veto.in_force, day)) for veto in standing(folder.vetoes.vetoes, taken)]
    return BookOnDay(
        root,
        folder,
        day,
        taken,
        tree,
        ahp,
        tuple(nodes),
        grades,
        tuple((veto, block) for veto, block in vetoes if block is not None),
        in_force(folder.fuzzy.in_force, day) if folder.fuzzy else None,
        tuple(open_slots(folder, day)),
        _digest(root, folder, day, taken),
    )


def in_force(blocks: Mapping[date, BlockT | Open], day: date) -> BlockT | None:
    """The block in force on ``day``; None before the first one and where its text is not at hand."""
    return since_and_block(blocks, day)[1]


def since_and_block(blocks: Mapping[date, BlockT | Open], day: date) -> tuple[date | None, BlockT | None]:
    """The block in force on ``day`` and its first day; None twice where there is none or its text is not at hand."""
    found = block_in_force({start: (start, block) for start, block in blocks.items() if block != "expected"}, day)
    if found is None or isinstance(found[1], str):
        return None, None
    return found[0], found[1]


def change_days(folder: RuleFolder) -> list[date]:
    """The days on which a text of the rulebook comes into force, at hand or not, oldest first."""
    return sorted({start for _, start, block in dated_parts(folder) if block != "expected"})


def dated_parts(folder: RuleFolder) -> Iterator[tuple[str, date, Block | str]]:
    """Every dated block of a rulebook, open ones too: ``tree``, ``grades``, a veto's id or an indicator's."""
    parts: list[tuple[str, Mapping[date, Block | Open]]] = []
    parts += [("tree", folder.tree.in_force), ("grades", folder.grades.in_force)]
    parts += [(veto.id, veto.in_force) for veto in folder.vetoes.vetoes]
    parts += [(name, indicator.in_force) for name, indicator in folder.indicators.items()]
    parts += [("fuzzy", folder.fuzzy.in_force)] if folder.fuzzy else []
    for name, blocks in parts:
        yield from ((name, start, block) for start, block in blocks.items())


def last_day(folder: RuleFolder) -> date | None:
    """The last day on which a text comes into force: that of the newest state; None for a rulebook without any."""
    days = change_days(folder)
    return days[-1] if days else None


def _digest(root: RuleRoot, folder: RuleFolder, day: date, choices: Mapping[str, str]) -> str:
    """The digest that an assessment on this day carries; empty where none is possible yet."""
    try:
        return resolve(root, folder, day, choices)[0].digest()
    except RiskkitError:
        return ""


def _placed(
    folder: RuleFolder, tree: TreeBlock, day: date, choices: Mapping[str, str]
) -> tuple[AhpResult | None, list[Placed]]:
    """Every node with its weights, depth first, and the judgement at the root."""
    nodes = standing_nodes(tree.children, choices)
    ahp, weights = local_weights(nodes, tree.judgement)
    found = [
        placed for node, weight in zip(nodes, weights, strict=True) for placed in _below(folder, node, weight, day)
    ]
    bonus = tree.bonus.indicators if tree.bonus else []
    return ahp, [*found, *(_leaf(folder, name, 0, None, 0.0, day) for name in bonus)]


def _below(
    folder: RuleFolder, node: Node, weight: float, day: date, above: float = 1.0, depth: int = 0
) -> Iterator[Placed]:
    here = above * weight
    if not node.children:
        yield _leaf(folder, node.id, depth, weight, here, day)
        return
    judgement: JudgementMatrix | None = node.judgement
    ahp, weights = local_weights(node.children, judgement)
    label = node.label or Text(zh=node.id, en=node.id)
    yield Placed(node.id, label, depth, weight, here, ahp=ahp, alternatives=node.alternatives)
    for child, local in zip(node.children, weights, strict=True):
        yield from _below(folder, child, local, day, here, depth + 1)


def _leaf(folder: RuleFolder, name: str, depth: int, weight: float | None, share: float, day: date) -> Placed:
    indicator = folder.indicators[name]
    since, block = since_and_block(indicator.in_force, day)
    return Placed(name, indicator.label, depth, weight, share, indicator, block, since)
