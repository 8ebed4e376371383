"""The clean cells of the unit extract: headings and how each value is written, before anything is spoiled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from city_conditions import SYSTEM_STATES
from city_truth import PLACES, UNITS, Dice
from numpy.typing import NDArray

# field → heading in the extract, in its order
HEADINGS: dict[str, str] = {
    "subject_id": "单位编号",
    "name": "单位名称",
    "uscc": "统一社会信用代码",
    "region_id": "所属乡镇",
    "industry_id": "所属行业",
    "address": "单位地址",
    "place_type": "场所类型",
    "floor_area_m2": "建筑面积（㎡）",
    "rooms": "客房数（间）",
    "storeys": "地上层数",
    "storeys_below": "地下层数",
    "building_height_m": "建筑高度（m）",
    "built_year": "建成年份",
    "occupants": "最大容纳人数（人）",
    "staff": "员工人数",
    "opened_on": "开业日期",
    "closed_on": "停业日期",
    "exposure_years": "存续年数",
    "key_unit": "是否消防安全重点单位",
    "high_hazard_unit": "是否火灾高危单位",
    "crowded_place": "是否人员密集场所",
    "public_assembly_place": "是否公众聚集场所",
    "inspected_on": "最近检查日期",
    "fire_permit_obtained": "消防手续是否齐全",
    "fire_manager_appointed": "是否确定消防安全管理人",
    "system_operator_appointed": "是否确定自动消防系统操作人员",
    "evacuation_impossible": "是否不具备安全疏散条件",
    "required_auto_system_missing": "是否未按规定设置自动消防系统",
    "facilities_paralysed": "是否消防设施严重损坏",
    "illegal_dangerous_goods": "是否违规使用储存危险品",
    "combustible_decoration": "是否违规使用易燃可燃材料装修",
    "repeat_violation": "是否重复违法",
    "required_brigade_missing": "是否应建未建消防队",
    "major_fires_12m": "近一年较大以上火灾（起）",
    "ordinary_fires_12m": "近一年一般火灾（起）",
    "staff_trained": "近一年培训人数（人）",
    "patrol_days_missed": "近30日未巡查天数",
    "own_inspections_12m": "年度防火检查次数",
    "open_hidden_dangers": "未整改隐患（处）",
    "overdue_hidden_dangers": "逾期未整改隐患（处）",
    "open_major_hazards": "未整改重大火灾隐患（处）",
    "electrical_check_age_years": "电气检测间隔（年）",
    "fire_rules_missing": "未建立消防安全制度",
    "responsibility_unassigned": "未落实岗位消防责任",
    "fire_file_outdated": "消防档案缺失或未更新",
    "hot_work_unpermitted": "违规动火作业（次）",
    "ebike_indoor_charging": "电动车违规停放充电（处）",
    "sprinkler_status": "喷淋系统状态",
    "alarm_status": "火灾自动报警状态",
    "facility_test_age_years": "设施检测间隔（年）",
    "extinguishers_ok": "合格灭火器（具）",
    "extinguishers_checked": "灭火器抽查数（具）",
    "has_control_room": "有无消防控制室",
    "control_room_staff": "消控室值班人数",
    "control_room_certified": "消控室持证人数",
    "exits_blocked": "安全出口锁闭堵塞（处）",
    "exit_width_m": "安全出口总净宽（m）",
    "fire_doors_ok": "防火门完好（樘）",
    "fire_doors_checked": "防火门抽查（樘）",
    "exit_signs_faulty_percent": "疏散指示损坏率（%）",
    "drills_12m": "消防演练（次）",
    "micro_fire_station": "有无微型消防站",
    "staff_quiz_score": "抽考平均分",
}
YES_NO = {
    "key_unit", "high_hazard_unit", "crowded_place", "public_assembly_place", "fire_permit_obtained",
    "fire_manager_appointed", "system_operator_appointed", "evacuation_impossible", "required_auto_system_missing",
    "facilities_paralysed", "illegal_dangerous_goods", "combustible_decoration", "repeat_violation",
    "required_brigade_missing", "fire_rules_missing", "responsibility_unassigned", "fire_file_outdated",
}  # fmt: skip
HAVE_NOT = {"has_control_room", "micro_fire_station"}
_FIRST = ("青禾", "云汀", "松原里", "望川", "白鹭", "远山", "朝阳里", "星河", "瑞和", "百顺")
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

Cells = dict[str, list[str]]


def unit_id(number: int) -> str:
    """``SYN-U00042``."""
    return f"SYN-U{number:05d}"


def town_id(number: int) -> str:
    """``SYN-R03``."""
    return f"SYN-R{number:02d}"


def sector_id(number: int) -> str:
    """``SYN-I07``."""
    return f"SYN-I{number:02d}"


def fake_uscc(number: int) -> str:
    """A code with valid check digits (GB 11714, GB 32100) over the region code 000000, which no place has."""
    body = f"99{number:06d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    own = 11 - total % 11
    text = "91000000" + body + ("X" if own == 10 else "0" if own == 11 else str(own))
    weighted = sum(_USCC_ALPHABET.index(letter) * pow(3, place, 31) for place, letter in enumerate(text))
    return text + _USCC_ALPHABET[(31 - weighted % 31) % 31]


def unit_cells(dice: Dice, units: dict[str, NDArray[Any]], conditions: dict[str, NDArray[Any]]) -> Cells:
    """Every cell of the extract as text, by field; 不适用 is "/"."""
    numbers = [int(number) for number in units["number"]]
    word = dice.uniform("place_word", UNITS)
    words = [PLACES[code].words for code in units["place_type"]]
    chosen = [options[int(share * len(options))] for options, share in zip(words, word, strict=True)]
    first = [_FIRST[int(share * len(_FIRST))] for share in dice.uniform("first_name", UNITS)]
    streets = [int(share * 40) + 1 for share in dice.uniform("street", UNITS)]
    cells = {
        "subject_id": [unit_id(number) for number in numbers],
        "name": [f"合成{a}{b.split('（')[0]}{n:04d}" for a, b, n in zip(first, chosen, numbers, strict=True)],
        "uscc": [fake_uscc(number) for number in numbers],
        "region_id": [town_id(int(town)) for town in units["region"]],
        "industry_id": [sector_id(int(sector)) for sector in units["industry"]],
        "address": [f"合成镇街{r:02d}虚构路{s}号" for r, s in zip(units["region"], streets, strict=True)],
        "place_type": chosen,
    }
    return {field: cells[field] if field in cells else _texts(field, (units | conditions)[field]) for field in HEADINGS}


def _texts(field: str, values: Sequence[Any] | NDArray[Any]) -> list[str]:
    if field in ("sprinkler_status", "alarm_status"):
        return [SYSTEM_STATES[int(value)] for value in values]
    if field in YES_NO or field in HAVE_NOT:
        words = ("无", "有") if field in HAVE_NOT else ("否", "是")
        return ["/" if np.isnan(value) else words[int(value)] for value in values]
    if np.asarray(values).dtype.kind == "M":
        return ["" if np.isnat(value) else str(value) for value in values]
    if field == "exposure_years":
        return [f"{value:.2f}" for value in values]
    return ["/" if np.isnan(value) else f"{value:g}" if value % 1 else str(int(value)) for value in values]
