"""One indicator in sections: what does not change with the date, then every dated block, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from riskkit.indicators.describe_words import (
    DIRECTIONS,
    MEASURES,
    OPEN_WORDS,
    basis_word,
    clause_line,
    field_words,
    fields_of,
    heads,
    note_lines,
    source_words,
    words_of,
)
from riskkit.indicators.on_day import Placed
from riskkit.indicators.page import Lines, Section, Table
from riskkit.indicators.rule_file import FieldShape, IndicatorBlock, IndicatorFile, Source
from riskkit.indicators.scale_lines import scale_lines, scale_rows
from riskkit.indicators.sentences import sentence, uom_word
from riskkit.terms import MISSING_LABELS, Label, Lang

_STANDS = {
    "now": Label("现行", "in force"),
    "past": Label("已被下一段代替", "followed by the next"),
    "later": Label("尚未施行", "not yet in force"),
}


def indicator_sections(
    name: str,
    indicator: IndicatorFile,
    fields: Mapping[str, FieldShape],
    sources: Mapping[str, Source],
    lang: Lang,
    *,
    on: date | None = None,
    practice: bool = False,
) -> list[Section]:
    """The facts of an indicator and all its dated blocks, newest first; ``on`` marks the one in force."""
    facts = Table(("", ""), [[word.of(lang), text] for word, text in indicator_facts(name, indicator, fields, lang)])
    sections = [Section(f"{name}  {words_of(indicator.label, lang)}", (facts,))]
    starts = sorted(start for start, block in indicator.in_force.items() if block != "expected")
    now = max((start for start in starts if on is not None and start <= on), default=None)
    for start, block in sorted(indicator.in_force.items(), reverse=True):
        if isinstance(block, str):
            sections.append(Section(f"{start}  {OPEN_WORDS[block].of(lang)}", (Lines([]),), deep=True))
            continue
        state = "" if on is None else _STANDS["now" if start == now else "later" if start > on else "past"].of(lang)
        title = "  ".join(filter(None, (f"{start}", basis_word(block, lang, practice), state)))
        parts = (
            _reference(block, sources, lang),
            _scale(name, indicator, block, fields, lang),
            note_lines(block, lang),
        )
        sections.append(Section(title, parts, deep=True))
    return sections


def indicator_facts(
    name: str, indicator: IndicatorFile, fields: Mapping[str, FieldShape], lang: Lang
) -> list[tuple[Label, str]]:
    """What of an indicator does not change with the date: measure, fields, direction, policy, applicability."""
    spec = indicator.measure
    between = "; " if lang == "en" else "；"
    joint = " / " if spec.kind == "rate" else between
    columns = joint.join(field_words(field, fields, lang) for field in fields_of(name, indicator))
    columns = "" if spec.kind == "deduction" else columns  # every item names its own
    columns += f" × {spec.per:g}" if spec.kind == "rate" and spec.per != 1 else ""
    facts = [
        (Label("计分方式", "measure"), MEASURES[spec.kind].of(lang)),
        (Label("计量单位", "measure unit"), uom_word(spec.uom, lang)),
        (Label("数据字段", "fields"), columns),
        (Label("取整", "rounded to"), f"{spec.round_to:g}" if spec.round_to else ""),
        (Label("方向", "direction"), DIRECTIONS[indicator.direction.value].of(lang)),
        (Label("未知时", "when unknown"), MISSING_LABELS[indicator.missing].of(lang)),
        (
            Label("适用于", "applies when"),
            sentence(indicator.applies_when, fields, lang) if indicator.applies_when else "",
        ),
        (Label("改进措施", "remedy"), words_of(indicator.remedy, lang) if indicator.remedy else ""),
    ]
    return [(word, text) for word, text in facts if text]


def short_blocks(
    leaves: Sequence[Placed], fields: Mapping[str, FieldShape], lang: Lang, practice: bool
) -> list[Section]:
    """Every indicator with the block in force, for a whole rulebook in a terminal."""
    sections = []
    for leaf in leaves:
        assert leaf.indicator is not None
        facts = [f"{word.of(lang)}: {text}" for word, text in indicator_facts(leaf.id, leaf.indicator, fields, lang)]
        lines = [("；" if lang == "zh" else "; ").join(facts)]
        if leaf.block is not None:
            lines.append(f"{leaf.since}  {clause_line(leaf.block, lang, practice)}")
            lines += scale_lines(leaf.id, leaf.indicator, leaf.block, fields, lang)
            lines += note_lines(leaf.block, lang).lines
        sections.append(Section(f"{leaf.id}  {words_of(leaf.label, lang)}", (Lines(lines),), deep=True))
    return sections


def _reference(block: IndicatorBlock, sources: Mapping[str, Source], lang: Lang) -> Table:
    head = heads(lang, "依据|source", "条款|clause", "发布机关|issuer", "核对日|checked")
    source = sources.get(block.reference.source)
    cells = [source_words(block.reference.source, sources, lang), block.reference.clause]
    return Table(head, [[*cells, source.issuer if source else "", block.reference.checked.isoformat()]])


def _scale(
    name: str, indicator: IndicatorFile, block: IndicatorBlock, fields: Mapping[str, FieldShape], lang: Lang
) -> Table:
    rows = scale_rows(name, indicator, block, fields, lang)
    return Table(heads(lang, "情形|found", "得分|points"), [list(row) for row in rows])
