"""Longitudes and latitudes: degrees read, swapped pairs mended, places outside China, coordinate systems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray


class Degrees(NamedTuple):
    """A column of degrees: values (nan unknown), and its findings as in CodeColumn."""

    values: NDArray[np.float64]
    at: NDArray[np.int64]
    found: list[str]
    allowed: list[str]


class Points(NamedTuple):
    """Longitudes and latitudes after judging (nan unknown, both or none), and their findings (on the longitude)."""

    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    at: NDArray[np.int64]
    found: list[str]
    allowed: list[str]


def read_degrees(cells: pl.Series) -> Degrees:
    """STUB. Cells → degrees; 120°12′30″ gives GEO-05 (note), what is no angle GEO-06 (error, nan)."""
    raise NotImplementedError


def judge_points(longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> Points:
    """STUB. GEO-01 swapped and mended, GEO-02 outside China → nan, GEO-07 only one of the two."""
    raise NotImplementedError


def system_in(text: str) -> str | None:
    """STUB. "wgs84" | "cgcs2000" | "gcj02" | "bd09" named in a header or cell; None when none is. GEO-03 is the caller's."""
    raise NotImplementedError


def judge_systems(cells: pl.Series) -> tuple[pl.Series, NDArray[np.int64], list[str], list[str]]:
    """STUB. Cells of a coordinate_system column as CodeColumn: canonical words, GEO-08 for a word that is none."""
    raise NotImplementedError


def outside_own_district(
    longitude: NDArray[np.float64], latitude: NDArray[np.float64], codes: pl.Series, districts: Mapping[str, object]
) -> NDArray[np.bool_]:
    """STUB. Where a point lies outside its own district (GEO-04, warning, the caller's)."""
    raise NotImplementedError
