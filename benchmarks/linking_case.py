"""Two departments' tables of the same made-up units, with the pairs that are truly one place of one unit.

Everything is invented: names from a few syllables and trades, addresses of a city that does not exist, codes with
a right check digit. What is planted: units on one side only, missing and wrong codes, other legal forms, signboard
names, slips of the pen, other ways to write an address, registered addresses elsewhere, chains, sister companies at
one address, shops that took over an address, malls, and a filler code.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import NamedTuple

import polars as pl

from riskkit.linking.keys import CELLS

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SYLLABLES = (
    "宏达兴隆华盛恒通瑞丰金源鑫顺安康泰和永昌德利佳美嘉禾东升明辉天成万福吉祥如意聚贤德胜锦绣春晖云海星辰龙凤祥瑞"
    "博雅文澜清泉绿洲百汇千叶银河长青新悦光远大信诚立达凯旋宝利荣耀帝豪皇冠都市阳晨曦蓝湾紫荆玉兰桂香梅园竹韵松涛"
    "柏庭杉木枫林桐荫荷塘莲池湖畔江南塞北山水田园风雅颂歌舞琴棋书画诗词曲赋笔墨纸砚"
)
TRADES = {
    "餐饮": ("餐厅", "饭店", "酒楼", "餐馆", "食府"),
    "超市": ("超市", "便利店", "商店", "生活超市"),
    "宾馆": ("宾馆", "旅馆", "酒店", "商务酒店", "客栈"),
    "网络": ("网吧", "网咖", "网络会所"),
    "医药": ("大药房", "药店", "药房"),
    "五金": ("五金店", "五金建材店", "五金机电商行"),
    "服饰": ("服装店", "服饰店", "女装店"),
    "汽车": ("汽修厂", "汽车修理厂", "汽车服务部"),
    "纺织": ("纺织厂", "织造厂", "针织厂"),
    "木业": ("家具厂", "木器厂", "木制品厂"),
    "教育": ("培训学校", "幼儿园", "培训中心"),
    "娱乐": ("歌厅", "KTV", "娱乐会所", "量贩式KTV"),
}
CODES = (
    "H6210", "F5212", "H6110", "I6422", "F5251", "F5281", "F5232", "O8111", "C1751", "C2110", "P8391", "R9011",
)  # fmt: skip
INDUSTRY = dict(zip(TRADES, CODES, strict=True))
DISTRICTS = {"东湖区": "990102", "河西区": "990103", "安平县": "990121", "临川市": "990181"}
ROADS = [
    first + second + kind
    for first in "文建人解中长和新东西南北"
    for second in "一民华放山江平兴昌宁"
    for kind in ("路", "街", "大道", "东路", "西路")
]
MALLS = ("万盛广场", "银座商城", "时代中心", "国际商贸城", "星光天地", "创业大厦", "财富大厦", "科技园")
HEADINGS_A = ("单位编号", "单位名称", "地址", "统一社会信用代码", "行政区划代码", "国民经济行业代码", "经度", "纬度")
HEADINGS_B = ("主体编号", "企业名称", "住所", "统一社会信用代码", "行政区划代码", "国民经济行业代码", "经度", "纬度")
NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")


@dataclass(frozen=True)
class Place:
    """One place of one unit, as it truly is."""

    unit: int
    site: int
    brand: str
    trade: str
    noun: str
    branch: str
    form: str
    code: str
    district: str
    road: str
    house: int
    mall: str
    floor: int
    room: int
    longitude: float
    latitude: float


class Planted(NamedTuple):
    """Two tables and the pairs of ids (A, B) that are truly one place of one unit."""

    a: pl.DataFrame
    b: pl.DataFrame
    truth: set[tuple[str, str]]


def credit_code(body: str) -> str:
    """``body`` (17 characters) and its check digit by GB 32100."""
    total = sum(ALPHABET.index(letter) * pow(3, at, 31) for at, letter in enumerate(body))
    return body + ALPHABET[(31 - total % 31) % 31]


def organisation(number: int) -> str:
    """A code of nine characters by GB 11714."""
    body = f"{number:08d}"
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    return body + {10: "X", 11: "0"}.get(rest, str(rest))


def planted(rows: int, seed: int = 1, harder: float = 1.0) -> Planted:
    """``rows`` rows on each side; ``harder`` multiplies how often something is written wrongly."""
    dice = Random(seed)
    places = _places(dice, int(rows * 1.35) + 8)
    shown_a = [place for place in places if dice.random() < 0.78]
    shown_b = [place for place in places if dice.random() < 0.78]
    dice.shuffle(shown_a)
    dice.shuffle(shown_b)
    shown_a, shown_b = shown_a[:rows], shown_b[:rows]
    keys_a = {(place.unit, place.site): f"X{at:07d}" for at, place in enumerate(shown_a)}
    keys_b = {(place.unit, place.site): f"S{at:07d}" for at, place in enumerate(shown_b)}
    truth = {(keys_a[key], keys_b[key]) for key in keys_a.keys() & keys_b.keys()}
    cells_a = [(keys_a[p.unit, p.site], *_written(dice, p, by_fire=True, harder=harder)) for p in shown_a]
    cells_b = [(keys_b[p.unit, p.site], *_written(dice, p, by_fire=False, harder=harder)) for p in shown_b]
    return Planted(_table(cells_a, HEADINGS_A), _table(cells_b, HEADINGS_B), truth)


def identity_cells(table: pl.DataFrame) -> pl.DataFrame:
    """A planted table as linking takes it, without the detour of a file (riskkit.linking.keys.CELLS)."""
    names = ("unit_id", "name", "address", "uscc", "area_code", "industry_code", "longitude", "latitude")
    named = table.rename(dict(zip(table.columns, names, strict=True))).with_row_index("source_row", offset=2)
    return named.select(pl.col(name).cast(dtype) for name, dtype in CELLS.items())


def _table(cells: list[tuple[str | None, ...]], headings: tuple[str, ...]) -> pl.DataFrame:
    return pl.DataFrame(cells, schema=dict.fromkeys(headings, pl.String), orient="row")


# ---------------------------------------------------------------- the truth


def _places(dice: Random, count: int) -> list[Place]:
    places: list[Place] = []
    unit = 0
    while len(places) < count:
        unit += 1
        first = _place(dice, unit)
        draw = dice.random()
        if draw < 0.05:  # a chain: places of one unit, under its code or each with its own
            places += _chain(dice, first)
        elif draw < 0.09:  # a sister company at the same address
            sister = replace(_place(dice, unit + 5_000_000), brand=first.brand, trade=first.trade, noun=first.noun)
            places += [first, _moved_to(first, replace(sister, form=dice.choice(("商贸有限公司", "实业有限公司"))))]
        elif draw < 0.13:  # another shop that took over the address, often of the same trade
            later = _moved_to(first, _place(dice, unit + 5_000_000))
            places += [first, replace(later, trade=first.trade, noun=first.noun) if dice.random() < 0.5 else later]
        else:
            places.append(first)
    return places


def _place(dice: Random, unit: int) -> Place:
    trade = dice.choice(list(TRADES))
    big = dice.random() < 0.55
    district = dice.choice(list(DISTRICTS))
    in_mall = dice.random() < 0.22
    if in_mall:
        mall = dice.randrange(len(MALLS) * 12)
        road, house, name = ROADS[mall % len(ROADS)], 1 + mall, MALLS[mall % len(MALLS)]
        district = list(DISTRICTS)[mall % len(DISTRICTS)]
        floor = dice.randint(1, 5)
        room = floor * 100 + dice.randint(1, 60)
    else:
        road, house, name = dice.choice(ROADS), dice.randint(1, 400), ""
        floor, room = 1, dice.choice((0, 0, 0, dice.randint(101, 130)))
    at = Random(f"{road}{house}{district}")
    return Place(
        unit, 0, "".join(dice.choices(SYLLABLES, k=dice.choice((2, 2, 2, 3)))), trade, dice.choice(TRADES[trade]), "",
        dice.choice((f"{trade}有限公司", f"{trade}有限责任公司", f"{trade}管理有限公司")) if big else "",
        credit_code(("91" if big else "92") + f"{990100 + unit % 80:06d}" + organisation(10_000_000 + unit)),
        district, road, house, name, floor, room, 118 + at.random() / 4, 30 + at.random() / 4,
    )  # fmt: skip


def _moved_to(address: Place, other: Place) -> Place:
    kept = ("district", "road", "house", "mall", "floor", "room", "longitude", "latitude")
    return replace(other, **{name: getattr(address, name) for name in kept})


def _chain(dice: Random, head: Place) -> list[Place]:
    own_codes = dice.random() < 0.5
    places = []
    for site in range(dice.randint(2, 5)):
        place = _moved_to(_place(dice, head.unit), replace(head, site=site))
        branch = dice.choice((f"{'一二三四五'[site]}店", f"{place.road[:2]}店", f"{place.district[:2]}分店"))
        code = (
            credit_code("91" + "990199" + organisation(60_000_000 + head.unit * 7 + site)) if own_codes else head.code
        )
        places.append(replace(place, branch=branch, code=code))
    return places


# ---------------------------------------------------------------- what each department writes


def _written(dice: Random, place: Place, *, by_fire: bool, harder: float) -> tuple[str | None, ...]:
    def seldom(share: float) -> bool:
        return dice.random() < share * harder

    elsewhere = not by_fire and seldom(0.05)
    shown = _moved_to(_place(dice, 0), place) if elsewhere else place
    near = dice.random() < 0.35
    return (
        _name(dice, place, by_fire, seldom),
        None if seldom(0.04) else _address(dice, shown, seldom),
        _code(dice, place, by_fire, seldom),
        None if seldom(0.25) else DISTRICTS[dice.choice(list(DISTRICTS)) if seldom(0.01) else shown.district],
        None if seldom(0.35) else INDUSTRY[dice.choice(list(INDUSTRY)) if seldom(0.08) else place.trade],
        f"{shown.longitude + dice.gauss(0, 0.0004):.6f}" if near else None,
        f"{shown.latitude + dice.gauss(0, 0.0004):.6f}" if near else None,
    )


def _name(dice: Random, place: Place, by_fire: bool, seldom) -> str | None:  # type: ignore[no-untyped-def]
    if by_fire and seldom(0.01):
        return None
    prefix = dice.choice(("青州市", "青州", place.district, f"青州市{place.district}"))
    signboard = place.brand + place.noun
    if place.form and not (by_fire and seldom(0.25)):
        name = prefix + place.brand + place.form
        if place.branch:
            name += dice.choice((place.branch, f"({place.branch})", f"（{place.branch}）"))
        if by_fire and seldom(0.2):
            name = name.replace("有限责任公司", "有限公司").removeprefix(prefix)
    else:
        name = signboard + (f"（{place.branch}）" if place.branch else "")
        if not by_fire or dice.random() < 0.3:
            name = place.district + name
        if not by_fire and dice.random() < 0.3:
            name += "（个体工商户）"
    if seldom(0.04):
        name = _slip(dice, name)
    if seldom(0.05):
        name = name.replace("（", "(").replace("）", ")") + (" " if dice.random() < 0.5 else "")
    return name


def _slip(dice: Random, text: str) -> str:
    at = dice.randrange(len(text))
    kind = dice.random()
    if kind < 0.5:
        return text[:at] + dice.choice(SYLLABLES) + text[at + 1 :]
    return text[:at] + text[at + 1 :] if kind < 0.8 else text[:at] + text[at : at + 1] * 2 + text[at + 1 :]


def _address(dice: Random, place: Place, seldom) -> str:  # type: ignore[no-untyped-def]
    prefix = dice.choice(("浙东省青州市", "青州市", "", "", "浙东省 青州市 "))
    district = place.district if dice.random() < 0.8 else ""
    town = dice.choice(("", "", f"{place.road[:1]}桥街道", f"{place.district[:1]}城镇"))
    house = str(place.house)
    if seldom(0.08):
        house = house.translate(NUMERALS)
    text = f"{place.road}{house}{dice.choice(('号', '号', '号', ' 号', '－1号')) if seldom(0.05) else '号'}"
    if place.mall and not seldom(0.3):
        text += dice.choice(
            (place.mall, f"（{place.mall}）", f"{place.mall}{place.floor}楼", f"{place.mall}{place.floor}F")
        )
    if place.room and not seldom(0.3):
        text += dice.choice(
            (f"{place.room}室", f"{place.room}室", f"{place.room}号商铺", f"-{place.room}", str(place.room))
        )
    if seldom(0.03):
        text = _slip(dice, text)
    return prefix + district + (town if district else "") + text


def _code(dice: Random, place: Place, by_fire: bool, seldom) -> str | None:  # type: ignore[no-untyped-def]
    if seldom(0.35 if by_fire else 0.05):
        return None
    if by_fire and seldom(0.03):
        return place.code[8:17]
    if by_fire and seldom(0.02):
        return dice.choice(("0" * 18, credit_code("91990102" + organisation(99_999_999))))  # a filler, a landlord's
    if seldom(0.02):
        return _slip(dice, place.code)
    return place.code.lower() if seldom(0.03) else place.code
