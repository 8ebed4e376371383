"""What speaks for and against a pair: one level each for code, name, address, place, area and industry."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.linking.address_parts import NUMBERED
from riskkit.linking.candidates import Pairs
from riskkit.linking.keys import Keyed
from riskkit.linking.neighbours import Vectors, cosines

NEAR, SIMILAR, ALIKE = 80.0, 60.0, 0.5
CLOSE_M, FAR_M = 200.0, 1000.0
EARTH_M_PER_DEGREE = 111_195.0
PART = 500_000


class Code(StrEnum):
    """How the codes of a pair compare."""

    SAME = "same"  # and nobody else in either table has it
    SHARED = "shared"  # the same, but several rows of a table have it
    DIFFERENT = "different"  # both are valid
    UNKNOWN = "unknown"


class Name(StrEnum):
    """How the names of a pair compare, legal forms and places aside."""

    SAME = "same"
    COMMON = "common"  # the same, but several rows of a table are called so
    NEAR = "near"
    SIMILAR = "similar"
    NUMBERED = "numbered"  # alike, with different numbers: 一店 and 二店
    DIFFERENT = "different"
    UNKNOWN = "unknown"


class Address(StrEnum):
    """How the addresses of a pair compare; a number that both write must agree."""

    SAME = "same"  # street and every number
    HOUSE = "house"  # street and house; a room or building is written on one side only
    NEAR = "near"  # the numbers agree, the street is written otherwise
    STREET = "street"  # the street; a number is written on one side only
    NUMBERED = "numbered"  # the street, with different numbers
    DIFFERENT = "different"
    UNKNOWN = "unknown"


class Place(StrEnum):
    """How far the coordinates of a pair lie apart."""

    CLOSE = "close"  # at most 200 m
    BETWEEN = "between"
    FAR = "far"  # more than 1000 m
    UNKNOWN = "unknown"


class Area(StrEnum):
    """How the administrative areas of a pair compare."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


class Industry(StrEnum):
    """How the industry codes of a pair compare."""

    SAME = "same"
    DIVISION = "division"  # the first two digits
    DIFFERENT = "different"
    UNKNOWN = "unknown"


KINDS: dict[str, type[StrEnum]] = {
    "code": Code, "name": Name, "address": Address, "place": Place, "area": Area, "industry": Industry,
}  # fmt: skip


def evidence(sides: Keyed, pairs: Pairs, found: Vectors) -> pl.DataFrame:
    """A row a pair: the level of each of KINDS as an Enum column, ``likeness`` of the names (0 to 100), and
    ``code_rows``, the rows of A that have its code times those of B.

    The similarity of names and streets is RapidFuzz's ratio (indel distance over both lengths); it is the same
    from either side.
    """
    parts = [_levels(sides, part, found) for part in _in_parts(pairs)]
    return pl.concat(parts) if parts else _levels(sides, pairs, found)


def _in_parts(pairs: Pairs) -> Iterator[Pairs]:
    for start in range(0, len(pairs[0]), PART):
        yield pairs[0][start : start + PART], pairs[1][start : start + PART]


def _levels(sides: Keyed, pairs: Pairs, found: Vectors) -> pl.DataFrame:
    both = _beside(sides, pairs)
    both = both.with_columns(
        _ratio(both, "name_core", "likeness"),
        pl.Series("cosine", cosines(found.names_a, found.names_b, *pairs), dtype=pl.Float64),
        _ratio(both, "street", "street_likeness"),
        _ratio(both, "rest", "rest_likeness"),
        _metres(both),
    )
    levels = {
        "code": _code(),
        "name": _name(),
        "address": _address(),
        "place": _place(),
        "area": _area(),
        "industry": _industry(),
    }
    typed = [level.cast(pl.Enum([one.value for one in KINDS[kind]])).alias(kind) for kind, level in levels.items()]
    rows = pl.col("organisation_rows").cast(pl.Int64) * pl.col("organisation_rows_b")
    return both.select(*typed, "likeness", rows.alias("code_rows"))


def _beside(sides: Keyed, pairs: Pairs) -> pl.DataFrame:
    """The rows of each pair side by side: a column x of B becomes x_b; and how many rows share code or name."""
    counted = [
        side.with_columns(pl.len().over(key).alias(f"{key}_rows") for key in ("organisation", "name_core"))
        for side in sides
    ]
    left = counted[0][pairs[0]]
    right = counted[1][pairs[1]]
    return pl.concat([left, right.select(pl.all().name.suffix("_b"))], how="horizontal")


def _ratio(both: pl.DataFrame, column: str, name: str) -> pl.Series:
    """RapidFuzz's ratio of a text on both sides, 0 where either lacks."""
    from rapidfuzz import fuzz, process

    texts = both.select(pl.col(column).fill_null(""), pl.col(f"{column}_b").fill_null(""))
    left, right = texts.get_columns()
    scores: NDArray[Any] = process.cpdist(left.to_list(), right.to_list(), scorer=fuzz.ratio, dtype=np.float32)
    known = (left != "").to_numpy() & (right != "").to_numpy()
    return pl.Series(name, np.where(known, np.round(scores.astype(np.float64), 3), 0.0))


def _metres(both: pl.DataFrame) -> pl.Series:
    """How far apart two places are, null where one is unknown; on a plane, which is exact enough below 10 km."""
    mean = (pl.col("latitude") + pl.col("latitude_b")) / 2
    east = (pl.col("longitude") - pl.col("longitude_b")).abs() * mean.radians().cos()
    north = (pl.col("latitude") - pl.col("latitude_b")).abs()
    apart = (east.pow(2) + north.pow(2)).sqrt() * EARTH_M_PER_DEGREE
    return both.select(apart.alias("metres")).get_column("metres")


def _known(column: str) -> pl.Expr:
    return pl.col(column).is_not_null() & pl.col(f"{column}_b").is_not_null()


def _equal(column: str) -> pl.Expr:
    """Whether both sides have it and it is the same."""
    return (pl.col(column) == pl.col(f"{column}_b")).fill_null(False)


def _differs(column: str) -> pl.Expr:
    """Whether both sides have it and it is not the same."""
    return (pl.col(column) != pl.col(f"{column}_b")).fill_null(False)


def _code() -> pl.Expr:
    alone = (pl.col("organisation_rows") == 1) & (pl.col("organisation_rows_b") == 1)
    return (
        pl.when(_differs("organisation") | _differs("uscc_valid"))
        .then(pl.lit(Code.DIFFERENT.value))
        .when(_equal("organisation") & alone)
        .then(pl.lit(Code.SAME.value))
        .when(_equal("organisation"))
        .then(pl.lit(Code.SHARED.value))
        .otherwise(pl.lit(Code.UNKNOWN.value))
    )


def _name() -> pl.Expr:
    same = _equal("name_core") & _equal("name_branch")
    alone = (pl.col("name_core_rows") == 1) & (pl.col("name_core_rows_b") == 1)
    alike = (pl.col("likeness") >= SIMILAR) | (pl.col("cosine") >= ALIKE)
    numbers = (pl.col("name_numbers") != "") & (pl.col("name_numbers_b") != "") & _differs("name_numbers")
    return (
        pl.when(~_known("name_core"))
        .then(pl.lit(Name.UNKNOWN.value))
        .when(same & alone)
        .then(pl.lit(Name.SAME.value))
        .when(same)
        .then(pl.lit(Name.COMMON.value))
        .when(alike & numbers)
        .then(pl.lit(Name.NUMBERED.value))
        .when((pl.col("likeness") >= NEAR) & _equal("name_numbers") & _equal("name_branch"))
        .then(pl.lit(Name.NEAR.value))
        .when(alike)
        .then(pl.lit(Name.SIMILAR.value))
        .otherwise(pl.lit(Name.DIFFERENT.value))
    )


def _address() -> pl.Expr:
    conflict = pl.any_horizontal(_differs(name) for name in NUMBERED)
    shares_number = pl.any_horizontal(_equal(name) for name in ("lane", "house", "building"))
    street = _equal("street")
    near_street = (pl.col("street_likeness") >= SIMILAR) | (pl.col("rest_likeness") >= NEAR)
    elsewhere = _differs("district") | (_differs("city") & _differs_crosswise())
    usable = pl.col("street").is_not_null() | pl.col("house").is_not_null()
    usable_b = pl.col("street_b").is_not_null() | pl.col("house_b").is_not_null()
    return (
        pl.when(~usable | ~usable_b)
        .then(pl.lit(Address.UNKNOWN.value))
        .when(elsewhere)
        .then(pl.lit(Address.DIFFERENT.value))
        .when(_equal("address_key"))
        .then(pl.lit(Address.SAME.value))
        .when(street & ~conflict & shares_number)
        .then(pl.lit(Address.HOUSE.value))
        .when(near_street & ~conflict & shares_number)
        .then(pl.lit(Address.NEAR.value))
        .when(street & ~conflict)
        .then(pl.lit(Address.STREET.value))
        .when(near_street | street)
        .then(pl.lit(Address.NUMBERED.value))
        .otherwise(pl.lit(Address.DIFFERENT.value))
    )


def _differs_crosswise() -> pl.Expr:
    """临川市 as the city on one side and the district of another city on the other is no difference."""
    return (pl.col("city") != pl.col("district_b")).fill_null(True) & (
        pl.col("district") != pl.col("city_b")
    ).fill_null(True)


def _place() -> pl.Expr:
    metres = pl.col("metres")
    return (
        pl.when(metres.is_null())
        .then(pl.lit(Place.UNKNOWN.value))
        .when(metres <= CLOSE_M)
        .then(pl.lit(Place.CLOSE.value))
        .when(metres <= FAR_M)
        .then(pl.lit(Place.BETWEEN.value))
        .otherwise(pl.lit(Place.FAR.value))
    )


def _area() -> pl.Expr:
    """Codes as far as both are written (a county against a township in it), else the districts of the addresses."""
    left, right = _without_zeros("area_code"), _without_zeros("area_code_b")
    within = left.str.starts_with(right) | right.str.starts_with(left)
    return (
        pl.when(_known("area_code") & within.fill_null(False))
        .then(pl.lit(Area.SAME.value))
        .when(_known("area_code"))
        .then(pl.lit(Area.DIFFERENT.value))
        .when(_equal("district"))
        .then(pl.lit(Area.SAME.value))
        .when(_differs("district"))
        .then(pl.lit(Area.DIFFERENT.value))
        .otherwise(pl.lit(Area.UNKNOWN.value))
    )


def _without_zeros(column: str) -> pl.Expr:
    """An area code as far as it says something: 330106000000 is 330106, 330100 is 3301."""
    code = pl.col(column).str.replace(r"^(\d{9})000$", "$1").str.replace(r"^(\d{6})000$", "$1")
    return code.str.replace(r"^(\d{4})00$", "$1").str.replace(r"^(\d{2})00$", "$1")


def _industry() -> pl.Expr:
    """By the digits, since the letter may lack: three digits are a group, two a division."""
    left, right = (pl.col(name).str.extract(r"(\d{2,4})") for name in ("industry_code", "industry_code_b"))
    same = left.str.slice(0, 3) == right.str.slice(0, 3)
    division = left.str.slice(0, 2) == right.str.slice(0, 2)
    return (
        pl.when(left.is_null() | right.is_null())
        .then(pl.lit(Industry.UNKNOWN.value))
        .when(same)
        .then(pl.lit(Industry.SAME.value))
        .when(division)
        .then(pl.lit(Industry.DIVISION.value))
        .otherwise(pl.lit(Industry.DIFFERENT.value))
    )
