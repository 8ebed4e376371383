"""How the unit extract is spoiled: unknowns, harmless spellings, and planted problems counted by finding code."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
from city_cells import HEADINGS, YES_NO, Cells, fake_uscc
from city_truth import UNITS, Dice
from numpy.typing import NDArray

TITLE = "合成数据 · SYNTHETIC DATA · 合成市单位消防安全基础信息表"
FILLED_BY = "填报单位：合成市消防安全风险评估演示组（虚构，不对应任何真实单位）"
NOTE = "注：本表为 riskkit 生成的合成数据（synthetic），单位、地址、代码均为虚构。"
UNUSED = ("序号", "网格编码", "营业状态", "采集批次", "备注")
PERSONAL = "联系人手机"
DUPLICATES, EMPTY_IDS = 12, 6
_UNKNOWN_WORDS = ("", "不详", "未检查", "待核")
_ALWAYS_KNOWN = {"subject_id", "name", "region_id", "industry_id", "closed_on", "exposure_years"}
_SELDOM_UNKNOWN = {"place_type": 0.004, "floor_area_m2": 0.015, "storeys": 0.02, "built_year": 0.04, "opened_on": 0.02}
_VETO_FIELDS = YES_NO - {"fire_rules_missing", "responsibility_unassigned", "fire_file_outdated"}
# code, field, what is written ({low} and {high} stand for 90 % and 110 % of the true value, {true} for itself)
PLANTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("NUM-04", "floor_area_m2", ("约{true}",) * 20 + ("{true}余",) * 5),
    ("NUM-04", "occupants", ("约{true}人",) * 10),
    ("NUM-03", "floor_area_m2", ("{low}-{high}",) * 4 + ("{low}～{high}平方米",) * 2),
    ("NUM-11", "floor_area_m2", ("-1", "-1", "-1", "0")),
    ("NUM-02", "built_year", ("2205", "2205", "0202")),
    ("NUM-02", "storeys", ("999", "999")),
    ("NUM-01", "open_hidden_dangers", ("若干",) * 4),
    ("NUM-01", "floor_area_m2", ("很大", "同上")),
    ("NUM-05", "drills_12m", ("1.5", "0.5", "2.5")),
    ("CAT-01", "place_type", ("综合体（未归类）",) * 2 + ("房车营地", "见附件")),
    ("CAT-01", "sprinkler_status", ("调试中",) * 3),
    ("BOOL-01", "fire_permit_obtained", ("办理中",) * 4),
    ("BOOL-01", "repeat_violation", ("基本没有", "偶尔")),
    ("DATE-01", "opened_on", ("建镇初期", "2019年13月")),
    ("DATE-01", "inspected_on", ("上个月", "2025-02-30")),
    ("DATE-02", "inspected_on", ("2099-05-01",) * 3),
    ("USCC-01", "uscc", ("wrong",) * 6),
)
TRAPS = {
    "=1+1合成陷阱商店": "a name that a spreadsheet takes for a formula",
    "合成陷阱/斜杠:商店": "a name that is no file name",
    "合成𠮷祥陷阱商店": "a character of four bytes in GB18030",
}


def spoil(dice: Dice, cells: Cells, units: dict[str, NDArray[Any]]) -> tuple[list[list[str]], Counter[str]]:
    """Rows of the extract (title to note) and the planted problems by code; ``cells`` is changed in place."""
    _respell(dice, cells)
    _forget(dice, cells)
    order = [int(at) for at in np.argsort(dice.uniform("planted_rows", UNITS))]
    planted = _plant(cells, units, order)
    for name, at in zip(TRAPS, order, strict=False):
        cells["name"][at] = name
    for at in order[3:6]:
        cells["subject_id"][at] = cells["subject_id"][at].translate({i: i + 0xFEE0 for i in range(0x21, 0x7F)})
    rows = _rows(dice, cells, order[len(order) - DUPLICATES - EMPTY_IDS :])
    planted.update({"ROW-01": 2, "ROW-02": 1, "ROW-04": 1, "COL-04": len(UNUSED), "COL-05": 1})
    planted.update({"DUP-01": DUPLICATES, "ID-01": EMPTY_IDS})
    return rows, planted


def _respell(dice: Dice, cells: Cells) -> None:
    """Other spellings of the same value: they must be read without any finding."""
    style = dice.uniform("area_style", UNITS)
    for at, text in enumerate(cells["floor_area_m2"]):
        if style[at] < 0.08:
            cells["floor_area_m2"][at] = f"{int(text):,}"
        elif style[at] < 0.12:
            cells["floor_area_m2"][at] = f"{text}平方米"
        elif style[at] < 0.14:
            cells["floor_area_m2"][at] = text.translate({ord("0") + i: ord("０") + i for i in range(10)})
    for field in ("opened_on", "inspected_on"):
        style = dice.uniform(f"{field}_style", UNITS)
        cells[field] = [_date(text, share) for text, share in zip(cells[field], style, strict=True)]
    for field in ("storeys_below", "open_hidden_dangers", "overdue_hidden_dangers", "open_major_hazards"):
        says_none = dice.uniform(f"{field}_none", UNITS) < 0.35
        cells[field] = [
            "无" if none and text == "0" else text for none, text in zip(says_none, cells[field], strict=True)
        ]
    for field in HEADINGS:
        style = dice.uniform(f"{field}_na", UNITS)
        for at, text in enumerate(cells[field]):
            if text == "/" and style[at] < 0.15:
                cells[field][at] = "—" if style[at] < 0.10 else "不适用"


def _date(text: str, share: float) -> str:
    year, month, day = text.split("-")
    if share < 0.06:
        return f"{year}年{int(month)}月"
    if share < 0.11:
        return f"{year}.{int(month)}.{int(day)}"
    if share < 0.16:
        return f"{year}/{int(month)}/{int(day)}"
    return f"{year}{month}{day}" if share < 0.20 else text


def _forget(dice: Dice, cells: Cells) -> None:
    """Unknowns: a tenth of the units are badly recorded, direct-determination items are asked more carefully."""
    badly = np.where(dice.uniform("badly_recorded", UNITS) < 0.10, 0.20, 0.035)
    for field in HEADINGS:
        if field in _ALWAYS_KNOWN:
            continue
        share = _SELDOM_UNKNOWN.get(field, badly * (0.25 if field in _VETO_FIELDS else 1.0))
        unknown = dice.uniform(f"{field}_unknown", UNITS) < share
        word = dice.pick(f"{field}_word", [50, 15, 22, 13], UNITS)
        for at in np.flatnonzero(unknown):
            if cells[field][at] not in ("/", "—", "不适用"):
                cells[field][at] = _UNKNOWN_WORDS[word[at]]


def _plant(cells: Cells, units: dict[str, NDArray[Any]], order: list[int]) -> Counter[str]:
    """Write the wrong cells, each in a row of its own; the first six rows of ``order`` are left to the traps."""
    planted: Counter[str] = Counter()
    wrong = [(code, field, text) for code, field, texts in PLANTS for text in texts]
    for at, (code, field, text) in zip(order[6:], wrong, strict=False):
        area = int(units["floor_area_m2"][at])
        true = area // 10 + 5 if field == "occupants" else area
        shown = text.format(true=true, low=round(0.9 * true), high=round(1.1 * true))
        cells[field][at] = _break_check_digit(fake_uscc(int(units["number"][at]))) if field == "uscc" else shown
        planted[code] += 1
    return planted


def _break_check_digit(code: str) -> str:
    return code[:-1] + ("2" if code[-1] != "2" else "3")


def _rows(dice: Dice, cells: Cells, spare: list[int]) -> list[list[str]]:
    """Title rows, header, units with doubled and nameless rows among them, 合计, note."""
    fields = list(HEADINGS)
    header = [UNUSED[0], *HEADINGS.values(), *UNUSED[1:], PERSONAL]
    state = dice.uniform("open_state", UNITS)
    keyed: list[tuple[float, list[str]]] = []
    for at in range(UNITS):
        tail = [f"W{at % 97:03d}", "暂停营业" if state[at] < 0.03 else "正常营业", "2026合成01批", "", "0" * 11]
        keyed.append((at, [*(cells[field][at] for field in fields), *tail]))
    doubled = [(at + 40.5, [*keyed[at][1]]) for at in spare[:DUPLICATES]]
    nameless = [(at + 60.25, ["", *keyed[at][1][1:]]) for at in spare[DUPLICATES:]]
    data = [row for _, row in sorted([*keyed, *doubled, *nameless], key=lambda pair: pair[0])]
    area = 1 + fields.index("floor_area_m2")
    width = len(header)
    total = ["合计", *[""] * (width - 1)]
    total[area] = "9,876,543"
    rows = [[text, *[""] * (width - 1)] for text in (TITLE, FILLED_BY)]
    rows += [header, *([str(number), *row] for number, row in enumerate(data, start=1)), total]
    return [*rows, [NOTE, *[""] * (width - 1)]]
