"""Pairs of longitude and latitude: judged together, mended together, and held against the unit's own district."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.errors import Finding
from riskkit.intake.column_kinds import AboutExtract
from riskkit.intake.columns import ColumnMapping
from riskkit.intake.coordinates import judge_points
from riskkit.intake.districts import outside_own_district
from riskkit.intake.findings import cell_findings, findings_frame
from riskkit.intake.watches import Block, Mended, Taken, nothing_said

PAIR = ("longitude", "latitude")


def columns_of_place(mapping: ColumnMapping) -> dict[str, str]:
    """The headers of the columns of longitude and latitude that the table has, by field.

    >>> from riskkit.intake.columns import MappedColumn
    >>> columns_of_place(ColumnMapping((MappedColumn(2, "经度", "longitude"),), ()))
    {'longitude': '经度'}
    """
    return {column.field: column.header for column in mapping.columns if column.field in PAIR}


class Places:
    """GEO-01, GEO-02 and GEO-07 of every pair; GEO-04 where the outlines of districts are given."""

    only_late = False

    def __init__(self, mapping: ColumnMapping, about: AboutExtract) -> None:
        self._headers, self._districts = columns_of_place(mapping), about.districts
        self._lone_values = False

    def take(self, block: Block) -> Taken:
        """The pairs put right or unknown; a finding stands at the longitude."""
        if len(self._headers) < len(PAIR):
            return self._lone(block)
        before = [_degrees(block.table, name) for name in PAIR]
        points = judge_points(before[0], before[1])
        after = (points.longitude, points.latitude)
        table = block.table.with_columns(
            pl.Series(name, values).fill_nan(None) for name, values in zip(PAIR, after, strict=True)
        )
        raw, header = block.as_written(PAIR[0]), self._headers[PAIR[0]]
        codes = pl.Series(points.found, dtype=pl.String)
        found = [cell_findings(points.at, codes, header, raw.gather(points.at), points.allowed)] if len(codes) else []
        outside = self._outside(table, *after)
        if len(outside):
            found.append(cell_findings(outside, "GEO-04", header, raw.gather(outside), ""))
        return Taken(table, found, _changed(before, after, points.at, points.found))

    def _outside(
        self, table: pl.DataFrame, longitude: NDArray[np.float64], latitude: NDArray[np.float64]
    ) -> NDArray[np.int64]:
        if not self._districts or "area_code" not in table.columns:
            return np.zeros(0, dtype=np.int64)
        outside = outside_own_district(longitude, latitude, table.get_column("area_code"), self._districts)
        return np.flatnonzero(outside).astype(np.int64)

    def _lone(self, block: Block) -> Taken:
        """Half a pair is no place: the column counts as unknown, and is said once, at the end."""
        name = next(iter(self._headers))
        values = block.table.get_column(name)
        known = np.flatnonzero(values.is_not_null().to_numpy()).astype(np.int64)
        if not len(known):
            return nothing_said(block)
        self._lone_values = True
        unknown = pl.lit(None, dtype=values.dtype).alias(name)
        return Taken(block.table.with_columns(unknown), [], {name: [(known, "GEO-07")]})

    def late(self, sheet: str, file: str) -> pl.DataFrame:
        """GEO-07 for the table that has only one of the two columns."""
        if not self._lone_values:
            return findings_frame([])
        return findings_frame([Finding("GEO-07", column=next(iter(self._headers.values())), sheet=sheet, file=file)])


def _degrees(table: pl.DataFrame, name: str) -> NDArray[np.float64]:
    return table.get_column(name).cast(pl.Float64).fill_null(np.nan).to_numpy()


def _changed(
    before: list[NDArray[np.float64]], after: tuple[NDArray[np.float64], ...], at: NDArray[np.int64], codes: list[str]
) -> Mended:
    """Where a half of a pair is another value than before, by its code."""
    told = np.array(codes, dtype=np.str_)
    mended: dict[str, list[tuple[NDArray[np.int64], str]]] = {}
    for name, old, new in zip(PAIR, before, after, strict=True):
        differs = (old[at] != new[at]) & ~(np.isnan(old[at]) & np.isnan(new[at]))
        mended[name] = [(at[differs & (told == code)], str(code)) for code in np.unique(told[differs])]
    return mended
