"""The stations strung together: extract → validate → measure → score → grade → frequency → register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from riskkit.across_units import with_unit_tables
from riskkit.assessment import Assessment, Tables
from riskkit.below import Below, Registers, below_sources, registers_of, rolled_together
from riskkit.credit_fields import with_credit
from riskkit.errors import Finding, RiskkitError
from riskkit.fire_record import FrequencyStep, frequency_step
from riskkit.hidden_dangers import hidden_danger_rows
from riskkit.indicators.loader import rolled_up_fields
from riskkit.indicators.rulebook import Rulebook
from riskkit.inputs import Source, as_source, sources_of
from riskkit.intake.extract import Extract, ExtractSummary
from riskkit.ledger import (
    THROUGH_ASSESSMENT,
    account_of,
    as_frame,
    changes_in_words,
    conflicts_in_words,
    findings_in_words,
    set_aside_in_words,
)
from riskkit.reading import Options, Reading, open_source, read
from riskkit.reasons import reason_rows
from riskkit.register import ranked, refused_rows, register_part
from riskkit.reporting.results import FORMATS, write_result
from riskkit.reporting.run_folder import run_folder
from riskkit.rollup import in_every_chunk, rolled_frequency, with_roll_ups
from riskkit.scoring.score import score_table
from riskkit.side_tables import Beside, about_fields, open_beside, overridden_counts, settled
from riskkit.terms import Label, Level
from riskkit.typed_table import TypedTable
from riskkit.version import VERSION
from riskkit.which_table import fields_read, that_matter

if TYPE_CHECKING:
    import pandas as pd

    from riskkit.intake.clean import CleanChunk

__all__ = ["Options", "Reading", "assess", "open_source", "read", "save"]
MOSTLY = 0.5


@dataclass
class _Station:
    """What the chunks leave behind."""

    rows: list[pl.DataFrame] = field(default_factory=list)
    reasons: list[pl.DataFrame] = field(default_factory=list)
    carried: list[pl.DataFrame] = field(default_factory=list)
    findings: list[pl.DataFrame] = field(default_factory=list)
    rolled: list[list[Finding]] = field(default_factory=list)
    set_aside: list[pl.DataFrame] = field(default_factory=list)
    dangers: list[pl.DataFrame] = field(default_factory=list)
    changes: list[pl.DataFrame] = field(default_factory=list)


def assess(
    extract: str | Path | pd.DataFrame | pl.DataFrame | Reading,
    rules: str | Rulebook,
    as_of: date | str | None = None,
    *,
    fires: str | Path | pd.DataFrame | pl.DataFrame | None = None,
    below: Sequence[Below] = (),
    credit: str | Path | pd.DataFrame | pl.DataFrame | None = None,
    overrides: str | Path | pd.DataFrame | pl.DataFrame | None = None,
    rule_root: str | Path | None = None,
    choices: Mapping[str, str] | None = None,
    options: Options | None = None,
) -> Assessment:
    """Assess one level.

    ``extract`` is a file (csv, xlsx, parquet) or a DataFrame with headers as in a file; ``rules`` a Rulebook or its id
    with the day ``as_of`` and the ``choices`` for its options, {option: choice}. ``fires`` is a table of fires
    (subject_id, occurred_on): with it the fire-frequency model is fitted on the years before ``as_of``. ``below``
    holds the results of the levels below (an Assessment, or read_result of its folder), for roll-ups; several of one
    level where they share no subject. ``credit`` is a table of credit records (rules/credit_records.yaml): those
    repaired or past their publicity period on the day reach no score and are counted. ``overrides`` is a table of
    grades that a person sets (rules/overrides.yaml), said to be so everywhere.

    Raises RiskkitError for what stops an assessment: an unreadable file, no id column, an unknown rulebook, a day
    before any block, a result in ``below`` that is not of a lower level. A bad cell never does: it is a finding; nor
    does a fire record on which no model can be fitted (FREQ-02).

    >>> from riskkit.datasets import dataset_path
    >>> result = assess(dataset_path("synthetic_city") / "units_small.csv", "unit/city_score_100", "2026-01-01")
    >>> result.rows_read == len(result.register) + len(result.set_aside)
    True
    """
    options = options or Options()
    if isinstance(extract, Reading):
        extract = extract.origin
    rulebook = rules if isinstance(rules, Rulebook) else Rulebook.at(as_of or "", rules, rule_root, choices=choices)
    registers = registers_of(below, rulebook.level)
    source = open_source(extract, rulebook, options)
    if not below:
        _require_use(source.summary, rulebook)
    root = Path(rule_root) if rule_root else None
    keep = _carried_fields(rulebook, root)
    beside = open_beside(credit, overrides, rulebook.day, options.lang, root)
    beside = about_fields(beside, rulebook, source.summary.mapping, source.summary.file)
    station = _station(source, rulebook, registers, beside, options, keep)
    carried = _concat(station.carried)
    units_model = "+".join(sorted({r.model_id for r in below if r.rulebook.level is Level.UNIT and r.model_id}))
    frequency = _frequency(rulebook, carried, fires, registers, as_source(source.summary), units_model, options)
    mostly_unknown = _mostly_unknown(station.rows, source.summary.file)
    rolled = as_frame(rolled_together(below) + in_every_chunk(station.rolled), source.summary.file)
    rows, beside = settled(_concat(station.rows), beside, rulebook, registers, options.lang)
    station.findings += [rolled, mostly_unknown, frequency.findings, as_frame(rulebook.warnings, rulebook.id)]
    station.findings += beside.findings
    register = ranked([rows], frequency.rates, rulebook)
    tables = _tables(station, register, carried, frequency, beside, options)
    tables = replace(tables, conflicts=conflicts_in_words(source.conflicts(), tables.findings, options.lang))
    counted = {"validate": source.summary.rows_kept, "score": rows.height}
    account_of(source.summary.rows_read, tables.set_aside, THROUGH_ASSESSMENT, register.height, counted)
    sources = [*sources_of(source.summary), *frequency.sources, *beside.sources, *below_sources(below)]
    result = Assessment(
        rulebook=rulebook,
        tables=tables,
        sources=sources,
        rows_read=source.summary.rows_read,
        lang=options.lang,
        model=frequency.model,
        card=frequency.card,
        version=VERSION,
        rates_from=frequency.model_id,
        notice=options.notice,
        credit=beside.credit.account() if beside.credit else None,
        overrides=beside.overridden,
        below=overridden_counts(registers),
    )
    return replace(result, tables=with_unit_tables(tables, result.account, below, registers))


def _station(
    source: Extract, rulebook: Rulebook, registers: Registers, beside: Beside, options: Options, keep: list[str]
) -> _Station:
    """Every chunk through roll-up, credit and score."""
    station = _Station(findings=[that_matter(source.findings, fields_read(rulebook), source.summary.mapping)])
    for chunk in ahead(source.chunks()):
        table, found = with_roll_ups(chunk.table, rulebook.fields, registers)
        station.rolled.append(found)
        _through(chunk, with_credit(table, rulebook.fields, beside.credit), rulebook, options, keep, station)
        options.progress(Label("评分", "scored").of(options.lang), source.summary.rows_read)
    station.findings.append(that_matter(source.late_findings, fields_read(rulebook), source.summary.mapping))
    return station


def _tables(
    station: _Station,
    register: pl.DataFrame,
    carried: pl.DataFrame,
    frequency: FrequencyStep,
    beside: Beside,
    options: Options,
) -> Tables:
    return Tables(
        register=register,
        explanations=_concat(station.reasons),
        findings=findings_in_words(_concat(station.findings).unique(maintain_order=True), options.lang),
        set_aside=set_aside_in_words(_concat(station.set_aside), options.lang),
        carried=carried,
        frequency=frequency.factors,
        credit=beside.credit.records if beside.credit else None,
        hidden_dangers=_concat(station.dangers) if station.dangers else None,
        changes=changes_in_words(_concat(station.changes), options.lang) if options.changes else None,
    )


def _require_use(summary: ExtractSummary, rulebook: Rulebook) -> None:
    """An extract that feeds no indicator and no veto is the wrong file: raises RiskkitError COL-09."""
    used = rulebook.fields_used()
    waiting = any(warning.code == "RULE-25" for warning in rulebook.warnings)  # the rule itself is not at hand yet
    if not used & set(summary.mapping) and not waiting:
        some = "、".join(rulebook.fields[name].label.zh for name in sorted(used)[:6])
        raise RiskkitError("COL-09", where=summary.file, found="、".join(summary.mapping.values()), allowed=f"{some} …")


def _mostly_unknown(rows: list[pl.DataFrame], file: str) -> pl.DataFrame:
    """COL-08 where more than half of the weight is unknown on the average."""
    share = pl.concat([part.select("unobserved_share") for part in rows]).to_series().mean()
    known = float(share) if isinstance(share, float) else 0.0
    return as_frame([Finding("COL-08", value=f"{known:.0%}", file=file)] if known > MOSTLY else [])


def ahead(chunks: Iterator[CleanChunk]) -> Iterator[CleanChunk]:
    """The same chunks in the same order, each read and cleaned while the one before it is being scored."""
    with ThreadPoolExecutor(1) as beside:
        coming = beside.submit(next, chunks, None)
        while (chunk := coming.result()) is not None:
            coming = beside.submit(next, chunks, None)
            yield chunk


def _through(
    chunk: CleanChunk, table: TypedTable, rulebook: Rulebook, options: Options, keep: list[str], station: _Station
) -> None:
    """One chunk, ``table`` with its derived fields, through score, register part and reasons."""
    station.findings.append(chunk.findings)
    station.set_aside.append(chunk.set_aside)
    if options.changes:
        station.changes.append(chunk.changes)
    scores = score_table(table, rulebook, top=options.reasons, threads=options.threads)
    part = register_part(table, scores, rulebook, options.lang)
    station.rows.append(part.rows)
    station.set_aside.append(refused_rows(part.refused, table))
    station.reasons.append(reason_rows(table, scores, rulebook, options.lang))
    if options.reasons is None:
        station.dangers.append(hidden_danger_rows(table, rulebook, options.lang))
    station.carried.append(table.frame.select("subject_id", *(name for name in keep if name in table.frame.columns)))


def _frequency(
    rulebook: Rulebook,
    carried: pl.DataFrame,
    fires: str | Path | pd.DataFrame | pl.DataFrame | None,
    registers: Registers,
    source: Source,
    units_model: str,
    options: Options,
) -> FrequencyStep:
    """The fitted model where the rulebook names features and fires are given; sums of the units' rates above them."""
    if fires is not None and rulebook.resolved.rulebook.frequency is not None:
        options.progress(Label("火灾频率", "fire frequency").of(options.lang), carried.height)
        encoding, backtest = options.fires_encoding, options.backtest
        return frequency_step(rulebook, carried, fires, source, encoding=encoding, backtest=backtest)
    file = Path(fires).name if isinstance(fires, str | Path) else "DataFrame"
    unused = as_frame([Finding("FREQ-10", value=rulebook.id, file=file)] if fires is not None else [])
    units = registers.get(Level.UNIT)
    has_rates = units is not None and units.get_column("fires_per_year").is_not_null().any()
    if units is not None and has_rates and rulebook.level is not Level.UNIT:
        return FrequencyStep(rates=rolled_frequency(units, rulebook.level), findings=unused, model_id=units_model)
    return FrequencyStep(findings=unused)


def _carried_fields(rulebook: Rulebook, rule_root: Path | None) -> list[str]:
    """The fields kept beside the register: what upper levels roll up and what the frequency model needs."""
    wanted = rolled_up_fields(rulebook.level, rule_root) | {"opened_on", "closed_on"}
    frequency = rulebook.resolved.rulebook.frequency
    if frequency is not None:
        wanted |= {*frequency.numeric, *frequency.log, *frequency.category}
    return sorted(name for name in wanted if name in rulebook.fields)


def _concat(frames: list[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat(frames, how="vertical_relaxed") if len(frames) > 1 else frames[0]


def save(
    assessment: Assessment,
    folder: str | Path,
    *,
    formats: tuple[str, ...] = FORMATS,
    pages: int | None = None,
    replace: bool = False,
) -> list[str]:
    """Write ``assessment`` to ``folder``: all of it or nothing. Gives what is worth saying about the files.

    Raises RiskkitError OUT-01 when the folder exists and ``replace`` is not set, OUT-02 when it cannot be written.
    """
    with run_folder(folder, replace=replace) as working:
        return write_result(assessment, working, formats, pages)
