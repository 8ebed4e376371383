"""One self-contained HTML page for each subject, and an index: no script, no network, ready to print on A4."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from riskkit.explanation import Explanation, GradeLine
from riskkit.reporting.beside import grade_text, override_text
from riskkit.reporting.display import hundredths, two_decimals
from riskkit.reporting.figures import text_colour, waterfall_svg
from riskkit.reporting.fuzzy_text import fuzzy_texts
from riskkit.reporting.view import view_of
from riskkit.reporting.words import TITLES, basis_legend, words_of
from riskkit.terms import Lang

MAX_NAME_BYTES = 120
SUFFIX_LETTERS = 8
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|index)(\.|$)", re.IGNORECASE)


def render_page(explanation: Explanation, lang: Lang = "zh") -> str:
    """The page about one subject as HTML text; everything that came from an extract is escaped.

    Raises ValueError when the reasons do not sum to the risk score.
    """
    view = view_of(explanation, lang)
    words = words_of(lang)
    legend = basis_legend({row.basis_code for row in view.rows}, lang)
    return _template("unit.html.j2", lang).render(
        e=explanation,
        v=view,
        title=TITLES[explanation.level].of(lang),
        waterfall=Markup(waterfall_svg(view.bars, view.total_bar, words["waterfall"])),
        groups=[(name, list(rows)) for name, rows in groupby(view.rows, key=lambda row: row.criterion)],
        legend=legend,
        fuzzy=fuzzy_texts(explanation, lang),
    )


class IndexEntry(NamedTuple):
    """One line of index.html; ``override`` from which grade to which a person changed it, empty where none did."""

    rank: int
    subject_id: str
    name: str
    grade: GradeLine
    risk_score: str
    file: str
    override: str = ""


def render_index(entries: Iterable[IndexEntry], lang: Lang = "zh", notice: str = "") -> str:
    """The page that lists and links the other pages; ``notice`` is said above the list."""
    return _template("index.html.j2", lang).render(entries=list(entries), notice=notice)


def write_pages(explanations: Iterable[Explanation], folder: Path, lang: Lang = "zh") -> list[str]:
    """Write a page for each explanation and index.html into ``folder``; give the pages' file names.

    Explanations are taken one at a time. Subjects whose names would be one file on Windows or macOS (DW1, dw1)
    both get a suffix.
    """
    folder.mkdir(parents=True, exist_ok=True)
    entries: list[IndexEntry] = []
    notice = ""
    taken: set[str] = set()
    for explanation in explanations:
        notice = explanation.notice
        name = page_name(explanation.subject_id)
        if _folded(name) in taken:
            name = _file_name(explanation.subject_id, suffix=True)
        taken.add(_folded(name))
        (folder / name).write_text(render_page(explanation, lang), encoding="utf-8", newline="\n")
        score = two_decimals(hundredths(explanation.risk_score))
        entries.append(
            IndexEntry(
                explanation.rank,
                explanation.subject_id,
                explanation.name,
                explanation.grade,
                score,
                name,
                override_text(explanation, lang),
            )
        )
    (folder / "index.html").write_text(render_index(entries, lang, notice), encoding="utf-8", newline="\n")
    return [entry.file for entry in entries]


def page_name(subject_id: str) -> str:
    """A file name for the subject that every file system takes: at most 120 bytes, ending in .html.

    An id that had to be changed gets a suffix made from the whole id, so that two ids never share a name.

    >>> page_name("DW0001"), page_name("甲/乙")
    ('DW0001.html', '甲_乙-26270ecf.html')
    """
    return _file_name(subject_id, suffix=False)


def _file_name(subject_id: str, suffix: bool) -> str:
    limit = MAX_NAME_BYTES - len(".html")
    stem = FORBIDDEN.sub("_", unicodedata.normalize("NFC", subject_id)).strip(" .") or "_"
    if RESERVED.match(stem):
        stem = "_" + stem
    if suffix or stem != subject_id or len(stem.encode()) > limit:
        ending = "-" + hashlib.sha256(subject_id.encode()).hexdigest()[:SUFFIX_LETTERS]
        stem = stem.encode()[: limit - len(ending)].decode(errors="ignore") + ending
    return stem + ".html"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


@cache
def _template(name: str, lang: Lang) -> Template:
    """The compiled template, with words and style of the language; compiled once."""
    loader = PackageLoader("riskkit.reporting")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters.update(on=text_colour, grade_text=lambda grade: grade_text(grade, lang))
    style = loader.get_source(environment, "style.css")[0]
    shared: dict[str, Any] = {"lang": lang, "html_lang": "zh-CN" if lang == "zh" else "en", "w": words_of(lang)}
    return environment.get_template(name, globals={**shared, "style": Markup(style)})
