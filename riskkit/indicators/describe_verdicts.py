"""Grades, fuzzy evaluation and vetoes of a rulebook in sections: what a verdict follows from."""

from __future__ import annotations

from riskkit.indicators.describe_words import KINDS, OPEN_WORDS, clause_line, heads, note_lines, words_of
from riskkit.indicators.on_day import BookOnDay
from riskkit.indicators.page import Lines, Section, Table
from riskkit.indicators.rule_file import GradesBlock, VetoBlock
from riskkit.indicators.sentences import sentence
from riskkit.terms import BASIS_LABELS, Label, Lang

_FUZZY_HOW = Label(
    "最大隶属度定等级，并列取较差一级；得分为等级分值的隶属度加权平均。只与加权得分并列，不改变等级和排序。",
    "The largest membership gives the grade, the worse one on a tie; the score is the membership-weighted mean of the "
    "levels' scores. It stands beside the weighted score and changes neither grade nor order.",
)


def grades_section(book: BookOnDay, lang: Lang) -> Section:
    """The grades best first: their intervals as the source writes them, or their conditions."""
    title, block = Label("风险等级", "grades").of(lang), book.grades
    if block is None:
        return Section(title, (Lines([OPEN_WORDS["slot"].of(lang)]),))
    conditions = block.by == "conditions"
    how = "条件|condition" if conditions else "分值|score"
    head = heads(lang, "等级|grade", how, "名称|label", "颜色|colour")
    says = grade_conditions(book, block, lang) if conditions else grade_intervals(block)
    rows = [
        [grade.code, text, words_of(grade.label, lang), grade.colour]
        for grade, text in zip(block.grades, says, strict=True)
    ]
    practice = book.folder.rulebook.practice
    return Section(title, (Table(head, rows), Lines([clause_line(block, lang, practice)]), note_lines(block, lang)))


def grade_intervals(block: GradesBlock) -> list[str]:
    """``[80, 90)`` for each grade; the scale's outermost ends are included."""
    lowest = min(grade.from_ or 0.0 for grade in block.grades)
    highest = max(grade.to or 0.0 for grade in block.grades)
    found = []
    for grade in block.grades:
        opening = "[" if block.closed == "left" or grade.from_ == lowest else "("
        closing = "]" if block.closed == "right" or grade.to == highest else ")"
        found.append(f"{opening}{grade.from_:g}, {grade.to:g}{closing}")
    return found


def grade_conditions(book: BookOnDay, block: GradesBlock, lang: Lang) -> list[str]:
    """The condition of each grade in words; the strongest is the last unless the block says otherwise."""
    otherwise = Label("其他情形", "otherwise").of(lang)
    only = Label("只由直接判定或综合判定给出", "given by a determination only").of(lang)
    return [
        sentence(grade.when, book.fields, lang) if grade.when else only if position else otherwise
        for position, grade in enumerate(block.grades)
    ]


def fuzzy_section(book: BookOnDay, lang: Lang) -> Section | None:
    """The fuzzy evaluation beside the score: levels, trapezoids, scores; None without one."""
    block = book.fuzzy
    if block is None:
        return None
    membership = "隶属函数（得分上的梯形 a, b, c, d）|membership (trapezoid a, b, c, d on the score)"
    head = heads(lang, "等级|grade", membership, "等级分值|score of the level")
    rows = [
        [level.code, f"({', '.join(f'{corner:g}' for corner in level.membership)})", f"{level.points:g}"]
        for level in block.levels
    ]
    title = Label("模糊综合评价", "fuzzy evaluation").of(lang)
    lines = Lines([_FUZZY_HOW.of(lang), clause_line(block, lang)])
    return Section(title, (Table(head, rows), lines, note_lines(block, lang)))


def vetoes_sections(book: BookOnDay, lang: Lang) -> list[Section]:
    """Every veto as a sentence, what it does and its reference; none for a rulebook without."""
    sections = [Section(Label("否决与直接判定", "vetoes").of(lang), ())] if book.vetoes else []
    for number, (veto, block) in enumerate(book.vetoes, 1):
        title = f"{number}. {veto.id}  {words_of(veto.label, lang)}  ({KINDS[veto.kind].of(lang)})"
        lines = veto_words(book, block, lang)
        if veto.option:
            only = Label("仅在选项", "only under").of(lang)
            lines.append(f"{only} {', '.join(f'{name}={choice}' for name, choice in veto.option.items())}")
        sections.append(Section(title, (Lines(lines),), deep=True))
    return sections


def veto_words(book: BookOnDay, block: VetoBlock, lang: Lang) -> list[str]:
    """When a veto is met and what follows; clause; notes."""
    when = sentence(block.when, book.fields, lang)
    outcome, basis = outcome_words(block, lang), BASIS_LABELS[block.outcome.basis].of(lang)
    lines = [f"当{when}，{outcome} [{basis}]" if lang == "zh" else f"when {when}: {outcome} [{basis}]"]
    lines += [clause_line(block, lang, book.folder.rulebook.practice), *note_lines(block, lang).lines]
    return lines + ([words_of(block.outcome.note, lang)] if block.outcome.note else [])


def outcome_words(block: VetoBlock, lang: Lang) -> str:
    """What a veto does: sets the grade, or the score."""
    outcome = block.outcome
    if outcome.grade is not None:
        return f"等级定为 {outcome.grade}" if lang == "zh" else f"grade {outcome.grade}"
    return f"得分定为 {outcome.score:g}" if lang == "zh" else f"score {outcome.score:g}"
