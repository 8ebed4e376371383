"""The rows of the rules workbook: what `riskkit rules show` says, one line a thing that a reviewer can judge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskkit.explanation import GradeLine
from riskkit.indicators.coverage import coverage
from riskkit.indicators.describe_book import days_section, open_section
from riskkit.indicators.describe_indicator import indicator_facts
from riskkit.indicators.describe_verdicts import grade_conditions, grade_intervals, outcome_words
from riskkit.indicators.describe_words import KINDS, OPEN_WORDS, basis_said, basis_word, source_words, words_of
from riskkit.indicators.on_day import BookOnDay, Placed
from riskkit.indicators.page import Table
from riskkit.indicators.rule_file import Block
from riskkit.indicators.rulebook import as_label
from riskkit.indicators.scale_lines import scale_rows
from riskkit.indicators.sentences import sentence
from riskkit.terms import LEVEL_LABELS, Label, Lang

Row = Sequence[object]
NOT_SHIPPED = Label("没有收录", "not shipped")
DIGEST_SHOWN = 12


def book_row(book: BookOnDay, lang: Lang) -> Row:
    """One rulebook: what it is and what it rests on."""
    about, found = book.folder.rulebook, coverage(book)
    shares = [f"{basis_said(basis, lang, about.practice)} {share:.1%}" for basis, share in found.scales.items()]
    vetoes = [f"{basis_said(basis, lang, about.practice)} {count}" for basis, count in found.vetoes.items()]
    weights, grades = (
        basis_said(basis, lang, about.practice) if basis else NOT_SHIPPED.of(lang)
        for basis in (found.weights, found.grades)
    )
    said = [LEVEL_LABELS[about.level].of(lang), words_of(about.label, lang), words_of(about.about, lang)]
    return [
        book.id,
        *said,
        "; ".join(shares),
        weights,
        grades,
        "; ".join(vetoes),
        found.open_slots,
        book.digest[:DIGEST_SHOWN],
    ]


def tree_rows(book: BookOnDay, lang: Lang) -> Iterator[Row]:
    """Every node, indented, with its weights; what the weights rest on first."""
    if book.tree is None:
        yield [book.id, OPEN_WORDS["slot"].of(lang), *([None] * 7)]
        return
    note = words_of(book.tree.note, lang) if book.tree.note else ""
    weights = Label("（权重）", "(weights)").of(lang)
    yield [book.id, weights, "tree", None, None, *_reference(book, book.tree, lang), note]
    for node in book.nodes:
        label = "　" * node.depth + words_of(node.label, lang)
        no_block = ["", "", NOT_SHIPPED.of(lang) if node.is_leaf else ""]
        cells = _reference(book, node.block, lang) if node.block else no_block
        share = None if node.weight is None else node.global_weight
        yield [book.id, label, node.id, node.weight, share, *cells, _remark(node, lang)]


def _remark(node: Placed, lang: Lang) -> str:
    said = [Label("各项择一适用", "alternatives, one applies").of(lang)] if node.alternatives else []
    said += [f"AHP CR = {node.ahp.cr:.4f}"] if node.ahp is not None else []
    said += [Label("加分项", "bonus").of(lang)] if node.weight is None else []
    return "; ".join(said)


def scale_sheet_rows(book: BookOnDay, lang: Lang) -> Iterator[Row]:
    """Every row of every scale in force."""
    for leaf in book.leaves:
        if leaf.block is None or leaf.indicator is None:
            continue
        facts = {word.en: text for word, text in indicator_facts(leaf.id, leaf.indicator, book.fields, lang)}
        common = [facts["measure"], facts["direction"], facts["when unknown"], facts.get("applies when", "")]
        reference = [*_reference(book, leaf.block, lang), leaf.since.isoformat() if leaf.since else ""]
        note = words_of(leaf.block.note, lang) if leaf.block.note else ""
        for found, points in scale_rows(leaf.id, leaf.indicator, leaf.block, book.fields, lang):
            yield [book.id, words_of(leaf.label, lang), leaf.id, found, points, *common, *reference, note]


def veto_rows(book: BookOnDay, lang: Lang) -> Iterator[Row]:
    """Every veto in force as a sentence, and what follows."""
    for veto, block in book.vetoes:
        notes = [words_of(text, lang) for text in (block.note, block.outcome.note) if text]
        outcome = [outcome_words(block, lang), basis_said(block.outcome.basis, lang, book.folder.rulebook.practice)]
        condition = sentence(block.when, book.fields, lang)
        named = [veto.id, words_of(veto.label, lang), KINDS[veto.kind].of(lang)]
        yield [book.id, *named, condition, *outcome, *_reference(book, block, lang), " ".join(notes)]


def grade_rows(book: BookOnDay, lang: Lang) -> Iterator[Row]:
    """Every grade in its colour, with its interval or its condition."""
    block = book.grades
    if block is None:
        yield [book.id, OPEN_WORDS["slot"].of(lang), *([None] * 6)]
        return
    says = grade_conditions(book, block, lang) if block.by == "conditions" else grade_intervals(block)
    note = words_of(block.note, lang) if block.note else ""
    for grade, text in zip(block.grades, says, strict=True):
        cell = GradeLine(grade.code, as_label(grade.label), text, grade.colour)
        yield [book.id, cell, words_of(grade.label, lang), text, *_reference(book, block, lang), note]


def source_rows(books: list[BookOnDay], lang: Lang) -> Iterator[Row]:
    """Every legal text used by one of the rulebooks, and by which."""
    users: dict[str, list[str]] = {}
    for book in books:
        for name in {block.reference.source for block in book.blocks()} | {s.reference.source for s in book.slots}:
            users.setdefault(name, []).append(book.id)
    sources = books[0].root.sources.sources if books else {}
    for name in sorted(users):
        source = sources.get(name)
        if source is not None:
            days = [
                day.isoformat() if day else ""
                for day in (source.published, source.in_force_from, source.in_force_until)
            ]
            note = words_of(source.note, lang) if source.note else ""
            cells = [source.number or "", words_of(source.title, lang), source.issuer, *days, source.replaced_by or ""]
            yield [name, *cells, note, ", ".join(sorted(users[name]))]


def open_rows(book: BookOnDay, lang: Lang) -> Iterator[Row]:
    """Open slots, announced texts and what of a partial table was not seen."""
    section = open_section(book, lang)
    for part in section.parts if section else ():
        if isinstance(part, Table):
            yield from ([book.id, *row] for row in part.rows)
        else:
            yield from ([book.id, line, *([None] * 6)] for line in part.lines if not line.startswith("riskkit "))


def day_rows(book: BookOnDay, lang: Lang) -> Iterator[Row]:
    """Every day on which something changes, newest first."""
    for part in days_section(book, lang).parts:
        if isinstance(part, Table):
            yield from ([book.id, *row] for row in part.rows)


def _reference(book: BookOnDay, block: Block, lang: Lang) -> list[object]:
    """Clause, text, basis."""
    source = source_words(block.reference.source, book.root.sources.sources, lang)
    return [block.reference.clause, source, basis_word(block, lang, book.folder.rulebook.practice)]
