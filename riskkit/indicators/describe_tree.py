"""The tree of a rulebook in sections: weights drawn as bars, judgements, and what of it is norm or riskkit's own."""

from __future__ import annotations

import math

from riskkit.indicators.coverage import Coverage, coverage
from riskkit.indicators.describe_words import (
    METHODS,
    OPEN_WORDS,
    basis_said,
    basis_word,
    clause_line,
    heads,
    note_lines,
    words_of,
)
from riskkit.indicators.on_day import BookOnDay, Placed
from riskkit.indicators.page import Lines, Section, Table, bar
from riskkit.indicators.scale_lines import scale_lines
from riskkit.indicators.sentences import uom_word
from riskkit.terms import Basis, Label, Lang

_ALTERNATIVES = Label("各项择一适用，适用者承担全部权重", "alternatives: the one that applies carries the whole weight")
_TREE_HEAD = ("准则 / 指标|criterion / indicator", "代码|id", "同级权重|weight", "总权重|global", "|", "条款|clause")
_INDEX_HEAD = ("条款|clause", "指标|indicator", "代码|id", "依据性质|basis", "单位|uom", "分档|scale")
_COVERAGE_HEAD = ("依据性质|basis", "分档（占总权重）|scales (share of the weight)", "|", "否决条件|veto conditions",
                  "否决后果|veto outcomes", "加分项|bonus items")  # fmt: skip


def tree_section(book: BookOnDay, lang: Lang) -> Section:
    """Criteria and leaves with weights among siblings and down the path, drawn; the figures of each judgement."""
    title = Label("指标树与权重", "tree and weights").of(lang)
    if book.tree is None:
        return Section(title, (Lines([OPEN_WORDS["slot"].of(lang)]),))
    practice = book.folder.rulebook.practice
    rows = [_row(book, node, lang) for node in book.nodes]
    notes = [_ahp(Label("总体", "overall").of(lang), book.root_ahp, lang)] if book.root_ahp else []
    notes += [_ahp(words_of(node.label, lang), node.ahp, lang) for node in book.nodes if node.ahp]
    notes += [f"{node.id}: {_ALTERNATIVES.of(lang)}" for node in book.nodes if node.alternatives]
    source = f"{'权重依据' if lang == 'zh' else 'weights from'}: {clause_line(book.tree, lang, practice)}"
    table = Table(heads(lang, *_TREE_HEAD, "依据性质|basis"), rows, bars=4, codes=(1,))
    return Section(title, (table, Lines([source]), note_lines(book.tree, lang), Lines(notes)))


def _row(book: BookOnDay, node: Placed, lang: Lang) -> list[str]:
    label = "  " * node.depth + words_of(node.label, lang)
    basis = basis_word(node.block, lang, book.folder.rulebook.practice) if node.block else ""
    if node.is_leaf and node.block is None:
        basis = Label("没有收录", "not shipped").of(lang)
    if node.weight is None:
        cap = book.tree.bonus.cap if book.tree and book.tree.bonus else 0.0
        return [f"+ {label}", node.id, "加分" if lang == "zh" else "bonus", f"<= {cap:g}", "", node.clause, basis]
    weights = [f"{node.weight:.4f}", f"{node.global_weight:.4f}", bar(node.global_weight)]
    return [label, node.id, *weights, node.clause, basis]


def _ahp(label: str, result: object, lang: Lang) -> str:
    from riskkit.weighting.ahp import AhpResult

    assert isinstance(result, AhpResult)
    ratio = "-" if math.isnan(result.cr) else f"{result.cr:.4f}"
    return (
        f"AHP {label}: {METHODS[result.method].of(lang)}, n = {len(result.weights)}, λmax = {result.lambda_max:.4f}, "
        f"CI = {result.ci:.4f}, RI = {result.ri:g} ({result.ri_table}), CR = {ratio}"
    )


def coverage_section(book: BookOnDay, lang: Lang) -> Section:
    """How much of the weight, of the vetoes and of the grades is norm, local rule, textbook or default."""
    found = coverage(book)
    title = Label("依据构成：多少是规范，多少是默认", "coverage: how much is norm, how much default").of(lang)
    practice = book.folder.rulebook.practice
    rows = []
    for basis in Basis:
        share = found.scales.get(basis, 0.0)
        counts = [found.vetoes.get(basis, 0), found.outcomes.get(basis, 0), found.bonus.get(basis, 0)]
        if share or any(counts):
            rows.append(
                [basis_said(basis, lang, practice), f"{share:.1%}", bar(share), *(str(count or "") for count in counts)]
            )
    return Section(title, (Table(heads(lang, *_COVERAGE_HEAD), rows, bars=2), Lines(_said(book, found, lang))))


def _said(book: BookOnDay, found: Coverage, lang: Lang) -> list[str]:
    zh, open_word = lang == "zh", Label("没有收录", "not shipped").of(lang)
    practice = book.folder.rulebook.practice
    weights = basis_said(found.weights, lang, practice) if found.weights else open_word
    grades = basis_said(found.grades, lang, practice) if found.grades else open_word
    lines = [
        f"{'权重的依据性质' if zh else 'basis of the weights'}: {weights}",
        f"{'等级的依据性质' if zh else 'basis of the grades'}: {grades}",
    ]
    if book.tree is not None and found.without_scale > 1e-9:
        lines.append(f"{'没有分档的权重' if zh else 'weight without a scale'}: {found.without_scale:.1%}")
    if found.seen is not None:
        lines.append(f"{'见到的部分占原表' if zh else 'seen of the source table'}: {found.seen:.0%}")
    lines.append(f"{'本规则集自己的缺口' if zh else 'open slots of its own'}: {found.open_slots}")
    return lines


def index_section(book: BookOnDay, lang: Lang, folder: str) -> Section:
    """Every indicator in one line, linked to its page below ``folder``."""
    rows = []
    for leaf in book.leaves:
        assert leaf.indicator is not None
        scale, basis = [], Label("没有收录", "not shipped").of(lang)
        if leaf.block is not None:
            scale = scale_lines(leaf.id, leaf.indicator, leaf.block, book.fields, lang)
            basis = basis_word(leaf.block, lang, book.folder.rulebook.practice)
        uom = uom_word(leaf.indicator.measure.uom, lang)
        rows.append([leaf.clause, words_of(leaf.label, lang), leaf.id, basis, uom, "; ".join(scale)])
    placed = {leaf.id for leaf in book.leaves}
    for name, indicator in book.folder.indicators.items():
        if name not in placed:
            word = Label("这一天不在指标树里", "not in the tree on this day").of(lang)
            rows.append(["", words_of(indicator.label, lang), name, "", "", word])
    return Section(
        Label("指标", "indicators").of(lang), (Table(heads(lang, *_INDEX_HEAD), rows, links=2, links_to=folder),)
    )
