"""Answers that come back: 是 joins, 否 keeps apart, 存疑 and blanks wait; what fits no pair is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from linking_case import planted

import riskkit as rk

DAY = "2026-01-01"
Linked = Callable[..., rk.Links]
THERE = [
    {"id": "b1", "name": "宏达餐馆", "address": "文一路12号"},
    {"id": "b2", "name": "宏达餐馆（个体工商户）", "address": "文一路12号"},
    {"id": "b3", "name": "=永丰旅社", "address": "中山路1号"},
]
HERE = [
    {"id": "a1", "name": "宏达餐馆", "address": "文一路12号"},
    {"id": "a3", "name": "=永丰旅社", "address": "中山路9号"},
]


def answered(result: rk.Links, folder: Path, answers: dict[tuple[str, str], str]) -> Path:
    """The review workbook of ``result`` with a conclusion for each pair of ids that is named."""
    rk.save_links(result, folder)
    path = folder / ("待核.xlsx" if result.lang == "zh" else "review.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    ids = [next(at for at, head in enumerate(heads) if head in (f"{side}编号", f"{side} id")) for side in "AB"]
    conclusion = next(at for at, head in enumerate(heads) if head in ("结论", "conclusion"))
    done = set()
    for row in sheet.iter_rows(min_row=2):
        pair = (row[ids[0]].value, row[ids[1]].value)
        if pair in answers:
            row[conclusion].value = answers[pair]
            done.add(pair)
    assert done == set(answers)
    book.save(path)
    return path


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_answers_join_and_keep_apart(linked: Linked, tmp_path: Path, lang: str) -> None:
    options = rk.Options(lang=lang)  # type: ignore[arg-type]
    before = linked(HERE, THERE, options=options)
    assert (before.linked.height, before.review.height) == (0, 3)
    yes, no = ("是", "否") if lang == "zh" else ("yes", "no")
    path = answered(before, tmp_path / "out", {("a1", "b2"): yes, ("a3", "b3"): no})
    after = linked(HERE, THERE, reviewed=path, options=options)
    assert after.linked.select("a_unit_id", "b_unit_id", "how").rows() == [("a1", "b2", "reviewed")]
    assert after.review.height == 0
    assert after.only_b["unit_id"].to_list() == ["b1", "b3"]
    assert after.reviewed is not None
    assert not {"LINK-05", "LINK-06"} & set(after.findings["code"])


def test_a_rival_that_is_ruled_out_lets_the_other_be_joined(linked: Linked, tmp_path: Path) -> None:
    rows = [{**row, "area": "330106"} for row in THERE[:2]], [{**HERE[0], "area": "330106"}]
    before = linked(rows[1], rows[0])
    path = answered(before, tmp_path / "out", {("a1", "b1"): "否"})
    after = linked(rows[1], rows[0], reviewed=path)
    assert after.linked.select("a_unit_id", "b_unit_id", "how").rows() == [("a1", "b2", "name_address")]


def test_doubt_waits_even_where_it_would_be_joined(linked: Linked, tmp_path: Path) -> None:
    path = answered(linked(HERE, THERE), tmp_path / "out", {("a1", "b1"): "存疑", ("a1", "b2"): "否"})
    after = linked(HERE, THERE, reviewed=path)
    assert after.linked.height == 0
    waits = after.review.filter(after.review["a_unit_id"] == "a1")
    assert waits.select("b_unit_id", "why", "conclusion").rows() == [("b1", "doubted", "unsure")]


def test_one_row_with_two_partners_is_told(linked: Linked, tmp_path: Path) -> None:
    path = answered(linked(HERE, THERE), tmp_path / "out", {("a1", "b1"): "是", ("a1", "b2"): "是"})
    after = linked(HERE, THERE, reviewed=path)
    assert after.linked["how"].to_list() == ["reviewed", "reviewed"]
    assert after.findings.query("code == 'LINK-06'")["value"].tolist() == ["宏达餐馆"]
    assert after.accounts[0].linked == 1


def test_an_answer_about_a_row_that_changed_is_told_and_not_used(linked: Linked, tmp_path: Path) -> None:
    path = answered(linked(HERE, THERE), tmp_path / "out", {("a1", "b2"): "是"})
    changed = [{**HERE[0], "name": "宏大餐馆"}, HERE[1]]
    after = linked(changed, THERE, reviewed=path)
    assert "reviewed" not in after.linked["how"].to_list()
    assert after.findings.query("code == 'LINK-05'")["value"].tolist() == ["宏达餐馆 ~ 宏达餐馆（个体工商户）"]


def test_rows_in_another_order_are_still_recognised(linked: Linked, tmp_path: Path) -> None:
    path = answered(linked(HERE, THERE), tmp_path / "out", {("a1", "b2"): "是"})
    after = linked(HERE[::-1], THERE[::-1], reviewed=path)
    assert after.linked.select("a_unit_id", "b_unit_id", "how").rows() == [("a1", "b2", "reviewed")]


def test_answers_may_come_as_csv_and_in_other_words(linked: Linked, tmp_path: Path) -> None:
    before = linked(HERE, THERE)
    rk.save_links(before, tmp_path / "out")
    text = (tmp_path / "out" / "review.csv").read_text("utf-8-sig")
    first, *lines = text.splitlines()
    marked = [line.replace(",,", ",√,", 1) if "永丰" in line else line for line in lines]
    (tmp_path / "核对.csv").write_text("\n".join([first, *marked]), encoding="utf-8")
    after = linked(HERE, THERE, reviewed=tmp_path / "核对.csv")
    assert after.linked.select("a_unit_id", "b_unit_id", "how").rows() == [("a3", "b3", "reviewed")]


def test_a_workbook_that_nobody_answered_changes_nothing(tmp_path: Path) -> None:
    case = planted(300, 5)
    before = rk.link(case.a, case.b, DAY)
    path = answered(before, tmp_path / "out", {})
    after = rk.link(case.a, case.b, DAY, reviewed=path)
    assert after.linked.equals(before.linked)
    assert after.review.equals(before.review)


def test_all_answered_by_the_truth_finds_nearly_every_pair(tmp_path: Path) -> None:
    case = planted(300, 5, 1.6)
    before = rk.link(case.a, case.b, DAY)
    pairs = before.review.select("a_unit_id", "b_unit_id").rows()
    path = answered(before, tmp_path / "out", {pair: "是" if pair in case.truth else "否" for pair in pairs})
    after = rk.link(case.a, case.b, DAY, reviewed=path)
    found = set(after.linked.select("a_unit_id", "b_unit_id").rows())
    assert "LINK-05" not in set(after.findings["code"])
    assert set(pairs) & case.truth <= found
    assert after.how_counts()["reviewed"] == len(set(pairs) & case.truth)
    assert len(found & case.truth) / len(found) >= 0.99


def test_a_file_that_is_no_review_workbook_is_refused(linked: Linked, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("单位编号,单位名称\nA,B\n", encoding="utf-8")
    with pytest.raises(rk.RiskkitError) as caught:
        linked(HERE, THERE, reviewed=path)
    assert caught.value.code == "COL-06"
