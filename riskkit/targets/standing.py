"""One target and what was reported about it → where it stands on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from riskkit.errors import Finding
from riskkit.targets.kinds import Direction, Kind
from riskkit.targets.luck import PER, binomial_chance, poisson_chance
from riskkit.targets.progress import level_on, meets, needed_per_year, path_of, time_share, way_share
from riskkit.targets.shapes import Actual, Chance, Figure, Standing, Target, YearLine
from riskkit.targets.verdict import decide, judged_figure

BASE_DAYS = 366  # how long before the first day a figure may lie and still be taken as the base
EQUAL = 1e-9


def stand(
    target: Target, actuals: Sequence[Actual], as_of: date, contradicted: Sequence[date] = ()
) -> tuple[Standing, list[Finding]]:
    """Where ``target`` stands on ``as_of``, and what was found about its figures (TGT-15, TGT-17).

    ``actuals`` are those of this target up to ``as_of``, one a period; on the days ``contradicted`` the reports
    contradict one another, so that there is a figure and nobody knows which.
    """
    figures, found = figures_of(target, actuals)
    figures = [figure for figure in figures if figure.day not in contradicted]
    figures = sorted([*figures, *(Figure(day, None) for day in contradicted)], key=lambda figure: figure.day)
    base, figures = _base(target, figures)
    goal = target.value if target.value is not None else _reference(figures)
    path = _path(target, base, goal)
    judged = judged_figure(figures, target.due_on) if target.due_on else None
    chance = chance_of(target, goal, judged.actual if judged else None)
    ruling = decide(target, goal, figures, path, chance, as_of)
    standing = Standing(target, ruling.verdict, ruling.reason, ruling.figure, goal, base=base)
    years = tuple(year_lines(target, figures, as_of))
    return _measured(replace(standing, chance=chance, years=years), path, as_of), found


def _measured(standing: Standing, path: Sequence[tuple[date, float]], as_of: date) -> Standing:
    """``standing`` with the numbers beside its verdict."""
    target, figure, goal = standing.target, standing.figure, standing.goal
    if target.starts_on and target.due_on and target.due_on > target.starts_on:
        standing = replace(standing, time_share=time_share(target.starts_on, target.due_on, as_of))
    if figure is None or figure.value is None or goal is None:
        return standing
    met = meets(figure.value, goal, target.comparator)
    way = way_share(standing.base, goal, figure.value) if standing.base is not None else None
    pace = None
    if target.due_on and not met and target.kind is not None and target.kind not in (Kind.MILESTONE, *_YEARLY):
        pace = needed_per_year(figure.value, goal, as_of, target.due_on)
    required = None if target.kind is Kind.MILESTONE else level_on(path, figure.day)
    return replace(standing, figure_met=met, progress_share=way, needed_per_year=pace, required=required)


_YEARLY = (Kind.RATE, Kind.EVENTS)


def figures_of(target: Target, actuals: Sequence[Actual]) -> tuple[list[Figure], list[Finding]]:
    """The figures in order of their days; amounts of single years are added up for a cumulative target."""
    ordered = sorted(actuals, key=lambda actual: (actual.day, actual.row))
    if target.kind is not Kind.CUMULATIVE:
        return [Figure(actual.day, actual.value, actual=actual) for actual in ordered], []
    sums, found = _running_sums(target, [actual for actual in ordered if actual.in_year])
    totals = [Figure(actual.day, actual.value, actual=actual) for actual in ordered if not actual.in_year]
    merged = sorted([*sums, *totals], key=lambda figure: figure.day)
    figures = []
    for _, group in groupby(merged, key=lambda figure: figure.day):
        same = list(group)
        if len(same) > 1:
            figures.append(_joined(same, target, found))
        else:
            figures += same
    return figures, found


def _running_sums(target: Target, actuals: Sequence[Actual]) -> tuple[list[Figure], list[Finding]]:
    """The sums since the first year; TGT-15 where a year between is missing and the sum is a lower bound only."""
    first = target.starts_on.year if target.starts_on else (actuals[0].day.year if actuals else 0)
    reached, expected, complete, figures, found = 0.0, first, True, [], []
    for actual in actuals:
        year = actual.day.year
        if year < first:
            continue
        if year > expected:
            gap = f"{expected}" if year == expected + 1 else f"{expected}-{year - 1}"
            found.append(Finding("TGT-15", row=actual.row or None, value=gap, subject_id=target.id))
            complete = False
        reached, expected = reached + actual.value, year + 1
        figures.append(Figure(actual.day, reached, at_least=not complete, actual=actual))
    return figures, found


def _joined(same: list[Figure], target: Target, found: list[Finding]) -> Figure:
    """Two figures of one day, a sum of years and a total: equal, or TGT-17 and neither is used."""
    values = [figure.value for figure in same if figure.value is not None and not figure.at_least]
    totals = [figure for figure in same if not figure.at_least]
    if values and max(values) - min(values) <= EQUAL * max(1.0, *values):
        return totals[0]
    row = next((figure.actual.row for figure in same if figure.actual and not figure.actual.in_year), None)
    shown = " / ".join(f"{value:g}" for value in values)
    found.append(Finding("TGT-17", row=row, value=shown, subject_id=target.id))
    return Figure(same[0].day, None)


def _base(target: Target, figures: list[Figure]) -> tuple[float | None, list[Figure]]:
    """The base, and the figures after it: as published; 0 for what is added or done; a figure from before the start."""
    start = target.starts_on
    before = [figure for figure in figures if start and figure.day <= start]
    after = [figure for figure in figures if figure not in before]
    if target.base is not None:
        return target.base, after
    if target.kind in (Kind.CUMULATIVE, Kind.MILESTONE):
        return 0.0, after
    recent = [figure for figure in before if start and figure.day >= start - timedelta(days=BASE_DAYS)]
    return (recent[-1].value if recent else None), after


def _reference(figures: Sequence[Figure]) -> float | None:
    """The value to compare with that was reported beside the last figure."""
    return figures[-1].actual.reference if figures and figures[-1].actual else None


def _path(target: Target, base: float | None, goal: float | None) -> list[tuple[date, float]]:
    if goal is None or target.due_on is None or target.lacks:
        return []
    adds = target.kind is Kind.CUMULATIVE
    return path_of(base, target.starts_on, target.due_on, goal, target.instalments, adds=adds)


def chance_of(target: Target, goal: float | None, actual: Actual | None) -> Chance | None:
    """The chance behind a figure that is a count of events or a share of a known number; None for any other."""
    if actual is None or goal is None or actual.events is None:
        return None
    if target.kind is Kind.EVENTS:
        return poisson_chance(actual.events, goal, 1.0, target.comparator)
    if target.kind is Kind.RATE:
        people = actual.population or target.population
        return poisson_chance(actual.events, goal, people / PER, target.comparator) if people else None
    if target.kind is Kind.SHARE and actual.denominator and actual.is_sample is not False and 0.0 <= goal <= 1.0:
        sample = actual.is_sample is True
        return binomial_chance(actual.events, actual.denominator, goal, target.comparator, is_sample=sample)
    return None


def year_lines(target: Target, figures: Sequence[Figure], as_of: date) -> list[YearLine]:
    """Every published instalment beside the year's figure; nothing where the plan publishes none."""
    adds = target.kind is Kind.CUMULATIVE
    planned_total = (target.base or 0.0) if adds else 0.0
    by_year = {figure.day.year: figure for figure in figures}
    lines = []
    for year, amount in sorted(target.instalments):
        planned_total = planned_total + amount if adds else amount
        figure = by_year.get(year)
        total = figure.value if figure else None
        amount_done = figure.actual.value if adds and figure and figure.actual and figure.actual.in_year else None
        over = as_of >= date(year, 12, 31)
        compared, wanted = (amount_done, amount) if adds and amount_done is not None else (total, planned_total)
        met = meets(compared, wanted, target.comparator) if compared is not None and over else None
        lines.append(YearLine(year, amount, planned_total, amount_done, total, met))
    return lines if target.direction is not Direction.DONE else []
