"""From features as the extract has them to the columns of a regression, learnt on the training rows alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from riskkit.errors import Finding, RiskkitError
from riskkit.models.history import HISTORY_COLUMNS, History, check_history, history_table

__all__ = [
    "HISTORY_COLUMNS",
    "CategoryCode",
    "FeatureDesign",
    "History",
    "NumberCode",
    "check_history",
    "check_observed",
    "history_table",
    "learn_design",
    "level_words",
]

MISSING_LEVEL = "(missing)"
POOLED_LEVEL = "(other)"
# a level of which the overall rate would expect fewer fires than this is too thin to stand alone
RARE_FIRES = 1.0


def check_observed(
    names: Sequence[str], observed_on: Mapping[str, date], fixed: Collection[str], window_start: date
) -> None:
    """Refuse a feature that may know the fires it is to foretell.

    Every feature must be ``fixed`` (an attribute that fires and inspections do not change) or carry the day it was
    observed, not after ``window_start``. Raises RiskkitError FREQ-01.

    >>> check_observed(["area"], {}, {"area"}, date(2020, 1, 1))
    >>> check_observed(["alarms"], {"alarms": date(2020, 1, 2)}, set(), date(2020, 1, 1))
    Traceback (most recent call last):
    ...
    riskkit.errors.RiskkitError: alarms: FREQ-01 特征的观察日晚于火灾统计窗口的开始（发现：2020-01-02；允许：...
    """
    for name in names:
        if name in fixed:
            continue
        day = observed_on.get(name)
        if day is None or day > window_start:
            raise RiskkitError("FREQ-01", where=name, found=str(day or "?"), allowed=f"<= {window_start}")


@dataclass(frozen=True)
class NumberCode:
    """A number as (value − centre) ÷ scale, of its logarithm when ``log``; held at the ends of the range learnt.

    ``has_missing`` adds a column that is 1 where the value is missing (then the first column is 0);
    ``missing_without_fire``: no fire has happened where it is.
    """

    name: str
    log: bool
    low: float
    high: float
    centre: float
    scale: float
    has_missing: bool
    missing_without_fire: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns made."""
        return (self.name, f"{self.name}={MISSING_LEVEL}") if self.has_missing else (self.name,)

    def encode(self, values: pd.Series[float]) -> NDArray[np.float64]:
        """Array (rows, columns)."""
        numbers = numbers_of(values, self.log)
        missing = np.isnan(numbers)
        standard = (np.clip(numbers, self.low, self.high) - self.centre) / self.scale
        first = np.where(missing, 0.0, standard)
        return np.column_stack([first, missing]) if self.has_missing else first[:, None]


@dataclass(frozen=True)
class CategoryCode:
    """A category as one column a level; ``pooled`` levels share :data:`POOLED_LEVEL`.

    ``empty`` names the levels in which no fire has happened. A level never seen counts as pooled, or, without a
    pool, as the mean over the levels (``shares``).
    """

    name: str
    levels: tuple[str, ...]
    shares: tuple[float, ...]
    pooled: tuple[str, ...]
    empty: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns made."""
        return tuple(f"{self.name}={level}" for level in self.levels)

    def encode(self, values: pd.Series[str]) -> NDArray[np.float64]:
        """Array (rows, levels)."""
        place = pd.Index(self.levels).get_indexer(pd.Index(level_words(values)))
        if POOLED_LEVEL in self.levels:
            place = np.where(place < 0, self.levels.index(POOLED_LEVEL), place)
        table = np.vstack([np.eye(len(self.levels)), np.asarray(self.shares)])
        return table[place]


@dataclass(frozen=True)
class FeatureDesign:
    """The coding of all features; ``means`` are the exposure-weighted means of its columns in training."""

    codes: tuple[NumberCode | CategoryCode, ...]
    means: NDArray[np.float64]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the regression's columns, without the intercept."""
        return tuple(column for code in self.codes for column in code.columns)

    @property
    def owners(self) -> NDArray[np.int64]:
        """For every column the position of its feature in ``codes``."""
        return np.repeat(np.arange(len(self.codes)), [len(code.columns) for code in self.codes]).astype(np.int64)

    def encode(self, features: pd.DataFrame) -> NDArray[np.float64]:
        """Array (rows, columns); raises RiskkitError FREQ-09 when a feature has no column."""
        require_features(features, [code.name for code in self.codes])
        blocks = [code.encode(features[code.name]) for code in self.codes]
        return np.column_stack(blocks).astype(float) if blocks else np.empty((len(features), 0))

    def is_column(self, *, empty: bool) -> NDArray[np.bool_]:
        """Columns of levels without any fire (``empty``), or of each category's most exposed level that has one."""
        flags: list[bool] = []
        for code in self.codes:
            if isinstance(code, NumberCode):
                flags += [False, empty and code.missing_without_fire][: len(code.columns)]
                continue
            with_fire = [
                (share, level) for share, level in zip(code.shares, code.levels, strict=True) if level not in code.empty
            ]
            most = max(with_fire)[1] if with_fire else None
            flags += [level in code.empty if empty else level == most for level in code.levels]
        return np.asarray(flags, dtype=bool)

    def findings(self) -> list[Finding]:
        """FREQ-06 for every level without a fire."""
        found: list[Finding] = []
        for code in self.codes:
            missing = (MISSING_LEVEL,) if isinstance(code, NumberCode) and code.missing_without_fire else ()
            levels = code.empty if isinstance(code, CategoryCode) else missing
            found += [Finding("FREQ-06", column=code.name, value=level) for level in levels]
        return found


def learn_design(
    features: pd.DataFrame,
    fires: NDArray[np.float64],
    exposure: NDArray[np.float64],
    *,
    numeric: Sequence[str] = (),
    log: Sequence[str] = (),
    category: Sequence[str] = (),
) -> FeatureDesign:
    """Learn the coding from training rows: ``features`` (rows × features), ``fires`` and ``exposure`` (rows,).

    Raises RiskkitError FREQ-09 when a feature has no column or is not a number.

    >>> shop = pd.DataFrame({"area": [100.0, 400.0, None], "use": ["shop", "shop", "home"]})
    >>> design = learn_design(shop, np.array([1.0, 1, 0]), np.ones(3), log=["area"], category=["use"])
    >>> design.columns
    ('area', 'area=(missing)', 'use=(other)', 'use=shop')
    >>> design.encode(shop)[:, 0]
    array([-1.,  1.,  0.])
    """
    require_features(features, [*numeric, *log, *category])
    codes: list[NumberCode | CategoryCode] = []
    codes += [_learn_number(features[name], fires, exposure, log=False) for name in numeric]
    codes += [_learn_number(features[name], fires, exposure, log=True) for name in log]
    codes += [_learn_category(features[name], fires, exposure) for name in category]
    design = FeatureDesign(tuple(codes), np.empty(0))
    means = exposure @ design.encode(features) / exposure.sum()
    return FeatureDesign(tuple(codes), means)


def numbers_of(values: pd.Series[float], log: bool) -> NDArray[np.float64]:
    """Float values, NaN where missing; under ``log`` the logarithm, NaN where not positive."""
    try:
        numbers = pd.to_numeric(values).to_numpy(dtype=float, na_value=np.nan)
    except (TypeError, ValueError) as mistake:
        raise RiskkitError("FREQ-09", where=str(values.name), found=str(mistake), allowed="numbers") from mistake
    finite = np.where(np.isfinite(numbers), numbers, np.nan)
    return np.log(np.where(finite > 0, finite, np.nan)) if log else finite


def level_words(values: pd.Series[str]) -> pd.Series[str]:
    """Levels as text, missing ones as :data:`MISSING_LEVEL`."""
    words = values.astype("string").astype(object)
    return words.where(values.notna(), MISSING_LEVEL)


def require_features(features: pd.DataFrame, names: Sequence[str]) -> None:
    """Raise RiskkitError FREQ-09 when a feature has no column."""
    absent = [name for name in names if name not in features.columns]
    if absent:
        raise RiskkitError(
            "FREQ-09", where="features", found=f"no column {', '.join(absent)}", allowed=", ".join(names)
        )


def _learn_number(
    values: pd.Series[float], fires: NDArray[np.float64], exposure: NDArray[np.float64], *, log: bool
) -> NumberCode:
    numbers = numbers_of(values, log)
    known = ~np.isnan(numbers)
    if not known.any():
        return NumberCode(str(values.name), log, 0.0, 0.0, 0.0, 1.0, True)
    held, weight = numbers[known], exposure[known]
    centre = float(np.average(held, weights=weight))
    scale = float(np.sqrt(np.average((held - centre) ** 2, weights=weight)))
    # a constant column carries nothing: held at its centre it is zero everywhere
    constant = scale <= 1e-12 * max(1.0, abs(centre))
    low, high = (centre, centre) if constant else (float(held.min()), float(held.max()))
    missing = bool((~known).any())
    no_fire = missing and not fires[~known].sum() > 0
    return NumberCode(str(values.name), log, low, high, centre, 1.0 if constant else scale, missing, no_fire)


def _learn_category(values: pd.Series[str], fires: NDArray[np.float64], exposure: NDArray[np.float64]) -> CategoryCode:
    frame = pd.DataFrame({"level": level_words(values).to_numpy(), "fires": fires, "exposure": exposure})
    by_level = frame.groupby("level", sort=True).sum()
    expected = by_level["exposure"] * (fires.sum() / exposure.sum())
    rare = by_level.index[(expected < RARE_FIRES)]
    empty_before = [str(level) for level in by_level.index[by_level["fires"] == 0]]
    by_level = by_level.groupby(lambda level: POOLED_LEVEL if level in rare else level, sort=True).sum()
    empty = {level for level in empty_before if level in by_level.index}
    if POOLED_LEVEL in by_level.index and by_level.at[POOLED_LEVEL, "fires"] == 0:
        empty.add(POOLED_LEVEL)
    levels = tuple(str(level) for level in by_level.index)
    shares = tuple((by_level["exposure"] / by_level["exposure"].sum()).tolist())
    noted = tuple(dict.fromkeys([*empty_before, *sorted(empty)]))
    return CategoryCode(str(values.name), levels, shares, tuple(str(level) for level in rare), noted)
