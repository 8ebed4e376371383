"""Sampling rules at their limits: XF/T 1369-2016 4.3.7 and 4.3.9, DB13/T 5336-2021."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from riskkit.item_checking import count_items

HEADERS = ["单位编号", "检查项", "部位", "类别", "检查结果", "取样类别", "抽查数", "总数"]
# people enough, so that only the rule under test speaks
ASKED = ("甲", "问卷", "问卷", "C", "合格", "问卷", "5", None)


def found(*rows: tuple[Any, ...], day: str = "2026-01-01") -> list[str]:
    table = pl.DataFrame([*rows], schema=dict.fromkeys(HEADERS, pl.String), orient="row")
    codes = count_items(table, day).findings["code"].tolist()
    return sorted(code for code in codes if code.startswith("ITEM"))


def places(n: int, existing: int | None, failed: int = 0) -> list[tuple[Any, ...]]:
    total = None if existing is None else str(existing)
    return [
        ("甲", "应急照明", f"{k}层", "C", "不合格" if k < failed else "合格", "疏散设施", None, total) for k in range(n)
    ]


@pytest.mark.parametrize(
    ("n", "existing", "codes"),
    [
        (2, None, []),
        (1, None, ["ITEM-11"]),
        (2, 10, []),
        (1, 10, ["ITEM-11"]),
        (1, 2, ["ITEM-11"]),
        (2, 2, []),
        (1, 1, []),
    ],
)
def test_two_places_or_all(n: int, existing: int | None, codes: list[str]) -> None:
    assert found(ASKED, *places(n, existing)) == codes


@pytest.mark.parametrize(
    ("n", "existing", "codes"),
    [
        (6, None, []),
        (5, None, ["ITEM-12"]),
        (6, 100, []),
        (5, 100, ["ITEM-12"]),
        (5, 5, []),
        (4, 5, ["ITEM-12"]),
        (2, 2, []),
        (1, 1, []),
        (1, 9, ["ITEM-11", "ITEM-12"]),
    ],
)
def test_four_more_after_a_failure_or_all(n: int, existing: int | None, codes: list[str]) -> None:
    assert found(ASKED, *places(n, existing, failed=1)) == codes


def test_a_place_in_two_rows_is_one_place() -> None:
    twice = [*places(1, 10), *places(1, 10)]
    assert found(ASKED, *twice) == ["ITEM-11"]


def test_a_row_may_stand_for_many_places() -> None:
    assert found(ASKED, ("甲", "灭火器", "一层", "C", "合格", "消防设施", "2", "40")) == []


def test_places_that_were_not_checked_do_not_count() -> None:
    unchecked = ("甲", "应急照明", "9层", "C", "未检查", "疏散设施", None, None)
    assert found(ASKED, *places(1, None), unchecked) == ["ITEM-06", "ITEM-11"]


@pytest.mark.parametrize(
    ("n", "existing", "codes"), [("4", "4", []), ("3", "4", ["ITEM-13"]), ("3", None, ["ITEM-16"])]
)
def test_separations_are_checked_throughout(n: str, existing: str | None, codes: list[str]) -> None:
    assert found(ASKED, ("甲", "防火间距", None, "B", "合格", "全数检查", n, existing)) == codes


@pytest.mark.parametrize(("n", "codes"), [(5, []), (4, ["ITEM-14"])])
def test_five_people_are_asked(n: int, codes: list[str]) -> None:
    people = [("甲", f"问{k % 2}", f"第{k}人", "C", "合格", "问卷", None, None) for k in range(n)]
    assert found(*people) == codes


def test_one_person_asked_five_questions_is_one_person() -> None:
    assert found(*(("甲", f"问{k}", "张", "C", "合格", "问卷", None, None) for k in range(5))) == ["ITEM-14"]


def test_nobody_asked_is_said_where_samples_are_given_at_all() -> None:
    assert found(*places(2, 2)) == ["ITEM-14"]
    assert found(("甲", "门", None, "C", "合格", None, None, None)) == []


@pytest.mark.parametrize("kind", ["消防安全责任人", "消防安全管理人", "消防控制室值班人员"])
def test_responsible_people_are_all_asked(kind: str) -> None:
    assert found(ASKED, ("甲", "询问", None, "C", "合格", kind, "3", "4")) == ["ITEM-15"]
    assert found(ASKED, ("甲", "询问", None, "C", "合格", kind, "4", "4")) == []


@pytest.mark.parametrize(
    ("n", "existing", "short"),
    [(3, 15, False), (2, 15, True), (3, 16, True), (4, 16, False), (1, 1, False), (1, 5, False)],
)
def test_a_fifth_of_the_department_heads(n: int, existing: int, short: bool) -> None:
    codes = found(ASKED, ("甲", "询问", None, "C", "合格", "部门负责人", str(n), str(existing)))
    assert codes == (["ITEM-15"] if short else [])


@pytest.mark.parametrize(
    ("n", "existing", "codes"),
    [
        (10, 51, []),
        (9, 51, ["ITEM-15"]),
        (5, 50, []),
        (4, 50, ["ITEM-15"]),
        (5, 5, []),
        (4, 4, []),
        (3, 4, ["ITEM-15"]),
        (10, None, []),
        (9, None, ["ITEM-16"]),
    ],
)
def test_staff(n: int, existing: int | None, codes: list[str]) -> None:
    total = None if existing is None else str(existing)
    assert found(ASKED, ("甲", "询问", None, "C", "合格", "员工", str(n), total)) == codes


def test_a_rule_that_is_not_yet_in_force_is_not_asked_for() -> None:
    few = ("甲", "询问", None, "C", "合格", "员工", "1", "60")
    assert found(ASKED, few, day="2022-01-01") == ["ITEM-15"]
    assert found(ASKED, few, day="2021-12-31") == []
