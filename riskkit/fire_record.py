"""The statistical branch of an assessment: fires + carried fields → the fitted model and every subject's rate."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from riskkit.errors import Finding, RiskkitError
from riskkit.indicators.loader import fire_fields
from riskkit.indicators.rule_file import FrequencyFeatures
from riskkit.indicators.rulebook import Rulebook
from riskkit.inputs import Source, read_side_table
from riskkit.ledger import as_frame

if TYPE_CHECKING:
    import pandas as pd

    from riskkit.models.frequency import FireFrequency

YEARS_OF_HISTORY = 5
NOTHING_FITTED = ("FREQ-02", "FREQ-03", "FREQ-05")
ABOUT_UNITS = ("FREQ-03", "FREQ-06")
RATES = ["subject_id", "fires_per_year", "fires_low", "fires_high"]


@dataclass(frozen=True)
class FrequencyStep:
    """What the branch gives: ``rates`` for the register, ``factors`` for explanations; empty without fires."""

    rates: pl.DataFrame | None = None
    model_id: str = ""
    factors: pl.DataFrame | None = None
    model: FireFrequency | None = None
    card: dict[str, Any] | None = None
    findings: pl.DataFrame = field(default_factory=lambda: as_frame([]))
    sources: list[Source] = field(default_factory=list)


def frequency_step(
    rulebook: Rulebook,
    carried: pl.DataFrame,
    fires: str | Path | pd.DataFrame | pl.DataFrame,
    units: Source,
    *,
    encoding: str | None = None,
    backtest: bool = False,
) -> FrequencyStep:
    """Fit expected fires a year on the record before the assessment day and predict the year after it.

    The window is the five calendar years before the day (shorter when the first fire on record is later) up to the
    day before it. Only fields that the rulebook declares fixed may be features. ``units`` says how the subjects'
    columns are headed, for the findings. A record on which nothing can be fitted (FREQ-02 no fire of a known subject
    in the window, FREQ-03, FREQ-05) is a finding and gives no rates: it never stops the grading. Raises RiskkitError
    for a table of fires that cannot be read, or COL-01 and COL-06 for a column it lacks.
    """
    table, findings, source = _read_fires(fires, rulebook.day, encoding)
    found: list[Finding] = [Finding("FREQ-12")]
    try:
        step = _fitted(rulebook, carried, table, found, backtest=backtest)
    except RiskkitError as problem:
        if problem.code not in NOTHING_FITTED:
            raise
        step = FrequencyStep()
        found.append(Finding(problem.code, allowed=problem.allowed))
    as_written = [_as_written(finding, rulebook, source, units) for finding in found]
    return replace(step, findings=pl.concat([findings, as_frame(as_written)]), sources=[source])


def _fitted(
    rulebook: Rulebook, carried: pl.DataFrame, fires: pd.DataFrame, found: list[Finding], *, backtest: bool
) -> FrequencyStep:
    """The model, its card, every subject's rate and factors; what is noticed on the way goes into ``found``."""
    from riskkit.models.checks import model_card
    from riskkit.models.frequency import fit_frequency
    from riskkit.models.history import history_table

    window = _window(fires, rulebook.day)
    subjects = carried.to_pandas()
    history = history_table(subjects, fires, window)
    found += history.findings
    wanted = rulebook.resolved.rulebook.frequency
    assert wanted is not None
    names = {"numeric": wanted.numeric, "log": wanted.log, "category": wanted.category}
    features = _features(subjects, [name for group in names.values() for name in group])
    model = fit_frequency(
        features,
        history.table,
        observed_on=dict.fromkeys(features.columns, rulebook.day),
        fixed=[name for name in features.columns if rulebook.fields[name].observed == "fixed"],
        window_start=window[0],
        **names,
    )
    found += model.findings_
    tested = _backtest(model, features, history.table, wanted, found) if backtest else None
    rates = model.predict_table(features)
    factors = (
        model.factors(features)
        .add_prefix("factor.")
        .drop(columns=["factor.base_fires_per_year", "factor.fires_per_year"])
    )
    return FrequencyStep(
        rates=pl.from_pandas(rates.reset_index(names="subject_id")).select(RATES),
        factors=pl.from_pandas(rates.join(factors).reset_index(names="subject_id")),
        model=model,
        card=model_card(model, history.table, tested),
    )


def _as_written(finding: Finding, rulebook: Rulebook, fires: Source, units: Source) -> Finding:
    """A finding of the models with the file, the header and the value as the files write them."""
    about = units if finding.code in ABOUT_UNITS else fires
    shape = rulebook.fields.get(finding.column) if about is units else None
    header = about.columns.get(finding.column) or (shape.label.zh if shape else finding.column)
    labels = {level.code: level.label.zh for level in shape.levels} if shape else {}
    value = finding.value.removesuffix(" 00:00:00")
    return replace(finding, file=about.file, column=header, value=labels.get(value, value))


def _read_fires(
    fires: str | Path | pd.DataFrame | pl.DataFrame, day: date, encoding: str | None
) -> tuple[pd.DataFrame, pl.DataFrame, Source]:
    table = read_side_table(fires, fire_fields(), latest=day, encoding=encoding)
    dated = table.frame.filter(pl.col("occurred_on").is_not_null())
    return dated.to_pandas(), table.findings, table.source


def _window(fires: pd.DataFrame, day: date) -> tuple[date, date]:
    first = date(day.year - YEARS_OF_HISTORY, 1, 1)
    years = [stamp.year for stamp in fires["occurred_on"] if first <= stamp.date() < day]
    return date(min(years, default=first.year), 1, 1), day - timedelta(days=1)


def _features(subjects: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    return subjects.set_index("subject_id").reindex(columns=names)


def _backtest(
    model: FireFrequency, features: pd.DataFrame, history: pd.DataFrame, wanted: FrequencyFeatures, found: list[Finding]
) -> pd.DataFrame | None:
    """The rolling-origin table over the later half of the years; a record too short for it is FREQ-11."""
    from riskkit.models.backtest import backtest

    periods = sorted(history["period"].unique())
    first = int(periods[len(periods) // 2])
    size, group = (names[0] if names else None for names in (wanted.log, wanted.category))
    try:
        return backtest(features, history, {"riskkit": model}, first, size=size, group=group)
    except RiskkitError as problem:
        found.append(Finding("FREQ-11", value=problem.code))
        return None
