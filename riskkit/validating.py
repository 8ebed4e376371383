"""Checking a table without scoring it: read, find every problem, save the findings and an annotated copy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from riskkit.indicators.rulebook import Rulebook
from riskkit.inputs import sources_of
from riskkit.intake.extract import Extract
from riskkit.ledger import account_of, as_frame, conflicts_in_words, findings_in_words, set_aside_in_words
from riskkit.reading import Options, Reading, open_table
from riskkit.reporting.findings_folder import write_validation
from riskkit.reporting.run_folder import run_folder
from riskkit.table_rules.check import has_table_rules, side_table_of, with_table_rules
from riskkit.terms import Label
from riskkit.validation.copied_rows import RowKeeper
from riskkit.validation.result import Validation
from riskkit.version import VERSION
from riskkit.which_table import WhichTable, no_use, that_matter, which_table

if TYPE_CHECKING:
    import pandas as pd

    Table = str | Path | pd.DataFrame | pl.DataFrame

__all__ = ["save_validation", "validate"]
THROUGH = ("extract", "rows", "validate")


def validate(
    table: Table | Reading,
    rules: str | Rulebook,
    as_of: date | str | None = None,
    *,
    rule_root: str | Path | None = None,
    choices: Mapping[str, str] | None = None,
    options: Options | None = None,
) -> Validation:
    """Check ``table`` (a file or a DataFrame) against a rulebook (or its id) or a side table ``table/name``.

    Nothing is scored and nothing is mended; every row read is usable or set aside with a reason. ``choices`` settles
    the options of a rulebook. Raises RiskkitError as :func:`riskkit.assess` for a table that cannot be read, without a
    column of ids (COL-01) or another required column (COL-06), and for unknown rules (RULE-30).

    >>> import polars as pl
    >>> units = pl.DataFrame({"单位编号": ["甲1", "甲2", "甲2"], "建筑面积（㎡）": ["约3000", "很大", "5"]})
    >>> result = validate(units, "unit/city_score_100", "2026-01-01")
    >>> result.rows_read, result.rows_usable, result.set_aside_counts()
    (3, 2, {'DUP-01': 1})
    >>> found = result.findings
    >>> found[found["row"] == 3][["column", "value", "code"]].values.tolist()
    [['建筑面积（㎡）', '很大', 'NUM-01']]
    """
    options = options or Options()
    table = table.origin if isinstance(table, Reading) else table
    which = which_table(rules, as_of, rule_root, choices)
    source = open_table(table, which.fields, options, as_of=which.latest, unique_ids=which.unique_ids)
    root = Path(rule_root) if rule_root is not None else None
    return _checked(source, which, options, Path(table) if isinstance(table, str | Path) else None, root)


def save_validation(result: Validation, folder: str | Path, *, copy: bool = True, replace: bool = False) -> list[str]:
    """Write ``result`` to ``folder``, all of it or nothing: findings, summary, an annotated copy. Gives what is worth
    saying about the files.

    ``copy`` says whether the annotated copy is written. Raises RiskkitError OUT-01 when the folder exists and
    ``replace`` is not set, OUT-02 when it cannot be written.
    """
    with run_folder(folder, replace=replace) as working:
        return write_validation(result, working, copy=copy)


def _checked(
    source: Extract, which: WhichTable, options: Options, path: Path | None, rule_root: Path | None
) -> Validation:
    keeper = RowKeeper(source.raw)
    findings, aside, kept = [], [], []
    for chunk in source.chunks():
        if has_table_rules(which.id):
            kept.append(chunk.table.frame)
        keeper.found(chunk.findings)
        findings.append(chunk.findings)
        aside.append(chunk.set_aside)
        options.progress(Label("校验", "checked").of(options.lang), source.summary.rows_read)
    found = found_by(source, which, findings)
    if kept:
        found = with_table_rules(which.id, side_table_of(source, which.fields, kept, found), which.day, rule_root)
    set_aside = set_aside_in_words(pl.concat(aside), options.lang)
    summary = source.summary
    numbers = [name for name, shape in which.fields.items() if shape.kind in ("number", "integer")]
    return Validation(
        which=which,
        sources=tuple(sources_of(summary)),
        stations=tuple(account_of(summary.rows_read, set_aside, THROUGH, summary.rows_kept)),
        finding_rows=findings_in_words(found, options.lang),
        set_aside_rows=set_aside,
        conflict_rows=conflicts_in_words(source.conflicts(), found, options.lang),
        lang=options.lang,
        version=VERSION,
        copied=keeper.rows(source.mapping, numbers),
        path=path,
    )


def found_by(source: Extract, which: WhichTable, chunks: list[pl.DataFrame]) -> pl.DataFrame:
    """Everything found in an extract read to its end, those of its ``chunks`` among them."""
    columns = source.summary.mapping
    first = that_matter(source.findings, which.expected, columns)
    more = as_frame(no_use(which, source.summary.mapping, source.summary.file), source.summary.file)
    return pl.concat([more, first, *chunks, that_matter(source.late_findings, which.expected, columns)])
