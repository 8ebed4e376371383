"""Units that may be one, or share a building: what is said, and that neither chunks nor order change it."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

HEADER = ("单位编号", "单位名称", "地址", "统一社会信用代码")
CODE, OTHER = "91350100M000100Y43", "91330106MA2ABCDE1P"


def table(*rows: tuple[str, ...]) -> pl.DataFrame:
    full = [(*row, *("",) * (len(HEADER) - len(row))) for row in rows]
    return pl.DataFrame(full, schema=dict.fromkeys(HEADER, pl.String), orient="row")


def said(found, code: str) -> list[tuple[int | None, str, str | None]]:
    return found.findings.filter(pl.col("code") == code).select("row", "value", "subject_id").rows()


def test_each_of_two_names_the_other_row_and_its_id(read) -> None:
    found = read(table(("甲1", "宏达", "文一路1号"), ("甲2", "百顺", "文二路1号"), ("甲3", "宏 达", "文一路１号")))
    assert said(found, "DUP-02") == [(2, "甲3 (#4)", "甲1"), (4, "甲1 (#2)", "甲3")]
    assert set(found.findings.filter(pl.col("code") == "DUP-02")["column"]) == {"单位名称"}


def test_of_three_the_later_name_the_first(read) -> None:
    found = read(table(*[(f"甲{at}", "宏达", "文一路1号") for at in range(1, 4)]), chunk_rows=2)
    assert [value for _, value, _ in said(found, "DUP-02")] == ["甲2 (#3)", "甲1 (#2)", "甲1 (#2)"]


@pytest.mark.parametrize(("name", "address"), [("宏达", ""), ("", "文一路1号"), ("不详", "文一路1号"), ("宏达", "/")])
def test_what_is_not_known_is_never_the_same(read, name: str, address: str) -> None:
    found = read(table(("甲1", name, address), ("甲2", name, address)))
    assert "DUP-02" not in found.said


def test_a_set_aside_copy_is_no_twin(read) -> None:
    found = read(table(("甲1", "宏达", "文一路1号"), ("甲1", "宏达", "文一路1号")))
    assert found.aside == {"DUP-01": {3}}
    assert "DUP-02" not in found.said
    assert "DUP-03" not in found.said


def test_one_code_at_several_addresses_names_the_first_elsewhere(read) -> None:
    rows = [("甲1", "一", "文一路1号", CODE), ("甲2", "二", "文一路1号", CODE), ("甲3", "三", "文二路2号", CODE)]
    assert said(read(table(*rows)), "DUP-04") == [
        (2, "甲3 (#4)", "甲1"),
        (3, "甲3 (#4)", "甲2"),
        (4, "甲1 (#2)", "甲3"),
    ]


@pytest.mark.parametrize("code", ["", "0" * 18, "无此代码"])
def test_a_filler_is_no_code_that_units_share(read, code: str) -> None:
    found = read(table(("甲1", "一", "文一路1号", code), ("甲2", "二", "文二路2号", code)))
    assert "DUP-04" not in found.said


def test_one_code_at_one_address_is_no_case_of_many_sites(read) -> None:
    found = read(table(("甲1", "一", "文一路1号", CODE), ("甲2", "二", "文一路 1号", CODE)))
    assert "DUP-04" not in found.said


def test_a_building_is_told_once_with_the_largest(read) -> None:
    rows = [("甲1", "一", "文一路1号"), ("甲2", "二", "文一路1号")]
    rows += [(f"乙{at}", f"店{at}", "文二路2号") for at in range(5)]
    found = read(table(*rows), chunk_rows=3)
    assert said(found, "DUP-05") == [
        (4, "2 处；最多一处 5 家（#4, #5, #6 …）\x1f2 places; 5 units at most (#4, #5, #6 …)", "")
    ]


def test_a_road_without_a_number_is_no_building(read) -> None:
    found = read(table(("甲1", "一", "文一路"), ("甲2", "二", "文一路")))
    assert "DUP-05" not in found.said


def test_rows_of_one_id_that_differ_are_counted_and_shown(read) -> None:
    rows = [
        ("甲1", "一", "文一路1号"),
        ("甲1", "二", "文一路1号"),
        ("甲2", "三", ""),
        ("甲2", "三", ""),
        ("甲1", "一", "改"),
    ]
    found = read(table(*rows), chunk_rows=1)
    assert said(found, "DUP-03") == [(None, "2 行，如 甲1 (#3 ≠ #2)\x1f2 rows, such as 甲1 (#3 ≠ #2)", "")]


def test_a_table_of_events_has_no_twins(read) -> None:
    found = read(table(("甲1", "宏达", "文一路1号"), ("甲2", "宏达", "文一路1号")), unique_ids=False)
    assert not [code for code in found.said if code.startswith("DUP")]


WORDS = st.sampled_from(["宏达", "百顺", "ＫＴＶ", ""])
PLACES = st.sampled_from(["文一路1号", "文一路 1号", "文二路2号", "文三路", ""])
CODES = st.sampled_from([CODE, OTHER, ""])


@settings(max_examples=25)
@given(st.lists(st.tuples(WORDS, PLACES, CODES), min_size=1, max_size=12), st.integers(1, 5))
def test_chunking_changes_nothing(read, rows: list[tuple[str, str, str]], size: int) -> None:
    full = table(*[(f"甲{at}", *row) for at, row in enumerate(rows)])
    assert read(full, chunk_rows=size).findings.rows() == read(full).findings.rows()


@settings(max_examples=25)
@given(st.lists(st.tuples(WORDS, PLACES, CODES), min_size=2, max_size=10), st.randoms(use_true_random=False))
def test_the_same_units_are_named_in_any_order(read, rows: list[tuple[str, str, str]], dice) -> None:
    """Which units have a twin, and how many share a building, does not depend on the order of the rows."""
    full = [(f"甲{at}", *row) for at, row in enumerate(rows)]
    mixed = dice.sample(full, len(full))
    one, two = read(table(*full)), read(table(*mixed))
    for code in ("DUP-02", "DUP-04"):
        assert sorted(str(who) for _, _, who in said(one, code)) == sorted(str(who) for _, _, who in said(two, code))
    assert len(said(one, "DUP-05")) == len(said(two, "DUP-05"))


def test_two_units_under_one_id_are_told_from_a_copy(read) -> None:
    found = read(
        table(
            ("甲1", "宏达", "文一路1号", CODE),
            ("甲1", "百顺", "武二路9号", OTHER),
            ("甲2", "一店", "文三路1号"),
            ("甲2", "一店（新）", "文三路1号"),
        )
    )
    ((_, value, _),) = said(found, "DUP-03")
    zh, en = value.split("\x1f")
    assert zh.startswith("2 行，如 甲1 (#3 ≠ #2)；其中 1 行")
    assert zh.endswith("先改编号，不要删（#3）")
    assert en.endswith("delete none (#3)")
    copies = read(
        table(("甲2", "一店", "文三路1号"), ("甲2", "一店（新）", ""), ("甲3", "二店"), ("甲3", "二店", "1号"))
    )
    ((_, value, _),) = said(copies, "DUP-03")
    assert "编号填重" not in value
