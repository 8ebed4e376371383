"""A side made comparable: one row a unit as the table holds it, with every key that evidence and candidates need."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from riskkit.linking.address_parts import address_key, address_parts
from riskkit.linking.name_keys import name_keys
from riskkit.linking.place_words import place_words, read_fronts
from riskkit.linking.plain_text import plain
from riskkit.linking.unit_codes import unit_codes

# a row as it was read; String but the last three
CELLS: dict[str, type[pl.DataType]] = {
    "unit_id": pl.String,
    "name": pl.String,
    "uscc": pl.String,
    "address": pl.String,
    "area_code": pl.String,
    "industry_code": pl.String,
    "longitude": pl.Float64,
    "latitude": pl.Float64,
    "source_row": pl.Int64,
}


class Keyed(NamedTuple):
    """Both sides with their keys, each sorted by what its rows say, so that the order of the file plays no part."""

    a: pl.DataFrame
    b: pl.DataFrame


def keyed(a: pl.DataFrame, b: pl.DataFrame) -> Keyed:
    """Two tables with the columns CELLS → the same rows with their keys.

    Keys: ``uscc_valid``, ``organisation``; ``name_full``, ``name_core``, ``name_numbers``, ``name_branch``; street,
    lane, house, building, room, rest, city, district of the address, and ``address_key``. Places are learnt from
    both tables, so exchanging them changes nothing.

    >>> row = {"name": "杭州市宏达餐饮有限公司", "address": "杭州市文一路12号"}
    >>> a = pl.DataFrame([row], schema=CELLS)
    >>> keyed(a, a).b.select("name_core", "street", "house", "city").rows()
    [('宏达餐饮', '文1路', '12', '杭州市')]
    """
    fronts = read_fronts(plain(pl.concat([a.get_column("address"), b.get_column("address")])))
    places = place_words(fronts)
    return Keyed(_with_keys(a, places), _with_keys(b, places))


def _with_keys(cells: pl.DataFrame, places: list[str]) -> pl.DataFrame:
    addresses = cells.get_column("address").unique().drop_nulls()
    parts = address_parts(plain(addresses))
    by_address = parts.with_columns(address_key(parts), addresses.alias("address"))
    names = cells.get_column("name").unique().drop_nulls()
    by_name = name_keys(plain(names), places).select(pl.all().name.prefix("name_")).with_columns(names.alias("name"))
    codes = unit_codes(cells.get_column("uscc")).rename({"uscc": "uscc_valid"})
    joined = (
        cells.with_columns(codes)
        .join(by_name, on="name", how="left", maintain_order="left")
        .join(by_address, on="address", how="left", maintain_order="left")
    )
    by = ["name_core", "address_key", "uscc", *(name for name in CELLS if name != "uscc")]
    return joined.sort(by, nulls_last=True)
