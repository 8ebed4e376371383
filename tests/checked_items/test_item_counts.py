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
BY_CLAUSE = ["a_by_clause", "b_by_clause", "c_by_clause"]
HEADERS = ["单位编号", "检查项", "部位", "类别", "是否强制性条文", "条文", "检查结果"]


def table(*rows: tuple[str | None, ...]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(HEADERS, pl.String), orient="row")


def counts(*rows: tuple[str | None, ...]) -> dict[str, Any]:
    return count_items(table(*rows), DAY).unit_counts.select(COUNTS).row(0, named=True)


def whole(*rows: tuple[str | None, ...]) -> dict[str, Any]:
    return count_items(table(*rows), DAY).unit_counts.row(0, named=True)


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


@pytest.mark.parametrize("result", ["不适用", "/"])
def test_what_does_not_apply_does_not_count(result: str) -> None:
    rows = (row("a", "合格"), row("b", result, "A"))
    assert counts(*rows) == {"items_checked": 1, "a_failed": 0, "b_failed": 0, "c_failed": 0, "direct_items_failed": 0}
    assert whole(*rows)["items_unchecked"] == 0
    assert "ITEM-06" not in codes(*rows)


@pytest.mark.parametrize("result", ["未检查", "", None, "部分"])
@pytest.mark.parametrize(
    ("class_", "empty"),
    [
        ("A", {"a_failed", "direct_items_failed"}),
        ("B", {"b_failed"}),
        ("C", {"c_failed"}),
        (None, {"a_failed", "b_failed", "c_failed"}),
    ],
)
def test_an_unchecked_item_leaves_the_counts_empty_that_it_may_add_to(
    result: str | None, class_: str | None, empty: set[str]
) -> None:
    rows = (row("a", "合格"), row("b", result, class_))
    found = counts(*rows)
    assert {name for name in COUNTS if found[name] is None} == {"items_checked", *empty}
    assert {found[name] for name in COUNTS if name not in {"items_checked", *empty}} == {0}
    assert [whole(*rows)[name] for name in ("items_unchecked", "items_listed", "items_failed")] == [1, 2, 0]


def test_the_finding_names_unit_class_and_how_many_are_unchecked() -> None:
    rows = (
        row("门", "合格", "A", "一层"),
        row("门", "未检查", "A", "二层"),
        row("c", "", "A"),
        row("d", "部分", "C"),
        row("e", None, None),
        row("f", "不合格", "A"),
    )
    result = count_items(table(*rows), DAY)
    found = result.findings.query("code == 'ITEM-06'")
    assert found[["row", "subject_id", "value"]].to_numpy().tolist() == [[3, "甲", "A 2, C 1, ? 1"]]
    assert result.has_problems()


def test_a_place_that_was_not_checked_leaves_its_item_open_unless_another_place_failed() -> None:
    passed = whole(row("门", "合格", "B", "一层"), row("门", "未检查", "B", "二层"))
    assert [passed[name] for name in ("items_checked", "items_unchecked", "b_failed")] == [1, 1, None]
    failed = whole(row("门", "不合格", "B", "一层"), row("门", "未检查", "B", "二层"))
    assert [failed[name] for name in ("items_checked", "items_unchecked", "b_failed")] == [1, 0, 1]


def test_what_is_certain_whatever_comes_out_is_there() -> None:
    fails = [row(f"b{k}", "不合格", "B") for k in range(3)]
    found = whole(*fails, row("c", "不合格", None), row("d", "未检查", "B"), row("e", "不适用", "A"))
    assert [found[name] for name in ("b_failed", "b_failed_at_least", "items_failed", "items_listed")] == [
        None,
        3,
        4,
        5,
    ]


def test_a_class_by_its_clause_is_no_direct_determination_item() -> None:
    found = whole(("甲", "泵", None, None, "是", "水泵应能启动", "不合格"))
    assert (found["a_by_clause"], found["direct_items_failed"]) == (1, 0)


@pytest.mark.parametrize(
    ("mandatory", "clause"), [("是", "应能启动"), ("否", "应设置"), ("否", "宜设置"), (None, None)]
)
@pytest.mark.parametrize("result", ["不合格", "未检查"])
def test_a_class_by_its_clause_is_none_that_acceptance_reads(
    mandatory: str | None, clause: str | None, result: str
) -> None:
    found = whole(row("a", "合格"), ("甲", "泵", None, None, mandatory, clause, result))
    assert [found[name] for name in ("a_failed", "b_failed", "c_failed")] == [None, None, None]


def test_the_finding_names_the_rule_of_the_classes() -> None:
    rows = (
        row("a", "不合格", "A"),
        ("甲", "泵", None, None, "是", "应能启动", "不合格"),
        ("甲", "标识", None, None, "否", "宜设置", "未检查"),
        ("甲", "门", None, None, "否", "应设置", "合格"),
        ("甲", "窗", None, None, None, None, "不合格"),
    )
    result = count_items(table(*rows), DAY)
    found = result.findings.query("code == 'ITEM-07'")
    assert found[["row", "column", "value"]].to_numpy().tolist() == [[3, "类别", "A 1, C 1 (GA 836-2016 6.2)"]]
    assert result.by_clause
    sources = result.unit_counts["class_sources"].to_list()
    assert sources == ["检查人员确定 1；按条文归类（GA 836-2016 6.2） 3；不能确定 1"]


def test_items_that_pass_need_no_class_for_acceptance() -> None:
    rows = (row("a", "合格"), ("甲", "泵", None, None, "是", "应能启动", "合格"))
    assert counts(*rows)["a_failed"] == 0
    assert "ITEM-07" not in codes(*rows)


def test_a_class_that_is_given_once_goes_before_the_clauses_of_the_items_other_rows() -> None:
    found = whole(row("门", "不合格", "C", "一层"), ("甲", "门", "二层", None, "否", "应设置", "合格"))
    assert [found[name] for name in ("b_failed", "c_failed", "b_by_clause", "c_by_clause")] == [0, 1, 1, 0]


@pytest.mark.parametrize(
    ("mandatory", "clause", "empty"),
    [
        (None, "应设置", {"a_by_clause", "b_by_clause"}),
        (None, "宜设置", {"a_by_clause", "c_by_clause"}),
        ("否", None, {"b_by_clause", "c_by_clause"}),
        (None, None, {"a_by_clause", "b_by_clause", "c_by_clause"}),
    ],
)
def test_a_failed_item_of_unknown_class_leaves_its_counts_empty(
    mandatory: str | None, clause: str | None, empty: set[str]
) -> None:
    rows = (row("a", "合格"), ("甲", "b", None, None, mandatory, clause, "不合格"))
    found = whole(*rows)
    assert {name for name in BY_CLAUSE if found[name] is None} == empty
    assert found["items_checked"] == 2
    assert "ITEM-02" in codes(*rows)


def test_an_item_that_passes_needs_no_class() -> None:
    rows = (row("a", "合格", None),)
    assert counts(*rows) == {"items_checked": 1, "a_failed": 0, "b_failed": 0, "c_failed": 0, "direct_items_failed": 0}
    assert "ITEM-02" not in codes(*rows)


def test_a_certain_failed_a_item_is_kept_beside_an_uncertain_one() -> None:
    found = whole(row("a", "不合格", "A"), ("甲", "b", None, None, None, "应设置", "不合格"))
    assert (found["a_failed"], found["b_failed"], found["c_failed"]) == (1, None, None)
    assert [found[name] for name in BY_CLAUSE] == [1, None, 0]


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
        assert sum(failed) <= line["items_failed"] <= line["items_listed"]
        if line["items_checked"] is not None:
            assert sum(failed) <= line["items_checked"] <= line["items_listed"]
        if line["items_unchecked"] == 0:
            assert line["items_checked"] == line["items_listed"]
        if line["b_failed"] is not None:
            assert line["b_failed_at_least"] == line["b_failed"]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.just("甲"), *[cell] * 6), min_size=1, max_size=8))
def test_where_an_item_was_not_checked_its_classes_count_is_never_given_as_none_failed(
    rows: list[tuple[str | None, ...]],
) -> None:
    """However the open results turn out, a count that is told is what it would be then (A: at least one stays so)."""
    result = count_items(table(*rows), DAY)
    told = result.unit_counts.row(0, named=True) if result.unit_counts.height else {}
    for outcome in ("合格", "不合格"):
        settled = [(*r[:6], outcome if (r[6] or "") not in ("合格", "是", "不合格", "否", "/") else r[6]) for r in rows]
        then = whole(*settled) if told else {}
        for name in ("b_failed", "c_failed", *BY_CLAUSE[1:]):
            assert told.get(name) is None or then[name] is None or told[name] == then[name]
        for name in ("a_failed", "a_by_clause"):
            assert told.get(name) is None or then[name] is None or (told[name] > 0) == (then[name] > 0)


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
