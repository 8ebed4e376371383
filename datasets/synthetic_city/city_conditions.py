"""What an inspector would have written about each unit of the synthetic city: the rulebook's fields, as numbers.

One quality per unit (plus a little from its town and sector) drives everything here; none of it enters the true fire
rate. Values are floats; NaN is 不适用. Yes/no is 1.0/0.0. Unknowns and mess come later (city_mess.py).
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from city_truth import LAST_DAY, PLACES, UNITS, Dice
from numpy.typing import NDArray

QUALITY_MEAN = 0.5  # most units of the invented city then grade A to C
SCOPE_CHANGE = date(2025, 5, 1)
SYSTEM_STATES = ("正常", "局部故障", "停用", "应设未设", "依规不需设置")
CROWDED = (
    "shop", "shop_basement", "hotel", "stadium", "entertainment", "restaurant", "hospital", "care_home", "school",
    "kindergarten", "terminal", "library",
)  # fmt: skip
ASSEMBLY = ("shop", "shop_basement", "hotel", "stadium", "entertainment", "restaurant", "terminal")
Numbers = NDArray[np.float64]


class Writer:
    """Draws of conditions that are worse where the quality is lower."""

    def __init__(self, dice: Dice, quality: Numbers) -> None:
        self.dice = dice
        self.quality = quality

    def fault(self, name: str, share: float, slope: float = 0.9) -> Numbers:
        """1.0 with chance ``share`` at quality 0, less likely where the quality is higher."""
        chance = 1 / (1 + np.exp(-(np.log(share / (1 - share)) - slope * self.quality)))
        return (self.dice.uniform(name, UNITS) < chance).astype(float)

    def count(self, name: str, mean: float, slope: float = -0.6, most: int = 60) -> Numbers:
        """Poisson counts of mean ``mean`` at quality 0."""
        return self.dice.poisson(name, mean * np.exp(slope * self.quality), most).astype(float)

    def share(self, name: str, logit: float, slope: float = 0.6) -> Numbers:
        """Shares in (0, 1)."""
        return 1 / (1 + np.exp(-(logit + slope * self.quality + 0.6 * self.dice.normal(name, UNITS))))


def draw_quality(dice: Dice, units: dict[str, NDArray]) -> Numbers:
    """Quality of management: normal, variance 1, a tenth of it from town and sector."""
    town = dice.normal("town_quality", 12)[units["region"] - 1]
    sector = dice.normal("sector_quality", 12)[units["industry"] - 1]
    return QUALITY_MEAN + 0.95 * dice.normal("quality", UNITS) + 0.22 * town + 0.22 * sector


def draw_conditions(dice: Dice, units: dict[str, NDArray], fires: list[dict[str, object]]) -> dict[str, NDArray]:
    """Every rulebook field beyond the fixed ones; ``fires`` gives the counts of the last twelve months."""
    writer = Writer(dice, draw_quality(dice, units))
    conditions = _size(dice, units)
    conditions |= _kinds(units, conditions)
    conditions |= _management(writer, conditions)
    conditions |= _systems(writer, units)
    conditions |= _evacuation(writer, units, conditions)
    conditions |= _vetoes(writer, units, conditions)
    return conditions | _recent_fires(fires)


def _size(dice: Dice, units: dict[str, NDArray]) -> dict[str, NDArray]:
    area, kind, storeys = units["floor_area_m2"], units["place_type"], units["storeys"]
    person = np.array([PLACES[code].m2_per_person for code in kind])
    occupants = np.maximum(2, np.round(area / person * np.exp(0.35 * dice.normal("occupants", UNITS))))
    staff = np.maximum(1, np.round(occupants * (0.06 + 0.12 * dice.uniform("staff", UNITS))))
    staff = np.where(np.isin(kind, ["factory", "warehouse", "office"]), np.round(0.9 * occupants), staff)
    rooms = np.maximum(4, np.round(area / (30 + 22 * dice.uniform("rooms", UNITS))))
    below = np.where(area > 4000, np.floor(2.6 * dice.uniform("below", UNITS)), 0.0)
    return {
        "occupants": occupants,
        "staff": staff,
        "rooms": np.where(kind == "hotel", rooms, np.nan),
        "storeys_below": np.where(kind == "shop_basement", 1 + (dice.uniform("below", UNITS) < 0.3), below),
        "building_height_m": np.round(storeys * (3.1 + 0.9 * dice.uniform("height", UNITS)) + 0.6, 1),
        "inspected_on": np.datetime64(LAST_DAY - timedelta(days=420))
        + (410 * dice.uniform("inspected", UNITS)).astype(int),
    }


def _kinds(units: dict[str, NDArray], conditions: dict[str, NDArray]) -> dict[str, NDArray]:
    """Yes/no kinds; the limits of area are the generator's own, no jurisdiction's."""
    kind, area = units["place_type"], units["floor_area_m2"]
    crowded = np.isin(kind, CROWDED)
    key = (crowded & (area >= 2000)) | (conditions["occupants"] >= 500) | (kind == "dangerous_goods")
    return {
        "key_unit": key.astype(float),
        "high_hazard_unit": (crowded & (area >= 12000)).astype(float),
        "crowded_place": crowded.astype(float),
        "public_assembly_place": np.isin(kind, ASSEMBLY).astype(float),
    }


def _management(writer: Writer, conditions: dict[str, NDArray]) -> dict[str, NDArray]:
    open_dangers = writer.count("open_dangers", 0.8)
    late = np.floor((open_dangers + 1) * writer.dice.uniform("overdue", UNITS) ** 3)
    quiz = 82 + 7 * writer.quality + 5 * writer.dice.normal("quiz", UNITS)
    micro = 1 - writer.fault("micro", 0.12)
    wiring = np.exp(-0.4 * writer.quality) * writer.dice.gamma("wiring", 2, UNITS)
    return {
        "staff_trained": np.round(conditions["staff"] * writer.share("trained", 2.2)),
        "patrol_days_missed": np.minimum(30, writer.count("patrol", 1.2, -0.7)),
        "own_inspections_12m": writer.count("own_inspections", 11.0, 0.15),
        "open_hidden_dangers": open_dangers,
        "overdue_hidden_dangers": np.minimum(open_dangers, late),
        "open_major_hazards": writer.count("major_hazards", 0.005, -1.0, 6),
        "electrical_check_age_years": np.round(wiring, 1),
        "fire_rules_missing": writer.fault("rules", 0.03),
        "responsibility_unassigned": writer.fault("duties", 0.05),
        "fire_file_outdated": writer.fault("file", 0.12),
        "hot_work_unpermitted": writer.count("hot_work", 0.05),
        "ebike_indoor_charging": writer.count("ebikes", 0.12),
        "drills_12m": writer.count("drills", 2.2, 0.25),
        "micro_fire_station": np.where(conditions["key_unit"] == 1, micro, np.nan),
        "staff_quiz_score": np.round(np.clip(quiz, 20, 100)),
    }  # fmt: skip


def _states(writer: Writer, name: str, required: NDArray[np.bool_]) -> Numbers:
    """Positions in SYSTEM_STATES."""
    bad = writer.dice.uniform(name, UNITS) - 0.055 * writer.quality
    state = np.select([bad > 0.993, bad > 0.955, bad > 0.86], [3.0, 2.0, 1.0], 0.0)
    return np.where(required, state, 4.0)


def _systems(writer: Writer, units: dict[str, NDArray]) -> dict[str, NDArray]:
    area, storeys, kind = units["floor_area_m2"], units["storeys"], units["place_type"]
    sprinkler = _states(writer, "sprinkler", (area > 3000) | (storeys > 8) | (kind == "shop_basement"))
    alarm = _states(writer, "alarm", (area > 1500) | (storeys > 8) | np.isin(kind, ["entertainment", "care_home"]))
    has_system = (sprinkler < 3) | (alarm < 3)
    room = (alarm < 3) & (area > 2500)
    posts = 4.0 + np.floor(3 * writer.dice.uniform("posts", UNITS))
    extinguishers = np.clip(np.round(area / 100), 4, 30)
    test_age = 0.7 * np.exp(-0.35 * writer.quality) * writer.dice.gamma("test_age", 2.5, UNITS)
    return {
        "sprinkler_status": sprinkler,
        "alarm_status": alarm,
        "facility_test_age_years": np.where(has_system, np.round(test_age, 1), np.nan),
        "extinguishers_checked": extinguishers,
        "extinguishers_ok": np.round(extinguishers * writer.share("extinguishers", 3.4, 0.8)),
        "has_control_room": room.astype(float),
        "control_room_staff": np.where(room, posts, np.nan),
        "control_room_certified": np.where(room, np.round(posts * writer.share("certified", 2.6)), np.nan),
    }


def _evacuation(writer: Writer, units: dict[str, NDArray], conditions: dict[str, NDArray]) -> dict[str, NDArray]:
    on_one_storey = np.minimum(conditions["occupants"] / units["storeys"] * 1.3, conditions["occupants"])
    width = np.maximum(1.4, on_one_storey / 100 * 0.85 * np.exp(0.1 * writer.quality + 0.15))
    doors = np.clip(np.round(units["storeys"] * 2 + units["floor_area_m2"] / 900), 2, 30)
    has_doors = units["floor_area_m2"] > 600
    return {
        "exits_blocked": writer.count("exits", 0.18, -0.7),
        "exit_width_m": np.round(width, 1),
        "fire_doors_checked": np.where(has_doors, doors, np.nan),
        "fire_doors_ok": np.where(has_doors, np.round(doors * writer.share("doors", 3.0, 0.8)), np.nan),
        "exit_signs_faulty_percent": np.round(100 * (1 - writer.share("signs", 3.3, 0.7))),
    }


def _vetoes(writer: Writer, units: dict[str, NDArray], conditions: dict[str, NDArray]) -> dict[str, NDArray]:
    """Conditions of the direct-determination items; all of them together concern a few units in a hundred."""
    has_system = ~np.isnan(conditions["facility_test_age_years"])
    paralysed = has_system & (writer.fault("paralysed", 0.003) == 1)
    conditions["sprinkler_status"][paralysed & (conditions["sprinkler_status"] < 3)] = 2.0
    missing = ((conditions["sprinkler_status"] == 3) | (conditions["alarm_status"] == 3)).astype(float)
    missing *= writer.fault("missing_system", 0.25)
    brigade = np.isin(units["place_type"], ["dangerous_goods", "factory"]) & (units["floor_area_m2"] > 9000)
    return {
        "fire_permit_obtained": 1 - writer.fault("permit", 0.006),
        "fire_manager_appointed": 1 - writer.fault("manager", 0.003),
        "system_operator_appointed": np.where(has_system, 1 - writer.fault("operator", 0.005), np.nan),
        "evacuation_impossible": writer.fault("no_evacuation", 0.002),
        "required_auto_system_missing": missing,
        "facilities_paralysed": paralysed.astype(float),
        "illegal_dangerous_goods": writer.fault("dangerous_goods", 0.003),
        "combustible_decoration": writer.fault("decoration", 0.003),
        "repeat_violation": writer.fault("repeat", 0.002),
        "required_brigade_missing": np.where(brigade, writer.fault("brigade", 0.02), 0.0),
    }


def fire_grade(fire: dict[str, object]) -> str:
    """较大 from three deaths on; 轻微 exists from 2025-05-01 on (no casualty, loss under 1000 元); else 一般."""
    if fire["deaths"] >= 3:
        return "较大"
    slight = not fire["deaths"] and not fire["injured"] and fire["loss"] < 1000
    return "轻微" if slight and fire["day"] >= SCOPE_CHANGE else "一般"


def _recent_fires(fires: list[dict[str, object]]) -> dict[str, NDArray]:
    """Fires of the last twelve months by unit, 轻微 ones left out."""
    counts = {"major_fires_12m": np.zeros(UNITS), "ordinary_fires_12m": np.zeros(UNITS)}
    for fire in fires:
        if fire["day"].year < LAST_DAY.year:
            continue
        grade = fire_grade(fire)
        if grade != "轻微":
            name = "ordinary_fires_12m" if grade == "一般" else "major_fires_12m"
            counts[name][fire["number"] - 1] += 1
    return counts
