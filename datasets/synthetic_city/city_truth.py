"""The truth of the synthetic city: its units, their true fire rates, and the fires drawn from them.

fires of unit i in five years ~ Poisson(rate_i × frailty_i × exposure_i)
log rate_i = intercept + log_floor_area × ln(area/1000 m²) + building_age_10y × (age in 2021)/10
             + storey × (storeys − 1) + place[type]
frailty_i ~ Gamma(shape k, mean 1), independent of everything; it is not in the extracts.

How a unit is managed (city_conditions.py) does not enter the true rate. Each column is drawn from a stream of its
own, named by the column, by inverting its distribution on PCG64 uniforms: adding a column moves no other one.
"""

from __future__ import annotations

import zlib
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import special

SEED = 20210101
UNITS = 3000
FIRST_DAY, LAST_DAY = date(2021, 1, 1), date(2025, 12, 31)
FRAILTY_K = 1.5
COEFFICIENTS = {"intercept": -4.5, "log_floor_area": 0.40, "building_age_10y": 0.15, "storey": 0.02}


class Place(NamedTuple):
    """A place type: its words in the extract, share of units, industry, size and effect on the log fire rate."""

    words: tuple[str, ...]
    share: float
    industry: int
    area_m2: float
    m2_per_person: float
    effect: float


PLACES: dict[str, Place] = {
    "shop": Place(("商店", "商场", "超市", "商场市场"), 0.170, 1, 900, 4, 0.0),
    "shop_basement": Place(("地下商场", "地下超市"), 0.010, 1, 1800, 4, 0.2),
    "hotel": Place(("宾馆", "酒店", "旅馆", "宾馆（饭店）"), 0.080, 2, 1900, 16, 0.1),
    "stadium": Place(("体育场馆", "会堂"), 0.005, 2, 9000, 3, -0.6),
    "entertainment": Place(("公共娱乐场所", "KTV", "网吧"), 0.050, 2, 700, 3, 0.3),
    "restaurant": Place(("餐饮", "餐馆", "酒楼"), 0.120, 3, 500, 2.5, 0.7),
    "hospital": Place(("医院", "卫生院"), 0.025, 6, 5200, 9, -0.3),
    "care_home": Place(("养老机构", "养老院", "敬老院"), 0.025, 5, 2000, 22, -0.2),
    "school": Place(("学校", "小学", "中学", "培训机构"), 0.040, 4, 6000, 8, -0.5),
    "kindergarten": Place(("幼儿园",), 0.035, 4, 1600, 8, -0.4),
    "terminal": Place(("客运站", "车站"), 0.008, 9, 2600, 3, -0.5),
    "library": Place(("图书馆", "博物馆", "文化馆"), 0.010, 2, 2600, 7, -0.8),
    "culture_relics": Place(("文物建筑", "古建筑"), 0.007, 11, 700, 10, -0.3),
    "religious": Place(("宗教活动场所", "寺庙", "教堂"), 0.020, 11, 800, 5, 0.1),
    "office": Place(("办公楼", "写字楼", "办公"), 0.080, 10, 4200, 12, -0.6),
    "factory": Place(("厂房", "工厂", "生产企业"), 0.130, 7, 3300, 35, 0.4),
    "warehouse": Place(("仓库", "仓储", "物流仓库"), 0.045, 8, 2900, 130, 0.2),
    "dangerous_goods": Place(("易燃易爆单位", "加油站"), 0.015, 7, 800, 60, -0.4),
    "residential_high_rise": Place(("高层住宅", "高层居民楼"), 0.040, 10, 12500, 32, -0.2),
    "mixed_small": Place(("九小场所", "小作坊", "小商店"), 0.080, 12, 120, 8, 0.5),
    "other": Place(("其他", "其他单位"), 0.015, 12, 900, 20, 0.0),
}
HIGH = ("residential_high_rise", "office", "hotel", "hospital")


class Dice:
    """Columns of random numbers, one PCG64 stream for each name."""

    def uniform(self, name: str, size: int) -> NDArray[np.float64]:
        """``size`` numbers in (0, 1)."""
        stream = np.random.Generator(np.random.PCG64([SEED, zlib.crc32(name.encode())]))
        return np.clip(stream.random(size), 1e-12, 1 - 1e-12)

    def normal(self, name: str, size: int) -> NDArray[np.float64]:
        """``size`` standard normal numbers."""
        return special.ndtri(self.uniform(name, size))

    def gamma(self, name: str, shape: float, size: int) -> NDArray[np.float64]:
        """``size`` gamma numbers of the given shape and mean 1."""
        return special.gammaincinv(shape, self.uniform(name, size)) / shape

    def poisson(self, name: str, mean: NDArray[np.float64], most: int = 60) -> NDArray[np.int64]:
        """One Poisson count for each mean, at most ``most``."""
        below = special.pdtr(np.arange(most)[:, None], mean[None, :])
        return (self.uniform(name, len(mean))[None, :] > below).sum(axis=0)

    def pick(self, name: str, shares: list[float], size: int) -> NDArray[np.int64]:
        """``size`` positions in ``shares``, drawn in proportion to them."""
        return np.searchsorted(np.cumsum(shares)[:-1] / sum(shares), self.uniform(name, size), side="right")


def draw_units(dice: Dice) -> dict[str, NDArray]:
    """The fixed columns of every unit, its exposure and its true rate (fires a year)."""
    codes, places = np.array(list(PLACES)), list(PLACES.values())
    kind = dice.pick("place_type", [place.share for place in places], UNITS)
    place_type = codes[kind]
    area = np.array([place.area_m2 for place in places])[kind] * np.exp(0.75 * dice.normal("area", UNITS))
    area = np.maximum(np.round(area, -1), 20.0)
    low_rise = 1 + np.floor(np.log2(1 + area / 900) * (0.4 + 1.3 * dice.uniform("storeys", UNITS)))
    tall = 4 + np.floor(dice.gamma("tall", 2.0, UNITS) * 6)
    is_tower = np.isin(place_type, HIGH) & (area > 3000)
    storeys = np.where(place_type == "residential_high_rise", np.maximum(tall + 6, 11), low_rise)
    storeys = np.where(is_tower & (place_type != "residential_high_rise"), np.maximum(tall, low_rise), storeys)
    storeys = np.where(np.isin(place_type, ["shop_basement", "mixed_small"]), 1, np.minimum(storeys, 40))
    built = np.round(2016 - 16 * dice.gamma("built", 1.6, UNITS)).astype(int)
    built = np.where(place_type == "culture_relics", built - 160, np.maximum(built, 1952))
    opened = _days_opened(dice, built)
    closed = np.where(
        dice.uniform("closed", UNITS) < 0.02,
        np.datetime64("2023-01-01") + (dice.uniform("closed_day", UNITS) * 1080).astype(int),
        np.datetime64("NaT"),
    )
    closed = np.where(closed < opened + np.timedelta64(400, "D"), np.datetime64("NaT"), closed)
    units = {
        "number": np.arange(1, UNITS + 1),
        "place_type": place_type,
        "industry": np.array([place.industry for place in places])[kind],
        "region": 1 + dice.pick("region", [14, 12, 11, 10, 9, 9, 8, 8, 7, 5, 4, 3], UNITS),
        "floor_area_m2": area,
        "storeys": storeys.astype(int),
        "built_year": built,
        "opened_on": opened,
        "closed_on": closed,
        "exposure_years": _exposure_years(opened, closed),
    }
    return units | {"true_fires_per_year": true_rate(units), "frailty": dice.gamma("frailty", FRAILTY_K, UNITS)}


def true_rate(units: dict[str, NDArray]) -> NDArray[np.float64]:
    """Expected fires a year without frailty (whose mean is 1), by the formula at the top of this file."""
    age = np.maximum(0, FIRST_DAY.year - units["built_year"].astype(float)).clip(max=60)
    effects = np.array([PLACES[code].effect for code in units["place_type"]])
    return np.exp(
        COEFFICIENTS["intercept"]
        + COEFFICIENTS["log_floor_area"] * np.log(units["floor_area_m2"] / 1000.0)
        + COEFFICIENTS["building_age_10y"] * age / 10.0
        + COEFFICIENTS["storey"] * (units["storeys"] - 1)
        + effects
    )


def _days_opened(dice: Dice, built: NDArray[np.int64]) -> NDArray[np.datetime64]:
    """Nine in ten opened before the window, the others in 2021–2024."""
    late = dice.uniform("opened_late", UNITS) < 0.10
    years = np.maximum(built, 1985) + np.floor(dice.uniform("opened_year", UNITS) * (2021 - np.maximum(built, 1985)))
    before = (years - 1970).astype(int).astype("datetime64[Y]").astype("datetime64[D]")
    before = before + (dice.uniform("opened_day", UNITS) * 365).astype(int)
    within = np.datetime64("2021-01-01") + (dice.uniform("opened_within", UNITS) * 1400).astype(int)
    return np.where(late, within, np.minimum(before, np.datetime64("2020-12-31")))


def _exposure_years(opened: NDArray[np.datetime64], closed: NDArray[np.datetime64]) -> NDArray[np.float64]:
    """Days at risk in the window ÷ days of the year, summed over the calendar years; both end days count."""
    total = np.zeros(UNITS)
    last = np.where(np.isnat(closed), np.datetime64(LAST_DAY), closed)
    for year in range(FIRST_DAY.year, LAST_DAY.year + 1):
        begin, after = np.datetime64(f"{year}-01-01", "D"), np.datetime64(f"{year + 1}-01-01", "D")
        days = (np.minimum(last + 1, after) - np.maximum(opened, begin)).astype(int)
        total += np.clip(days, 0, None) / (after - begin).astype(int)
    return total


def draw_fires(dice: Dice, units: dict[str, NDArray]) -> list[dict[str, object]]:
    """Every fire: unit number, day, deaths, injured, loss (元) and cause; by day."""
    mean = units["true_fires_per_year"] * units["frailty"] * units["exposure_years"]
    number = np.repeat(units["number"], dice.poisson("fires", mean))
    at = number - 1
    first = np.maximum(units["opened_on"][at], np.datetime64(FIRST_DAY))
    closed = units["closed_on"][at]
    last = np.where(np.isnat(closed), np.datetime64(LAST_DAY), closed)
    size = len(number)
    days = first + np.floor(dice.uniform("fire_day", size) * ((last - first).astype(int) + 1)).astype(int)
    loss = np.round(9000 * np.exp(1.7 * dice.normal("loss", size)), -2).astype(int)
    deaths = (dice.uniform("deaths", size) < 0.015).astype(int)
    injured = dice.poisson("injured", np.full(size, 0.06), 9)
    causes = np.array(["电气故障", "用火不慎", "遗留火种", "吸烟", "自燃", "生产作业", "放火", "不明"])
    cause = causes[dice.pick("cause", [36, 24, 9, 8, 5, 9, 1, 8], size)]
    order = np.lexsort((number, days))
    fires = [
        {"number": int(number[i]), "day": days[i].astype(object), "deaths": int(deaths[i]),
         "injured": int(injured[i]), "loss": int(loss[i]), "cause": str(cause[i])}
        for i in order
    ]  # fmt: skip
    # One 较大 fire (three deaths) in the last year, so that the vetoes that ask for one have a case to find.
    late = next(fire for fire in fires if fire["day"] >= LAST_DAY - timedelta(days=120))
    late.update(deaths=3, injured=2, loss=1_260_000)
    return fires
