"""达标, 按期, 滞后 or 不可判: the rule, in the order in which it is asked.

1. The row lacks what is needed, there is nothing to compare with, no figure, or figures contradict: 不可判.
2. A yearly target whose year is over without a figure of that year: 不可判. The figure is a count (or a sample) whose
   90 % interval spans the target: 不可判 too, with the chances beside it, and ``figure_met`` still says on which side
   the figure itself lies.
3. A figure on or before the due day meets the target: 达标. A yearly figure counts when its whole year is over; before
   the target year the reason says that it may change.
4. The due day has come and a figure of that day or a later one misses: 滞后. No figure reaches the due day: 不可判.
5. Not due, and a published stage has come since the figure: 不可判, the figure is too old for it.
6. Not due: on or ahead of the path on the day of the *figure* (an old figure is not held against today): 按期, else
   滞后; no base and so no path: 不可判. A milestone has no path: 按期 until its day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from riskkit.targets.kinds import Comparator, Kind, Verdict
from riskkit.targets.progress import Path, level_on, meets
from riskkit.targets.shapes import Chance, Figure, Target


class Ruling(NamedTuple):
    """A verdict, the key of its reason, and the figure it rests on."""

    verdict: Verdict
    reason: str
    figure: Figure | None = None


def undecided(reason: str, figure: Figure | None = None) -> Ruling:
    """不可判 for ``reason``, a key of REASONS."""
    return Ruling(Verdict.UNDECIDED, reason, figure)


def judged_figure(figures: Sequence[Figure], due_on: date) -> Figure | None:
    """The figure that the verdict rests on: the last one up to the due day, or the first one after it."""
    in_time = [figure for figure in figures if figure.day <= due_on]
    return in_time[-1] if in_time else figures[0] if figures else None


def decide(
    target: Target, goal: float | None, figures: Sequence[Figure], path: Path, chance: Chance | None, as_of: date
) -> Ruling:
    """The verdict on ``target`` on the day ``as_of``, by the rule at the top of this module.

    ``figures`` are those reported up to ``as_of``, oldest first; ``chance`` belongs to the judged one.
    """
    if target.lacks or target.due_on is None:
        return undecided("lacks")
    if goal is None:
        return undecided("no_comparison", judged_figure(figures, target.due_on))
    if target.starts_on and as_of < target.starts_on:
        return undecided("not_started")
    figure = judged_figure(figures, target.due_on)
    if figure is None:
        return undecided("no_actual")
    if figure.value is None:
        return undecided("contradiction", figure)
    yearly = target.kind is not None and target.kind.is_yearly
    due = as_of >= target.due_on
    if yearly and due and figure.day != target.due_on:
        return undecided("year_missing", figure)
    if chance is not None and chance.spans and chance.decides:
        return undecided("interval", figure)
    if meets(figure.value, goal, target.comparator) and figure.day <= target.due_on:
        return Ruling(Verdict.MET, "met_in_time" if due else "met_yearly" if yearly else "met", figure)
    if due:
        return _due(target, goal, figures, figure)
    return _on_the_way(target, figure, path, as_of)


def _due(target: Target, goal: float, figures: Sequence[Figure], figure: Figure) -> Ruling:
    """The due day has come and no figure up to it meets the target."""
    assert target.due_on is not None
    if figure.at_least:
        return undecided("sum_incomplete", figure)
    later = [other for other in figures if other.day > target.due_on and other.value is not None]
    met_later = [other for other in later if other.value is not None and meets(other.value, goal, target.comparator)]
    if figure.day == target.due_on:
        return Ruling(Verdict.BEHIND, "missed_then_met" if met_later else "missed", figure)
    if met_later:
        return undecided("late_or_not", met_later[0])
    if later:
        return Ruling(Verdict.BEHIND, "missed", later[0])
    return undecided("no_actual_at_due", figure)


def _on_the_way(target: Target, figure: Figure, path: Path, as_of: date) -> Ruling:
    """The due day is still to come and the target is not met."""
    if target.kind is Kind.MILESTONE:
        return Ruling(Verdict.ON_SCHEDULE, "no_path_needed", figure)
    if any(figure.day < day < as_of for day, _ in path):
        return undecided("stage_passed", figure)
    required = level_on(path, figure.day)
    if required is None:
        return undecided("no_base", figure)
    assert figure.value is not None
    # on the path itself is in time, whether the target says < or ≤
    inclusive = Comparator.GE if target.comparator.wants_more else Comparator.LE
    if meets(figure.value, required, inclusive):
        return Ruling(Verdict.ON_SCHEDULE, "on_path", figure)
    if figure.at_least:
        return undecided("sum_incomplete", figure)
    return Ruling(Verdict.BEHIND, "off_path", figure)
