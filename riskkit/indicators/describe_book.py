"""A rulebook in sections, all but its tree: what it is, what is missing, options, grades, vetoes, sources, days."""

from __future__ import annotations

from datetime import date

from riskkit.indicators.describe_words import OPEN_WORDS, basis_said, heads, source_words, words_of
from riskkit.indicators.on_day import BookOnDay, dated_parts
from riskkit.indicators.page import Lines, Section, Table
from riskkit.indicators.rule_file import Slot
from riskkit.terms import BASIS_LABELS, LEVEL_LABELS, Basis, Label, Lang

_NAMED_AT_MOST = 4


_MEANS = {
    "safety": Label("分高安全", "more points are safer"),
    "risk": Label("分高危险", "more points are worse"),
}
_HEAD = ("规则集|rulebook", "层级|level", "查看日|as of", "依据性质|basis", "得分含义|points", "内容指纹|digest")
_NOT_COMPLETE = Label("没有收录完整，填补缺口后才能评估", "not complete: fill the open slots first")
_ORDER_ONLY = Label(
    "按条件定级，不评分；分数只用于同一等级内排序。",
    "Grades by conditions; the score only orders subjects inside a grade.",
)
_PRACTICE = Label(
    "这是实际使用中的做法，发布机关和文号未见，不是规范。",
    "A practice seen in use, no norm; its issuer and number were not seen.",
)


def head_section(book: BookOnDay, lang: Lang) -> Section:
    """Which rulebook on which day, on what it rests, what it is for."""
    about, bases = book.folder.rulebook, {block.basis for block in book.blocks()}
    words = heads(
        lang, "规则集|rulebook", "层级|level", "查看日|as of", "依据性质|basis", "得分含义|points", "内容指纹|digest"
    )
    facts = (
        f"{book.id}  {words_of(about.label, lang)}",
        LEVEL_LABELS[about.level].of(lang),
        book.day.isoformat(),
        ", ".join(basis_said(basis, lang, about.practice) for basis in Basis if basis in bases),
        _MEANS[about.points_mean].of(lang),
        book.digest or _NOT_COMPLETE.of(lang),
    )
    said = [words_of(about.about, lang)]
    said += [_ORDER_ONLY.of(lang)] if about.order_only else []
    said += [_PRACTICE.of(lang)] if about.practice else []
    rows = [list(pair) for pair in zip(words, facts, strict=True)]
    return Section(Label("概况", "about").of(lang), (Table(("", ""), rows), Lines(said)))


def open_section(book: BookOnDay, lang: Lang) -> Section | None:
    """What is missing on this day; None for nothing."""
    head = heads(
        lang, "缺口|open slot", "代码|id", "起|from", "止|until", "必需|required", "为什么|why", "依据|source"
    )  # fmt: skip
    rows = [_slot_row(book, slot, lang) for slot in (*book.slots, *book.common_slots())]
    lines = []
    seen = book.folder.rulebook.coverage
    if seen is not None:
        total = "?" if seen.points_total is None else f"{seen.points_total:g}"
        word = Label("评分表只见到一部分", "only a part of the table was seen").of(lang)
        lines.append(f"{word}: {seen.points_seen:g} / {total}; {words_of(seen.missing, lang)}")
    announced = [(start, name) for name, start, block in dated_parts(book.folder) if block == "expected"]
    lines += [f"{start}  {name}: {OPEN_WORDS['expected'].of(lang)}" for start, name in sorted(announced)]
    if any(slot.required for slot in book.slots):
        lines.append(f"riskkit rules fill {book.id} -o fill.yaml")
    if not rows and not lines:
        return None
    title = Label("缺口：没有收录的部分", "open: what is not shipped").of(lang)
    return Section(title, (Table(head, rows, codes=(1,)), Lines(lines)))


def _slot_row(book: BookOnDay, slot: Slot, lang: Lang) -> list[str]:
    source = f"{source_words(slot.reference.source, book.root.sources.sources, lang)} {slot.reference.clause}"
    required = Label("是", "yes").of(lang) if slot.required else ""
    days = [slot.from_.isoformat(), slot.until.isoformat() if slot.until else ""]
    return [words_of(slot.label, lang), slot.id, *days, required, words_of(slot.why, lang), source]


def options_section(book: BookOnDay, lang: Lang) -> Section | None:
    """The points on which the source leaves a choice, the one taken marked; None without any."""
    options = book.folder.rulebook.options
    if not options:
        return None
    head = heads(lang, "选项|option", "代码|id", "选择|choices", "默认|default", "依据性质|basis", "说明|note")
    rows = []
    for name, option in options.items():
        choices = "; ".join(f"{name}={code} {words_of(label, lang)}" for code, label in option.choices.items())
        note = words_of(option.note, lang) if option.note else ""
        basis = BASIS_LABELS[option.basis].of(lang)
        rows.append([words_of(option.label, lang), name, choices, option.default, basis, note])
    taken = ", ".join(f"{name}={choice}" for name, choice in book.choices.items())
    lines = Lines([f"{Label('本页取', 'shown here').of(lang)}: {taken}"])
    return Section(Label("选项", "options").of(lang), (Table(head, rows, codes=(1,)), lines))


def sources_section(book: BookOnDay, lang: Lang) -> Section:
    """The legal texts used: issuer, number, days in force, notes."""
    used = {block.reference.source for block in book.blocks()} | {slot.reference.source for slot in book.slots}
    head = heads(lang, "代码|id", "文号|number", "名称|title", "发布机关|issuer", "施行|in force", "说明|note")
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
    head = heads(lang, "日期|day", "变化|what changes")
    rows = [[day.isoformat(), _in_short(parts, lang)] for day, parts in sorted(days.items(), reverse=True)]
    return Section(Label("日期变化", "days of change").of(lang), (Table(head, rows),))


_PARTS = {
    "tree": Label("指标树", "tree"),
    "grades": Label("等级", "grades"),
    "fuzzy": Label("模糊评价", "fuzzy evaluation"),
}


def _part_word(name: str, book: BookOnDay, lang: Lang) -> str:
    if name in _PARTS:
        return _PARTS[name].of(lang)
    is_veto = any(veto.id == name for veto in book.folder.vetoes.vetoes)
    return f"{Label('否决', 'veto').of(lang)} {name}" if is_veto else name


def _in_short(parts: list[str], lang: Lang) -> str:
    joint = "、" if lang == "zh" else ", "
    if len(parts) <= _NAMED_AT_MOST * 2:
        return joint.join(parts)
    more = f"等 {len(parts)} 项" if lang == "zh" else f" and {len(parts) - _NAMED_AT_MOST} more"
    return joint.join(parts[:_NAMED_AT_MOST]) + more
