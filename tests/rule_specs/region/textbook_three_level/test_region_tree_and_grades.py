"""region/textbook_three_level: AHP weights and CR, names, what the Hunan veto does, days of change."""

from __future__ import annotations

import pytest

from riskkit.errors import RiskkitError
from riskkit.indicators.rulebook import Criterion, Rulebook
from riskkit.terms import Basis

ID = "region/textbook_three_level"
FIRST = "2018-01-01"


@pytest.fixture(scope="module")
def rules():
    return Rulebook.at(FIRST, ID)


def test_region_grade_labels(rules):
    assert [grade.label.zh for grade in rules.grades.grades] == ["低风险", "中风险", "高风险", "极高风险"]
    assert rules.grades.basis is Basis.TEXTBOOK


def test_textbook_names(rules):
    """Four first-level and seven second-level names of the textbook's variant B, in its order."""
    assert [child.label.zh for child in rules.root.children] == [
        "火灾危险源",
        "区域基础信息",
        "消防力量水平",
        "社会面防控能力",
    ]
    second = [
        grandchild.label.zh
        for child in rules.root.children
        for grandchild in child.children
        if isinstance(grandchild, Criterion)
    ]
    assert second == [
        "客观因素", "人为因素", "城市公共消防基础设施", "灭火救援能力", "消防管理", "消防宣传教育", "灾害抵御能力"
    ]  # fmt: skip


def test_judgements_are_consistent_and_defaults(rules):
    """No norm gives the weights: the matrices are defaults, each with CR < 0.1, and the leaves' weights sum to 1."""
    compared = [criterion for criterion in rules.root.criteria() if criterion.id != "station_level"]
    assert len(compared) == 12
    assert all(criterion.ahp is not None and criterion.ahp.cr < 0.1 for criterion in compared)
    assert rules.tree_block.basis is Basis.PROJECT_DEFAULT
    assert sum(leaf.global_weight for leaf in rules.leaves) == pytest.approx(1)


def test_root_weights(rules):
    """Judgements 2 : 1 and 1 : 1 without contradiction have the exact weights 1/3, 1/6, 1/6, 1/3 and CR 0."""
    assert [child.weight for child in rules.root.children] == pytest.approx([1 / 3, 1 / 6, 1 / 6, 1 / 3])
    assert rules.root.ahp.cr == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("day", [FIRST, "2025-05-01"])
def test_region_veto_is_local_and_its_grade_a_default(day):
    """DB43/T 1324-2017 ch. 8: at least one 重大 or 特别重大 fire; that it means grade IV is riskkit's mapping."""
    rules = Rulebook.at(day, ID)
    ((_, block),) = rules.vetoes
    assert (block.basis, block.reference.source) == (Basis.LOCAL_RULE, "db43_t_1324_2017")
    assert (block.outcome.grade, block.outcome.basis) == ("IV", Basis.PROJECT_DEFAULT)


def test_region_veto_sets_the_worst_grade(rules, scored):
    good = {"area_km2": 100, "population": 50_000, "fire_lanes_blocked": 0, "turnout_minutes": 4, "great_fires": 0}
    result = scored(rules, [good, {**good, "great_fires": 1}])
    assert result.score[0] == result.score[1]
    assert [rules.grades.grades[position].code for position in result.grade][1] == "IV"
    assert result.grade[0] < result.grade[1]


def test_region_rules_begin_with_the_textbook():
    with pytest.raises(RiskkitError, match="RULE-31"):
        Rulebook.at("2017-12-31", ID)
    assert Rulebook.at(FIRST, ID).root.children


def test_region_fire_grades_change_on_2025_05_01():
    before, after = Rulebook.at("2025-04-30", ID), Rulebook.at("2025-05-01", ID)
    ((_, old),), ((_, new),) = before.vetoes, after.vetoes
    assert old.when == new.when
    assert "17号" not in old.note.zh
    assert "17号" in new.note.zh
    assert before.digest == Rulebook.at(FIRST, ID).digest != after.digest


def test_region_figures_come_from_the_levels_below(rules):
    fed = {name: field.roll_up for name, field in rules.fields.items() if field.roll_up}
    assert {name: (spec.level.value, spec.by, spec.statistic, spec.of) for name, spec in fed.items()} == {
        "unit_count": ("unit", "region_id", "count", None),
        "key_unit_count": ("unit", "region_id", "sum", "key_unit"),
        "unit_worst_grade_share": ("unit", "region_id", "share_of_worst_grade", None),
        "unit_major_hazards": ("unit", "region_id", "sum", "open_major_hazards"),
        "industry_mean_score": ("industry", "all", "mean", "score"),
    }
