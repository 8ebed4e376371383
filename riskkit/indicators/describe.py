"""Rulebooks as readable text: the list, a whole rulebook on a day, one indicator with all its dated blocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from riskkit.errors import RiskkitError
from riskkit.indicators.describe_parts import (
    clause_line,
    grade_lines,
    indicator_head,
    indicator_lines,
    note_lines,
    source_lines,
    tree_lines,
    veto_lines,
    words_of,
)
from riskkit.indicators.fuzzy_lines import fuzzy_lines
from riskkit.indicators.loader import RuleFolder, load_root
from riskkit.indicators.plain_text import aligned, console_safe
from riskkit.indicators.rule_file import Block
from riskkit.indicators.rulebook import Rulebook
from riskkit.indicators.scale_lines import scale_lines
from riskkit.terms import BASIS_LABELS, LEVEL_LABELS, Basis, Label, Lang


def list_rulebooks(root_path: Path | None, lang: Lang) -> str:
    """A table of the rulebooks of a rule root: id, level, label, days on which something changes, bases.

    Raises RiskkitError FILE-01 for a root that is not there, or the first problem of a file that does not load.
    """
    root = load_root(root_path)
    if root.problems:
        raise root.problems[0].error()
    head = (
        ("规则集", "层级", "名称", "变更日期", "依据性质")
        if lang == "zh"
        else ("id", "level", "label", "changes on", "basis")
    )
    rows = [list(head)]
    for folder in root.folders.values():
        blocks = _dated(folder)
        days = sorted({start for start, _ in blocks})
        bases = [basis for basis in Basis if basis in {block.basis for _, block in blocks}]
        rows.append(
            [
                folder.id,
                LEVEL_LABELS[folder.rulebook.level].of(lang),
                words_of(folder.rulebook.label, lang),
                ", ".join(day.isoformat() for day in days),
                ", ".join(BASIS_LABELS[basis].of(lang) for basis in bases),
            ]
        )
    return _text(aligned(rows))


def _dated(folder: RuleFolder) -> list[tuple[date, Block]]:
    parts: list[Mapping[date, Block | str]] = [folder.tree.in_force, folder.grades.in_force]
    parts += [veto.in_force for veto in folder.vetoes.vetoes]
    parts += [indicator.in_force for indicator in folder.indicators.values()]
    return [(start, block) for part in parts for start, block in part.items() if isinstance(block, Block)]


def show(rulebook: Rulebook, lang: Lang) -> str:
    """A whole rulebook on its day: tree and weights, each indicator's block, grades, vetoes, sources, digest."""
    parts = [
        _head(rulebook, lang),
        _section(Label("指标树与权重", "tree and weights"), lang, tree_lines(rulebook, lang)),
        _section(Label("指标", "indicators"), lang, indicator_lines(rulebook, lang)),
        _section(Label("风险等级", "grades"), lang, grade_lines(rulebook, lang)),
        *_fuzzy(rulebook, lang),
        _section(Label("否决与直接判定", "vetoes"), lang, veto_lines(rulebook, lang)),
        _section(Label("依据文件", "sources"), lang, source_lines(rulebook, lang)),
    ]
    return _text([line for part in parts for line in part])


def show_indicator(rulebook_id: str, indicator_id: str, lang: Lang, rules: Path | None = None) -> str:
    """One indicator with all its dated blocks, newest first; announced texts said to be so.

    Raises RiskkitError RULE-30 when the rulebook is not there, ARG-01 when it has no such indicator.
    """
    root = load_root(rules, only=rulebook_id)
    if root.problems:
        raise root.problems[0].error()
    folder = root.folders[rulebook_id]
    indicator = folder.indicators.get(indicator_id)
    if indicator is None:
        raise RiskkitError(
            "ARG-01", where=f"{rulebook_id} --indicator", found=indicator_id, allowed=", ".join(folder.indicators)
        )
    lines = indicator_head(indicator_id, indicator, folder.fields.fields, lang)
    for start, block in sorted(indicator.in_force.items(), reverse=True):
        if isinstance(block, str):
            lines.append(f"  {start}  " + ("已公布，文本未录入" if lang == "zh" else "announced, text not entered"))
        else:
            lines += [f"  {start}  {clause_line(block, lang)}"]
            lines += [f"      {row}" for row in scale_lines(indicator_id, indicator, block, folder.fields.fields, lang)]
            lines += note_lines(block, lang)
    return _text(lines)


def _text(lines: list[str]) -> str:
    return console_safe("\n".join(lines) + "\n")


def _section(title: Label, lang: Lang, lines: list[str]) -> list[str]:
    return ["", f"== {title.of(lang)} ==", *(lines or ["-"])]


def _fuzzy(rulebook: Rulebook, lang: Lang) -> list[list[str]]:
    """The section about the fuzzy evaluation, where there is one."""
    lines = fuzzy_lines(rulebook, lang)
    return [_section(Label("模糊综合评价", "fuzzy evaluation"), lang, lines)] if lines else []


def _head(rulebook: Rulebook, lang: Lang) -> list[str]:
    words = [
        Label("规则集", "rulebook"),
        Label("层级", "level"),
        Label("生效日", "as of"),
        Label("依据性质", "basis"),
        Label("内容指纹", "digest"),
    ]
    values = [
        f"{rulebook.id}  {rulebook.label.of(lang)}",
        LEVEL_LABELS[rulebook.level].of(lang),
        rulebook.day.isoformat(),
        ", ".join(BASIS_LABELS[Basis(basis)].of(lang) for basis in rulebook.bases()),
        rulebook.digest,
    ]
    rows = [[word.of(lang), value] for word, value in zip(words, values, strict=True)]
    return [
        *aligned(rows),
        words_of(rulebook.resolved.rulebook.about, lang),
        *(w.text(lang) for w in rulebook.warnings),
    ]
