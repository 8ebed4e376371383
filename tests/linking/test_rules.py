"""Each rule by which a pair is joined, waits for a human, or is kept apart."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest
from linking_case import credit_code, organisation

import riskkit as rk

Linked = Callable[..., rk.Links]
ONE = credit_code("91330106" + organisation(12_345_678))
TWO = credit_code("91330106" + organisation(23_456_789))
HOUSE = "文一路12号"


def joined(result: rk.Links) -> list[tuple[str, str, str]]:
    return result.linked.select("a_unit_id", "b_unit_id", "how").rows()


def waiting(result: rk.Links) -> list[tuple[str, str, str]]:
    return result.review.select("a_unit_id", "b_unit_id", "why").sort("a_unit_id", "b_unit_id").rows()


def row(of: str, name: str = "", uscc: str = "", address: str = "", **more: str) -> dict[str, str]:
    return {"id": of, "name": name, "uscc": uscc, "address": address, **more}


# ---------------------------------------------------------------- joined by code


@pytest.mark.parametrize(
    ("here", "there"),
    [
        (row("a", "宏达餐馆", ONE, HOUSE), row("b", "青州宏达餐饮有限公司", ONE, "文一路十二号")),
        (row("a", "宏达餐馆", ONE, HOUSE), row("b", "全新名称中心", ONE, HOUSE)),  # renamed
        (row("a", "宏达餐馆", ONE, HOUSE), row("b", "宏达餐馆", ONE, "中山路3号")),  # registered elsewhere
        (row("a", "宏达餐馆", ONE), row("b", "宏达餐馆", ONE)),
        (row("a", "宏达餐馆", ONE[8:17], HOUSE), row("b", "宏达饭店", ONE, HOUSE)),  # 组织机构代码
        (row("a", "宏达餐馆", ONE.lower(), HOUSE), row("b", "宏达餐馆", ONE, HOUSE)),
        (row("a", "", ONE, HOUSE), row("b", "宏达餐馆", ONE, HOUSE)),
    ],
)
def test_one_code_joins(linked: Linked, here: dict[str, str], there: dict[str, str]) -> None:
    assert joined(linked([here], [there])) == [("a", "b", "code")]


def test_a_code_does_not_join_what_else_disagrees(linked: Linked) -> None:
    result = linked([row("a", "宏达餐馆", ONE, HOUSE)], [row("b", "永丰旅社", ONE, "中山路3号")])
    assert (joined(result), waiting(result)) == ([], [("a", "b", "address_differs")])


def test_a_code_with_a_wrong_check_digit_joins_nothing(linked: Linked) -> None:
    wrong = ONE[:-1] + ("A" if ONE[-1] != "A" else "B")
    assert joined(linked([row("a", "宏达餐馆", wrong)], [row("b", "永丰旅社", wrong)])) == []


@pytest.mark.parametrize("filler", ["0" * 18, "1" * 9, ONE])
def test_a_code_that_many_share_joins_nothing_by_itself(linked: Linked, filler: str) -> None:
    names = ("宏达餐馆", "永丰旅社", "康乐网吧", "东方药店")
    here = [row(f"a{at}", name, filler, f"文一路{at + 1}号") for at, name in enumerate(names)]
    result = linked(here, [row("b", "春晖书店", filler, "中山路3号")])
    assert joined(result) == []
    codes = set(result.findings["code"])
    assert ("LINK-04" in codes) is (filler == ONE)


# ---------------------------------------------------------------- joined by name and address


@pytest.mark.parametrize(
    ("here", "there", "how"),
    [
        (
            row("a", "宏达餐馆", "", HOUSE),
            row("b", "青州市宏达餐馆（个体工商户）", "", "青州市文一路１２ 号"),
            "name_address",
        ),
        (row("a", "宏达餐馆", "", HOUSE), row("b", "宏达餐馆", ONE, HOUSE), "name_address"),
        (row("a", "宏达餐馆", "", HOUSE + "301"), row("b", "宏达餐馆", "", HOUSE), "compared"),
    ],
)
def test_name_and_address_join(linked: Linked, here: dict[str, str], there: dict[str, str], how: str) -> None:
    assert joined(linked([here], [there])) == [("a", "b", how)]


@pytest.mark.parametrize(
    ("here", "there", "why"),
    [
        (row("a", "宏达餐馆", ONE, HOUSE), row("b", "宏达餐馆", TWO, HOUSE), "codes_differ"),
        (row("a", "宏达餐馆", "", HOUSE), row("b", "宏达餐馆", "", ""), "no_address"),
        (row("a", "宏达餐馆", "", HOUSE), row("b", "宏达餐馆", "", "文一路"), "no_address"),
        (row("a", "宏达餐馆", "", HOUSE), row("b", "宏达餐馆", "", "文一路21号"), "address_differs"),
        (row("a", "宏达餐馆", "", HOUSE + "301"), row("b", "宏达餐馆", "", HOUSE + "302"), "address_differs"),
        (row("a", "宏达餐馆", "", "东湖区" + HOUSE), row("b", "宏达餐馆", "", "河西区" + HOUSE), None),
        (
            row("a", "宏达餐馆", "", HOUSE, lon="120.10", lat="30.20"),
            row("b", "宏达餐馆", "", HOUSE, lon="120.30", lat="30.20"),
            "address_differs",
        ),
    ],
)
def test_what_speaks_against_a_pair_keeps_it_for_a_human(
    linked: Linked, here: dict[str, str], there: dict[str, str], why: str | None
) -> None:
    result = linked([here], [there])
    assert (joined(result), waiting(result)) == ([], [("a", "b", why)] if why else [])


@pytest.mark.parametrize(
    ("here", "there", "level"),
    [
        ("330106", "330106001", "区划相同"),
        ("330106000000", "330106001", "区划相同"),
        ("330100", "330106", "区划相同"),
        ("330110", "330111", "区划不同"),
        ("330106001", "330106002", "区划不同"),
    ],
)
def test_areas_agree_as_far_as_both_say(linked: Linked, here: str, there: str, level: str) -> None:
    rows = [row("a", "宏达餐馆", ONE, HOUSE, area=here)], [row("b", "宏达餐馆", ONE, HOUSE, area=there)]
    assert level in linked(*rows).linked["evidence"][0]


def test_a_name_or_an_address_alone_joins_nothing(linked: Linked) -> None:
    result = linked([row("a", "", ONE, HOUSE), row("b", "永丰旅社", "", HOUSE)], [row("c", "康乐网吧", "", HOUSE)])
    assert joined(result) == []


def test_branches_with_other_numbers_stay_apart(linked: Linked) -> None:
    here = [row(f"a{n}", f"老百姓大药房{n}店", ONE, HOUSE) for n in "一二"]
    there = [row(f"b{n}", f"老百姓大药房{n}店", ONE, HOUSE) for n in "12"]
    assert joined(linked(here, there)) == [("a一", "b1", "code_address"), ("a二", "b2", "code_address")]


# ---------------------------------------------------------------- never two partners


def test_two_rows_that_agree_equally_are_a_humans_choice(linked: Linked) -> None:
    there = [row("b1", "宏达餐馆", "", HOUSE), row("b2", "宏达餐馆（个体工商户）", "", HOUSE)]
    result = linked([row("a", "宏达餐馆", "", HOUSE)], there)
    assert (joined(result), waiting(result)) == ([], [("a", "b1", "rivals"), ("a", "b2", "rivals")])
    assert result.review["certainty"].max() <= 0.5  # type: ignore[operator]
    assert result.review["group"].to_list() == [1, 1]
    (found,) = result.finding_rows.filter(pl.col("code") == "LINK-03").select("row", "column", "value").rows()
    assert found == (2, "单位名称", "宏达餐馆")


def test_code_and_name_that_point_at_different_rows_are_a_humans_choice(linked: Linked) -> None:
    there = [row("b1", "宏达酒楼", ONE, ""), row("b2", "宏达餐馆", "", HOUSE)]
    result = linked([row("a", "宏达餐馆", ONE, HOUSE)], there)
    assert (joined(result), [pair[:2] for pair in waiting(result)]) == ([], [("a", "b1"), ("a", "b2")])


def test_the_weaker_partner_of_a_joined_row_stands_alone_and_is_told(linked: Linked) -> None:
    there = [row("b1", "宏达餐馆", ONE, HOUSE), row("b2", "宏达餐馆", "", HOUSE, area="330106")]
    result = linked([row("a", "宏达餐馆", ONE, HOUSE, area="330106")], there)
    assert joined(result) == [("a", "b1", "code")]
    assert result.only_b.select("unit_id", "groups").rows() == [("b2", "D1")]
    told = result.finding_rows.filter(pl.col("code") == "LINK-10").select("row", "value", "allowed").rows()
    assert [(row, value) for row, value, _ in told] == [(2, "宏达餐馆")]
    assert told[0][2].endswith("#3)")


# ---------------------------------------------------------------- sites and buildings


def test_sites_of_one_unit_stay_apart_and_find_their_own(linked: Linked) -> None:
    here = [row(f"a{n}", "宏达超市", ONE, f"文一路{n}号") for n in (1, 2, 3)]
    result = linked(here, [row("b2", "宏达超市有限公司", ONE, "文一路2号")])
    assert joined(result) == [("a2", "b2", "code_address")]
    assert result.only_a["unit_id"].to_list() == ["a1", "a3"]
    assert set(result.only_a["groups"]) == {"S1"}
    told = result.groups.select("group", "kind", "side", "unit_id", "state").rows()
    assert told == [
        ("S1", "sites", "A", "a1", "only"),
        ("S1", "sites", "A", "a2", "linked"),
        ("S1", "sites", "A", "a3", "only"),
        ("S1", "sites", "B", "b2", "linked"),
    ]


def test_a_registered_address_elsewhere_leaves_the_sites_to_a_human(linked: Linked) -> None:
    here = [row(f"a{n}", "宏达超市", ONE, f"文一路{n}号") for n in (1, 2)]
    result = linked(here, [row("b", "宏达超市", ONE, "中山路9号")])
    assert joined(result) == []
    assert [pair[:2] for pair in waiting(result)] == [("a1", "b"), ("a2", "b")]


def test_units_of_one_building_stay_apart(linked: Linked) -> None:
    names = ("宏达餐馆", "永丰旅社", "康乐网吧")
    here = [row(f"a{at}", name, "", f"{HOUSE}{300 + at}室") for at, name in enumerate(names)]
    there = [row(f"b{at}", name, "", f"{HOUSE}{300 + at}") for at, name in enumerate(names)]
    result = linked(here, there)
    assert [pair[:2] for pair in joined(result)] == [("a0", "b0"), ("a1", "b1"), ("a2", "b2")]
    assert result.groups["kind"].unique().to_list() == ["building"]
    assert result.groups["key"].unique().to_list() == ["文一路12号"]


def test_a_row_entered_twice_is_told(linked: Linked) -> None:
    result = linked([row("a1", "宏达餐馆", ONE, HOUSE), row("a2", "宏达餐馆", ONE, HOUSE)], [row("b", "别家", TWO, "")])
    assert set(result.groups.select("kind", "unit_id").rows()) == {("doubled", "a1"), ("doubled", "a2")}


# ---------------------------------------------------------------- conflicts


def test_what_a_joined_pair_says_differently_has_both_sources(linked: Linked) -> None:
    here = row("a", "宏达餐馆", ONE, HOUSE, area="330106", industry="H6210", lon="120.10", lat="30.20")
    there = row(
        "b", "宏达餐馆有限公司", ONE, "中山路3号", area="330106001", industry="F5212", lon="120.11", lat="30.20"
    )
    found = linked([here], [there]).conflicts
    assert found.select("field", "kind", "a_value", "b_value").rows() == [
        ("address", "content", HOUSE, "中山路3号"),
        ("industry_code", "content", "H6210", "F5212"),
        ("coordinates", "content", "120.1, 30.2", "120.11, 30.2"),
        ("name", "writing", "宏达餐馆", "宏达餐馆有限公司"),
        ("area_code", "writing", "330106", "330106001"),
    ]
    assert found["a_source"][0].endswith("#2")
    assert found["a_source"][0] != found["b_source"][0]


# ---------------------------------------------------------------- rows without anything, empty sides


def test_a_row_without_name_and_code_is_set_aside_with_a_reason(linked: Linked) -> None:
    result = linked([row("a", "宏达餐馆", "", HOUSE), row("x", "", "0" * 18, HOUSE)], [row("b", "宏达餐馆", "", HOUSE)])
    assert result.accounts[0]._asdict() == {"read": 2, "linked": 1, "review": 0, "only": 0, "set_aside": 1}
    assert result.set_aside_rows.select("row", "code", "subject_id").rows() == [(3, "LINK-01", "x")]
    assert "LINK-01" in set(result.findings["code"])


def test_identical_tables_link_row_by_row(linked: Linked) -> None:
    rows = [
        row(f"u{n}", f"{name}", "", f"文一路{n}号") for n, name in enumerate(("宏达餐馆", "永丰旅社", "康乐网吧"), 1)
    ]
    assert [pair[:2] for pair in joined(linked(rows, rows))] == [("u1", "u1"), ("u2", "u2"), ("u3", "u3")]


@pytest.mark.parametrize(("certainty", "review"), [(0.4, 0.5), (0.0, 0.0), (1.2, 0.5)])
def test_thresholds_in_the_wrong_order_are_refused(linked: Linked, certainty: float, review: float) -> None:
    with pytest.raises(rk.RiskkitError) as caught:
        linked([row("a", "宏达")], [row("b", "宏达")], certainty=certainty, review=review)
    assert caught.value.code == "ARG-01"
