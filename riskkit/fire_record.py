"""The statistical branch of an assessment: fires + carried fields → the fitted model and every subject's rate."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from riskkit.assessment import Source
from riskkit.indicators.loader import fire_fields
from riskkit.indicators.rulebook import Rulebook
from riskkit.intake.extract import read_extract
from riskkit.ledger import as_frame

if TYPE_CHECKING:
    import pandas as pd

    from riskkit.models.frequency import FireFrequency

YEARS_OF_HISTORY = 5
RATES = ["subject_id", "fires_per_year", "fires_low", "fires_high"]


@dataclass(frozen=True)
class FrequencyStep:
    """What the branch gives: ``rates`` for the register, ``factors`` for explanations; empty without fires."""

    rates: pl.DataFrame | None = None
    factors: pl.DataFrame | None = None
    model: FireFrequency | None = None
    card: dict[str, Any] | None = None
    findings: pl.DataFrame = field(default_factory=lambda: as_frame([]))
    sources: list[Source] = field(default_factory=list)


def frequency_step(
    rulebook: Rulebook,
    carried: pl.DataFrame,
    fires: str | Path | pd.DataFrame | pl.DataFrame,
    *,
    encoding: str | None = None,
    backtest: bool = False,
) -> FrequencyStep:
    """Fit expected fires a year on the record before the assessment day and predict the year after it.

    The window is the five calendar years before the day (shorter when the first fire on record is later) up to the
    day before it. Only fields that the rulebook declares fixed may be features. Raises RiskkitError FREQ-02 when no
    fire of a known subject falls into the window.
    """
    from riskkit.models.checks import model_card
    from riskkit.models.frequency import fit_frequency
    from riskkit.models.history import history_table

    table, findings, source = _read_fires(fires, rulebook.day, encoding)
    window = _window(table, rulebook.day)
    subjects = carried.to_pandas()
    history = history_table(subjects, table, window)
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
    tested = _backtest(model, features, history.table, wanted.log, wanted.category) if backtest else None
    rates = model.predict_table(features)
    factors = (
        model.factors(features)
        .add_prefix("factor.")
        .drop(columns=["factor.base_fires_per_year", "factor.fires_per_year"])
    )
    found = [*history.findings, *model.findings_]
    return FrequencyStep(
        rates=pl.from_pandas(rates.reset_index(names="subject_id")).select(RATES),
        factors=pl.from_pandas(rates.join(factors).reset_index(names="subject_id")),
        model=model,
        card=model_card(model, history.table, tested),
        findings=pl.concat([findings, as_frame(found, source.file)]),
        sources=[source],
    )


def _read_fires(
    fires: str | Path | pd.DataFrame | pl.DataFrame, day: date, encoding: str | None
) -> tuple[pd.DataFrame, pl.DataFrame, Source]:
    extract = read_extract(fires, fire_fields(), as_of=day, encoding=encoding, unique_ids=False)
    chunks = list(extract.chunks())
    findings = pl.concat([extract.findings, *(chunk.findings for chunk in chunks)])
    table = pl.concat([chunk.table.frame for chunk in chunks]).filter(pl.col("occurred_on").is_not_null())
    return table.to_pandas(), findings, as_source(extract.summary)


def as_source(summary: Any) -> Source:
    """An extract's summary as the manifest shows it."""
    return Source(
        file=summary.file,
        sha256=summary.digest,
        rows=summary.rows_read,
        encoding=summary.encoding,
        sheet=summary.sheet,
        header_row=summary.header_row,
        columns=summary.mapping,
    )


def _window(fires: pd.DataFrame, day: date) -> tuple[date, date]:
    first = date(day.year - YEARS_OF_HISTORY, 1, 1)
    years = [stamp.year for stamp in fires["occurred_on"] if first <= stamp.date() < day]
    return date(min(years, default=first.year), 1, 1), day - timedelta(days=1)


def _features(subjects: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    return subjects.set_index("subject_id").reindex(columns=names)


def _backtest(
    model: FireFrequency, features: pd.DataFrame, history: pd.DataFrame, log: list[str], category: list[str]
) -> pd.DataFrame:
    from riskkit.models.backtest import backtest

    periods = sorted(history["period"].unique())
    first = int(periods[max(1, len(periods) // 2)])
    size, group = (names[0] if names else None for names in (log, category))
    return backtest(features, history, {"riskkit": model}, first, size=size, group=group)
