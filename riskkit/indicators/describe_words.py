"""Words that every description of a rulebook shares: basis, clause, measure kinds, directions."""

from __future__ import annotations

from collections.abc import Mapping

from riskkit.indicators.page import Lines
from riskkit.indicators.rule_file import Block, Computed, FieldShape, IndicatorFile, Source, Text
from riskkit.indicators.sentences import uom_word
from riskkit.terms import BASIS_LABELS, Basis, Label, Lang

MEASURES = {
    "step": Label("分档", "steps"),
    "linear": Label("线性", "linear"),
    "category": Label("选项", "category"),
    "presence": Label("有无", "presence"),
    "count": Label("计数", "count"),
    "deduction": Label("扣分", "deduction"),
    "rate": Label("比率", "rate"),
    "fuzzy": Label("模糊隶属", "fuzzy membership"),
}
METHODS = {
    "eigenvector": Label("特征根法", "eigenvector"),
    "geometric_mean": Label("方根法", "geometric mean"),
    "column_normalisation": Label("和积法", "column normalisation"),
}
KINDS = {
    "direct_determination": Label("直接判定", "direct determination"),
    "combined_determination": Label("综合判定", "combined determination"),
    "local_veto": Label("一票否决", "one-vote veto"),
}
DIRECTIONS = {
    "higher_is_safer": Label("越大越安全", "higher is safer"),
    "lower_is_safer": Label("越小越安全", "lower is safer"),
    "none": Label("无方向", "no direction"),
}
OPEN_WORDS = {
    "expected": Label("已公布，文本未录入", "announced, text not entered"),
    "slot": Label("已施行，文本没有收录（见缺口）", "in force, text not shipped (see the open slots)"),
}
_COMPUTED = {
    "sum": Label("{of} 之和", "sum of {of}"),
    "count": Label("{of} 中大于 0 的个数", "how many of {of} are above 0"),
    "weighted_mean": Label("{of} 的加权平均（权重 {weights}）", "mean of {of} weighted by {weights}"),
    "ratio": Label("{of}{per}（前者除以后者）", "{of}{per} (the first by the second)"),
}


def heads(lang: Lang, *pairs: str) -> tuple[str, ...]:
    """The heads of a table, each written ``中文|english``.

    >>> heads("en", "等级|grade", "名称|label")
    ('grade', 'label')
    """
    return tuple(pair.split("|")[lang == "en"] for pair in pairs)


def words_of(text: Text, lang: Lang) -> str:
    """The text in ``lang``."""
    return text.zh if lang == "zh" else text.en


def basis_word(block: Block, lang: Lang, practice: bool = False) -> str:
    """The basis of a block; a local rule of a practice is said to be one."""
    return basis_said(block.basis, lang, practice)


def basis_said(basis: Basis, lang: Lang, practice: bool) -> str:
    """A basis in words, for a rulebook that is or is not a practice.

    >>> basis_said(Basis.LOCAL_RULE, "en", True), basis_said(Basis.NORM, "en", True)
    ('local rule (practice)', 'norm')
    """
    word = BASIS_LABELS[basis].of(lang)
    if practice and basis is Basis.LOCAL_RULE:
        word += Label("（做法）", " (practice)").of(lang)
    return word


def clause_line(block: Block, lang: Lang, practice: bool = False) -> str:
    """``source clause [basis; checked day]``."""
    word = "核对于" if lang == "zh" else "checked"
    reference = block.reference
    return f"{reference.source} {reference.clause} [{basis_word(block, lang, practice)}; {word} {reference.checked}]"


def note_lines(block: Block, lang: Lang) -> Lines:
    """The note of a block; nothing without one."""
    return Lines([words_of(block.note, lang)] if block.note else [])


def source_words(name: str, sources: Mapping[str, Source], lang: Lang) -> str:
    """``title number`` of a source, its id where it is not listed."""
    source = sources.get(name)
    return name if source is None else " ".join(filter(None, (words_of(source.title, lang), source.number)))


def field_words(name: str, fields: Mapping[str, FieldShape], lang: Lang) -> str:
    """A field by its label, id and measure, and how it is computed if it is."""
    shape = fields.get(name)
    if shape is None:
        return name
    uom = uom_word(shape.uom, lang)
    word = f"{words_of(shape.label, lang)} ({', '.join(filter(None, (name, uom)))})"
    if shape.computed is not None:
        word += f" = {computed_words(shape.computed, fields, lang)}"
    return word


def computed_words(rule: Computed, fields: Mapping[str, FieldShape], lang: Lang) -> str:
    """How a computed field is made of others."""
    labels = [words_of(fields[name].label, lang) if name in fields else name for name in rule.of]
    joint = " / " if rule.kind == "ratio" else "、" if lang == "zh" else ", "
    per = f" × {rule.per:g}" if rule.per != 1 else ""
    weights = ", ".join(f"{weight:g}" for weight in rule.weights)
    return _COMPUTED[rule.kind].of(lang).format(of=joint.join(labels), per=per, weights=weights)


def fields_of(name: str, indicator: IndicatorFile) -> list[str]:
    """The fields that an indicator's value is taken from, in the order of its file; items of every block."""
    spec = indicator.measure
    if spec.kind == "deduction":
        blocks = [block for block in indicator.in_force.values() if not isinstance(block, str)]
        return list(dict.fromkeys(item.field for block in blocks for item in block.items or []))
    names = (spec.numerator, spec.denominator) if spec.kind == "rate" else (spec.field or name,)
    return [field for field in names if field]
