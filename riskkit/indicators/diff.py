"""What changed in a rulebook between two days: each change with old and new value, clause and first day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from riskkit.indicators.diff_words import PART_LABELS, WHAT_LABELS
from riskkit.indicators.plain_text import aligned, console_safe
from riskkit.indicators.resolved import the_block
from riskkit.indicators.rule_file import Block, Condition, Grade, IndicatorFile, Shape
from riskkit.indicators.rulebook import Criterion, Leaf, Rulebook
from riskkit.indicators.scale_lines import scale_lines
from riskkit.indicators.sentences import sentence
from riskkit.terms import BASIS_LABELS, Label, Lang

Part = Literal["rulebook", "field", "tree", "indicator", "grades", "veto"]
_NONE = Label("（无）", "(none)")


@dataclass(frozen=True)
class Change:
    """One change: ``what`` of ``id`` went from ``old`` to ``new``; None where it was or is not there.

    ``clause`` and ``since`` are those of the block that holds the new state. ``old`` and ``new`` are in both languages.
    """

    part: Part
    id: str
    what: str
    old: Label | None
    new: Label | None
    clause: str
    since: date


def diff(old: Rulebook, new: Rulebook) -> list[Change]:
    """What differs between a rulebook on two days, or of two rule roots: tree, indicators, grades, vetoes, fields.

    Empty exactly when the digests are equal.
    """
    if old.digest == new.digest:
        return []
    found = [*_tree(old, new), *_indicators(old, new), *_grades(old, new), *_vetoes(old, new), *_undated(old, new)]
    if not found:  # such as an equal weight that is written in another way
        since, block = the_block(new.resolved.tree.in_force)
        digests = (Label(old.digest, old.digest), Label(new.digest, new.digest))
        found = [Change("rulebook", new.id, "content", *digests, _clause(block), since)]
    return found


def diff_text(changes: list[Change], lang: Lang) -> str:
    """The changes as an aligned table for a terminal; one line saying so when there are none."""
    if not changes:
        return "没有变化\n" if lang == "zh" else "no change\n"
    head = ("部分", "代码", "内容", "原值", "新值", "条款", "起始日期")
    head = head if lang == "zh" else ("part", "id", "what", "old", "new", "clause", "since")
    rows = [list(head)]
    for change in changes:
        cells = [PART_LABELS[change.part].of(lang), change.id, WHAT_LABELS[change.what].of(lang)]
        cells += [(change.old or _NONE).of(lang), (change.new or _NONE).of(lang)]
        rows.append([*cells, change.clause, change.since.isoformat()])
    return console_safe("\n".join(aligned(rows)) + "\n")


def _clause(block: Block) -> str:
    return f"{block.reference.source} {block.reference.clause}"


def _tree(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    since, block = the_block(new.resolved.tree.in_force)
    clause = _clause(block)
    yield from _block_facts("tree", "tree", (old.tree_block, new.tree_block), since)
    before, after = _places(old), _places(new)
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name), after.get(name)
        if was is None or now is None:
            whole = [facts and Label(*[", ".join(facts.values())] * 2) for facts in (was, now)]
            yield Change("tree", name, "place", whole[0] or None, whole[1] or None, clause, since)
            continue
        for what in dict.fromkeys([*was, *now]):
            if was.get(what) != now.get(what):
                pair = [Label(text, text) if text else None for text in (was.get(what), now.get(what))]
                yield Change("tree", name, what, pair[0], pair[1], clause, since)


def _places(rulebook: Rulebook) -> dict[str, dict[str, str]]:
    """Each node's parent and weights."""
    found: dict[str, dict[str, str]] = {}

    def visit(criterion: Criterion) -> None:
        for child in criterion.children:
            found[child.id] = {"parent": criterion.id, "weight": f"{child.weight:.4f} ({child.global_weight:.4f})"}
            if not isinstance(child, Leaf):
                visit(child)

    visit(rulebook.root)
    for leaf in rulebook.bonus:
        found[leaf.id] = {"bonus": f"<= {rulebook.bonus_cap:g}"}
    return found


def _indicators(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    before, after = old.resolved.indicators, new.resolved.indicators
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name), after.get(name)
        if was is None or now is None:
            # what went, went with the tree that no longer uses it
            since, block = the_block(now.in_force) if now else the_block(new.resolved.tree.in_force)
            ends = (_words(was and was.label, old), _words(now and now.label, new))
            yield Change("indicator", name, "indicator", *ends, _clause(block), since)
            continue
        since, block = the_block(now.in_force)
        yield from _block_facts("indicator", name, (the_block(was.in_force)[1], block), since)
        scales = (_scale(old, name, was), _scale(new, name, now))
        if scales[0] != scales[1]:
            yield Change("indicator", name, "scale", *scales, _clause(block), since)
        for what in ("label", "measure", "direction", "missing", "applies_when", "remedy"):
            values = (getattr(was, what), getattr(now, what))
            if values[0] != values[1]:
                words = (_words(values[0], old), _words(values[1], new))
                yield Change("indicator", name, what, *words, _clause(block), since)


def _scale(rulebook: Rulebook, name: str, indicator: IndicatorFile) -> Label:
    _, block = the_block(indicator.in_force)
    lines = [scale_lines(name, indicator, block, rulebook.fields, lang) for lang in ("zh", "en")]
    full = f" / {block.full_points:g}"
    return Label("；".join(lines[0]) + full, "; ".join(lines[1]) + full)


def _grades(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    since, block = the_block(new.resolved.grades.in_force)
    yield from _block_facts("grades", "grades", (old.grades, block), since)
    for what in ("closed", "also_grade"):
        values = (getattr(old.grades, what), getattr(block, what))
        if values[0] != values[1]:
            yield Change(
                "grades", "grades", what, _words(values[0], old), _words(values[1], new), _clause(block), since
            )
    before = {grade.code: grade for grade in old.grades.grades}
    after = {grade.code: grade for grade in block.grades}
    for code in dict.fromkeys([*before, *after]):
        was, now = before.get(code), after.get(code)
        if was != now:
            yield Change("grades", code, "interval", _grade(was), _grade(now), _clause(block), since)


def _grade(grade: Grade | None) -> Label | None:
    if grade is None:
        return None
    cut = "" if grade.from_ is None or grade.to is None else f"{grade.from_:g}-{grade.to:g}"
    return Label(f"{cut} {grade.label.zh} {grade.colour}", f"{cut} {grade.label.en} {grade.colour}")


def _vetoes(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    before = {veto.id: veto for veto in old.resolved.vetoes}
    after = {veto.id: veto for veto in new.resolved.vetoes}
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name), after.get(name)
        there = now or was
        assert there is not None
        since, block = the_block(there.in_force)
        if was is None or now is None:
            ends = (_words(was and was.label, old), _words(now and now.label, new))
            yield Change("veto", name, "veto", *ends, _clause(block), since)
            continue
        _, earlier = the_block(was.in_force)
        yield from _block_facts("veto", name, (earlier, block), since)
        pairs = [(what, getattr(was, what), getattr(now, what)) for what in ("label", "kind", "remedy")]
        pairs += [(what, getattr(earlier, what), getattr(block, what)) for what in ("when", "outcome")]
        for what, first, second in pairs:
            if first != second:
                yield Change("veto", name, what, _words(first, old), _words(second, new), _clause(block), since)


def _block_facts(part: Part, name: str, blocks: tuple[Block, Block], since: date) -> Iterator[Change]:
    """Basis, reference and note of a dated block."""
    was, now = blocks
    clause = _clause(now)
    if was.basis != now.basis:
        yield Change(part, name, "basis", BASIS_LABELS[was.basis], BASIS_LABELS[now.basis], clause, since)
    if was.reference != now.reference:
        texts = [f"{_clause(block)} ({block.reference.checked})" for block in blocks]
        yield Change(part, name, "reference", Label(texts[0], texts[0]), Label(texts[1], texts[1]), clause, since)
    if was.note != now.note:
        notes = [Label(block.note.zh, block.note.en) if block.note else None for block in blocks]
        yield Change(part, name, "note", notes[0], notes[1], clause, since)


def _undated(old: Rulebook, new: Rulebook) -> Iterator[Change]:
    """Fields and rulebook.yaml: not dated, so they differ only between two rule roots."""
    since, block = the_block(new.resolved.tree.in_force)
    for name in dict.fromkeys([*old.fields, *new.fields]):
        was, now = old.fields.get(name), new.fields.get(name)
        if was != now:
            yield Change("field", name, "field", _words(was, old), _words(now, new), _clause(block), since)
    if old.resolved.rulebook != new.resolved.rulebook:
        words = (_words(old.resolved.rulebook, old), _words(new.resolved.rulebook, new))
        yield Change("rulebook", new.id, "rulebook", *words, _clause(block), since)


def _words(value: Any, rulebook: Rulebook) -> Label | None:
    if value is None:
        return None
    if isinstance(value, Condition):
        return Label(sentence(value, rulebook.fields, "zh"), sentence(value, rulebook.fields, "en"))
    if isinstance(value, Shape):
        facts = value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        if set(facts) == {"zh", "en"}:
            return Label(facts["zh"], facts["en"])
        text = ", ".join(f"{key}: {fact}" for key, fact in facts.items())
    else:
        text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return Label(text, text)
