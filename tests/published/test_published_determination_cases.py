"""Worked answers of the registered fire engineer examination (explanations in published question banks).

GB 35181-2017: which element a case is, direct or comprehensive. XF/T 1369-2016: which case is an A item.
"""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from riskkit.indicators.rulebook import Rulebook
from riskkit.workflow import assess

HAZARD, CROWDED = "unit/major_hazard_35181", "unit/crowded_place_1369"
DIRECT = "直接判定"


def verdict(rulebook: str, day: str, cells: dict[str, Any]) -> dict[str, Any]:
    """The register's line of one unit."""
    extract = pl.DataFrame({"单位编号": ["1"], **{header: [str(cell)] for header, cell in cells.items()}})
    return assess(extract, Rulebook.at(day, rulebook)).register.iloc[0].to_dict()


@pytest.mark.parametrize(
    ("cells", "clause"),
    [
        # shop, total clear exit width 75 % of the standard
        ({"场所类型": "商店", "安全出口总净宽占标准百分比": 75}, "GB35181-6.5"),
        # class 甲 plant in a basement
        ({"场所类型": "厂房", "甲乙类场所设在地下": "是"}, "GB35181-6.4"),
        # tank without fixed extinguishing
        ({"场所类型": "易燃易爆单位", "储罐区未设固定灭火冷却设施": "是"}, "GB35181-6.7"),
    ],
)
def test_direct_elements(cells: dict[str, Any], clause: str) -> None:
    entry = verdict(HAZARD, "2025-10-31", cells)
    assert entry["grade"] == "重大火灾隐患"
    assert entry["grade_by"] == "direct_determination"
    assert entry["veto_clauses"].split(" ")[0] == clause


def test_hotel_sprinklers_that_do_not_work_are_a_comprehensive_element() -> None:
    cells = {"场所类型": "宾馆", "喷淋状态": "停用", "报警系统状态": "正常", "是否地下人员密集场所": "否"}
    result = assess(
        pl.DataFrame({"单位编号": ["1"], **{k: [v] for k, v in cells.items()}}), Rulebook.at("2025-10-31", HAZARD)
    )
    entry = result.register.iloc[0]
    assert entry["grade"] == "未判定"
    assert entry["veto_clauses"] == ""
    assert "GB35181-6.6" not in entry["undecided_vetoes"]
    points = result.explanations.set_index("indicator")["points"]
    assert points["extinguishing_not_working"] == 0


def test_a_badly_decorated_kindergarten_storey_is_no_direct_element() -> None:
    """6.9 means the storey itself; its position complies and only the decoration does not."""
    cells = {"场所类型": "幼儿园", "儿童老年人场所楼层位置不符合规定": "否", "违规采用易燃可燃装修": "是"}
    entry = verdict(HAZARD, "2025-10-31", cells)
    assert entry["grade"] == "未判定"
    assert "GB35181-6.9" not in entry["veto_clauses"] + entry["undecided_vetoes"]


@pytest.mark.parametrize(
    ("cells", "clause"),
    [
        # the manager is not appointed
        ({"消防安全管理人": "否"}, "XF1369-b"),
        # the lobby of the lower stairs is full of goods: an exit is blocked
        ({"疏散通道安全出口严重堵塞": "是"}, "XF1369-c"),
        # the sprinkler pump is broken: a facility is seriously damaged
        ({"建筑消防设施严重损坏": "是"}, "XF1369-e"),
    ],
)
def test_a_items(cells: dict[str, Any], clause: str) -> None:
    entry = verdict(CROWDED, "2026-01-01", cells)
    assert (entry["grade"], entry["grade_by"]) == ("差", "direct_determination")
    assert entry["veto_clauses"].split(" ")[0] == clause


@pytest.mark.parametrize(
    "cells",
    [
        # two emergency lamps are broken: no serious damage, they count as failed C items
        {"建筑消防设施严重损坏": "否", "C类不合格项数": 2, "检查项数": 100},
        # stage props stored in a basement: no dangerous goods
        {"人员密集场所": "是", "违规使用储存易燃易爆危险品": "否", "B类不合格项数": 1, "检查项数": 100},
    ],
)
def test_what_is_no_a_item(cells: dict[str, Any]) -> None:
    assert verdict(CROWDED, "2026-01-01", cells)["grade"] == "未直接判定为差"
