"""Rulebooks as readable text and as pages: the list, a whole rulebook on a day, one indicator with all its blocks.

Sections come from describe_book, describe_tree and describe_indicator; page.py gives them their two faces.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from riskkit.errors import RiskkitError
from riskkit.indicators.describe_book import (
    days_section,
    head_section,
    open_section,
    options_section,
    sources_section,
)
from riskkit.indicators.describe_history import history_sections
from riskkit.indicators.describe_indicator import indicator_sections, short_blocks
from riskkit.indicators.describe_tree import coverage_section, index_section, tree_section
from riskkit.indicators.describe_verdicts import fuzzy_section, grades_section, vetoes_sections
from riskkit.indicators.describe_words import basis_said, heads, words_of
from riskkit.indicators.loader import load_root
from riskkit.indicators.on_day import BookOnDay, change_days, dated_parts
from riskkit.indicators.page import Section, as_text
from riskkit.indicators.plain_text import aligned, console_safe
from riskkit.indicators.rule_file import Block
from riskkit.terms import LEVEL_LABELS, Basis, Label, Lang


def list_rulebooks(root_path: Path | None, lang: Lang) -> str:
    """A table of the rulebooks of a rule root: id, level, label, days on which something changes, bases.

    Raises RiskkitError FILE-01 for a root that is not there, or the first problem of a file that does not load.
    """
    root = load_root(root_path)
    if root.problems:
        raise root.problems[0].error()
    rows = [list(heads(lang, "规则集|id", "层级|level", "名称|label", "变更日期|changes on", "依据性质|basis"))]
    for folder in root.folders.values():
        bases = {block.basis for _, _, block in dated_parts(folder) if isinstance(block, Block)}
        rows.append(
            [
                folder.id,
                LEVEL_LABELS[folder.rulebook.level].of(lang),
                words_of(folder.rulebook.label, lang),
                ", ".join(day.isoformat() for day in change_days(folder)),
                ", ".join(basis_said(basis, lang, folder.rulebook.practice) for basis in Basis if basis in bases),
            ]
        )
    return console_safe("\n".join(aligned(rows)) + "\n")


def book_sections(book: BookOnDay, lang: Lang, indicators: list[Section]) -> list[Section]:
    """Everything of a rulebook on its day; ``indicators`` stand where the tree has been shown."""
    sections = [
        head_section(book, lang),
        open_section(book, lang),
        options_section(book, lang),
        tree_section(book, lang),
        coverage_section(book, lang),
        *indicators,
        grades_section(book, lang),
        fuzzy_section(book, lang),
        *vetoes_sections(book, lang),
        sources_section(book, lang),
        days_section(book, lang),
    ]
    return [section for section in sections if section is not None]


def page_sections(book: BookOnDay, lang: Lang, folder: str) -> list[Section]:
    """The page of a rulebook: every indicator in one line, linked to its page below ``folder``; earlier texts last."""
    index = [index_section(book, lang, folder)] if book.folder.indicators else []
    return [*book_sections(book, lang, index), *history_sections(book, lang)]


def show(book: BookOnDay, lang: Lang) -> str:
    """A whole rulebook on its day for a terminal, every indicator with its block."""
    title = Section(Label("指标", "indicators").of(lang), ())
    shown = short_blocks(book.leaves, book.fields, lang, book.folder.rulebook.practice)
    return as_text(book_sections(book, lang, [title, *shown] if shown else []))


def show_indicator(
    rulebook_id: str, indicator_id: str, lang: Lang, rules: Path | None = None, on: date | None = None
) -> str:
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
    fields, sources = folder.fields.fields, root.sources.sources
    practice = folder.rulebook.practice
    return as_text(indicator_sections(indicator_id, indicator, fields, sources, lang, on=on, practice=practice))
