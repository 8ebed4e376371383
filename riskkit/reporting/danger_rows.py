"""The hidden dangers of a page, as texts."""

from __future__ import annotations

from dataclasses import dataclass

from riskkit.explanation import Explanation
from riskkit.reporting.display import one_line, plain
from riskkit.reporting.words import say_code
from riskkit.terms import Lang


@dataclass(frozen=True)
class DangerRow:
    """One hidden danger; all texts."""

    indicator: str
    label: str
    times: str
    points_off: str
    remedy: str


def danger_rows(explanation: Explanation, lang: Lang) -> list[DangerRow]:
    """The hidden dangers of one explanation, in the order of the rulebook."""
    labels = {reason.indicator: reason.label.of(lang) for reason in explanation.reasons}
    return [
        DangerRow(
            indicator=labels.get(line.indicator, line.indicator),
            label=one_line(line.label),
            times=plain(line.times) if line.times is not None else say_code("state", "unknown", lang),
            points_off=plain(line.points_off),
            remedy=one_line(line.remedy),
        )
        for line in explanation.dangers
    ]
