"""The fire extract and the files of truth of the synthetic city."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import numpy as np
from city_cells import sector_id, town_id, unit_id
from city_conditions import SCOPE_CHANGE, fire_grade
from city_levels import LEVEL_PLANTED
from city_mess import PERSONAL, TRAPS, UNUSED
from city_truth import COEFFICIENTS, FIRST_DAY, FRAILTY_K, LAST_DAY, PLACES, SEED, UNITS, Dice
from numpy.typing import NDArray

FIRE_HEADER = ("单位编号", "起火日期", "死亡人数", "受伤人数", "直接财产损失（元）", "起火原因", "火灾等级", "统计口径")
FIRE_TITLE = "合成数据 · SYNTHETIC DATA · 合成市 2021—2025 年单位火灾统计表"
FIRE_NOTE = (
    "注：合成数据。2025-05-01 起按消防〔2025〕17号统计（死亡时限 7 日改为 30 日，设轻微火灾），前后不可直接比较。"
)
STRANGERS, OUTSIDE = 5, 1


def fire_rows(dice: Dice, fires: list[dict[str, Any]]) -> list[list[str]]:
    """The fire extract with title and note: five fires of ids that no list has, one before the window."""
    style = dice.uniform("fire_date_style", len(fires))
    strangers = {
        int(at): f"SYN-U9{number:04d}"
        for number, at in enumerate(np.argsort(dice.uniform("stranger_fires", len(fires)))[:STRANGERS], start=1)
    }
    rows = [
        [FIRE_TITLE, *[""] * 7],
        list(FIRE_HEADER),
        _fire_row(unit_id(1), {**fires[0], "day": date(2020, 12, 18)}, 1),
    ]
    for at, fire in enumerate(fires):
        rows.append(_fire_row(unit_id(fire["number"]), fire, style[at]))
        if at in strangers:
            rows.append(_fire_row(strangers[at], fire, 1))
    return [*rows, [FIRE_NOTE, *[""] * 7]]


def _fire_row(subject_id: str, fire: dict[str, Any], style: float) -> list[str]:
    day = fire["day"]
    text = (
        f"{day.year}年{day.month}月{day.day}日"
        if style < 0.1
        else f"{day.year}/{day.month}/{day.day}"
        if style < 0.2
        else str(day)
    )
    scope = "消防〔2025〕17号" if day >= SCOPE_CHANGE else "2025-05-01前口径"
    counts = [str(fire[name]) for name in ("deaths", "injured", "loss")]
    return [subject_id, text, *counts, fire["cause"], fire_grade(fire), scope]


def vetoed(units: dict[str, Any], conditions: dict[str, Any]) -> NDArray[np.bool_]:
    """Where one of the ten direct-determination items of 公消〔2013〕60号 art. 6 is met."""
    c = conditions
    missing = [c[name] == 0 for name in ("fire_permit_obtained", "fire_manager_appointed", "system_operator_appointed")]
    present = [
        c[name] == 1
        for name in (
            "evacuation_impossible",
            "required_auto_system_missing",
            "facilities_paralysed",
            "repeat_violation",
            "required_brigade_missing",
        )
    ]
    absent = [c["sprinkler_status"] == 3, c["alarm_status"] == 3]
    goods = (c["crowded_place"] == 1) & (c["illegal_dangerous_goods"] == 1)
    decoration = (c["public_assembly_place"] == 1) & (c["combustible_decoration"] == 1)
    fires = (c["major_fires_12m"] >= 1) | (c["ordinary_fires_12m"] >= 2)
    return np.any([*missing, *present, *absent, goods, decoration, fires], axis=0)


def truth_rows(units: dict[str, Any], fires: list[dict[str, Any]]) -> list[list[str]]:
    """The clean fixed columns, the true rate, the frailty and the drawn fires of every unit."""
    drawn = Counter(fire["number"] for fire in fires)
    header = ["subject_id", "place_type", "floor_area_m2", "storeys", "built_year", "region_id", "industry_id"]
    header += ["opened_on", "closed_on", "exposure_years", "true_fires_per_year", "frailty", "fires"]
    rows = [header]
    for at in range(UNITS):
        closed = units["closed_on"][at]
        rows.append([
            unit_id(at + 1), units["place_type"][at], f"{units['floor_area_m2'][at]:.0f}", str(units["storeys"][at]),
            str(units["built_year"][at]), town_id(units["region"][at]), sector_id(units["industry"][at]),
            str(units["opened_on"][at]), "" if np.isnat(closed) else str(closed), f"{units['exposure_years'][at]:.6f}",
            f"{units['true_fires_per_year'][at]:.8f}", f"{units['frailty'][at]:.6f}", str(drawn[at + 1]),
        ])  # fmt: skip
    return rows


def truth_of(
    units: dict[str, Any], fires: list[dict[str, Any]], is_vetoed: NDArray[np.bool_], planted: Counter[str]
) -> dict[str, Any]:
    """What truth.json says."""
    expected = units["true_fires_per_year"] * units["exposure_years"]
    return {
        "synthetic": True,
        "about": "合成数据的真值，由 riskkit 设定，不来自任何城市。Truth of the synthetic city, no norm.",
        "formula": (
            "fires ~ Poisson(rate * frailty * exposure_years); frailty ~ Gamma(shape=frailty_k, mean=1); "
            "ln(rate) = intercept + log_floor_area*ln(area_m2/1000) + storey*(storeys-1) + place_type[t] "
            "+ building_age_10y*min(60, max(0, 2021-built_year))/10"
        ),
        "seed": SEED,
        "units": UNITS,
        "window": [str(FIRST_DAY), str(LAST_DAY)],
        "scope_change": str(SCOPE_CHANGE),
        "coefficients": COEFFICIENTS,
        "place_type": {code: place.effect for code, place in PLACES.items()},
        "frailty_k": FRAILTY_K,
        "expected_fires": round(float(expected.sum()), 3),
        "drawn_fires": len(fires),
        "vetoed_units": [unit_id(int(at) + 1) for at in np.flatnonzero(is_vetoed)],
        "planted": {
            "units.csv": dict(sorted(planted.items())),
            "industries.xlsx": dict(sorted(LEVEL_PLANTED.items())),
            "regions.xlsx": dict(sorted(LEVEL_PLANTED.items())),
            "fires.csv": {
                "COL-04": 2,
                "FREQ-04": STRANGERS,
                "FREQ-07": 1,
                "FREQ-08": OUTSIDE,
                "ROW-01": 1,
                "ROW-04": 1,
            },
        },
        "traps": TRAPS,
        "unused_columns": list(UNUSED),
        "personal_columns": [PERSONAL],
    }
