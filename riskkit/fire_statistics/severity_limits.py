"""Where each figure of one fire stands in a severity table: the grade it alone reaches and that grade's interval."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from riskkit.indicators.fire_rules_file import CRITERIA, SeverityBlock, SeverityGrade
from riskkit.terms import Label, Lang

CRITERION_LABELS = {
    "deaths": Label("死亡", "deaths"),
    "serious_injuries": Label("重伤", "serious injuries"),
    "direct_loss_cny": Label("直接财产损失", "direct loss"),
}
_WAN, _YI = 1e4, 1e8


class Reached(NamedTuple):
    """The grade that one criterion alone reaches, from its own limit (included) to below the next worse one.

    ``start`` is None for the mildest grade, ``below`` for the worst.
    """

    grade: SeverityGrade
    start: float | None
    below: float | None


class Standing(NamedTuple):
    """One criterion of one fire: its value, or what it is at most; both None where nothing is known."""

    criterion: str
    value: float | None
    at_most: float | None
    reached: Reached | None


def reached_by(block: SeverityBlock, criterion: str, value: float) -> Reached:
    """The grade of ``block`` that ``value`` of one criterion reaches by itself, and its interval.

    >>> from riskkit.indicators.fire_rules import fire_rules
    >>> old, new = fire_rules().tables.values()
    >>> [reached_by(block, "direct_loss_cny", 31e6)[1:] for block in (old, new)]
    [(10000000.0, 50000000.0), (30000000.0, 100000000.0)]
    """
    below = None
    for grade in block.grades[:-1]:
        limit = getattr(grade.at_least, criterion)
        if limit is not None and value >= limit:
            return Reached(grade, limit, below)
        below = below if limit is None else limit
    return Reached(block.grades[-1], None, below)


def standings(block: SeverityBlock, given: Mapping[str, float | None]) -> list[Standing]:
    """Every criterion in the order of the table; all injured bound the serious injuries where those are not given."""
    found = []
    for criterion in CRITERIA:
        value = given.get(criterion)
        most = given.get("injuries") if value is None and criterion == "serious_injuries" else None
        known = most if value is None else value
        reached = None if known is None else reached_by(block, criterion, known)
        found.append(Standing(criterion, value, most, reached))
    return found


def standing_words(standing: Standing, lang: Lang) -> str:
    """One criterion in words: value, grade, interval.

    >>> from riskkit.indicators.fire_rules import fire_rules
    >>> _, new = fire_rules().tables.values()
    >>> standing_words(standings(new, {"direct_loss_cny": 31_000_000})[2], "zh")
    '直接财产损失 3100万元：较大（≥3000万元，不足1亿元）'
    """
    name, reached = standing.criterion, standing.reached
    label, colon = CRITERION_LABELS[name].of(lang), "：" if lang == "zh" else ": "
    if reached is None:
        return f"{label}{colon}{Label('没有给出', 'not given').of(lang)}"
    inside = interval_words(reached, name, lang)
    if standing.value is not None:
        grade = grade_word(reached.grade, lang)
        return f"{label} {amount(name, standing.value, lang)}{colon}{grade}{inside}"
    most, grade = amount(name, standing.at_most or 0.0, lang), grade_word(reached.grade, lang)
    return Label(
        f"{label} 没有给出，不多于受伤 {most}：至多{grade}{inside}",
        f"{label} not given, no more than {most} injured: at most {grade}{inside}",
    ).of(lang)


def interval_words(reached: Reached, criterion: str, lang: Lang) -> str:
    """``（≥3000万元，不足1亿元）``; empty for a grade without limits by this criterion."""
    start, below = (None if limit is None else amount(criterion, limit, lang) for limit in reached[1:])
    at_least = [] if start is None else [f"≥{start}" if lang == "zh" else f"≥ {start}"]
    under = [] if below is None else [Label(f"不足{below}", f"below {below}").of(lang)]
    joined = ("，" if lang == "zh" else ", ").join(at_least + under)
    return Label(f"（{joined}）", f" ({joined})").of(lang) if joined else ""


def grade_word(grade: SeverityGrade, lang: Lang) -> str:
    """``较大``; the label in English."""
    return grade.code if lang == "zh" else grade.label.en


def amount(criterion: str, value: float, lang: Lang) -> str:
    """A number of persons or yuan as people write it, never rounded onto a limit.

    >>> amount("direct_loss_cny", 9_999_999.99, "zh"), amount("direct_loss_cny", 3e8, "zh"), amount("deaths", 3, "zh")
    ('999.999999万元', '3亿元', '3人')
    """
    if criterion != "direct_loss_cny":
        return f"{value:g}人" if lang == "zh" else f"{value:g}"
    if lang == "en":
        return f"{_short(f'{value:,.2f}')} yuan"
    if value >= _YI:
        return f"{_short(f'{value / _YI:.10f}')}亿元"
    return f"{_short(f'{value / _WAN:.6f}')}万元" if value >= _WAN else f"{_short(f'{value:.2f}')}元"


def _short(number: str) -> str:
    return number.rstrip("0").rstrip(".")
