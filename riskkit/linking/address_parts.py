"""Addresses taken apart: street, lane, house, building, staircase, floor, room; numbers must agree exactly."""

from __future__ import annotations

import polars as pl

from riskkit.linking.numerals import with_digits
from riskkit.linking.place_words import read_fronts
from riskkit.linking.plain_text import without_brackets

NUMBERED = ("lane", "house", "building", "room")
PARTS = ("street", *NUMBERED, "staircase", "floor", "rest")
_CUT = "\ue010"
# ways of writing one thing → the one that is read below
_SPELLINGS = (
    (r"N[O0]\.?(\d+)", "${1}号"),
    (r"[—–－~～_/]", "-"),
    (r"(\d+[A-Z]?)#(?:楼|幢|栋|厂房)?", "${1}栋"),
    (r"(\d+[A-Z]?|[A-Z]\d*)(?:号楼|号厂房|幢|座|棟)", "${1}栋"),
    (r"([A-Z])(?:楼|区)", "${1}栋"),
    (r"(\d+)号(大街|大道|街|路)", "${1}${2}"),
    (r"(\d+)号院", "${1}号"),
    (r"(\d+)号?(?:附|之)(\d+)号?", "${1}-${2}号"),
    (r"(\d+)号-(\d+)号", "${1}-${2}号"),
    (r"(\d+[A-Z]?(?:-\d+)*)号?(?:商铺|店铺|店面|门面房?|门市|铺位|铺|档口?|摊位|房间?|室|车库)", "${1}室"),
    (r"(?:负|地下)(\d+)(?:层|楼|F)", "-${1}层"),
    (r"B(\d+)(?:层|楼|F)", "-${1}层"),
    (r"(-?\d+(?:-\d+)?)(?:楼|F|层)", "${1}层"),
)
_READ = {
    "lane": r"(\d+)弄",
    "house": r"(\d+(?:[-]\d+)*[A-Z]?)号",
    "building": r"(\d+[A-Z]?|[A-Z]\d*)栋",
    "staircase": r"(\d+|[A-Z])单元",
    "floor": r"(-?\d+(?:-\d+)?)层",
    "room": r"([A-Z]?\d+[A-Z]?(?:-\d+)*)室",
}
_LAST_NUMBER = r"-?([A-Z]?\d+[A-Z]?(?:-\d+)*)$"


def address_parts(addresses: pl.Series) -> pl.DataFrame:
    """``addresses`` (plain, see :func:`riskkit.linking.plain_text.plain`) as PARTS, ``city`` and ``district``.

    A part that is not written is null. ``street`` is the text before the first number, towns, communities and what is
    above them taken off; ``rest`` the words behind it (a mall, a park). A last number without a word is a room, or the
    house where nothing else is numbered.

    >>> parts = address_parts(pl.Series(["杭州市西湖区文一路十二号3幢301室", "文一路12号万达广场B座-502"]))
    >>> parts.select("district", "street", "house", "building", "room", "rest").rows()
    [('西湖区', '文1路', '12', '3', '301', None), (None, '文1路', '12', 'B', '502', '万达广场')]
    """
    fronts = read_fronts(addresses)
    text = with_digits(fronts.get_column("rest").alias("text")).to_frame()
    spelt = without_brackets(pl.col("text"))
    for pattern, one_way in _SPELLINGS:
        spelt = spelt.str.replace_all(pattern, one_way)
    read = text.select(spelt).with_columns(
        pl.col("text").str.extract(pattern).alias(name) for name, pattern in _READ.items()
    )
    cut = pl.col("text")
    for pattern in _READ.values():
        cut = cut.str.replace_all(pattern, _CUT)
    read = read.with_columns(cut)
    last, behind = pl.col("text").str.extract(_LAST_NUMBER), pl.col("text").str.contains(_CUT)
    read = read.with_columns(
        pl.coalesce("house", pl.when(~behind).then(last)),
        pl.coalesce("room", pl.when(behind).then(last)),
        pl.col("text").str.replace(_LAST_NUMBER, ""),
    )
    words = [
        pl.col("text").str.extract(rf"^([^{_CUT}]*)").str.replace_all("-", "").alias("street"),
        pl.col("text").str.replace(rf"^[^{_CUT}]*", "").str.replace_all(rf"[{_CUT}-]", "").alias("rest"),
    ]
    parts = read.with_columns(words).select(
        pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in PARTS
    )
    return parts.with_columns(fronts.select("city", "district"))


def address_key(parts: pl.DataFrame) -> pl.Series:
    """One text that two addresses share when street and every number agree; null without a street or a number.

    >>> address_key(address_parts(pl.Series(["文一路12号", "文1路12号", "文一路", None]))).to_list()
    ['文1路||12||', '文1路||12||', None, None]
    """
    some_number = pl.any_horizontal(pl.col(name).is_not_null() for name in NUMBERED)
    joined = pl.concat_str([pl.col(name).fill_null("") for name in ("street", *NUMBERED)], separator="|")
    return parts.select(pl.when(some_number & pl.col("street").is_not_null()).then(joined).alias("address_key"))[
        "address_key"
    ]
