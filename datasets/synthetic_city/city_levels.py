"""The industry and region extracts of the synthetic city, as rows of a workbook."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from city_cells import sector_id, town_id
from city_conditions import fire_grade
from city_truth import LAST_DAY, Dice
from numpy.typing import NDArray

SECTORS = (
    "商贸流通", "文化旅游体育", "餐饮服务", "教育", "民政养老", "卫生健康", "工业和危险化学品", "仓储物流", "交通运输",
    "住房和楼宇", "民族宗教和文物", "小场所综合治理",
)  # fmt: skip
INDUSTRY_HEADINGS: dict[str, str] = {
    "subject_id": "行业编号",
    "name": "行业主管部门",
    "region_id": "所属区域",
    "duties_undefined": "行业消防职责是否缺失",
    "annual_plan_missing": "未制定年度计划",
    "meetings_missed": "少开会议（次）",
    "tasks_unfinished": "未完成任务（项）",
    "standards_not_issued": "未推行标准化管理",
    "joint_checks_missed": "未参加联合检查（次）",
    "dangers_overdue": "行业逾期隐患（处）",
    "danger_ledger_missing": "未建立隐患台账",
    "trainings_missed": "少办培训（次）",
    "publicity_missing": "未开展宣传",
    "sector_tasks_unfinished": "行业特定任务未完成（项）",
    "smart_platform": "是否建成智慧消防平台",
    "sector_standards_published": "发布标准数（项）",
    "awards_won": "获表扬次数（次）",
    "major_fires_12m": "行业较大以上火灾（起）",
    "sector_found_responsible": "是否负有监管责任",
    "listed_hazards_overdue": "挂牌督办逾期未销案（处）",
}
REGION_HEADINGS: dict[str, str] = {
    "subject_id": "区域编号",
    "name": "乡镇街道名称",
    "area_km2": "面积（km²）",
    "population": "常住人口（人）",
    "dangerous_goods_units": "易燃易爆危险品单位（个）",
    "gas_pipe_km": "燃气管网（km）",
    "filling_stations": "加油加气站（座）",
    "fires_electrical": "电气火灾（起）",
    "fires_open_flame": "用火不慎（起）",
    "fires_arson": "放火（起）",
    "fires_smoking": "吸烟（起）",
    "hot_days": "高温日数（天）",
    "mean_humidity_percent": "平均湿度（%）",
    "mean_wind_m_per_s": "平均风速（m/s）",
    "thunder_days": "雷暴日数（天）",
    "built_up_percent": "建筑密度（%）",
    "gdp_wan_cny": "地区生产总值（万元）",
    "road_km": "道路总长（公里）",
    "turnout_minutes": "到场时间（分钟）",
    "station_area_km2": "消防站辖区面积（km²）",
    "edge_or_new_district": "是否城市边缘区或新区",
    "fire_lanes_blocked": "消防车通道堵塞（处）",
    "hydrants": "市政消火栓（个）",
    "hydrants_intact": "完好市政消火栓（个）",
    "equipment_met_percent": "装备达标率（%）",
    "firefighters": "消防员（人）",
    "dispatch_level": "指挥调度能力",
    "other_brigades": "其他消防队数（支）",
    "plan_state": "应急预案",
    "publicity_per_year": "宣传活动（场）",
    "awareness_percent": "知晓率（%）",
    "communities": "社区村数",
    "communities_with_station": "建有微型站的社区数",
    "insured_units_percent": "投保率",
    "great_fires": "重大及以上火灾（起）",
}
TITLES = {
    "industries": "合成数据 · SYNTHETIC DATA · 合成市行业部门消防工作情况表",
    "regions": "合成数据 · SYNTHETIC DATA · 合成市乡镇街道消防基础情况表",
}
FILLED_BY = "填报单位：合成市消防安全风险评估演示组（虚构）"
NOTE = "注：本表为 riskkit 生成的合成数据（synthetic），部门和乡镇街道均为虚构。"
LEVEL_PLANTED = Counter({"ROW-01": 2, "ROW-02": 1, "ROW-04": 1, "COL-04": 1})
STREETS = 4  # the first four towns are streets of the city proper
_YES_NO_FAULTS = {
    "duties_undefined": 0.06, "annual_plan_missing": 0.06, "standards_not_issued": 0.25, "danger_ledger_missing": 0.10,
    "publicity_missing": 0.06, "smart_platform": 0.30,
}  # fmt: skip
_COUNTS = {
    "meetings_missed": 0.4, "tasks_unfinished": 0.7, "joint_checks_missed": 0.4, "dangers_overdue": 1.2,
    "trainings_missed": 0.4, "sector_tasks_unfinished": 0.5, "sector_standards_published": 0.6, "awards_won": 0.5,
}  # fmt: skip

Cell = str | int | float
Units = dict[str, NDArray[Any]]


def industry_rows(dice: Dice, units: Units, fires: list[dict[str, Any]]) -> list[list[Cell]]:
    """Header, one row for each sector, 合计."""
    size = len(SECTORS)
    columns: dict[str, list[Cell]] = {
        "subject_id": [sector_id(number) for number in range(1, size + 1)],
        "name": [f"合成市{name}主管部门（合成）" for name in SECTORS],
        "region_id": ["SYN-CITY"] * size,
    }
    for field, share in _YES_NO_FAULTS.items():
        columns[field] = ["是" if draw < share else "否" for draw in dice.uniform(f"sector_{field}", size)]
    for field, mean in _COUNTS.items():
        columns[field] = [int(count) for count in dice.poisson(f"sector_{field}", np.full(size, mean))]
    major = [0] * size
    for fire in fires:
        if fire["day"].year == LAST_DAY.year and fire_grade(fire) == "较大":
            major[int(units["industry"][fire["number"] - 1]) - 1] += 1
    columns["major_fires_12m"] = [*major]
    columns["sector_found_responsible"] = ["是" if count else "否" for count in major]
    columns["listed_hazards_overdue"] = ["无"] * size
    # one unknown and one 不适用, so that the three states occur at this level too
    columns["trainings_missed"][3] = "待核"
    columns["sector_tasks_unfinished"][size - 1] = "/"
    return _table(INDUSTRY_HEADINGS, columns)


def region_rows(dice: Dice, units: Units, fires: list[dict[str, Any]]) -> list[list[Cell]]:
    """Header, one row for each town or street, 合计; fires by cause are means of the five years."""
    size = 12
    streets = np.arange(size) < STREETS

    def between(name: str, street: tuple[float, float], town: tuple[float, float]) -> NDArray[np.float64]:
        draw = dice.uniform(f"town_{name}", size)
        low = np.where(streets, street[0], town[0])
        return low + draw * (np.where(streets, street[1], town[1]) - low)

    area = np.round(between("area", (9, 22), (38, 110)), 1)
    population = np.round(between("population", (62_000, 105_000), (17_000, 46_000)), -1)
    hydrants = np.round(between("hydrants", (180, 320), (30, 120)))
    communities = np.round(between("communities", (9, 16), (12, 25)))
    place = np.array([fire["number"] - 1 for fire in fires], dtype=np.int64)
    town, cause = units["region"][place], np.array([fire["cause"] for fire in fires])
    kinds = units["place_type"]

    def yearly(word: str) -> list[int]:
        # fires outside the listed units (dwellings, streets) are about one for each listed one
        return [round(2 * int(((town == number) & (cause == word)).sum()) / 5) for number in range(1, size + 1)]

    def dangerous(number: int) -> int:
        return int(((units["region"] == number) & (kinds == "dangerous_goods")).sum())

    numbers: dict[str, NDArray[np.float64]] = {
        "area_km2": area,
        "population": population,
        "gas_pipe_km": np.round(between("gas", (60, 140), (4, 40)), 1),
        "filling_stations": np.round(between("filling", (2, 6), (1, 5))),
        "hot_days": np.round(between("hot", (22, 27), (16, 25))),
        "mean_humidity_percent": np.round(between("humidity", (68, 74), (70, 79))),
        "mean_wind_m_per_s": np.round(between("wind", (1.8, 2.6), (1.9, 3.4)), 1),
        "thunder_days": np.round(between("thunder", (30, 38), (32, 46))),
        "built_up_percent": np.round(between("built_up", (30, 46), (5, 22)), 1),
        "gdp_wan_cny": np.round(population * between("gdp", (7.5, 12.5), (4.2, 8.0))),
        "road_km": np.round(area * between("road", (6.5, 9.5), (1.6, 4.5)), 1),
        "turnout_minutes": np.round(between("turnout", (4, 7.5), (6, 19)), 1),
        "station_area_km2": np.round(between("station", (6, 14), (18, 60)), 1),
        "fire_lanes_blocked": np.round(between("lanes", (0, 14), (0, 8))),
        "hydrants": hydrants,
        "hydrants_intact": np.round(hydrants * between("intact", (0.90, 1.0), (0.78, 0.99))),
        "equipment_met_percent": np.round(between("equipment", (86, 99), (60, 95))),
        "firefighters": np.round(population / 10_000 * between("firefighters", (4.0, 8.5), (2.5, 7.5))),
        "other_brigades": np.round(between("brigades", (1, 4), (0, 3))),
        "publicity_per_year": np.round(between("publicity", (14, 48), (5, 30))),
        "awareness_percent": np.round(between("awareness", (78, 93), (62, 88))),
        "communities": communities,
        "communities_with_station": np.round(communities * between("micro", (0.7, 1.0), (0.3, 0.95))),
        "insured_units_percent": np.round(between("insured", (35, 70), (15, 55))),
    }
    columns: dict[str, list[Cell]] = {field: _plain(values) for field, values in numbers.items()}
    columns |= {
        "subject_id": [town_id(number) for number in range(1, size + 1)],
        "name": [f"合成{'街道' if street else '镇'}{n:02d}（合成）" for n, street in enumerate(streets, start=1)],
        "dangerous_goods_units": [dangerous(number) for number in range(1, size + 1)],
        "fires_electrical": [*yearly("电气故障")],
        "fires_open_flame": [*yearly("用火不慎")],
        "fires_arson": [*yearly("放火")],
        "fires_smoking": [*yearly("吸烟")],
        "edge_or_new_district": ["否" if at in (0, 1) else "是" if at < 6 else "否" for at in range(size)],
        "dispatch_level": [("好", "一般", "差")[int(at)] for at in dice.pick("town_dispatch", [5, 5, 2], size)],
        "plan_state": [("已编制并演练", "有预案", "未编制")[int(at)] for at in dice.pick("town_plan", [6, 5, 1], size)],
        "great_fires": [0] * size,
    }
    columns["awareness_percent"][8] = "待核"
    columns["gas_pipe_km"][11] = "无"
    return _table(REGION_HEADINGS, columns)


def _plain(values: NDArray[np.float64]) -> list[Cell]:
    return [float(value) if value % 1 else int(value) for value in np.round(values, 6)]


def _table(headings: dict[str, str], columns: dict[str, list[Cell]]) -> list[list[Cell]]:
    size = len(columns["subject_id"])
    total: list[Cell] = ["合计"]
    for field in list(headings)[1:]:
        counts = [cell for cell in columns[field] if isinstance(cell, int)]
        can_be_summed = len(counts) == size and not any(word in headings[field] for word in ("%", "率", "天"))
        total.append(sum(counts) if can_be_summed else "")
    body = [[*(columns[field][at] for field in headings), ""] for at in range(size)]
    return [[*headings.values(), "备注"], *body, [*total, ""]]
