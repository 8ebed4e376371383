"""The sections of a rulebook's description, each a list of lines."""

from __future__ import annotations

from collections.abc import Mapping

from riskkit.indicators.plain_text import aligned
from riskkit.indicators.resolved import walk
from riskkit.indicators.rule_file import Block, FieldShape, IndicatorFile, Text
from riskkit.indicators.rulebook import Criterion, Leaf, Rulebook
from riskkit.indicators.scale_lines import scale_lines
from riskkit.indicators.sentences import sentence
from riskkit.terms import BASIS_LABELS, MISSING_LABELS, Label, Lang

_METHODS = {
    "eigenvector": Label("特征根法", "eigenvector"),
    "geometric_mean": Label("方根法", "geometric mean"),
    "column_normalisation": Label("和积法", "column normalisation"),
}
_MEASURES = {
    "step": Label("分档", "steps"),
    "linear": Label("线性", "linear"),
    "category": Label("选项", "category"),
    "presence": Label("有无", "presence"),
    "count": Label("计数", "count"),
    "deduction": Label("扣分", "deduction"),
    "rate": Label("比率", "rate"),
    "fuzzy": Label("模糊隶属", "fuzzy membership"),
}
_ALTERNATIVES = Label("各项择一适用，适用者承担全部权重", "alternatives: the one that applies carries the whole weight")
_KINDS = {
    "direct_determination": Label("直接判定", "direct determination"),
    "combined_determination": Label("综合判定", "combined determination"),
    "local_veto": Label("一票否决", "one-vote veto"),
}
_DIRECTIONS = {
    "higher_is_safer": Label("越大越安全", "higher is safer"),
    "lower_is_safer": Label("越小越安全", "lower is safer"),
    "none": Label("无方向", "no direction"),
}


def words_of(text: Text, lang: Lang) -> str:
    """The text in ``lang``."""
    return text.zh if lang == "zh" else text.en


def tree_lines(rulebook: Rulebook, lang: Lang) -> list[str]:
    """Criteria and leaves with weights among siblings and down the path; AHP figures of each judgement."""
    zh = lang == "zh"
    head = (
        ("准则 / 指标", "代码", "同级权重", "总权重", "条款", "依据性质")
        if zh
        else ("criterion / indicator", "id", "weight", "global", "clause", "basis")
    )
    rows = [list(head)]
    notes: list[str] = []
    _branch(rulebook.root, 0, rows, notes, lang)
    for leaf in rulebook.bonus:
        word = "加分" if zh else "bonus"
        rows.append(
            [
                f"+ {leaf.label.of(lang)}",
                leaf.id,
                word,
                f"<= {rulebook.bonus_cap:g}",
                leaf.clause,
                _basis(leaf.block, lang),
            ]
        )
    for node in walk(rulebook.tree_block.children):
        if node.alternatives:
            notes.append(f"{node.id}: {_ALTERNATIVES.of(lang)}")
    source = f"{'权重依据' if zh else 'weights from'}: {clause_line(rulebook.tree_block, lang)}"
    return [*aligned(rows), source, *note_lines(rulebook.tree_block, lang), *notes]


def _branch(criterion: Criterion, depth: int, rows: list[list[str]], notes: list[str], lang: Lang) -> None:
    if criterion.ahp is not None:
        notes.append(f"AHP {criterion.label.of(lang)}: {_ahp(criterion, lang)}")
    for child in criterion.children:
        weights = [f"{child.weight:.4f}", f"{child.global_weight:.4f}"]
        label = "  " * depth + child.label.of(lang)
        if isinstance(child, Leaf):
            rows.append([label, child.id, *weights, child.clause, _basis(child.block, lang)])
        else:
            rows.append([label, child.id, *weights, "", ""])
            _branch(child, depth + 1, rows, notes, lang)


def _ahp(criterion: Criterion, lang: Lang) -> str:
    result = criterion.ahp
    assert result is not None
    return (
        f"{_METHODS[result.method].of(lang)}, n = {len(result.weights)}, λmax = {result.lambda_max:.4f}, "
        f"CI = {result.ci:.4f}, RI = {result.ri:g} ({result.ri_table}), CR = {result.cr:.4f}"
    )


def _basis(block: Block, lang: Lang) -> str:
    return BASIS_LABELS[block.basis].of(lang)


def clause_line(block: Block, lang: Lang) -> str:
    """``source clause [basis; checked day]``."""
    word = "核对于" if lang == "zh" else "checked"
    reference = block.reference
    return f"{reference.source} {reference.clause} [{_basis(block, lang)}; {word} {reference.checked}]"


def note_lines(block: Block, lang: Lang) -> list[str]:
    """The note of a block, indented; nothing without one."""
    return [f"      {words_of(block.note, lang)}"] if block.note else []


def indicator_head(name: str, indicator: IndicatorFile, fields: Mapping[str, FieldShape], lang: Lang) -> list[str]:
    """What of an indicator does not change with the date: measure, direction, policy, applicability, remedy."""
    facts = [
        _MEASURES[indicator.measure.kind].of(lang),
        _DIRECTIONS[indicator.direction.value].of(lang),
        MISSING_LABELS[indicator.missing].of(lang),
    ]
    lines = [f"{name}  {words_of(indicator.label, lang)}  ({'; '.join(facts)})"]
    if indicator.applies_when is not None:
        word = "适用于" if lang == "zh" else "applies when"
        lines.append(f"  {word}: {sentence(indicator.applies_when, fields, lang)}")
    if indicator.remedy is not None:
        lines.append(f"  {'改进措施' if lang == 'zh' else 'remedy'}: {words_of(indicator.remedy, lang)}")
    return lines


def indicator_lines(rulebook: Rulebook, lang: Lang) -> list[str]:
    """Every indicator with the block in force."""
    lines: list[str] = []
    for leaf in (*rulebook.leaves, *rulebook.bonus):
        (start,) = leaf.indicator.in_force
        lines += indicator_head(leaf.id, leaf.indicator, rulebook.fields, lang)
        lines.append(f"  {start}  {clause_line(leaf.block, lang)}")
        lines += [f"      {row}" for row in scale_lines(leaf.id, leaf.indicator, leaf.block, rulebook.fields, lang)]
        lines += note_lines(leaf.block, lang)
    return lines


def grade_lines(rulebook: Rulebook, lang: Lang) -> list[str]:
    """The grades best first, intervals as the source writes them, and their reference."""
    block = rulebook.grades
    if block.by == "conditions":
        return [*_conditional_grades(rulebook, lang), clause_line(block, lang), *note_lines(block, lang)]
    lowest = min(grade.from_ or 0.0 for grade in block.grades)
    highest = max(grade.to or 0.0 for grade in block.grades)
    rows = []
    for grade in block.grades:
        opening = "[" if block.closed == "left" or grade.from_ == lowest else "("
        closing = "]" if block.closed == "right" or grade.to == highest else ")"
        rows.append(
            [grade.code, f"{opening}{grade.from_:g}, {grade.to:g}{closing}", words_of(grade.label, lang), grade.colour]
        )
    return [*aligned(rows), clause_line(block, lang), *note_lines(block, lang)]


def _conditional_grades(rulebook: Rulebook, lang: Lang) -> list[str]:
    """Grades by conditions, the strongest last unless the block says otherwise."""
    otherwise = Label("其他情形", "otherwise").of(lang)
    only = Label("只由直接判定或综合判定给出", "given by a determination only").of(lang)
    rows = []
    for position, grade in enumerate(rulebook.grades.grades):
        when = sentence(grade.when, rulebook.fields, lang) if grade.when else only if position else otherwise
        rows.append([grade.code, words_of(grade.label, lang), when])
    return aligned(rows)


def veto_lines(rulebook: Rulebook, lang: Lang) -> list[str]:
    """Every veto as a sentence, what it does and its reference."""
    lines: list[str] = []
    for number, (veto, block) in enumerate(rulebook.vetoes, 1):
        lines.append(f"{number}. {veto.id}  {words_of(veto.label, lang)}  ({_KINDS[veto.kind].of(lang)})")
        outcome = block.outcome
        if outcome.grade is not None:
            words = f"等级定为 {outcome.grade}" if lang == "zh" else f"grade {outcome.grade}"
        else:
            words = f"得分定为 {outcome.score:g}" if lang == "zh" else f"score {outcome.score:g}"
        when = sentence(block.when, rulebook.fields, lang)
        basis = BASIS_LABELS[outcome.basis].of(lang)
        lines.append(f"   当{when}，{words} [{basis}]" if lang == "zh" else f"   when {when}: {words} [{basis}]")
        lines += [f"   {clause_line(block, lang)}", *note_lines(block, lang)]
        if outcome.note is not None:
            lines.append(f"      {words_of(outcome.note, lang)}")
    return lines


def source_lines(rulebook: Rulebook, lang: Lang) -> list[str]:
    """The legal texts used, with number and days in force."""
    rows = []
    for name, source in rulebook.resolved.sources.items():
        until = source.in_force_until.isoformat() if source.in_force_until else ""
        replaced = f"{'由其代替' if lang == 'zh' else 'replaced by'} {source.replaced_by}" if source.replaced_by else ""
        days = f"{source.in_force_from} … {until}".rstrip()
        rows.append([name, source.number or "", words_of(source.title, lang), source.issuer, days, replaced])
    return aligned(rows)
