"""Provinces, cities and districts as both tables write them, so that they can be taken off names and addresses."""

from __future__ import annotations

import polars as pl

# places that end in the same character as a city, district or town and are none: their last character is hidden
# behind a mark while the front of an address is read
_NO_PLACE = {
    "东城区": "东城区", "西城区": "西城区", "镇海区": "镇海区", "镇江市": "镇江市", "高新区": "高新\ue001",
    "市场": "\ue000场", "市政": "\ue000政", "市民": "\ue000民", "市心": "\ue000心", "超市": "超\ue000",
    "小区": "小\ue001", "社区": "社\ue001", "园区": "园\ue001", "校区": "校\ue001", "厂区": "厂\ue001",
    "库区": "库\ue001", "景区": "景\ue001", "城区": "城\ue001", "矿区": "矿\ue001", "市区": "市\ue001",
    "工业区": "工业\ue001", "开发区": "开发\ue001", "经济区": "经济\ue001",
    "别墅区": "别墅\ue001", "住宅区": "住宅\ue001", "宿舍区": "宿舍\ue001", "商业区": "商业\ue001",
    "区间": "\ue001间", "县前": "\ue002前", "县学": "\ue002学", "景德镇": "景德\ue003", "镇海": "\ue003海",
    "镇江": "\ue003江", "乡镇": "乡\ue003",
}  # fmt: skip
_MARKED = {"\ue000": "市", "\ue001": "区", "\ue002": "县", "\ue003": "镇", "\ue004": "乡"}
# a town's or county's name in a road's name: 乌镇大道, 萧县路
_ROAD_AFTER = r"((?:[东西南北中新老大]{0,2})(?:路|街[^道]|大道|巷|弄))"
_FRONT = (
    r"^(?:中国)?"
    r"(?<province>\p{Han}{2,3}省|\p{Han}{2,7}自治区|(?:北京|上海|天津|重庆)市)?"
    r"(?<city>\p{Han}{2,6}?市|\p{Han}{2,8}?(?:自治州|地区|盟))?"
    r"(?<district>\p{Han}{1,6}?(?:区|县|旗)|\p{Han}{2,4}?市)?"
    r"(?<town>\p{Han}{1,6}?(?:街道|镇|乡))?"
)
# a zone or a community before a road is no part of the address that both departments would write
_ROAD = r"(.*(?:路|街|大道|巷|弄).*)$"
_ZONE = (
    r"^\p{Han}{0,10}?(?:开发区|高新区|经开区|工业园区|产业园区|示范区|社区|居委会|村委会|居民委员会|村民委员会)" + _ROAD
)
LEVELS = ("province", "city", "district")
_SUFFIX = r"(?:省|市|区|县|自治区|自治州|地区|盟|旗)$"
MIN_ROWS, MIN_SHARE = 2, 0.002


def no_places_hidden(text: pl.Expr) -> pl.Expr:
    """``text`` with the words hidden that end like a place and are none (超市, 小区); see :func:`shown_again`."""
    return text.str.replace_many(list(_NO_PLACE), list(_NO_PLACE.values()), leftmost=True)


def shown_again(text: pl.Expr) -> pl.Expr:
    """``text`` with what :func:`no_places_hidden` hid."""
    return text.str.replace_many(list(_MARKED), list(_MARKED.values()))


def read_fronts(addresses: pl.Series) -> pl.DataFrame:
    """Province, city, district, town and ``rest`` of plain addresses, null where there is none.

    >>> read_fronts(pl.Series(["浙江省杭州市西湖区古荡街道文一路1号", "农贸市场路3号"])).rows()
    [('浙江省', '杭州市', '西湖区', '古荡街道', '文一路1号'), (None, None, None, None, '农贸市场路3号')]
    """
    hidden = no_places_hidden(pl.col("text"))
    for mark, letter in _MARKED.items():
        hidden = hidden.str.replace_all(letter + _ROAD_AFTER, f"{mark}$1")
    names = [*LEVELS, "town"]
    groups = (
        addresses.alias("text")
        .to_frame()
        .select(hidden)
        .with_columns(
            pl.col("text").str.extract_groups(_FRONT).alias("front"),
            pl.col("text").str.replace(_FRONT, "").alias("rest"),
        )
    )
    found = groups.unnest("front").select(*names, "rest")
    back = found.with_columns(shown_again(pl.col(*names, "rest")))
    back = back.with_columns(pl.col("rest").str.replace(_ZONE, "$1"))
    return back.with_columns(pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in [*names, "rest"])


def place_words(fronts: pl.DataFrame) -> list[str]:
    """The words, with and without 省市区县, that the addresses of both tables begin with; longest first.

    ``fronts`` as :func:`read_fronts` gives them. A word counts when at least two rows and 0.2 % of them use it, so
    that one odd address takes nothing off a name.

    >>> fronts = read_fronts(pl.Series(["杭州市文一路1号", "杭州市文二路1号", "湖州市文二路1号"]))
    >>> place_words(fronts)
    ['杭州市', '杭州']
    """
    words = fronts.unpivot(LEVELS, variable_name="level", value_name="word").get_column("word").drop_nulls()
    counts = words.value_counts().filter(pl.col("count") >= max(MIN_ROWS, MIN_SHARE * fronts.height))
    full = counts.get_column("word")
    bare = full.str.replace(_SUFFIX, "")
    both = pl.concat([full, bare.filter(bare.str.len_chars() >= 2)]).unique()
    return sorted(both.to_list(), key=lambda word: (-len(word), word))
