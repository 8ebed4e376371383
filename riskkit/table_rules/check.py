"""What a side table tells by itself, beyond its single cells: the findings of ``riskkit validate`` for ``table/…``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from riskkit.credit import judge, says_no_day
from riskkit.indicators.fire_rules import fire_rules
from riskkit.indicators.loader import credit_rule
from riskkit.indicators.rule_file import FieldShape
from riskkit.inputs import SideTable, as_source
from riskkit.intake.columns import with_id
from riskkit.intake.contract import typed_as
from riskkit.intake.extract import Extract
from riskkit.table_rules import (
    fire_01_spans_scopes,
    fire_02_died_after_window,
    fire_03_died_before,
    fire_04_criminal_not_told,
    fire_05_arson_not_criminal,
    fire_06_slight_on_both_sides,
    fire_07_loss_measure_not_stated,
    fire_08_loss_median,
    fire_09_late_deaths,
)
from riskkit.table_rules.about_fires import AboutFires
from riskkit.table_rules.statistics_said import statistics_said
from riskkit.typed_table import SOURCE_ROW

_OF_FIRES: tuple[Callable[[AboutFires], pl.DataFrame], ...] = (
    fire_01_spans_scopes.said,
    fire_02_died_after_window.said,
    fire_03_died_before.said,
    fire_04_criminal_not_told.said,
    fire_05_arson_not_criminal.said,
    fire_06_slight_on_both_sides.said,
    fire_07_loss_measure_not_stated.said,
    fire_08_loss_median.said,
    fire_09_late_deaths.said,
)


def has_table_rules(table_id: str) -> bool:
    """Whether a table of this name has rules beyond its single cells.

    >>> has_table_rules("table/fires"), has_table_rules("unit/city_score_100")
    (True, False)
    """
    return table_id in _CHECKS


def side_table_of(
    source: Extract, fields: Mapping[str, FieldShape], frames: Sequence[pl.DataFrame], findings: pl.DataFrame
) -> SideTable:
    """The typed ``frames`` of an extract read to its end, with every field, as one side table."""
    dtypes = {name: typed_as(shape) for name, shape in with_id(fields).items()}
    empty = pl.DataFrame(schema={**dtypes, SOURCE_ROW: pl.Int64()})
    summary = source.summary
    whole = pl.concat([empty, *frames], how="diagonal")
    return SideTable(whole, findings, as_source(summary), summary.rows_set_aside)


def with_table_rules(table_id: str, table: SideTable, day: date, rule_root: Path | None = None) -> pl.DataFrame:
    """The findings of ``table``, read as ``table_id``, and what it tells beyond its single cells on ``day``.

    ``table/fires``: FIRE-… and those STAT-… that a table alone tells. ``table/credit_records``: CRED-02 … CRED-06,
    CRED-10, CRED-11; words that say there is no day (未修复, 长期) are no finding. Raises RiskkitError for a
    rule file of ``rule_root`` that is wrong.
    """
    check = _CHECKS.get(table_id)
    return check(table, day, rule_root) if check else table.findings


def _fires(table: SideTable, day: date, root: Path | None) -> pl.DataFrame:
    about = AboutFires(table, fire_rules(root), frozenset(table.source.columns))
    found = [said(about) for said in _OF_FIRES] if about.dated.height else []
    return pl.concat([table.findings, *found, statistics_said(about)])


def _credit_records(table: SideTable, day: date, root: Path | None) -> pl.DataFrame:
    rule, _ = credit_rule(day, root)
    return pl.concat([table.findings.filter(~says_no_day(table)), judge(table, rule, "", day)[1]])


_CHECKS: Mapping[str, Callable[[SideTable, date, Path | None], pl.DataFrame]] = {
    "table/fires": _fires,
    "table/credit_records": _credit_records,
}
