"""The tree of a rulebook in sections: weights drawn as bars, judgements, and what of it is norm or riskkit's own."""

from __future__ import annotations

import math

from riskkit.indicators.coverage import Coverage, coverage
from riskkit.indicators.describe_words import METHODS, OPEN_WORDS, basis_word, clause_line, note_lines, words_of
from riskkit.indicators.on_day import BookOnDay, Placed
from riskkit.indicators.page import Lines, Section, Table, bar
from riskkit.indicators.scale_lines import scale_lines
from riskkit.indicators.sentences import uom_word
from riskkit.terms import BASIS_LABELS, Basis, Label, Lang

_ALTERNATIVES = Label("各项择一适用，适用者承担全部权重", "alternatives: the one that applies carries the whole weight")
_TREE_HEAD = (
    Label("准则 / 指标", "criterion / indicator"),
    Label("代码", "id"),
    Label("同级权重", "weight"),
    Label("总权重", "global"),
    Label("", ""),
    Label("条款", "clause"),
    Label("依据性质", "basis"),
)
_INDEX_HEAD = (
    Label("条款", "clause"),
    Label("指标", "indicator"),
    Label("代码", "id"),
    Label("依据性质", "basis"),
    Label("单位", "uom"),
    Label("分档", "scale"),
)


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
    table = Table(tuple(head.of(lang) for head in _TREE_HEAD), rows, bars=4, codes=(1,))
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
    found, zh = coverage(book), lang == "zh"
    title = Label("依据构成：多少是规范，多少是默认", "coverage: how much is norm, how much default").of(lang)
    head = ("依据性质", "分档（占总权重）", "", "否决条件", "否决后果", "加分项") if zh else (
        "basis", "scales (share of the weight)", "", "veto conditions", "veto outcomes", "bonus items",
    )  # fmt: skip
    practice = book.folder.rulebook.practice
    rows = []
    for basis in Basis:
        share = found.scales.get(basis, 0.0)
        counts = [found.vetoes.get(basis, 0), found.outcomes.get(basis, 0), found.bonus.get(basis, 0)]
        if share or any(counts):
            word = BASIS_LABELS[basis].of(lang) + (
                ("（做法）" if zh else " (practice)") if practice and basis is Basis.LOCAL_RULE else ""
            )
            rows.append([word, f"{share:.1%}", bar(share), *(str(count or "") for count in counts)])
    return Section(title, (Table(head, rows, bars=2), Lines(_said(book, found, lang))))


def _said(book: BookOnDay, found: Coverage, lang: Lang) -> list[str]:
    zh, open_word = lang == "zh", Label("没有收录", "not shipped").of(lang)
    weights = BASIS_LABELS[found.weights].of(lang) if found.weights else open_word
    grades = BASIS_LABELS[found.grades].of(lang) if found.grades else open_word
    lines = [
        f"{'权重的依据性质' if zh else 'basis of the weights'}: {weights}",
        f"{'等级的依据性质' if zh else 'basis of the grades'}: {grades}",
    ]
    if book.tree is not None and found.without_scale > 1e-9:
        lines.append(f"{'没有分档的权重' if zh else 'weight without a scale'}: {found.without_scale:.1%}")
    if found.seen is not None:
        lines.append(f"{'见到的部分占原表' if zh else 'seen of the source table'}: {found.seen:.0%}")
    lines.append(f"{'缺口' if zh else 'open slots'}: {found.open_slots}")
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
    head = tuple(head.of(lang) for head in _INDEX_HEAD)
    return Section(Label("指标", "indicators").of(lang), (Table(head, rows, links=2, links_to=folder),))
