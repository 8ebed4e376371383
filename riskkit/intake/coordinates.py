"""Longitudes and latitudes: degrees read, swapped pairs mended, places outside China, coordinate systems.

Coordinates are never converted between systems: GCJ-02 and BD-09 have no published formula, those in circulation are
approximations. WGS 84 and CGCS2000 agree within the accuracy of any extract.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.intake.clean_words import NONE, NOT_APPLICABLE, UNKNOWN
from riskkit.intake.code_column import CodeColumn, Judgement, as_code_text, spread, together
from riskkit.intake.degrees import degrees_in
from riskkit.terms import both_langs

LONGITUDES, LATITUDES = (73.0, 136.0), (3.0, 54.0)  # of China, islands included; they do not overlap
_NUMBER = r"^[+-]?[0-9]{1,12}(\.[0-9]+)?$"  # \d holds digits of every script, which no cast reads
_METRES = 1000.0
_SYSTEMS = (
    ("cgcs2000", re.compile("cgcs2000|国家2000|大地2000|2000国家|2000大地|2000坐标|天地图")),
    ("wgs84", re.compile("wgs84|wgs1984|gps|epsg:?4326")),
    ("gcj02", re.compile("gcj02|火星|高德|腾讯|国测局")),
    ("bd09", re.compile("bd09|bd09ll|百度")),
    ("xian80", re.compile("西安80|80西安|1980西安|西安1980|xian80|xian1980")),
    ("beijing54", re.compile("北京54|54北京|1954北京|北京1954|beijing54|beijing1954")),
)
_NAMES = {"cgcs2000": "CGCS2000", "wgs84": "WGS84", "gcj02": "GCJ-02", "bd09": "BD-09"}
SYSTEMS = "CGCS2000, WGS84, GCJ-02, BD-09"


class Degrees(NamedTuple):
    """A column of degrees: values (nan unknown), and its findings as in CodeColumn."""

    values: NDArray[np.float64]
    at: NDArray[np.int64]
    found: list[str]
    allowed: list[str]


class Points(NamedTuple):
    """Longitudes and latitudes after judging (nan unknown, both or none), and their findings as in CodeColumn."""

    longitude: NDArray[np.float64]
    latitude: NDArray[np.float64]
    at: NDArray[np.int64]
    found: list[str]
    allowed: list[str]


def read_degrees(cells: pl.Series) -> Degrees:
    """Cells of longitudes or latitudes as degrees; south and west are negative.

    GEO-05 degrees, minutes and seconds, or a direction, converted · GEO-06 no angle (nan) · MISS-01, MISS-02 the
    common words for unknown and not applicable (nan).

    >>> read = read_degrees(pl.Series(["120.153576", "120°12′30″", "东经120.5", "不详", "甲"]))
    >>> read.values.round(4).tolist(), read.at.tolist(), read.found
    ([120.1536, 120.2083, 120.5, nan, nan], [1, 2, 3, 4], ['GEO-05', 'GEO-05', 'MISS-01', 'GEO-06'])
    """
    if cells.dtype.is_numeric():
        values = cells.cast(pl.Float64).fill_null(np.nan).to_numpy().copy()
        odd = np.flatnonzero(np.isinf(values)).astype(np.int64)
        values[odd] = np.nan
        return Degrees(values, odd, ["GEO-06"] * len(odd), [""] * len(odd))
    texts = as_code_text(cells)
    numbers = pl.select(pl.when(texts.str.contains(_NUMBER)).then(texts)).to_series().cast(pl.Float64)
    values = numbers.fill_null(np.nan).to_numpy().copy()
    left = np.flatnonzero((numbers.is_null() & texts.is_not_null()).to_numpy()).astype(np.int64)
    words = texts.gather(left).unique(maintain_order=True)
    read = [degrees_in(word) for word in words.to_list()]
    told = [_told(word, angle) for word, angle in zip(words.to_list(), read, strict=True)]
    placed = spread(texts, left, words, told)
    angles = pl.DataFrame({"text": words, "angle": pl.Series(read, dtype=pl.Float64)})
    joined = pl.DataFrame({"text": texts.gather(left)}).join(angles, on="text", how="left", maintain_order="left")
    values[left] = joined.get_column("angle").fill_null(np.nan).to_numpy()
    return Degrees(values, left, placed.found, placed.allowed)


def judge_points(longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> Points:
    """Pairs of degrees (nan unknown) as places of China; what is unknown in one is unknown in both.

    GEO-01 swapped and put right (the two ranges do not overlap, so that it is certain) · GEO-02 outside China (nan) ·
    GEO-07 only one of the two (nan).

    >>> places = judge_points(np.array([120.2, 30.3, 2.35, 120.2]), np.array([30.3, 120.2, 48.85, np.nan]))
    >>> places.longitude.tolist(), places.at.tolist(), places.found
    ([120.2, 120.2, nan, nan], [1, 2, 3], ['GEO-01', 'GEO-02', 'GEO-07'])
    """
    known = ~np.isnan(longitude), ~np.isnan(latitude)
    single = known[0] ^ known[1]
    swapped = _within(latitude, LONGITUDES) & _within(longitude, LATITUDES)
    right = _within(longitude, LONGITUDES) & _within(latitude, LATITUDES)
    outside = known[0] & known[1] & ~swapped & ~right
    placed = swapped | right
    values = (
        np.where(placed, np.where(swapped, latitude, longitude), np.nan),
        np.where(placed, np.where(swapped, longitude, latitude), np.nan),
    )
    at = np.flatnonzero(single | swapped | outside).astype(np.int64)
    codes = np.select([swapped[at], outside[at]], ["GEO-01", "GEO-02"], "GEO-07").tolist()
    far = (np.fmax(np.abs(longitude), np.abs(latitude)) > _METRES)[at]
    bounds = f"{LONGITUDES[0]:g}–{LONGITUDES[1]:g}°E, {LATITUDES[0]:g}–{LATITUDES[1]:g}°N"
    metres = both_langs("像是投影坐标（米），应为度", "looks like metres of a projection; degrees are wanted")
    allowed = [
        "" if code != "GEO-02" else metres if is_far else bounds for code, is_far in zip(codes, far, strict=True)
    ]
    return Points(*values, at, codes, allowed)


def system_in(text: str) -> str | None:
    """The coordinate system that a header or a cell names: cgcs2000, wgs84, gcj02, bd09, xian80 or beijing54.

    None where it names none, or several.

    >>> system_in("经度（WGS-84）"), system_in("火星坐标系"), system_in("百度经度"), system_in("经度")
    ('wgs84', 'gcj02', 'bd09', None)
    """
    plain = re.sub(r"[\s\-_]", "", text).lower()
    found = [name for name, words in _SYSTEMS if words.search(plain)]
    return found[0] if len(found) == 1 else None


def judge_systems(cells: pl.Series) -> CodeColumn:
    """A column that names the coordinate system of each row, in the words of :func:`system_in`; null stays null.

    GEO-08 no known system (null). That none is stated at all (GEO-03) is for the caller to say, once.

    >>> column = judge_systems(pl.Series(["CGCS2000", "高德", None, "本地"]))
    >>> column.values.to_list(), column.found
    (['cgcs2000', 'gcj02', None, None], ['GEO-08'])
    """
    texts = as_code_text(cells)
    at = np.flatnonzero(texts.is_not_null().to_numpy()).astype(np.int64)
    words = texts.gather(at).unique(maintain_order=True)
    systems = [system_in(word) for word in words.to_list()]
    told = [Judgement(name, "" if name else "GEO-08", "" if name else SYSTEMS) for name in systems]
    return together(texts, [spread(texts, at, words, told)])


def named_systems(raw: pl.Series, values: pl.Series) -> pl.Series:
    """Coordinate systems as the clean table writes them: as in the cell where that is their name, else by their name.

    >>> named_systems(pl.Series(["cgcs 2000", "高德", None]), pl.Series(["cgcs2000", "gcj02", None])).to_list()
    ['cgcs 2000', 'GCJ-02', None]
    """
    named = values.replace(_NAMES)
    written = raw.cast(pl.String).str.strip_chars()
    same = written.str.replace_all(r"[\s\-_]", "").str.to_lowercase() == values
    return written.zip_with(same.fill_null(False), named)


def _within(values: NDArray[np.float64], bounds: tuple[float, float]) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (values >= bounds[0]) & (values <= bounds[1])
    return inside


def _told(word: str, angle: float | None) -> Judgement:
    if angle is not None:
        return Judgement(None, "GEO-05", f"{angle:.6f}")
    if word in NOT_APPLICABLE:
        return Judgement(None, "MISS-02")
    return Judgement(None, "MISS-01" if word in UNKNOWN or word in NONE else "GEO-06")
