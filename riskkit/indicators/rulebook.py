"""The rulebook of a level on a day: one frozen tree, its grades, vetoes and fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from riskkit.errors import Finding, RiskkitError
from riskkit.indicators.lint import lint
from riskkit.indicators.loader import load_root
from riskkit.indicators.resolved import ResolvedFile, resolve, the_block
from riskkit.indicators.rule_file import (
    Condition,
    FieldShape,
    FuzzyBlock,
    GradesBlock,
    IndicatorBlock,
    IndicatorFile,
    JudgementMatrix,
    Node,
    Text,
    TreeBlock,
    Veto,
    VetoBlock,
)
from riskkit.terms import Label, Level, Severity, basis_code

if TYPE_CHECKING:
    from riskkit.weighting.ahp import AhpResult


@dataclass(frozen=True)
class Leaf:
    """An indicator in its place in the tree; ``weight`` among siblings, ``global_weight`` down the path."""

    id: str
    label: Label
    weight: float
    global_weight: float
    indicator: IndicatorFile
    block: IndicatorBlock
    path: tuple[str, ...]

    def fields(self) -> set[str]:
        """The fields that its value is taken from."""
        spec = self.indicator.measure
        if spec.kind == "deduction":
            return {item.field for item in self.block.items or []}
        names = (spec.numerator, spec.denominator) if spec.kind == "rate" else (spec.field or self.id,)
        return {name for name in names if name}

    @property
    def clause(self) -> str:
        """``source id, clause`` as printed beside every number."""
        return f"{self.block.reference.source} {self.block.reference.clause}"


@dataclass(frozen=True)
class Criterion:
    """An inner node; ``ahp`` when its children's weights come from a judgement matrix."""

    id: str
    label: Label
    weight: float
    global_weight: float
    children: tuple[Criterion | Leaf, ...]
    ahp: AhpResult | None = None

    def leaves(self) -> Iterator[Leaf]:
        """The leaves below, in the tree's order."""
        for child in self.children:
            if isinstance(child, Leaf):
                yield child
            else:
                yield from child.leaves()

    def criteria(self) -> Iterator[Criterion]:
        """This criterion and those below, depth first."""
        yield self
        for child in self.children:
            if isinstance(child, Criterion):
                yield from child.criteria()


@dataclass(frozen=True)
class Rulebook:
    """A rulebook on one day, frozen; make it with :meth:`at`.

    ``digest`` is the sha256 of its content: the same on two days between which no block starts.

    >>> from datetime import date
    >>> rules = Rulebook.at(date(2026, 1, 1), "unit/city_score_100")
    >>> rules.level, [grade.code for grade in rules.grades.grades]
    (<Level.UNIT: 'unit'>, ['A', 'B', 'C', 'D'])
    """

    day: date
    resolved: ResolvedFile
    root: Criterion
    bonus: tuple[Leaf, ...]
    bonus_cap: float
    digest: str
    warnings: tuple[Finding, ...]

    @classmethod
    def at(
        cls,
        day: date | str,
        rulebook_id: str,
        rules: Path | str | None = None,
        *,
        choices: Mapping[str, str] | None = None,
    ) -> Rulebook:
        """The rulebook ``level/name`` as in force on ``day`` (a date or ISO text).

        ``choices`` settles its options, {option: choice}; the defaults hold for those not named.

        ``rules`` is another rule root; it is linted first, the built-in one is linted by the tests. Raises
        RiskkitError: RULE-30 unknown rulebook, RULE-31 a day before any block, RULE-32 an unknown choice, RULE-40 a
        required slot is open, ARG-01 not a date, or the first problem of a bad rule file with its ``file:line:col``.
        """
        when = _as_date(day)
        rule_root = load_root(Path(rules) if rules is not None else None, only=rulebook_id)
        problems = rule_root.problems if rules is None else lint(rule_root)
        for problem in problems:
            if problem.severity is Severity.ERROR:
                raise problem.error()
        folder = rule_root.folders[rulebook_id]
        resolved, warnings = resolve(rule_root, folder, when, choices)
        return cls.of(resolved, when, tuple(warnings))

    @classmethod
    def of(cls, resolved: ResolvedFile, day: date, warnings: tuple[Finding, ...] = ()) -> Rulebook:
        """The rulebook of a resolved file, as written beside a result (``rulebook.json``)."""
        _, block = the_block(resolved.tree.in_force)
        root = _Builder(resolved).root(block)
        bonus = tuple(
            _leaf(resolved, name, 0.0, 0.0, ("bonus",)) for name in (block.bonus.indicators if block.bonus else [])
        )
        cap = block.bonus.cap if block.bonus else 0.0
        return cls(day, resolved, root, bonus, cap, resolved.digest(), warnings)

    @property
    def id(self) -> str:
        """``level/name``."""
        return self.resolved.rulebook.id

    @property
    def level(self) -> Level:
        """Which of the three levels it assesses."""
        return self.resolved.rulebook.level

    @property
    def label(self) -> Label:
        """Its name in both languages."""
        return as_label(self.resolved.rulebook.label)

    @property
    def fields(self) -> dict[str, FieldShape]:
        """The columns an extract may bring, by field name."""
        return self.resolved.fields

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """The weighted indicators, in the tree's order (bonus indicators are apart)."""
        return tuple(self.root.leaves())

    @property
    def tree_block(self) -> TreeBlock:
        """The tree in force, with its basis and reference."""
        return the_block(self.resolved.tree.in_force)[1]

    @property
    def grades(self) -> GradesBlock:
        """The grade scale in force, best first."""
        return the_block(self.resolved.grades.in_force)[1]

    @property
    def fuzzy(self) -> FuzzyBlock | None:
        """The fuzzy evaluation in force beside the weighted score, or None."""
        return the_block(self.resolved.fuzzy.in_force)[1] if self.resolved.fuzzy else None

    @property
    def choices(self) -> dict[str, str]:
        """The choice of each of its options."""
        return self.resolved.choices

    @property
    def vetoes(self) -> tuple[tuple[Veto, VetoBlock], ...]:
        """The vetoes in force, in the source's order."""
        return tuple((veto, the_block(veto.in_force)[1]) for veto in self.resolved.vetoes)

    def fields_used(self) -> set[str]:
        """The fields that some indicator or veto reads, those that roll up left out."""
        used: set[str] = set()
        for leaf in (*self.leaves, *self.bonus):
            used |= leaf.fields()
        used |= self.fields_of_vetoes({veto.id for veto, _ in self.vetoes})
        used |= {name for grade in self.grades.grades if grade.when for name in _named_in(grade.when)}
        computed = [self.fields[name].computed for name in used if name in self.fields]
        used |= {name for rule in computed if rule is not None for name in rule.of}
        return {name for name in used if name in self.fields and not self.fields[name].derived}

    def fields_of_vetoes(self, ids: set[str]) -> set[str]:
        """The fields that the conditions of these vetoes compare."""
        return {name for veto, block in self.vetoes if veto.id in ids for name in _named_in(block.when)}

    def source_title(self, source_id: str) -> Label:
        """``issuer title number`` of a source, or its id when it is not listed."""
        source = self.resolved.sources.get(source_id)
        if source is None:
            return Label(source_id, source_id)
        number = f" {source.number}" if source.number else ""
        return Label(f"{source.title.zh}{number}", f"{source.title.en}{number}")

    def bases(self) -> list[str]:
        """The code of every basis that a number of this rulebook rests on, sorted."""
        blocks = [leaf.block for leaf in (*self.leaves, *self.bonus)]
        vetoes = [block for _, block in self.vetoes]
        every = (*blocks, *vetoes, self.tree_block, self.grades)
        return sorted({basis_code(block.basis, self.resolved.rulebook.practice) for block in every})


def as_label(text: Text) -> Label:
    """A rule file's text as the Label that travels."""
    return Label(text.zh, text.en)


def _named_in(condition: Condition) -> Iterator[str]:
    """Every field that a condition compares."""
    if condition.field:
        yield condition.field
    inner = [*(condition.all_ or []), *(condition.any_ or []), *(condition.at_least.of if condition.at_least else [])]
    for part in [*inner, *([condition.not_] if condition.not_ else [])]:
        yield from _named_in(part)


def _as_date(day: date | str) -> date:
    if isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise RiskkitError("ARG-01", where="as_of", found=str(day), allowed="YYYY-MM-DD") from None


def _leaf(resolved: ResolvedFile, name: str, weight: float, global_weight: float, path: tuple[str, ...]) -> Leaf:
    indicator = resolved.indicators[name]
    _, block = the_block(indicator.in_force)
    return Leaf(name, as_label(indicator.label), weight, global_weight, indicator, block, path)


class _Builder:
    """Turns a tree block into criteria with local and global weights."""

    def __init__(self, resolved: ResolvedFile) -> None:
        self.resolved = resolved

    def root(self, block: TreeBlock) -> Criterion:
        top = Label("总体", "overall")
        ahp, weights = local_weights(block.children, block.judgement)
        return Criterion("total", top, 1.0, 1.0, self._children(block.children, weights, 1.0, ()), ahp)

    def _children(
        self, nodes: list[Node], weights: list[float], above: float, path: tuple[str, ...]
    ) -> tuple[Criterion | Leaf, ...]:
        return tuple(self._child(node, weight, above, path) for node, weight in zip(nodes, weights, strict=True))

    def _child(self, node: Node, weight: float, above: float, path: tuple[str, ...]) -> Criterion | Leaf:
        here = above * weight
        if not node.children:
            return _leaf(self.resolved, node.id, weight, here, path)
        ahp, weights = local_weights(node.children, node.judgement)
        label = as_label(node.label) if node.label else Label(node.id, node.id)
        return Criterion(
            node.id, label, weight, here, self._children(node.children, weights, here, (*path, node.id)), ahp
        )


def local_weights(nodes: list[Node], judgement: JudgementMatrix | None) -> tuple[AhpResult | None, list[float]]:
    """The weights of siblings from the judgement matrix, from their points, or as declared.

    Raises RiskkitError AHP-01…05 for a matrix that is not acceptable (CR ≥ 0.1 included).
    """
    if judgement is not None:
        from riskkit.weighting.ahp import ahp_weights

        result = ahp_weights(
            judgement.matrix, judgement.method, names=[node.id for node in nodes], require_consistent=True
        )
        return result, [float(weight) for weight in result.weights]
    if all(node.points is not None for node in nodes):
        total = sum(node.points or 0.0 for node in nodes)
        return None, [(node.points or 0.0) / total for node in nodes]
    return None, [node.weight or 0.0 for node in nodes]
