"""Fires by area and year: rates with exact intervals, shrinkage toward the group, severity per fire."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from riskkit.errors import RiskkitError
from riskkit.models.shrinkage import (
    credibility_weight,
    dispersion_by_likelihood,
    gamma_interval,
    posterior_multiplier,
    shrunk_count,
)

Array = NDArray[np.float64]
# an area with almost nobody in it would have an endless rate
LEAST_POPULATION = 1.0


def exact_interval(counts: ArrayLike, coverage: float = 0.90) -> tuple[Array, Array]:
    """Exact (Garwood 1936) interval of a Poisson mean: gamma quantiles at ``counts`` and ``counts`` + 1.

    >>> low, high = exact_interval([0, 10], 0.95)
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.0, 4.7954], [3.6889, 18.3904])
    """
    from scipy.special import gammaincinv

    number = np.asarray(counts, dtype=float)
    tail = (1.0 - coverage) / 2.0
    low = np.where(number > 0, gammaincinv(np.where(number > 0, number, 1.0), tail), 0.0)
    return np.asarray(low), np.asarray(gammaincinv(number + 1.0, 1.0 - tail))


def population_from_rate(fires: ArrayLike, fires_per_100k: ArrayLike) -> Array:
    """Population behind a published rate: fires ÷ rate × 100,000 (as exact as the rate was rounded).

    >>> population_from_rate([9302], [80.6]).round().tolist()
    [11540943.0]
    """
    return np.asarray(np.asarray(fires, dtype=float) / np.asarray(fires_per_100k, dtype=float) * 100_000.0)


def area_frequency(
    table: pd.DataFrame,
    *,
    by: Sequence[str] = ("region", "year"),
    group: str | None = None,
    exposure: str = "population",
    per: float = 100_000.0,
    interval: float = 0.90,
) -> pd.DataFrame:
    """Fire rate and severity of every area, summed over whatever is not in ``by``.

    ``table``: the columns of ``by``, ``fires``, ``exposure`` (people, or housing units; one row a year, so that
    sums are person-years) and, if known, ``deaths``, ``injuries``, ``loss`` (any money measure). The rate is
    shrunk toward the pooled rate of its ``group`` (and of its ``year`` when that is in ``by``): gamma-Poisson, k by
    maximum likelihood over all areas, since neighbours in one scheme vary alike.

    Columns added: rate, rate_low, rate_high (exact, a ``per``), group_rate, shrunk_rate, shrunk_low, shrunk_high,
    credibility (weight of the area's own count); deaths_per_100_fires and injuries_per_100_fires with _low and
    _high (exact); loss_per_fire. The intervals hold chance only, not gaps in recording; one table must lie in one
    statistical scope. Raises RiskkitError FREQ-09 (columns, negative counts), FREQ-02 (no fire).

    >>> towns = pd.DataFrame({"region": ["a", "b"], "year": 2024, "fires": [4, 0], "population": [20000, 10000]})
    >>> area_frequency(towns)[["rate", "group_rate"]].round(3).values.tolist()
    [[20.0, 13.333], [0.0, 13.333]]
    """
    sums = _summed(table, [*by, *([group] if group and group not in by else [])], exposure)
    fires, people = sums["fires"].to_numpy(dtype=float), sums[exposure].to_numpy(dtype=float)
    alike = [name for name in (group, "year") if name and name in sums.columns]
    pooled = sums.groupby(alike)[["fires", exposure]].transform("sum") if alike else sums[["fires", exposure]].sum()
    group_rate = np.broadcast_to(np.asarray(pooled["fires"] / pooled[exposure], dtype=float), fires.shape)
    expected = people * group_rate
    # a group without any fire expects none: its areas keep the rate 0
    live = expected > 0
    k = dispersion_by_likelihood(fires[live], expected[live])
    mean = shrunk_count(fires, expected, k)
    low, high = gamma_interval(mean, posterior_multiplier(fires, expected, k).shape, interval)
    exact_low, exact_high = exact_interval(fires, interval)
    scale = per / people
    rates = {
        "rate": fires * scale,
        "rate_low": exact_low * scale,
        "rate_high": exact_high * scale,
        "group_rate": group_rate * per,
        "shrunk_rate": mean * scale,
        "shrunk_low": low * scale,
        "shrunk_high": high * scale,
        "credibility": 1.0 - credibility_weight(expected, k),
    }
    return sums.assign(**rates, **_severity(sums, interval))


def province_table(published: pd.DataFrame) -> pd.DataFrame:
    """The National Bureau of Statistics table made ready for :func:`area_frequency`; the national rows are left out.

    A blank count of injuries is 0 (Ningxia 2009); ``population`` comes from the published rate; ``loss`` is in
    10,000 yuan. 2004–2009 lie within one statistical scope (rules of 1996, 公通字〔1996〕82号): do not join them to
    years after 2020. Raises RiskkitError FREQ-09 when a column is missing.
    """
    rows = published[published["region"] != NATIONAL] if "region" in published else published
    needed = ["year", "region", "fires", "deaths", "injuries", "direct_loss_10k_yuan", "fires_per_100k_published"]
    _require(rows, needed)
    return pd.DataFrame(
        {
            "region": rows["region"].astype(str),
            "year": rows["year"].astype(int),
            "fires": rows["fires"].astype(int),
            "deaths": rows["deaths"].astype(int),
            "injuries": rows["injuries"].fillna(0).astype(int),
            "loss": rows["direct_loss_10k_yuan"].astype(float),
            "population": population_from_rate(rows["fires"], rows["fires_per_100k_published"]),
        }
    ).reset_index(drop=True)


NATIONAL = "National Total"


def _summed(table: pd.DataFrame, keys: list[str], exposure: str) -> pd.DataFrame:
    _require(table, [*keys, "fires", exposure])
    counts = [name for name in ("fires", "deaths", "injuries", "loss") if name in table.columns]
    if (table[[*counts, exposure]].isna() | (table[[*counts, exposure]] < 0)).any(axis=None):
        raise RiskkitError("FREQ-09", where="area_frequency", found="negative or missing count", allowed=">= 0")
    sums = table.groupby(keys, sort=True)[[*counts, exposure]].sum().reset_index()
    if not sums["fires"].sum() > 0:
        raise RiskkitError("FREQ-02", where="area_frequency", found="0")
    return sums.assign(**{exposure: sums[exposure].astype(float).clip(lower=LEAST_POPULATION)})


def _severity(sums: pd.DataFrame, interval: float) -> dict[str, Array]:
    """Deaths and injuries per 100 fires with exact intervals, loss per fire; NaN where no fire happened."""
    fires = sums["fires"].to_numpy(dtype=float)
    each = 1.0 / np.where(fires > 0, fires, np.nan)
    columns: dict[str, Array] = {}
    for name in ("deaths", "injuries"):
        if name in sums.columns:
            counts = sums[name].to_numpy(dtype=float)
            low, high = exact_interval(counts, interval)
            title = f"{name}_per_100_fires"
            columns |= {
                title: 100 * counts * each,
                f"{title}_low": 100 * low * each,
                f"{title}_high": 100 * high * each,
            }
    if "loss" in sums.columns:
        columns["loss_per_fire"] = sums["loss"].to_numpy(dtype=float) * each
    return columns


def _require(table: pd.DataFrame, columns: Sequence[str]) -> None:
    absent = [name for name in columns if name not in table.columns]
    if absent:
        raise RiskkitError(
            "FREQ-09", where="area table", found=f"no column {', '.join(absent)}", allowed=", ".join(columns)
        )
