"""Plan targets strung together: two tables read, every target judged, the report written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from riskkit.datasets import dataset_path
from riskkit.errors import Finding
from riskkit.inputs import as_source
from riskkit.intake.plain_rows import read_rows
from riskkit.ledger import as_frame, check_account, findings_in_words, set_aside_in_words
from riskkit.reporting.run_folder import run_folder
from riskkit.reporting.targets_result import write_targets
from riskkit.targets.read_actuals import ActualTable, read_actuals
from riskkit.targets.read_targets import TargetTable, read_targets
from riskkit.targets.report import BaseTotal, TargetReport
from riskkit.targets.shapes import Standing
from riskkit.targets.standing import stand
from riskkit.terms import Lang

if TYPE_CHECKING:
    import pandas as pd

SHIPPED = "plans"  # in the place of TARGETS: the five published city plans
EXAMPLE = "example"  # in the place of ACTUALS: the invented figures beside them
DATASET = "plan_targets"
FILES = {SHIPPED: "targets.csv", EXAMPLE: "actuals_example_synthetic.csv"}


def track_targets(
    targets: str | Path | pd.DataFrame | pl.DataFrame,
    actuals: str | Path | pd.DataFrame | pl.DataFrame,
    as_of: date | str,
    *,
    encoding: str | None = None,
    lang: Lang = "zh",
    notice: str = "",
) -> TargetReport:
    """Where every target of a plan stands on ``as_of``.

    ``targets``: a table with a row a target (columns as in the shipped ``plan_targets/targets.csv``), or ``"plans"``
    for the five city plans shipped; a file of that name is ``Path("plans")``. ``actuals``: a table with a row a
    target and period; ``"example"`` for invented figures. Figures after ``as_of`` are set aside. The rule:
    riskkit/targets/verdict.py. Raises RiskkitError FILE-01 … FILE-06, COL-01, COL-06.

    >>> report = track_targets("plans", "example", "2023-12-31")
    >>> hydrants = report.table.set_index("target_id").loc["zigong_hydrants"]
    >>> f"{hydrants.figure:g} of {hydrants.required:g}: {hydrants.verdict}"
    '751 of 750: on_schedule'
    """
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    wanted = read_targets(_shipped(targets), encoding=_encoding(targets, encoding))
    figures = read_actuals(_shipped(actuals), wanted.targets, day, encoding=_encoding(actuals, encoding))
    standings, found = _stand(wanted, figures, day)
    kept, aside = figures.summary.rows_kept, figures.set_aside.height
    check_account(figures.summary.rows_read, figures.used, aside)
    assert kept >= figures.used
    findings = [wanted.findings, figures.findings, as_frame([*wanted.found, *figures.found, *found])]
    natures = "；".join(figures.natures)
    said = f"实绩数据注明：{natures}" if lang == "zh" else f"the figures are said to be: {natures}"
    return TargetReport(
        as_of=day,
        lang=lang,
        standings=standings,
        findings=findings_in_words(pl.concat(findings), lang),
        set_aside=set_aside_in_words(pl.concat([wanted.set_aside, figures.set_aside]), lang),
        sources=(as_source(wanted.summary), as_source(figures.summary)),
        rows_read=figures.summary.rows_read,
        rows_used=figures.used,
        base_totals=_base_totals(lang) if _is(targets, SHIPPED) else (),
        notice="；".join(part for part in (notice, said if natures else "") if part),
    )


def save_targets(report: TargetReport, folder: str | Path, *, replace: bool = False) -> None:
    """Write targets.xlsx, targets.html, targets.csv, target_years.csv, findings.csv, set_aside.csv, manifest.json.

    Raises RiskkitError OUT-01 when ``folder`` exists and ``replace`` is false, OUT-02 and OUT-04 as run_folder does.
    """
    with run_folder(folder, replace=replace) as working:
        write_targets(report, working)


def _is(given: object, word: str) -> bool:
    return isinstance(given, str) and given == word


def _shipped(given: str | Path | pd.DataFrame | pl.DataFrame) -> str | Path | pd.DataFrame | pl.DataFrame:
    """The shipped file that a word stands for; anything else as it is."""
    name = next((file for word, file in FILES.items() if _is(given, word)), None)
    return given if name is None else dataset_path(DATASET) / name


def _encoding(given: object, encoding: str | None) -> str | None:
    """The shipped files have their own encoding."""
    return None if any(_is(given, word) for word in FILES) else encoding


def _stand(wanted: TargetTable, figures: ActualTable, day: date) -> tuple[tuple[Standing, ...], Sequence[Finding]]:
    standings, found = [], []
    for target in wanted.targets:
        actuals = figures.by_target.get(target.id, [])
        contradicted = figures.contradicted.get(target.id, [])
        standing, problems = stand(target, actuals, day, contradicted)
        standings.append(standing)
        found += [_placed(problem, figures) for problem in problems]
        if not actuals and not contradicted:
            place = {"file": wanted.summary.file, "sheet": wanted.summary.sheet, "subject_id": target.id}
            found.append(Finding("TGT-11", row=target.row, value=target.label.zh, **place))
    return tuple(standings), found


def _placed(problem: Finding, figures: ActualTable) -> Finding:
    return Finding(
        problem.code,
        problem.row,
        problem.column,
        problem.value,
        problem.allowed,
        figures.summary.sheet,
        problem.subject_id,
        figures.summary.file,
    )


def _base_totals(lang: Lang) -> tuple[BaseTotal, ...]:
    """What the shipped plans publish about 2016–2020."""
    rows = read_rows(dataset_path(DATASET) / "base_totals.csv")[1:]
    cells = [[cell or "" for cell in row] for row in rows]
    return tuple(
        BaseTotal(city, period, zh if lang == "zh" else en, value, uom, note)
        for _, city, period, zh, en, value, uom, note in cells
    )
