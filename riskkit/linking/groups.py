"""Rows that belong together without being one: a unit's many sites, a building's many units, rows entered twice."""

from __future__ import annotations

import polars as pl

from riskkit.linking.keys import Keyed
from riskkit.linking.words import GroupKind

BRAND = 2
LETTERS = {GroupKind.SHARED_CODE: "C", GroupKind.SITES: "S", GroupKind.DOUBLED: "D", GroupKind.BUILDING: "B"}
_WORDS = {"lane": "弄", "house": "号", "building": "幢"}
# keys hold 文1路 for 文一路
_STREETS = {
    f"{digit}{kind}": f"{written}{kind}"
    for digit, written in enumerate("〇一二三四五六七八九")
    for kind in ("路", "街", "大道", "道", "巷")
}
_MEMBERS = {"group": pl.String, "kind": pl.String, "key": pl.String, "side": pl.String, "at": pl.Int64}


def groups(sides: Keyed) -> pl.DataFrame:
    """Group, kind, key, side (A or B) and position of every row of a group; a row may be in several.

    Nothing is joined by a group. A key makes a group when several rows of one table have it; the rows of the other
    table that have it are shown as well.

    >>> from riskkit.linking.keys import CELLS, keyed
    >>> sites = [{"name": "宏达超市", "uscc": "91350100M000100Y43", "address": f"文一路{n}号"} for n in (1, 2)]
    >>> a, b = pl.DataFrame(sites, schema=CELLS), pl.DataFrame(sites[:1], schema=CELLS)
    >>> groups(keyed(a, b)).select("group", "kind", "side").rows()
    [('S1', 'sites', 'A'), ('S1', 'sites', 'A'), ('S1', 'sites', 'B')]
    """
    rows = pl.concat([_grouped(side).with_columns(side=pl.lit(name)) for name, side in zip("AB", sides, strict=True)])
    found = [_by_code(rows), _doubled(rows), _buildings(rows)]
    table = pl.concat([part.select("kind", "key", "side", "at") for part in found])
    if not table.height:
        return pl.DataFrame(schema=_MEMBERS)
    letters = pl.col("kind").replace_strict({kind.value: letter for kind, letter in LETTERS.items()})
    ordered = table.sort("kind", "key", "side", "at")
    named = ordered.with_columns(pl.concat_str([letters, pl.col("key").rank("dense").over("kind")]).alias("group"))
    return named.select(pl.col(name).cast(dtype) for name, dtype in _MEMBERS.items())


def _grouped(side: pl.DataFrame) -> pl.DataFrame:
    """A row's keys for grouping, which a reader can make out: its code, its name with its address, its building."""
    street = pl.col("street").str.replace_many(_STREETS)
    numbered = pl.any_horizontal(pl.col(name).is_not_null() for name in ("lane", "house", "building"))
    within = pl.coalesce(pl.col("area_code").str.slice(0, 6), "district", pl.lit(""))
    building = pl.concat_str([street, *(pl.col(name) + word for name, word in _WORDS.items())], ignore_nulls=True)
    room = pl.concat_str([building, pl.col("room") + "室"], ignore_nulls=True)
    address = pl.col("address_key").is_not_null()
    return side.select(
        pl.int_range(pl.len(), dtype=pl.Int64).alias("at"),
        "organisation",
        pl.coalesce("address_key", "street").alias("place"),
        pl.col("name_core").str.slice(0, BRAND).alias("brand"),
        pl.coalesce("organisation", "name_core").alias("unit"),
        pl.when(address & pl.col("name_core").is_not_null())
        .then(pl.concat_str(["name_core", room], separator=" "))
        .alias("name_and_place"),
        pl.when(numbered & pl.col("street").is_not_null())
        .then(pl.concat_str([within, building], separator=" ").str.strip_chars())
        .alias("building"),
    )


def _members(rows: pl.DataFrame, key: str, kinds: pl.DataFrame) -> pl.DataFrame:
    """The rows of both tables whose ``key`` is one of ``kinds`` (key → kind)."""
    return rows.join(kinds, on=key).rename({key: "key"})


def _by_code(rows: pl.DataFrame) -> pl.DataFrame:
    """Several rows of a table with one code: several names, several sites, or one row entered twice."""
    of_side = (
        rows.filter(pl.col("organisation").is_not_null())
        .group_by("organisation", "side")
        .agg(
            pl.len().alias("rows"),
            pl.col("brand").drop_nulls().n_unique().alias("brands"),
            pl.col("place").drop_nulls().n_unique().alias("places"),
        )
        .filter(pl.col("rows") > 1)
    )
    kinds = of_side.group_by("organisation").agg(
        pl.when((pl.col("brands") > 1).any())
        .then(pl.lit(GroupKind.SHARED_CODE.value))
        .when((pl.col("places") > 1).any())
        .then(pl.lit(GroupKind.SITES.value))
        .otherwise(pl.lit(GroupKind.DOUBLED.value))
        .alias("kind")
    )
    return _members(rows, "organisation", kinds)


def _doubled(rows: pl.DataFrame) -> pl.DataFrame:
    """One name at one address several times in a table; those with one code are told by it already."""
    of_side = (
        rows.filter(pl.col("name_and_place").is_not_null())
        .group_by("name_and_place", "side")
        .agg(
            pl.len().alias("rows"),
            ((pl.col("organisation").n_unique() > 1) | pl.col("organisation").is_null().any()).alias("untold"),
        )
        .filter((pl.col("rows") > 1) & pl.col("untold"))
    )
    kinds = of_side.select("name_and_place", pl.lit(GroupKind.DOUBLED.value).alias("kind")).unique()
    return _members(rows, "name_and_place", kinds)


def _buildings(rows: pl.DataFrame) -> pl.DataFrame:
    """Different units of a table in one building."""
    of_side = (
        rows.filter(pl.col("building").is_not_null())
        .group_by("building", "side")
        .agg(pl.col("unit").drop_nulls().n_unique().alias("units"))
        .filter(pl.col("units") > 1)
    )
    kinds = of_side.select("building", pl.lit(GroupKind.BUILDING.value).alias("kind")).unique()
    return _members(rows, "building", kinds)
