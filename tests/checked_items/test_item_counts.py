"""Counts of each unit: what fails, what is checked, what is left empty, and that no row is lost."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskkit.item_checking import count_items

DAY = "2026-01-01"
COUNTS = ["items_checked", "a_failed", "b_failed", "c_failed", "direct_items_failed"]
HEADERS = ["单位编号", "检查项", "部位", "类别", "是否强制性条文", "条文", "检查结果"]


def table(*rows: tuple[str | None, ...]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(HEADERS, pl.String), orient="row")


def counts(*rows: tuple[str | None, ...]) -> dict[str, Any]:
    return count_items(table(*rows), DAY).unit_counts.select(COUNTS).row(0, named=True)


def codes(*rows: tuple[str | None, ...]) -> list[str]:
    return count_items(table(*rows), DAY).findings["code"].tolist()


def row(
    item: str | None, result: str | None, class_: str | None = "C", place: str | None = None
) -> tuple[str | None, ...]:
    return ("甲", item, place, class_, None, None, result)


def test_each_class_is_counted() -> None:
    found = counts(
        row("a", "不合格", "A类"), row("b", "不合格", "关键项"), row("c", "不合格", "C"), row("d", "合格", "C")
    )
    assert found == {"items_checked": 4, "a_failed": 1, "b_failed": 1, "c_failed": 1, "direct_items_failed": 1}


def test_an_item_at_many_places_is_one_item_and_fails_where_it_fails_once() -> None:
    found = counts(row("门", "合格", "B", "一层"), row("门", "不合格", "B", "二层"), row("门", "不合格", "B", "三层"))
    assert (found["items_checked"], found["b_failed"]) == (1, 1)


@pytest.mark.parametrize("result", ["不适用", "/", "未检查", "", None])
def test_what_was_not_checked_does_not_count(result: str | None) -> None:
    found = counts(row("a", "合格"), row("b", result))
    assert found == {"items_checked": 1, "a_failed": 0, "b_failed": 0, "c_failed": 0, "direct_items_failed": 0}


def test_a_class_by_its_clause_is_no_direct_determination_item() -> None:
    found = counts(("甲", "泵", None, None, "是", "水泵应能启动", "不合格"))
    assert (found["a_failed"], found["direct_items_failed"]) == (1, 0)


@pytest.mark.parametrize(
    ("mandatory", "clause", "empty"),
    [
        (None, "应设置", {"a_failed", "b_failed"}),
        (None, "宜设置", {"a_failed", "c_failed"}),
        ("否", None, {"b_failed", "c_failed"}),
        (None, None, {"a_failed", "b_failed", "c_failed"}),
    ],
)
def test_a_failed_item_of_unknown_class_leaves_its_counts_empty(
    mandatory: str | None, clause: str | None, empty: set[str]
) -> None:
    rows = (row("a", "合格"), ("甲", "b", None, None, mandatory, clause, "不合格"))
    found = counts(*rows)
    assert {name for name in COUNTS if found[name] is None} == empty
    assert found["items_checked"] == 2
    assert "ITEM-02" in codes(*rows)


def test_an_item_that_passes_needs_no_class() -> None:
    rows = (row("a", "合格", None),)
    assert counts(*rows) == {"items_checked": 1, "a_failed": 0, "b_failed": 0, "c_failed": 0, "direct_items_failed": 0}
    assert "ITEM-02" not in codes(*rows)


def test_a_certain_failed_a_item_is_kept_beside_an_uncertain_one() -> None:
    found = counts(row("a", "不合格", "A"), ("甲", "b", None, None, None, "应设置", "不合格"))
    assert (found["a_failed"], found["b_failed"], found["c_failed"]) == (1, None, 0)


def test_a_result_that_cannot_be_read_leaves_its_counts_empty() -> None:
    rows = (row("a", "合格"), row("b", "部分", "B"))
    found = counts(*rows)
    assert found == {"items_checked": None, "a_failed": 0, "b_failed": None, "c_failed": 0, "direct_items_failed": 0}
    assert {"CAT-01", "ITEM-05"} <= set(codes(*rows))


def test_a_place_that_fails_settles_a_result_that_cannot_be_read() -> None:
    found = counts(row("b", "不合格", "B", "一层"), row("b", "部分", "B", "二层"))
    assert (found["items_checked"], found["b_failed"]) == (1, 1)


def test_of_two_classes_the_strictest_is_taken_and_said() -> None:
    rows = (row("a", "不合格", "C", "一层"), row("a", "合格", "B", "二层"))
    found = counts(*rows)
    assert (found["b_failed"], found["c_failed"]) == (1, 0)
    assert "ITEM-04" in codes(*rows)


def test_a_row_without_an_item_is_an_item_of_its_own() -> None:
    rows = (row(None, "不合格"), row(" ", "不合格"), row("a", "合格"))
    found = counts(*rows)
    assert (found["items_checked"], found["c_failed"]) == (3, 2)
    assert codes(*rows).count("ITEM-01") == 2


def test_a_row_without_a_unit_is_set_aside() -> None:
    result = count_items(table(row("a", "合格"), (None, "b", None, "A", None, None, "不合格")), DAY)
    assert (result.rows_read, result.row_classes.height, result.set_aside_rows.height) == (2, 1, 1)
    assert result.unit_counts["a_failed"].to_list() == [0]


cell = st.sampled_from(
    [None, "", "甲", "乙", "A", "B", "C", "是", "否", "应设置", "宜设置", "合格", "不合格", "/", "部分"]
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["甲", "乙", None]), *[cell] * 6), min_size=1, max_size=12))
def test_no_row_is_lost_and_no_count_exceeds_what_was_checked(rows: list[tuple[str | None, ...]]) -> None:
    result = count_items(table(*rows), DAY)
    assert result.rows_read == result.row_classes.height + result.set_aside_rows.height
    for line in result.unit_counts.iter_rows(named=True):
        failed = [line[name] for name in COUNTS[1:4] if line[name] is not None]
        if line["items_checked"] is not None:
            assert sum(failed) <= line["items_checked"]


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(4)))
def test_the_order_of_rows_changes_no_count(order: list[int]) -> None:
    rows = [
        row("a", "不合格", "B", "一层"),
        row("a", "合格", "B", "二层"),
        row("b", "部分", "A"),
        row("c", "不合格", None),
    ]
    assert counts(*(rows[place] for place in order)) == counts(*rows)
