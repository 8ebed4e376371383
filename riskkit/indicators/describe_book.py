"""A rulebook in sections, all but its tree: what it is, what is missing, options, grades, vetoes, sources, days."""

from __future__ import annotations

from datetime import date

from riskkit.indicators.describe_words import (
    KINDS,
    OPEN_WORDS,
    clause_line,
    note_lines,
    source_words,
    words_of,
)
from riskkit.indicators.on_day import BookOnDay, dated_parts
from riskkit.indicators.page import Lines, Section, Table
from riskkit.indicators.rule_file import GradesBlock, Slot, Veto, VetoBlock
from riskkit.indicators.sentences import sentence
from riskkit.terms import BASIS_LABELS, LEVEL_LABELS, Basis, Label, Lang

_NAMED_AT_MOST = 4


def head_section(book: BookOnDay, lang: Lang) -> Section:
    """Which rulebook on which day, on what it rests, what it is for."""
    about, zh = book.folder.rulebook, lang == "zh"
    bases = {block.basis for block in book.blocks()}
    means = ("分高安全", "more points are safer") if about.points_mean == "safety" else ("分高危险", "more points are worse")
    facts = [
        (Label("规则集", "rulebook"), f"{book.id}  {words_of(about.label, lang)}"),
        (Label("层级", "level"), LEVEL_LABELS[about.level].of(lang)),
        (Label("生效日", "as of"), book.day.isoformat()),
        (Label("依据性质", "basis"), ", ".join(BASIS_LABELS[basis].of(lang) for basis in Basis if basis in bases)),
        (Label("得分含义", "points"), Label(*means).of(lang)),
        (Label("内容指纹", "digest"), book.digest or ("没有收录完整，填补缺口后才能评估" if zh else "not complete: fill the open slots first")),
    ]
    said = [words_of(about.about, lang)]
    if about.order_only:
        said.append(Label("按条件定级，不评分；分数只用于同一等级内排序。", "Grades by conditions; the score only orders subjects inside a grade.").of(lang))
    if about.practice:
        said.append(Label("这是实际使用中的做法，发布机关和文号未见，不是规范。", "A practice seen in use, no norm; its issuer and number were not seen.").of(lang))
    rows = [[word.of(lang), text] for word, text in facts]
    return Section(Label("概况", "about").of(lang), (Table(("", ""), rows), Lines(said)))


def open_section(book: BookOnDay, lang: Lang) -> Section | None:
    """What is missing on this day; None for nothing."""
    zh = lang == "zh"
    head = ("缺口", "代码", "起", "止", "必需", "为什么", "依据") if zh else ("open slot", "id", "from", "until", "required", "why", "source")
    rows = [_slot_row(book, slot, lang) for slot in (*book.slots, *book.common_slots())]
    lines = []
    seen = book.folder.rulebook.coverage
    if seen is not None:
        total = "?" if seen.points_total is None else f"{seen.points_total:g}"
        word = "评分表只见到一部分" if zh else "only a part of the table was seen"
        lines.append(f"{word}: {seen.points_seen:g} / {total}; {words_of(seen.missing, lang)}")
    lines += [
        f"{start}  {name}: {OPEN_WORDS['expected'].of(lang)}" for name, start, block in dated_parts(book.folder) if block == "expected"
    ]
    if any(slot.required for slot in book.slots):
        lines.append(f"riskkit rules fill {book.id} -o fill.yaml")
    if not rows and not lines:
        return None
    return Section(Label("缺口：没有收录的部分", "open: what is not shipped").of(lang), (Table(head, rows, codes=(1,)), Lines(lines)))


def _slot_row(book: BookOnDay, slot: Slot, lang: Lang) -> list[str]:
    source = f"{source_words(slot.reference.source, book.root.sources.sources, lang)} {slot.reference.clause}"
    required = Label("是", "yes").of(lang) if slot.required else ""
    until = slot.until.isoformat() if slot.until else ""
    return [words_of(slot.label, lang), slot.id, slot.from_.isoformat(), until, required, words_of(slot.why, lang), source]


def options_section(book: BookOnDay, lang: Lang) -> Section | None:
    """The points on which the source leaves a choice, the one taken marked; None without any."""
    options = book.folder.rulebook.options
    if not options:
        return None
    head = ("选项", "代码", "选择", "默认", "依据性质", "说明") if lang == "zh" else ("option", "id", "choices", "default", "basis", "note")
    rows = []
    for name, option in options.items():
        choices = "; ".join(f"{name}={code} {words_of(label, lang)}" for code, label in option.choices.items())
        note = words_of(option.note, lang) if option.note else ""
        rows.append([words_of(option.label, lang), name, choices, option.default, BASIS_LABELS[option.basis].of(lang), note])
    word = "本页取" if lang == "zh" else "shown here"
    taken = ", ".join(f"{name}={choice}" for name, choice in book.choices.items())
    return Section(Label("选项", "options").of(lang), (Table(head, rows, codes=(1,)), Lines([f"{word}: {taken}"])))


def grades_section(book: BookOnDay, lang: Lang) -> Section:
    """The grades best first: their intervals as the source writes them, or their conditions."""
    title, block = Label("风险等级", "grades").of(lang), book.grades
    if block is None:
        return Section(title, (Lines([OPEN_WORDS["slot"].of(lang)]),))
    conditions = block.by == "conditions"
    how = Label("条件", "condition") if conditions else Label("分值", "score")
    head = ("等级", how.of(lang), "名称", "颜色") if lang == "zh" else ("grade", how.of(lang), "label", "colour")
    says = grade_conditions(book, block, lang) if conditions else grade_intervals(block)
    rows = [
        [grade.code, text, words_of(grade.label, lang), grade.colour] for grade, text in zip(block.grades, says, strict=True)
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
    zh = lang == "zh"
    head = ("等级", "隶属函数（得分上的梯形 a, b, c, d）", "等级分值") if zh else ("grade", "membership (trapezoid a, b, c, d on the score)", "score of the level")
    rows = [
        [level.code, f"({', '.join(f'{corner:g}' for corner in level.membership)})", f"{level.points:g}"]
        for level in block.levels
    ]
    how = Label(
        "最大隶属度定等级，并列取较差一级；得分为等级分值的隶属度加权平均。只与加权得分并列，不改变等级和排序。",
        "The largest membership gives the grade, the worse one on a tie; the score is the membership-weighted mean of "
        "the levels' scores. It stands beside the weighted score and changes neither grade nor order.",
    )
    lines = Lines([how.of(lang), clause_line(block, lang)])
    return Section(Label("模糊综合评价", "fuzzy evaluation").of(lang), (Table(head, rows), lines, note_lines(block, lang)))


def vetoes_section(book: BookOnDay, lang: Lang) -> Section | None:
    """Every veto as a sentence, what it does and its reference; None for a rulebook that has none."""
    if not book.vetoes:
        return None
    lines = []
    for number, (veto, block) in enumerate(book.vetoes, 1):
        kind = KINDS[veto.kind].of(lang)
        lines.append(f"{number}. {veto.id}  {words_of(veto.label, lang)}  ({kind})")
        lines += [f"   {line}" for line in veto_words(book, block, lang)]
    return Section(Label("否决与直接判定", "vetoes").of(lang), (Lines(lines),))


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


def sources_section(book: BookOnDay, lang: Lang) -> Section:
    """The legal texts used: issuer, number, days in force, notes."""
    used = {block.reference.source for block in book.blocks()} | {slot.reference.source for slot in book.slots}
    head = ("代码", "文号", "名称", "发布机关", "施行", "说明") if lang == "zh" else ("id", "number", "title", "issuer", "in force", "note")
    rows = []
    for name in sorted(used & set(book.root.sources.sources)):
        source = book.root.sources.sources[name]
        until = source.in_force_until.isoformat() if source.in_force_until else ""
        replaced = f"{'由其代替' if lang == 'zh' else 'replaced by'} {source.replaced_by}" if source.replaced_by else ""
        days = f"{source.in_force_from} … {until}".rstrip()
        note = words_of(source.note, lang) if source.note else ""
        said = " ".join(filter(None, (replaced, note)))
        rows.append([name, source.number or "", words_of(source.title, lang), source.issuer, days, said])
    return Section(Label("依据文件", "sources").of(lang), (Table(head, rows, codes=(0,)),))


def days_section(book: BookOnDay, lang: Lang) -> Section:
    """Every day on which something of the rulebook changes, newest first, and what does."""
    days: dict[date, list[str]] = {}
    for name, start, block in dated_parts(book.folder):
        mark = "" if not isinstance(block, str) else f" ({OPEN_WORDS[block].of(lang)})"
        days.setdefault(start, []).append(_part_word(name, book, lang) + mark)
    head = ("日期", "变化") if lang == "zh" else ("day", "what changes")
    rows = [[day.isoformat(), _in_short(parts, lang)] for day, parts in sorted(days.items(), reverse=True)]
    return Section(Label("日期变化", "days of change").of(lang), (Table(head, rows),))


def _part_word(name: str, book: BookOnDay, lang: Lang) -> str:
    words = {"tree": Label("指标树", "tree"), "grades": Label("等级", "grades"), "fuzzy": Label("模糊评价", "fuzzy evaluation")}
    if name in words:
        return words[name].of(lang)
    vetoes: dict[str, Veto] = {veto.id: veto for veto in book.folder.vetoes.vetoes}
    return f"{'否决' if lang == 'zh' else 'veto'} {name}" if name in vetoes else name


def _in_short(parts: list[str], lang: Lang) -> str:
    joint = "、" if lang == "zh" else ", "
    if len(parts) <= _NAMED_AT_MOST * 2:
        return joint.join(parts)
    more = f"等 {len(parts)} 项" if lang == "zh" else f" and {len(parts) - _NAMED_AT_MOST} more"
    return joint.join(parts[:_NAMED_AT_MOST]) + more
