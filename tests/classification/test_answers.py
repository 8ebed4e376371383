"""What is answered beside the limits: days, what cannot be decided and why, near limits, a complete list."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from riskkit.classifying import classify
from riskkit.errors import RiskkitError
from riskkit.indicators.classification_lists import lists_at
from riskkit.indicators.loader import BUILT_IN_RULES

Decide = Callable[..., list[dict[str, Any]]]
KEY, HIGH = "key_unit", "high_hazard_unit"


def codes(place: str, day: str, *lists: str) -> list[str]:
    return [finding.code for finding in lists_at(place, date.fromisoformat(day), lists).findings]


# ---------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("place", "list_id", "before"),
    [
        ("全国", KEY, "2001-12-31"),
        ("湖北", KEY, "2002-12-31"),
        ("湖南", KEY, "2023-12-05"),
        ("北京", KEY, "2023-12-31"),
        ("江苏", KEY, "2001-12-31"),
        ("福建", KEY, "2001-12-31"),
        ("广东", KEY, "2023-12-10"),
        ("河北", KEY, "2023-12-31"),
        ("贵州", KEY, "2023-12-13"),
        ("四川", KEY, "2022-12-31"),
        ("安徽", KEY, "2023-12-17"),
        ("甘肃", KEY, "2023-11-30"),
        ("山东", KEY, "2001-12-31"),
        ("山东", HIGH, "2013-12-31"),
        ("陕西", HIGH, "2013-12-31"),
        ("内蒙古", HIGH, "2014-05-31"),
        ("福建", HIGH, "2013-12-31"),
        ("内蒙古", "third_tier_unit", "2001-12-31"),
    ],
)
def test_the_day_before_the_first_list_is_refused(place: str, list_id: str, before: str) -> None:
    day = date.fromisoformat(before)
    with pytest.raises(RiskkitError) as stopped:
        lists_at(place, day, [list_id])
    assert stopped.value.code == "CLS-02"
    (first,) = lists_at(place, date.fromordinal(day.toordinal() + 1), [list_id]).lists
    assert first.since == date.fromordinal(day.toordinal() + 1)
    assert first.since.isoformat() in stopped.value.allowed


def test_sichuan_adds_storage_stations_in_2023_12(decided: Decide) -> None:
    station = {"place_type": "energy_storage", "storage_mw": 30, "storage_mwh": 60}
    (before,) = decided("四川", "2023-11-30", KEY, station)
    (after,) = decided("四川", "2023-12-01", KEY, station)
    assert before["answer"] == "undecided"
    assert before["reason"] == "名单中没有录入这一类别的界限"
    assert after["answer"] == "yes"


def test_jiangsu_adds_fitness_in_2025_04(decided: Decide) -> None:
    gym = {"place_type": "fitness", "floor_area_m2": 300}
    assert [decided("江苏", day, KEY, gym)[0]["answer"] for day in ("2025-03-31", "2025-04-01")] == ["undecided", "yes"]


@pytest.mark.parametrize("place", ["全国", "湖北", "福建", "山东", "四川"])
def test_a_list_older_than_the_notice_of_2023_warns_afterwards(place: str) -> None:
    assert "RULE-24" not in codes(place, "2023-12-31", KEY)
    assert "RULE-24" in codes(place, "2024-01-01", KEY)


def test_jiangsu_warns_until_its_list_was_seen_again() -> None:
    assert "RULE-24" in codes("江苏", "2025-03-31", KEY)
    assert "RULE-24" not in codes("江苏", "2025-04-01", KEY)


@pytest.mark.parametrize("place", ["湖南", "广东", "河北", "贵州", "安徽", "甘肃"])
def test_an_edition_after_the_notice_does_not_warn(place: str) -> None:
    assert "RULE-24" not in codes(place, "2026-01-01", KEY)


def test_an_assumed_day_and_a_list_cut_off_are_said() -> None:
    assert codes("北京", "2026-01-01", KEY) == ["CLS-06", "CLS-07"]
    assert codes("湖南", "2026-01-01", KEY) == ["CLS-07"]


def test_a_list_that_the_place_lacks_is_said_and_the_other_is_decided() -> None:
    chosen = lists_at("湖南", date(2026, 1, 1))
    assert [entry.list_id for entry in chosen.lists] == [KEY]
    (lacking,) = [finding for finding in chosen.findings if finding.code == "CLS-03"]
    assert lacking.value == "火灾高危单位"
    assert lacking.allowed == "内蒙古, 山东, 福建, 陕西"


def test_a_list_not_yet_in_force_is_said_and_the_other_is_decided() -> None:
    chosen = lists_at("福建", date(2010, 1, 1))
    assert [entry.list_id for entry in chosen.lists] == [KEY]
    assert "CLS-04" in [finding.code for finding in chosen.findings]


# ---------------------------------------------------------------- jurisdictions


@pytest.mark.parametrize("name", ["湖南", "湖南省", "hunan", "Hunan", " 湖南 "])
def test_a_jurisdiction_by_any_of_its_names(name: str) -> None:
    assert lists_at(name, date(2026, 1, 1), [KEY]).jurisdiction_id == "hunan"


def test_an_unknown_jurisdiction_gets_the_names_and_days() -> None:
    with pytest.raises(RiskkitError) as stopped:
        lists_at("西藏", date(2026, 1, 1))
    assert stopped.value.code == "CLS-01"
    for part in (
        "全国 (消防安全重点单位 2002-01-01)",
        "湖南 (消防安全重点单位 2023-12-06)",
        "陕西 (火灾高危单位 2014-01-01)",
    ):
        assert part in stopped.value.allowed


def test_an_unknown_list_gets_the_names() -> None:
    with pytest.raises(RiskkitError) as stopped:
        lists_at("湖南", date(2026, 1, 1), ["key"])
    assert (stopped.value.code, stopped.value.allowed) == ("ARG-01", "key_unit, high_hazard_unit, third_tier_unit")


# ---------------------------------------------------------------- not decidable


def test_the_deciding_line_is_said_with_value_limit_and_text(decided: Decide) -> None:
    (row,) = decided("全国", "2010-01-01", KEY, {"place_type": "shop", "floor_area_m2": 1500})
    assert row["decided_by"] == "商场（商店）、市场（经营可燃物品）：建筑面积 1500 平方米（界限 ≥ 1000 平方米）"
    assert row["clause"] == "《消防安全重点单位界定标准》 公通字〔2001〕97号 各类界限（条号未见）"
    assert (row["reason"], row["missing"], row["basis"]) == ("", "", "norm")


def test_below_every_limit_of_a_list_cut_off_is_no_no(decided: Decide) -> None:
    (row,) = decided("全国", "2010-01-01", KEY, {"place_type": "shop", "floor_area_m2": 10})
    assert row["answer"] == "undecided"
    assert row["reason"] == "所属类别的界限均未达到；名单没有录全，不能判否"


def test_a_class_that_is_not_entered(decided: Decide) -> None:
    (row,) = decided("全国", "2010-01-01", KEY, {"place_type": "factory", "floor_area_m2": 100000})
    assert (row["answer"], row["reason"]) == ("undecided", "名单中没有录入这一类别的界限")


def test_a_class_that_is_entered_in_part(decided: Decide) -> None:
    (row,) = decided("安徽", "2026-01-01", KEY, {"place_type": "state_organ", "admin_level": "city"})
    assert (row["answer"], row["reason"]) == ("undecided", "所属类别的界限没有录全，已录的未达到")


def test_unknown_values_are_named(decided: Decide) -> None:
    hotel, shop, nothing = decided(
        "湖南",
        "2026-01-01",
        KEY,
        {"place_type": "hotel", "rooms": 80},
        {"place_type": "shop", "floor_area_m2": 900},
        {"place_type": None, "floor_area_m2": 900},
    )
    assert hotel["missing"] == "建筑栋数；地下（半地下）客房数"
    assert shop["missing"] == "地下（半地下）建筑面积"
    assert nothing["missing"] == "场所类型"
    assert {row["answer"] for row in (hotel, shop, nothing)} == {"undecided"}
    assert {row["reason"] for row in (hotel, shop, nothing)} == {"缺少判定所需的值"}


def test_a_part_is_no_larger_than_its_whole(decided: Decide) -> None:
    """A shop of 300 m² cannot have 500 m² below ground, so nobody is asked for the basement."""
    (row,) = decided("湖南", "2026-01-01", KEY, {"place_type": "shop", "floor_area_m2": 300})
    assert (row["missing"], row["reason"]) == ("", "所属类别的界限均未达到；名单没有录全，不能判否")


def test_one_line_met_is_enough_whatever_is_unknown(decided: Decide) -> None:
    (row,) = decided("湖南", "2026-01-01", KEY, {"place_type": "shop", "basement_area_m2": 500})
    assert (row["answer"], row["missing"]) == ("yes", "")


def test_not_applicable_is_not_unknown(decided: Decide) -> None:
    (row,) = decided("湖南", "2026-01-01", KEY, {"place_type": "shop", "floor_area_m2": 900, "basement_area_m2": "/"})
    assert row["missing"] == ""


# ---------------------------------------------------------------- the limits of its class


def test_every_limit_of_the_units_class_is_said_with_value_limit_and_distance(decided: Decide) -> None:
    """Hunan: hotels 60 rooms in one building, 100 in several, 50 below ground; 45 rooms reach none of them."""
    (row,) = decided("湖南", "2026-01-01", KEY, {"place_type": "hotel", "rooms": 45})
    assert row["reason"] == "所属类别的界限均未达到；名单没有录全，不能判否"
    assert row["own_limits"].split("；") == [
        "宾馆（设在一栋建筑）：客房数 45 间，界限 ≥ 60 间，差 15",
        "宾馆（设在多栋建筑）：客房数 45 间，界限 ≥ 100 间，差 55",
        "宾馆的地下、半地下部分：地下（半地下）客房数 至多 45 间，界限 ≥ 50 间，至少差 5",
    ]


def test_unknown_and_not_applicable_values_stand_beside_the_line_that_needs_them(decided: Decide) -> None:
    open_, slash, none = decided(
        "湖南", "2026-01-01", KEY,
        {"place_type": "hotel", "rooms": 80},
        {"place_type": "shop", "floor_area_m2": 900, "basement_area_m2": "/"},
        {"place_type": "factory"},
    )  # fmt: skip
    one, several, below = open_["own_limits"].split("；")
    assert one == "宾馆（设在一栋建筑）：客房数 80 间，界限 ≥ 60 间，达到，建筑栋数 未知"
    assert several.endswith("差 20")
    assert below == "宾馆的地下、半地下部分：地下（半地下）客房数 未知，界限 ≥ 50 间"
    assert slash["own_limits"].endswith("地下（半地下）建筑面积 不适用，界限 ≥ 500 平方米")
    assert none["own_limits"] == ""  # no line names the class


def test_a_limit_for_units_in_one_building_is_left_out_for_one_in_two(decided: Decide) -> None:
    (row,) = decided(
        "湖南", "2026-01-01", KEY, {"place_type": "hotel", "rooms": 62, "buildings": 2, "basement_rooms": 0}
    )
    assert "一栋" not in row["own_limits"]
    assert row["own_limits"].startswith("宾馆（设在多栋建筑）：客房数 62 间，界限 ≥ 100 间，差 38")


def test_an_exclusive_limit_that_is_only_equalled(decided: Decide) -> None:
    """Guangdong: beyond 3000 m2, the limit itself is not beyond; and 1500.1 of 1500 is."""
    area = {"largest_floor_area_m2": "1499.9", "floor_area_m2": 3000, "high_rise": "二类高层公共建筑"}
    (row,) = decided("广东", "2026-01-01", KEY, {"place_type": "shop", **area})
    first, second = row["own_limits"].split(" 或 ")
    assert first.endswith("1499.9 平方米，界限 > 1500 平方米，差 0.1")
    assert second == "建筑面积 3000 平方米，界限 > 3000 平方米，等于界限，未超过"


def test_a_unit_on_the_list_has_its_deciding_line_only(decided: Decide) -> None:
    (row,) = decided("湖南", "2026-01-01", KEY, {"place_type": "shop", "floor_area_m2": 1200})
    assert (row["answer"], row["own_limits"]) == ("yes", "")


def test_a_choice_of_kind_is_said_as_the_unit_has_it(decided: Decide) -> None:
    county, unknown = decided(
        "广东", "2026-01-01", KEY, {"place_type": "state_organ", "admin_level": "county"}, {"place_type": "state_organ"}
    )
    assert county["own_limits"] == "市级机关、博物馆：行政级别 县级（不符）"
    assert unknown["own_limits"] == "市级机关、博物馆：行政级别 未知"


# ---------------------------------------------------------------- near a limit


@pytest.mark.parametrize(
    ("area", "near"),
    [("1079.99", False), ("1080", True), ("1199", True), ("1200", True), ("1320", True), ("1320.01", False)],
)
def test_within_ten_percent_of_a_limit(decided: Decide, area: str, near: bool) -> None:
    (row,) = decided("湖南", "2026-01-01", KEY, {"place_type": "shop", "floor_area_m2": area, "basement_area_m2": 0})
    assert row["near_limit"] == (f"建筑面积 {area} 平方米（界限 ≥ 1200 平方米）" if near else "")


def test_the_limit_of_another_class_is_not_near(decided: Decide) -> None:
    (row,) = decided("湖南", "2026-01-01", KEY, {"place_type": "factory", "floor_area_m2": 1200})
    assert row["near_limit"] == ""


def test_a_limit_for_units_in_one_building_is_not_near_for_one_in_two(decided: Decide) -> None:
    one, two = decided(
        "湖南", "2026-01-01", KEY,
        {"place_type": "hotel", "rooms": 62, "buildings": 1}, {"place_type": "hotel", "rooms": 62, "buildings": 2},
    )  # fmt: skip
    assert one["near_limit"] == "客房数 62 间（界限 ≥ 60 间）"
    assert two["near_limit"] == ""


def test_english(decided: Decide) -> None:
    row, other = decided(
        "hunan", "2026-01-01", KEY,
        {"place_type": "shop", "floor_area_m2": 1250, "basement_area_m2": 0}, {"place_type": "hotel", "rooms": 61},
        lang="en",
    )  # fmt: skip
    assert row["list"] == "key fire-safety unit"
    assert row["decided_by"] == "shop or market selling combustible goods: floor area 1250 m2 (limit ≥ 1200 m2)"
    assert row["near_limit"] == "floor area 1250 m2 (limit ≥ 1200 m2)"
    assert other["missing"] == "buildings used; guest rooms below ground"
    assert (
        other["own_limits"].split("; ")[1]
        == "hotel in several buildings: guest rooms 61 rooms, limit ≥ 100 rooms, 39 short"
    )
    assert other["reason"] == "a value that is needed is unknown"


# ---------------------------------------------------------------- a list entered in full


@pytest.fixture
def whole_root(tmp_path: Path) -> Path:
    """The built-in rules with the national list declared complete, as a user would who has the whole text."""
    root = tmp_path / "rules"
    shutil.copytree(BUILT_IN_RULES, root)
    file = root / "classification" / "key_unit" / "china.yaml"
    file.write_text(file.read_text("utf-8").replace("complete: false", "complete: true"), "utf-8")
    return root


def test_only_a_complete_list_says_no(decided: Decide, whole_root: Path) -> None:
    small, factory, unknown, large = decided(
        "全国", "2010-01-01", KEY,
        {"place_type": "shop", "floor_area_m2": 999}, {"place_type": "factory"},
        {"place_type": "hotel"}, {"place_type": "shop", "floor_area_m2": 1000},
        root=whole_root,
    )  # fmt: skip
    assert [row["answer"] for row in (small, factory, unknown, large)] == ["no", "no", "undecided", "yes"]
    assert small["reason"] == "名单完整，没有达到任何界限"
    assert small["near_limit"] == "建筑面积 999 平方米（界限 ≥ 1000 平方米）"
    assert unknown["missing"] == "客房数"


def test_a_class_that_does_not_say_the_kind_is_never_a_no(decided: Decide, whole_root: Path) -> None:
    (row,) = decided("全国", "2010-01-01", KEY, {"place_type": "school", "beds": 10}, root=whole_root)
    assert (row["answer"], row["reason"]) == ("undecided", "场所类型没有写明是哪一种，而名单按种类分别规定")


@pytest.mark.parametrize(("place", "older"), [("全国", True), ("山东", True), ("湖南", False)])
def test_an_answer_by_an_older_list_says_so_in_its_row(place: str, older: bool) -> None:
    shop = pd.DataFrame([{"单位编号": "a", "场所类型": "商店", "建筑面积": 5000}])
    rows = classify(shop, place, "2026-01-01", lists=[KEY]).answers
    assert ("旧名单" in rows.item(0, "clause")) is older
