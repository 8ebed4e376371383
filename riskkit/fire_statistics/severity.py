"""How severe a fire is: the table in force on its day, any one criterion, limits included."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.indicators.fire_rules import FireRules
from riskkit.indicators.fire_rules_file import CRITERIA, SeverityBlock

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
SEVERITY_COLUMNS = ("grade", "grade_at_least", "grade_at_most", "is_slight", "decided_by", "severity_table")


class Bounds(NamedTuple):
    """What is known of the criteria of each fire: at least ``low``, at most ``high`` (inf where nothing is known)."""

    low: dict[str, Array]
    high: dict[str, Array]


def grade_fires(fires: pl.DataFrame, rules: FireRules) -> pl.DataFrame:
    """``fires`` with the severity of each by the table in force on its day (:data:`SEVERITY_COLUMNS`).

    Columns: ``occurred_on`` (Date) and, as far as known, ``deaths``, ``serious_injuries``, ``injuries`` (all injured:
    an upper bound of the serious ones), ``direct_loss_cny``; deaths within the window alone. A criterion that is not
    known leaves a range: ``grade_at_least`` is what the known ones reach, ``grade_at_most`` what the unknown ones could
    make of it, and ``grade`` is null unless both agree: an unknown value never makes a fire 一般 in silence.
    ``is_slight`` is null where the table has no slight fires or it cannot be told. ``decided_by`` names the criteria
    that reach the grade, ``severity_table`` the day the table came into force; both null before the first table.

    >>> from datetime import date
    >>> from riskkit.indicators.fire_rules import fire_rules
    >>> day = date(2025, 5, 1)
    >>> fires = pl.DataFrame({"occurred_on": [day, day], "deaths": [3, None], "serious_injuries": [0, 0],
    ...                       "direct_loss_cny": [0.0, 0.0]})
    >>> grade_fires(fires, fire_rules()).select("grade", "grade_at_least", "grade_at_most").rows()
    [('较大', '较大', '较大'), (None, '一般', '特别重大')]
    """
    size = fires.height
    bounds = _bounds(fires)
    columns: dict[str, NDArray[np.object_]] = {name: np.full(size, None, dtype=object) for name in SEVERITY_COLUMNS}
    days = fires.get_column("occurred_on").cast(pl.Date)
    for start, end in pairwise([*rules.tables, None]):
        assert start is not None
        inside = (days >= start) if end is None else (days >= start) & (days < end)
        at = np.flatnonzero(inside.fill_null(False).to_numpy())
        if len(at):
            _grade_block(columns, at, rules.tables[start], bounds, fires)
            columns["severity_table"][at] = start
    kinds = {"is_slight": pl.Boolean(), "severity_table": pl.Date()}
    made = [pl.Series(name, values.tolist(), dtype=kinds.get(name, pl.String())) for name, values in columns.items()]
    return fires.with_columns(made)


def _grade_block(
    columns: dict[str, NDArray[np.object_]],
    at: NDArray[np.int64],
    block: SeverityBlock,
    bounds: Bounds,
    fires: pl.DataFrame,
) -> None:
    low = {name: values[at] for name, values in bounds.low.items()}
    high = {name: values[at] for name, values in bounds.high.items()}
    codes = np.array([grade.code for grade in block.grades], dtype=object)
    least, most = _reached(block, low), _reached(block, high)
    columns["grade_at_least"][at], columns["grade_at_most"][at] = codes[least], codes[most]
    columns["grade"][at[least == most]] = codes[least[least == most]]
    columns["decided_by"][at] = _decided_by(block, low, least)
    columns["is_slight"][at] = _slight(block, low, high, _numbers(fires, "injuries")[at])


def _reached(block: SeverityBlock, values: dict[str, Array]) -> NDArray[np.int64]:
    """The position of the worst grade of which any one limit is reached; the last one holds the rest."""
    position = np.full(len(values["deaths"]), len(block.grades) - 1, dtype=np.int64)
    for place in reversed(range(len(block.grades) - 1)):
        any_one = np.zeros(len(position), dtype=np.bool_)
        for criterion in CRITERIA:
            limit = getattr(block.grades[place].at_least, criterion)
            if limit is not None:
                any_one |= values[criterion] >= limit
        position[any_one] = place
    return position


def _decided_by(block: SeverityBlock, low: dict[str, Array], least: NDArray[np.int64]) -> NDArray[np.object_]:
    """The criteria that reach the grade at least reached, joined by 、; empty for the mildest."""
    words = np.full(len(least), "", dtype=object)
    for place, grade in enumerate(block.grades[:-1]):
        for criterion in CRITERIA:
            limit = getattr(grade.at_least, criterion)
            if limit is not None:
                hit = (least == place) & (low[criterion] >= limit)
                words[hit] = [f"{word}、{criterion}" if word else criterion for word in words[hit]]
    return words


def _slight(block: SeverityBlock, low: dict[str, Array], high: dict[str, Array], injured: Array) -> NDArray[np.object_]:
    """Whether a fire hurt nobody at all and its loss is below the limit; None where that cannot be told."""
    if block.slight is None:
        return np.full(len(injured), None, dtype=object)
    hurt = np.where(np.isnan(injured), np.inf, injured)
    limit = block.slight.direct_loss_cny_below
    surely = (high["deaths"] == 0) & (hurt == 0) & (high["serious_injuries"] == 0) & (high["direct_loss_cny"] < limit)
    someone = (low["deaths"] > 0) | (low["serious_injuries"] > 0) | (np.nan_to_num(injured) > 0)
    never = someone | (low["direct_loss_cny"] >= limit)
    told = np.full(len(injured), None, dtype=object)
    told[never], told[surely] = False, True
    return told


def _bounds(fires: pl.DataFrame) -> Bounds:
    given = {name: _numbers(fires, name) for name in (*CRITERIA, "injuries")}
    injured = given.pop("injuries")
    low = {name: np.nan_to_num(values) for name, values in given.items()}
    high = {name: np.where(np.isnan(values), np.inf, values) for name, values in given.items()}
    # nobody can be seriously injured beyond all the injured
    high["serious_injuries"] = np.where(
        np.isnan(given["serious_injuries"]) & ~np.isnan(injured), injured, high["serious_injuries"]
    )
    return Bounds(low, high)


def _numbers(fires: pl.DataFrame, name: str) -> Array:
    if name not in fires.columns:
        return np.full(fires.height, np.nan)
    return fires.get_column(name).cast(pl.Float64).fill_null(np.nan).to_numpy()
