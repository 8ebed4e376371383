"""industry/sector_work: whole scores, the bonus and its cap, vetoes set the score 0; single values: YAML specs.

Grades, base 100 with the bonus beside it, veto → 0: the rule of Xinxiang city (local_rule). All else is a default.
"""

from __future__ import annotations

import pytest

from riskkit.errors import RiskkitError
from riskkit.indicators.rulebook import Rulebook
from riskkit.terms import Basis

ID = "industry/sector_work"
FIRST = "2022-04-07"


@pytest.fixture(scope="module")
def rules():
    return Rulebook.at(FIRST, ID)


FROM_UNITS = {"unit_mean_risk", "unit_worst_grade_share", "major_hazards_per_1000", "unit_fires_per_1000"}


def test_every_sector_indicator_is_a_default(rules):
    leaves = (*rules.leaves, *rules.bonus)
    assert len(leaves) == 12
    assert {leaf.block.basis for leaf in leaves} == {Basis.PROJECT_DEFAULT}
    for leaf in leaves:
        assert leaf.indicator.missing.value == ("reweight" if leaf.id in FROM_UNITS else "worst"), leaf.id


def test_sector_grades_are_the_local_rules_and_the_tree_is_not(rules):
    assert rules.grades.basis is Basis.LOCAL_RULE
    assert rules.grades.also_grade == ["own_work"]
    assert rules.tree_block.basis is Basis.PROJECT_DEFAULT


def test_sector_unit_figures_come_from_the_unit_register(rules):
    statistics = {
        name: (field.roll_up.statistic, field.roll_up.of) for name, field in rules.fields.items() if field.roll_up
    }
    assert statistics == {
        "unit_count": ("count", None),
        "unit_people": ("sum", "consequence"),
        "unit_mean_risk": ("exposure_weighted_mean", "risk_score"),
        "unit_worst_grade_share": ("share_of_worst_grade", None),
        "unit_plain_mean_risk": ("mean", "risk_score"),
        "unit_major_hazards": ("sum", "open_major_hazards"),
        "unit_fires_per_1000": ("expected_fires_per_1000", None),
    }
    assert {field.roll_up.by for field in rules.fields.values() if field.roll_up} == {"industry_id"}


CLEAN = {
    "duties_undefined": 0, "annual_plan_missing": 0, "meetings_missed": 0, "tasks_unfinished": 0,
    "standards_not_issued": 0, "joint_checks_missed": 0, "dangers_overdue": 0, "danger_ledger_missing": 0,
    "trainings_missed": 0, "publicity_missing": 0, "sector_tasks_unfinished": 0, "smart_platform": 0,
    "sector_standards_published": 0, "awards_won": 0, "major_fires_12m": 0, "sector_found_responsible": False,
    "listed_hazards_overdue": 0, "unit_count": 1000, "unit_major_hazards": 0, "unit_mean_risk": 20,
    "unit_worst_grade_share": 0, "unit_fires_per_1000": 0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "score", "grade"),
    [
        ({}, 96, "优秀"),
        ({"duties_undefined": 1, "trainings_missed": 1}, 89.5, "良好"),
        ({"smart_platform": 1}, 98, "优秀"),
        # bonus items 2 + 2 + 2, cap 5
        ({"duties_undefined": 1, "smart_platform": 1, "sector_standards_published": 1, "awards_won": 2}, 96, "优秀"),
        ({"major_fires_12m": 1, "sector_found_responsible": True}, 0, "不合格"),
        ({"major_fires_12m": 1, "sector_found_responsible": False}, 96, "优秀"),
        ({"major_fires_12m": 0, "sector_found_responsible": True}, 96, "优秀"),
        ({"listed_hazards_overdue": 1}, 0, "不合格"),
        ({"listed_hazards_overdue": 1, "smart_platform": 1}, 0, "不合格"),
    ],
)
def test_sector_whole_score(rules, scored, changes, score, grade):
    result = scored(rules, [{**CLEAN, **changes}])
    assert result.score[0] == pytest.approx(score)
    assert rules.grades.grades[result.grade[0]].code == grade


def test_an_unknown_bonus_adds_nothing(rules, scored):
    row = {name: cell for name, cell in CLEAN.items() if name not in ("smart_platform", "awards_won")}
    assert scored(rules, [row]).score[0] == pytest.approx(96)


def test_sector_vetoes_are_defaults_with_the_local_outcome(rules):
    for veto, block in rules.vetoes:
        assert veto.kind == "local_veto"
        assert (block.basis, block.outcome.basis) == (Basis.PROJECT_DEFAULT, Basis.LOCAL_RULE)
        assert block.outcome.score == 0


def test_sector_rules_begin():
    with pytest.raises(RiskkitError, match="RULE-31"):
        Rulebook.at("2022-04-06", ID)
    assert Rulebook.at(FIRST, ID).digest == Rulebook.at("2026-11-22", ID).digest


def test_the_assumed_day_says_so(rules):
    """The copy of the Xinxiang rule shows no day; the day used must not pass for one."""
    source = rules.resolved.sources["xinxiang_sector_rule"]
    assert source.published is None
    assert "假定" in source.note.zh
    assert "assumed" in source.note.en
