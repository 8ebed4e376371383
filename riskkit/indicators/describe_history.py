"""What a rulebook said before, or will say: the dated trees, grades and vetoes that are not in force on its day."""

from __future__ import annotations

from riskkit.indicators.describe_tree import tree_section
from riskkit.indicators.describe_verdicts import grades_section, veto_words
from riskkit.indicators.describe_words import words_of
from riskkit.indicators.on_day import BookOnDay, cut_to_day, since_and_block
from riskkit.indicators.page import Lines, Section
from riskkit.indicators.rule_file import VetoBlock
from riskkit.terms import Label, Lang


def history_sections(book: BookOnDay, lang: Lang) -> list[Section]:
    """The blocks of tree, grades and vetoes that are not shown elsewhere on the page, newest first; none without."""
    found = [*_trees_and_grades(book, lang), *_vetoes(book, lang)]
    title = Label("以前、以后和其他选项下的条款", "earlier and later texts, and those under other choices").of(lang)
    return [Section(title, ()), *found] if found else []


def _trees_and_grades(book: BookOnDay, lang: Lang) -> list[Section]:
    folder, sections = book.folder, []
    parts = ((folder.tree.in_force, tree_section), (folder.grades.in_force, grades_section))
    for in_force, section_of in parts:
        shown, _ = since_and_block(in_force, book.day)
        for start, block in sorted(in_force.items(), reverse=True):
            if not isinstance(block, str) and start != shown:
                at = cut_to_day(book.root, folder, start, book.choices)
                section = section_of(at, lang)
                sections.append(Section(f"{start}  {section.title}", section.parts, deep=True))
    return sections


def _vetoes(book: BookOnDay, lang: Lang) -> list[Section]:
    in_force = {id(block) for _, block in book.vetoes}
    sections = []
    for veto in book.folder.vetoes.vetoes:
        for start, block in sorted(veto.in_force.items(), reverse=True):
            if isinstance(block, VetoBlock) and id(block) not in in_force:
                title = f"{start}  {veto.id}  {words_of(veto.label, lang)}"
                sections.append(Section(title, (Lines(veto_words(book, block, lang)),), deep=True))
    return sections
