"""A form that nobody filled in, an item nobody looked at, a determination nobody could make: none of them passes."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import riskkit as rk
from riskkit.filling import fill_rulebook

DAY = "2026-01-01"


@pytest.fixture(scope="module")
def rental():
    return rk.Rulebook.at(DAY, "unit/gd_rental")


def labels(rules: rk.Rulebook) -> dict[int, str]:
    """Item number → header of the form."""
    items = [item for leaf in rules.leaves for item in leaf.block.items or []]
    return {place: rules.fields[item.field].label.zh for place, item in enumerate(items, 1)}


def form(subject_id: str, rules: rk.Rulebook, every: str, **found: str) -> dict[str, str]:
    heads = labels(rules)
    return {"单位编号": subject_id, **dict.fromkeys(heads.values(), every)} | {
        heads[int(number[1:])]: cell for number, cell in found.items()
    }


def entry(result: rk.Assessment, subject_id: str) -> pd.Series:
    return result.register.set_index("subject_id").loc[subject_id]


def test_a_blank_form_is_unknown_and_a_touched_one_is_not(rental):
    rows = [form("blank", rental, ""), form("touched", rental, "", _19="否"), form("found", rental, "", _13="√")]
    result = rk.assess(pd.DataFrame(rows), rental)
    assert entry(result, "blank")[["grade", "grade_range", "score"]].tolist() == ["不能判定", "合格～不合格", 0]
    assert entry(result, "blank")["unobserved_share"] == 1
    assert entry(result, "touched")[["grade", "grade_range", "score"]].tolist() == ["合格", "合格", 100]
    assert entry(result, "found")[["grade", "score"]].tolist() == ["不合格", 95]


def test_blanks_and_not_applicable_alone_answer_nothing(rental):
    slashes = form("slashes", rental, "/", _19="")
    bonus = form("bonus", rental, "") | {"全部房间已安装联网火灾报警器": "是"}
    result = rk.assess(pd.DataFrame([slashes, bonus]), rental)
    assert result.register["grade"].tolist() == ["不能判定", "不能判定"]


def test_an_unknown_item_leaves_only_its_own_points_open(rental):
    # item 13 takes 5 of the 10 points of its section, items 15 and 16 take 10 each
    rows = [form("small", rental, "否", _13="不详"), form("full", rental, "否", _13="不详", _15="是", _16="是")]
    result = rk.assess(pd.DataFrame(rows), rental)
    small, full = entry(result, "small"), entry(result, "full")
    assert small[["score", "score_low", "score_high", "grade"]].tolist() == [95, 0, 5, "不能判定"]
    assert full[["score", "score_low", "score_high", "grade"]].tolist() == [90, 10, 10, "不合格"]  # the cap is reached
    assert small["unobserved_share"] == pytest.approx(0.05)
    assert [(line.times, line.points_off) for line in result.explain("small").dangers] == [(None, 5.0)]


def test_a_form_to_which_nothing_applies_is_set_aside(rental):
    result = rk.assess(pd.DataFrame([form("none", rental, "/"), form("one", rental, "否")]), rental)
    assert result.set_aside[["subject_id", "code"]].to_numpy().tolist() == [["none", "SCORE-03"]]


FILLED = """
rulebook: unit/high_hazard_60
fills: [contents_and_limits]
from: "2026-01-01"
basis: local_rule
clause: 附件
checked: "2026-01-01"
source: {title: {zh: 试验办法, en: trial rule}, issuer: 某市, number: 1号, in_force_from: "2026-01-01"}
contents:
  - {label: {zh: 合法性, en: legality}, weight: 0.5}
  - {label: {zh: 设施, en: facilities}, weight: 0.5}
grades:
  closed: left
  grades:
    - {code: 好, label: {zh: 好, en: good}, from: 85, to: 100, colour: "#2F6FB7"}
    - {code: 一般, label: {zh: 一般, en: fair}, from: 60, to: 85, colour: "#E6B800"}
    - {code: 差, label: {zh: 差, en: poor}, from: 0, to: 60, colour: "#C0392B"}
"""


def test_determinations_that_nobody_made_leave_the_grade_open(tmp_path: Path):
    (tmp_path / "fill.yaml").write_text(FILLED, "utf-8")
    fill_rulebook("unit/high_hazard_60", tmp_path / "fill.yaml", tmp_path / "rules")
    rules = rk.Rulebook.at(DAY, "unit/high_hazard_60", tmp_path / "rules")
    result = rk.assess(pd.DataFrame([{"单位编号": "a", "合法性": 95, "设施": 95}]), rules)
    assert entry(result, "a")[["grade", "grade_range"]].tolist() == ["好", "好～差"]
    mends = [mend.remedy.zh for mend in result.explain("a").mends]
    assert mends == ["整改“合法性”中失分的问题", "整改“设施”中失分的问题"]


def test_fractions_in_a_column_of_percents_are_said():
    rules = rk.Rulebook.at("2025-09-01", "unit/major_hazard_35181")
    head = next(field.label.zh for field in rules.fields.values() if field.uom == "percent")
    few = rk.assess(pd.DataFrame([{"单位编号": "a", head: 0.95}, {"单位编号": "b", head: 0.5}]), rules)
    many = rk.assess(pd.DataFrame([{"单位编号": "a", head: 0.95}, {"单位编号": "b", head: 95}]), rules)
    said = rk.assess(pd.DataFrame([{"单位编号": "a", head: "0.95%"}]), rules)
    assert "NUM-07" in set(few.findings["code"])
    assert not {"NUM-07"} & {*many.findings["code"], *said.findings["code"]}
