"""Outlines of districts (GeoJSON that the user gives), and which places lie outside their own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.errors import RiskkitError

_KEYS = ("adcode", "ad_code", "code", "区划代码", "行政区划代码", "代码", "xzqdm", "XZQDM", "PAC", "gb", "id")
_CODE = re.compile(r"(?:156)?([1-9]\d{5})(?:0{3}|0{6})?")  # 156 is China in front of national codes
_METRES_A_DEGREE = 111_320.0
_EDGES_A_SLAB = 16
_AT_ONCE = 1 << 20
_CELLS = 64
_MARGIN = 1.001  # so that rounding loses no edge
# GCJ-02 and BD-09 lie up to about a kilometre and a half from WGS 84, and outlines are simplified
SLACK_M = 1500.0


class District(NamedTuple):
    """The edges of all rings of a district: x0, y0, x1, y1 in degrees, float64[edges, 4]; holes are rings too."""

    edges: NDArray[np.float64]


def read_districts(path: str | Path) -> dict[str, District]:
    """Polygons and multipolygons of a GeoJSON in degrees, by their six-digit area code.

    The code is the property adcode, code, 区划代码, 行政区划代码, PAC or the like. Parts of one code are one district.
    Raises RiskkitError FILE-01 when there is no such file, GEO-09 when it is no GeoJSON, when no polygon has a code,
    or when its numbers are no degrees.
    """
    place = Path(path)
    if not place.is_file():
        raise RiskkitError("FILE-01", where=str(place))
    try:
        tree = json.loads(place.read_bytes().decode("utf-8-sig"))
    except ValueError as error:
        raise RiskkitError("GEO-09", where=str(place), found=str(error).splitlines()[0]) from None
    parts: dict[str, list[NDArray[np.float64]]] = {}
    features = tree.get("features") if isinstance(tree, dict) else None
    for number, feature in enumerate(features if isinstance(features, list) else []):
        code = _code_of(feature)
        if code:
            parts.setdefault(code, []).extend(_edges(ring, f"{place}#{number}") for ring in _rings(feature))
    if not any(parts.values()):
        raise RiskkitError("GEO-09", where=str(place), found="0", allowed="FeatureCollection, Polygon, adcode")
    return {code: District(np.concatenate(rings)) for code, rings in parts.items() if rings}


def outside_own_district(
    longitude: NDArray[np.float64],
    latitude: NDArray[np.float64],
    codes: pl.Series,
    districts: Mapping[str, District],
    slack_m: float = SLACK_M,
) -> NDArray[np.bool_]:
    """Where a place lies more than ``slack_m`` metres outside the district of its area code (GEO-04, bool[n]).

    ``codes`` have 6, 9 or 12 digits. Where the county is not among ``districts`` its prefecture and province are
    tried; a place without a code, without a district or without degrees is not judged. Even–odd rule; a place on the
    outline is inside.

    >>> square = np.array([[0, 0, 1, 0], [1, 0, 1, 1], [1, 1, 0, 1], [0, 1, 0, 0]]) + np.array([120, 30, 120, 30.0])
    >>> x, y = np.array([120.5, 121.5]), np.array([30.5, 30.5])
    >>> outside_own_district(x, y, pl.Series(["330102", "330102001"]), {"330102": District(square)}).tolist()
    [False, True]
    """
    outside = np.zeros(len(longitude), dtype=np.bool_)
    counties = codes.str.slice(0, 6)
    known = ~(np.isnan(longitude) | np.isnan(latitude)) & counties.is_not_null().to_numpy()
    distinct = counties.filter(pl.Series(known)).unique(maintain_order=True)
    which = counties.replace_strict(
        distinct, pl.int_range(len(distinct), eager=True), default=-1, return_dtype=pl.Int64
    )
    numbers = np.where(known, which.fill_null(-1).to_numpy(), -1)
    order = np.argsort(numbers, kind="stable")
    starts = np.searchsorted(numbers[order], np.arange(len(distinct) + 1))
    for number, county in enumerate(distinct.to_list()):
        own = (county, county[:4] + "00", county[:2] + "0000")
        district = next((districts[code] for code in own if code in districts), None)
        if district is not None:
            at = order[starts[number] : starts[number + 1]]
            outside[at] = _far_outside(longitude[at], latitude[at], district.edges, slack_m)
    return outside


def _far_outside(
    x: NDArray[np.float64], y: NDArray[np.float64], edges: NDArray[np.float64], slack_m: float
) -> NDArray[np.bool_]:
    """Not inside, and no edge within ``slack_m``."""
    outside = ~_inside(x, y, edges)
    left = np.flatnonzero(outside)
    outside[left] = ~_near(x[left], y[left], edges, slack_m)
    return outside


class _Grid(NamedTuple):
    """Cells over a district and its surroundings: the lower corner, the size of a cell, the edges near each cell."""

    corner: NDArray[np.float64]
    size: NDArray[np.float64]
    edge_of: NDArray[np.int64]
    starts: NDArray[np.int64]

    def cells(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.int64]:
        """The cell of each place; −1 outside the grid."""
        column, row = ((np.floor((v - c) / s)) for v, c, s in zip((x, y), self.corner, self.size, strict=True))
        within = (column >= 0) & (column < _CELLS) & (row >= 0) & (row < _CELLS)
        return np.where(within, column * _CELLS + row, -1).astype(np.int64)


def _grid(edges: NDArray[np.float64], slack_m: float) -> _Grid:
    """Every edge in all the cells that it may come near, ordered by cell."""
    north = slack_m / _METRES_A_DEGREE * _MARGIN
    pad = np.array([north / np.cos(np.radians(min(89.0, np.abs(edges[:, 1::2]).max() + north))), north])
    low, high = np.minimum(edges[:, :2], edges[:, 2:]) - pad, np.maximum(edges[:, :2], edges[:, 2:]) + pad
    corner = low.min(axis=0)
    size = np.maximum((high.max(axis=0) - corner) / _CELLS, 1e-9)
    first, last = (np.clip((v - corner) // size, 0, _CELLS - 1).astype(np.int64) for v in (low, high))
    spans = last - first + 1
    counts = spans.prod(axis=1)
    edge = np.repeat(np.arange(len(edges)), counts)
    step = np.arange(len(edge)) - np.repeat(np.cumsum(counts) - counts, counts)
    cell = (first[edge, 0] + step // spans[edge, 1]) * _CELLS + first[edge, 1] + step % spans[edge, 1]
    order = np.argsort(cell, kind="stable")
    return _Grid(corner, size, edge[order], np.searchsorted(cell[order], np.arange(_CELLS * _CELLS + 1)))


def _near(
    x: NDArray[np.float64], y: NDArray[np.float64], edges: NDArray[np.float64], slack_m: float
) -> NDArray[np.bool_]:
    """Where an edge is within ``slack_m``; each place meets only the edges near its cell of a grid."""
    near = np.zeros(len(x), dtype=np.bool_)
    grid = _grid(edges, slack_m)
    cells = grid.cells(x, y)
    order = np.argsort(cells, kind="stable")
    cuts = np.searchsorted(cells[order], np.arange(_CELLS * _CELLS + 1))
    filled = np.flatnonzero((np.diff(cuts) > 0) & (np.diff(grid.starts) > 0))
    for cell in filled.tolist():
        at = order[cuts[cell] : cuts[cell + 1]]
        beside = edges[grid.edge_of[grid.starts[cell] : grid.starts[cell + 1]]]
        step = max(1, _AT_ONCE // len(beside))
        for start in range(0, len(at), step):
            part = at[start : start + step]
            near[part] = _distance_m(x[part], y[part], beside) <= slack_m
    return near


def _inside(x: NDArray[np.float64], y: NDArray[np.float64], edges: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Even–odd ray casting, slab by slab of latitude, so that a place meets only the edges at its height."""
    low, high = np.minimum(edges[:, 1], edges[:, 3]), np.maximum(edges[:, 1], edges[:, 3])
    levels = np.linspace(low.min(), high.max(), max(2, len(edges) // _EDGES_A_SLAB + 1))
    inside = np.zeros(len(x), dtype=np.bool_)
    order = np.argsort(y, kind="stable")
    cuts = np.searchsorted(y[order], levels, side="left")
    cuts[-1] = np.searchsorted(y[order], levels[-1], side="right")
    for slab in range(len(levels) - 1):
        at = order[cuts[slab] : cuts[slab + 1]]
        near = edges[(low <= levels[slab + 1]) & (high >= levels[slab])]
        step = max(1, _AT_ONCE // max(1, len(near)))
        for start in range(0, len(at), step):
            part = at[start : start + step]
            inside[part] = _crossings(x[part], y[part], near) % 2 == 1
    return inside


def _crossings(x: NDArray[np.float64], y: NDArray[np.float64], edges: NDArray[np.float64]) -> NDArray[np.int64]:
    """How many edges lie to the east of each place, at its height."""
    x0, y0, x1, y1 = edges.T
    spans = (y0 > y[:, None]) != (y1 > y[:, None])
    with np.errstate(divide="ignore", invalid="ignore"):
        meets = x0 + (y[:, None] - y0) * (x1 - x0) / (y1 - y0)
    crossed: NDArray[np.int64] = np.count_nonzero(spans & (x[:, None] < meets), axis=1)
    return crossed


def _distance_m(x: NDArray[np.float64], y: NDArray[np.float64], edges: NDArray[np.float64]) -> NDArray[np.float64]:
    """Metres from each place to the nearest edge, in the plane of its latitude; good to a percent up to 100 km."""
    east = (np.cos(np.radians(y)) * _METRES_A_DEGREE)[:, None]
    ax, ay = (edges[:, 0] - x[:, None]) * east, (edges[:, 1] - y[:, None]) * _METRES_A_DEGREE
    bx, by = (edges[:, 2] - x[:, None]) * east, (edges[:, 3] - y[:, None]) * _METRES_A_DEGREE
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    along = np.clip(-(ax * dx + ay * dy) / np.where(length > 0, length, 1.0), 0.0, 1.0)
    nearest: NDArray[np.float64] = np.hypot(ax + along * dx, ay + along * dy).min(axis=1)
    return nearest


def _code_of(feature: Any) -> str | None:
    """The six digits of a feature; None where it has no property of a code."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    told = {**(properties if isinstance(properties, dict) else {}), "id": feature.get("id")} if properties else {}
    for key in _KEYS:
        if key in told and (found := _CODE.fullmatch(str(told[key]).strip())):
            return found[1]
    return None


def _rings(feature: dict[str, Any]) -> Iterator[Any]:
    shape = feature.get("geometry") or {}
    corners = shape.get("coordinates") or []
    if shape.get("type") == "Polygon":
        yield from corners
    elif shape.get("type") == "MultiPolygon":
        for polygon in corners:
            yield from polygon


def _edges(ring: Any, where: str) -> NDArray[np.float64]:
    """The edges of one ring of positions [longitude, latitude, …]; an open ring is closed."""
    try:
        corners = np.array([position[:2] for position in ring], dtype=np.float64)
    except (TypeError, ValueError):
        corners = np.zeros((0, 2))
    fits = corners.ndim == 2 and corners.shape[1:] == (2,) and len(corners) >= 3
    if not fits or not np.isfinite(corners).all() or (np.abs(corners) > (180.0, 90.0)).any():
        raise RiskkitError("GEO-09", where=where, found=str(ring)[:60], allowed="[120.15, 30.25]")
    if (corners[0] != corners[-1]).any():
        corners = np.vstack([corners, corners[:1]])
    return np.hstack([corners[:-1], corners[1:]])
