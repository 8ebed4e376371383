"""targets.html: one self-contained page, a table a city with a drawn bar for every target; no script, no network."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from riskkit.reporting.display import percent
from riskkit.reporting.figures import text_colour
from riskkit.reporting.targets_book import documents_of, needed_text, required_text, year_lines
from riskkit.reporting.targets_words import COLOURS, METHOD, title_of, words_of
from riskkit.targets.kinds import VERDICT_LABELS, Verdict
from riskkit.targets.report import BaseTotal, TargetReport
from riskkit.targets.said import due_text, goal_text, interval_text, luck_text, number_text, reason_text
from riskkit.targets.shapes import Standing
from riskkit.terms import Lang

BAR_PX, HEIGHT_PX, TOP_PX, THICK_PX = 150, 22, 6, 10
BAR_COLOURS = {**COLOURS, Verdict.UNDECIDED: "#8a8f98"}
SVG = '<svg class="bar" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-label="{aria}">'


class Line(NamedTuple):
    """One target as the page shows it."""

    id: str
    indicator: str
    goal: str
    due: str
    due_basis: str
    figure: str
    figure_on: str
    bar: Markup
    progress: str
    verdict: str
    colour: str
    reason: str
    pace: str
    interval: str
    luck: str


class City(NamedTuple):
    """One section of the page."""

    name: str
    documents: list[str]
    counts: str
    lines: list[Line]
    years: list[list[object]]
    totals: list[BaseTotal]


def render_targets(report: TargetReport) -> str:
    """The page as HTML text; everything that came from a table is escaped."""
    lang = report.lang
    chips = [
        (VERDICT_LABELS[verdict].of(lang), COLOURS[verdict], report.verdicts()[verdict.value]) for verdict in Verdict
    ]
    return _template(lang).render(
        r=report,
        title=title_of(report),
        chips=chips,
        cities=[_city(name, standings, report) for name, standings in report.cities()],
        method=[(head.of(lang), text.of(lang)) for head, text in METHOD],
    )


def _city(name: str, standings: list[Standing], report: TargetReport) -> City:
    lang = report.lang
    given = [standing.verdict for standing in standings]
    counts = " · ".join(
        f"{VERDICT_LABELS[verdict].of(lang)} {given.count(verdict)}" for verdict in Verdict if verdict in given
    )
    documents = [text for city, text in documents_of(report) if city == name]
    totals = [total for total in report.base_totals if total.city == name]
    lines = [_line(standing, lang) for standing in standings]
    return City(name or words_of(lang)["no_city"], documents, counts, lines, year_lines(standings, lang), totals)


def _line(standing: Standing, lang: Lang) -> Line:
    target, figure, words = standing.target, standing.figure, words_of(lang)
    pace = [
        f"{words[key]} {text}"
        for key, text in (("wants", required_text(standing, lang)), ("pace", needed_text(standing, lang)))
        if text
    ]
    return Line(
        id=target.id,
        indicator=target.label.of(lang),
        goal=goal_text(target, standing.goal, lang),
        due=target.due_on.isoformat() if target.due_on else "",
        due_basis=due_text(target, lang),
        figure=number_text(figure.value if figure else None, target, lang),
        figure_on=figure.day.isoformat() if figure else "",
        bar=Markup(bar_svg(standing, lang)),
        progress=_progress_text(standing, lang),
        verdict=VERDICT_LABELS[standing.verdict].of(lang),
        colour=COLOURS[standing.verdict],
        reason=reason_text(standing, lang),
        pace=" · ".join(pace),
        interval=interval_text(standing, lang),
        luck=luck_text(standing, lang) if standing.chance else "",
    )


def _progress_text(standing: Standing, lang: Lang) -> str:
    words = words_of(lang)
    shares = ((words["way"], standing.progress_share), (words["time"], standing.time_share))
    return " · ".join(f"{word} {percent(share, 0)}" for word, share in shares if share is not None)


def bar_svg(standing: Standing, lang: Lang) -> str:
    """The way gone as a bar and the time gone as a mark on it; an empty outline where no way can be reckoned.

    Progress below 0 shows no bar and beyond 1 a full one; the words beside it say the true share.
    """
    way, time = standing.progress_share, standing.time_share
    said = _progress_text(standing, lang) or words_of(lang)["no_bar"]
    parts = [SVG.format(w=BAR_PX, h=HEIGHT_PX, aria=escape(said))]
    dashes = ' stroke-dasharray="3 2"' if way is None else ""
    box = f'x="0.5" y="{TOP_PX}.5" width="{BAR_PX - 1}" height="{THICK_PX}"'
    parts.append(f'<rect {box} fill="#f4f6f9" stroke="#9aa3ad" stroke-width="1"{dashes}/>')
    if way is not None:
        long = min(max(way, 0.0), 1.0) * (BAR_PX - 1)
        colour = BAR_COLOURS[standing.verdict]
        parts.append(f'<rect x="0.5" y="{TOP_PX}.5" width="{long:.1f}" height="{THICK_PX}" fill="{colour}"/>')
    if time is not None:
        x = 1.5 + time * (BAR_PX - 3)
        parts.append(f'<path d="M{x:.1f} 3V{HEIGHT_PX - 2}" stroke="#1c2430" stroke-width="2"/>')
        parts.append(f'<path d="M{x - 3.5:.1f} 0h7l-3.5 4.5z" fill="#1c2430"/>')
    return "".join(parts) + "</svg>"


@cache
def _template(lang: Lang) -> Template:
    """The compiled template with words and style of the language."""
    loader = PackageLoader("riskkit.reporting")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters.update(on=text_colour)
    style = loader.get_source(environment, "style.css")[0] + loader.get_source(environment, "targets.css")[0]
    shared: dict[str, Any] = {"html_lang": "zh-CN" if lang == "zh" else "en", "w": words_of(lang)}
    return environment.get_template("targets.html.j2", globals={**shared, "style": Markup(style)})
