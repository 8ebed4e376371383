"""Worked results of the nine practice tables, by the source's rule: 100 less what each section loses, at most its cap.

A veto leaves 0 and any problem found is 不合格. The extracts have the headers of a form that an inspector fills in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import polars as pl
import pytest

from riskkit.assessment import Assessment
from riskkit.indicators.rule_file import FieldShape
from riskkit.indicators.rulebook import Rulebook
from riskkit.workflow import assess

DAY = "2025-01-01"
# table → items, caps of its sections in order
TABLES = {
    "gd_small_premises": (22, [55, 20, 10, 5, 10]),
    "gd_rental": (19, [10, 50, 20, 10, 10]),
    "gd_public_places": (48, [5, 30, 30, 5, 10, 5, 5, 10]),
    "gd_industrial": (50, [5, 30, 30, 5, 10, 5, 5, 10]),
    "gd_complex": (86, [20, 20, 10, 5, 15, 15, 5, 5, 5]),
    "gd_homestay": (22, [20, 30, 30, 20]),
    "gd_ebike_charging": (20, [20, 20, 40, 20]),
    "gd_unit_check": (39, [5, 35, 30, 10, 5, 5, 10]),
    "gd_wiring_gas_fire": (29, [40, 30, 30]),
}


def item_fields(book: str) -> dict[str, FieldShape]:
    """The columns of a table's items, by number as the form prints it (第N项)."""
    fields = Rulebook.at(DAY, f"unit/{book}").fields.values()
    return {alias: shape for shape in fields for alias in shape.aliases if re.fullmatch(r"第\d+项", alias)}


Found = Mapping[int, object]


def assessed(
    book: str, forms: Sequence[Found], choices: Mapping[str, str] | None = None, bonus: bool = False
) -> Assessment:
    """One place a form, at which the items {number: cell} were found; every other cell of the form is empty."""
    columns: dict[str, list[str]] = {"编号": [str(place) for place in range(len(forms))]}
    for number, shape in item_fields(book).items():
        columns[shape.label.zh] = [str(found.get(int(number[1:-1]), "")) for found in forms]
    if bonus:
        columns["全部房间已安装联网火灾报警器"] = ["√"] * len(forms)
    return assess(pl.DataFrame(columns), f"unit/{book}", DAY, choices=choices)


def results(done: Assessment) -> list[tuple[float, str]]:
    """Score and verdict of every form, in their order."""
    register = done.register.assign(place=lambda rows: rows["subject_id"].astype(int)).sort_values("place")
    return list(zip(register["score"], register["grade"], strict=True))


WORKED: dict[str, list[tuple[Found, float]]] = {
    "gd_small_premises": [
        # blocked exit 15; two devices not working 10; wiring 10
        ({4: "是", 11: 2, 18: "√"}, 65),
        # 55 + 25 + 15 in a section of 55
        ({1: "是", 2: "是", 4: "是"}, 45),
    ],
    "gd_public_places": [
        # too few exits 15, other exits 10, fire doors 5; one system 10; two-person duty 3, records 2
        ({15: "是", 16: "是", 18: "是", 22: 1, 28: "是", 33: "是"}, 55),
        # each occurrence 5, at most 10
        ({19: 1}, 95),
        ({19: 7}, 90),
    ],
    # each occurrence 10, up to the 30 of the section
    "gd_industrial": [({24: 2}, 80), ({24: 9}, 70)],
    # a veto; hazard sources, a section of 20 in which only 10 can go
    "gd_homestay": [({4: "是"}, 0), ({21: "是", 22: "是"}, 90)],
    # recorded without points, yet a problem
    "gd_complex": [({66: "是"}, 100)],
    # a veto; item 4 under the section's cap, alone and with another item of the section
    "gd_rental": [({1: "是"}, 0), ({4: "是"}, 50), ({4: "是", 5: 1}, 50)],
    "gd_ebike_charging": [({16: "是"}, 90)],
    "gd_unit_check": [({7: 2}, 90), ({7: 3}, 90)],
    "gd_wiring_gas_fire": [({27: "是", 28: "是", 29: "是"}, 70)],
}


@pytest.mark.parametrize("book", TABLES)
def test_worked_results(book):
    """Any problem found is 不合格, whatever the score; without any it passes, unless nobody filled the form in."""
    forms = [{2: 0 if book == "gd_homestay" else "否"}, {}, *(found for found, _ in WORKED[book])]
    least = 10 if book == "gd_homestay" else 0  # its fourth section of 20 has items for 10
    expected = [(100, "合格"), (least, "不能判定"), *((score, "不合格") for _, score in WORKED[book])]
    assert results(assessed(book, forms)) == expected


def test_item_4_of_rental_housing_at_its_own_points():
    """Its 60 come off where the option says so, and stand in for the section's 50."""
    forms = [{4: "是"}, {4: "是", 5: 3}, {5: 9}, {1: "是", 4: "是"}]
    done = assessed("gd_rental", forms, {"item_4_cap": "own_points"})
    assert [score for score, _ in results(done)] == [40, 40, 50, 0]


def test_the_sources_own_sample():
    """Its report shows 10 hazards, 75 points off, a score of 25 and 不合格; which ones is not shown, these make 75."""
    # 55 of the first section, 10 and 10
    done = assessed("gd_small_premises", [dict.fromkeys((1, 2, 3, 4, 5, 6, 7, 12, 13, 14), "是")])
    assert results(done) == [(25, "不合格")]
    dangers = done.tables.hidden_dangers
    assert dangers is not None
    assert dangers.height == 10


@pytest.mark.parametrize("book", ["gd_small_premises", "gd_rental"])
def test_networked_alarms_in_all_rooms_add_5(book):
    """Not where the veto has left nothing."""
    forms = [{18: "是"}] if book == "gd_small_premises" else [{18: "是"}, {1: "是"}]
    with_bonus, without = results(assessed(book, forms, bonus=True)), results(assessed(book, forms))
    assert with_bonus[0][0] == without[0][0] + 5
    assert with_bonus[1:] == without[1:]


@pytest.mark.parametrize(("book", "items", "caps"), [(book, *rest) for book, rest in TABLES.items()])
def test_items_and_caps(book, items, caps):
    rules = Rulebook.at(DAY, f"unit/{book}")
    assert [leaf.block.full_points for leaf in rules.leaves] == caps
    assert sum(caps) == 100
    assert sum(len(leaf.block.items) for leaf in rules.leaves) == items
    assert sorted(item_fields(book), key=lambda text: int(text[1:-1])) == [f"第{n}项" for n in range(1, items + 1)]


def test_a_form_without_most_columns_has_the_worst_score_and_an_open_verdict():
    """No column is not the same as an empty one."""
    done = assess(pl.DataFrame({"编号": ["1"], "第18项": ["否"]}), "unit/gd_small_premises", DAY)
    assert results(done) == [(0, "不能判定")]
