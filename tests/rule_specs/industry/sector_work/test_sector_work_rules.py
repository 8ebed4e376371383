"""industry/sector_work: deductions, unit figures, bonus and its cap, grades at their limits, vetoes set the score 0.

Grades, base 100 with the bonus beside it, veto → 0: the rule of Xinxiang city (local_rule). All else is a default.
"""

from __future__ import annotations

import numpy as np
import pytest

from riskkit.errors import RiskkitError
from riskkit.indicators.rulebook import Rulebook
from riskkit.scoring.grades import grade_of
from riskkit.terms import Basis

ID = "industry/sector_work"
FIRST = "2022-04-07"
U, NA = "unknown", "not applicable"


@pytest.fixture(scope="module")
def rules():
    return Rulebook.at(FIRST, ID)


def values(field, text):
    numbers = [tuple(float(number) for number in pair.split(":")) for pair in text.split()]
    return [*[({field: value}, points) for value, points in numbers], ({}, U), ({field: "/"}, NA)]


def deductions(names, *rows):
    """Rows of cells in the order of ``names``, the last one the points that remain."""
    known = [(dict(zip(names.split(), row[:-1], strict=True)), row[-1]) for row in rows]
    first = names.split()[0]
    unknown = {name: 0 for name in names.split() if name != first}
    return [*known, (unknown, U), (dict.fromkeys(names.split(), "/"), NA)]


CASES = {
    "own_responsibility": deductions(
        "duties_undefined annual_plan_missing meetings_missed",
        (0, 0, 0, 20), (1, 0, 0, 10), (0, 1, 0, 15), (0, 0, 1, 17.5), (0, 0, 2, 15), (0, 0, 9, 15), (1, 1, 9, 0),
    ),
    "own_tasks": deductions(
        "tasks_unfinished standards_not_issued joint_checks_missed",
        (0, 0, 0, 20), (1, 0, 0, 17), (4, 0, 0, 8), (9, 0, 0, 8), (0, 1, 0, 15), (0, 0, 3, 17), (0, 0, 9, 17),
        (9, 1, 9, 0),
    ),
    "own_rectification": deductions(
        "dangers_overdue danger_ledger_missing", (0, 0, 25), (1, 0, 23), (8, 0, 10), (99, 0, 10), (0, 1, 15), (99, 1, 0)
    ),
    "own_publicity": deductions(
        "trainings_missed publicity_missing", (0, 0, 15), (1, 0, 12), (3, 0, 6), (9, 0, 6), (0, 1, 9), (9, 1, 0)
    ),
    "own_sector_tasks": values("sector_tasks_unfinished", "0:20 1:16 5:0 9:0"),
    "unit_mean_risk": values("unit_mean_risk", "0:100 25:75 100:0"),
    "unit_grade_d_share": values("unit_grade_d_share", "0:100 0.025:90 0.05:80 0.125:60 0.2:40 0.35:20 0.5:0 1:0"),
    "major_hazards_per_1000": [
        *[
            ({"unit_major_hazards": hazards, "unit_count": 100_000}, points)
            for hazards, points in (
                (0, 100), (1, 80), (200, 80), (201, 50), (500, 50), (501, 20), (1000, 20), (1001, 0), (9000, 0),
            )
        ],
        ({"unit_major_hazards": 1, "unit_count": 500}, 80),
        ({"unit_count": 500}, U),
        ({"unit_major_hazards": 0, "unit_count": 0}, NA),
    ],
    "unit_fires_per_1000": values("unit_fires_per_1000", "0:100 2.5:90 5:80 12.5:60 20:40 35:20 50:0 90:0"),
    "bonus_smart_platform": values("smart_platform", "0:0 1:2"),
    "bonus_standards": values("sector_standards_published", "0:0 1:2 9:2"),
    "bonus_awards": values("awards_won", "0:0 1:1 2:2 9:2"),
}  # fmt: skip
FROM_UNITS = {"unit_mean_risk", "unit_grade_d_share", "major_hazards_per_1000", "unit_fires_per_1000"}


@pytest.mark.parametrize("leaf", sorted(CASES))
def test_sector_points(rules, outcomes, leaf):
    expected = [want if isinstance(want, str) else pytest.approx(want) for _, want in CASES[leaf]]
    assert outcomes(rules, leaf, [row for row, _ in CASES[leaf]]) == expected


def test_every_sector_indicator_has_a_spec_and_is_a_default(rules):
    leaves = (*rules.leaves, *rules.bonus)
    assert {leaf.id for leaf in leaves} == set(CASES)
    assert {leaf.block.basis for leaf in leaves} == {Basis.PROJECT_DEFAULT}
    for leaf in leaves:
        assert leaf.indicator.missing.value == ("reweight" if leaf.id in FROM_UNITS else "worst"), leaf.id


@pytest.mark.parametrize("leaf", sorted(CASES))
def test_sector_limits_are_specified(rules, measured_values, edges, leaf):
    found = next(one for one in (*rules.leaves, *rules.bonus) if one.id == leaf)
    assert set(edges(found)) <= set(measured_values(rules, leaf, [row for row, _ in CASES[leaf]]))


@pytest.mark.parametrize(
    ("score", "grade"),
    [(105, "优秀"), (90, "优秀"), (89.9999, "良好"), (80, "良好"), (79.9999, "合格"), (60, "合格"),
     (59.9999, "不合格"), (0, "不合格")],
)  # fmt: skip
def test_sector_grade_limits(rules, score, grade):
    assert rules.grades.grades[grade_of(rules.grades, np.array([score]))[0]].code == grade
    assert rules.grades.basis is Basis.LOCAL_RULE
    assert rules.grades.also_grade == ["own_work"]


def test_sector_weights(rules):
    weights = {leaf.id: leaf.global_weight for leaf in rules.leaves}
    assert weights == pytest.approx(
        {
            "own_responsibility": 0.1, "own_tasks": 0.1, "own_rectification": 0.125, "own_publicity": 0.075,
            "own_sector_tasks": 0.1, "unit_mean_risk": 0.2, "unit_grade_d_share": 0.125,
            "major_hazards_per_1000": 0.1, "unit_fires_per_1000": 0.075,
        }
    )  # fmt: skip
    assert rules.tree_block.basis is Basis.PROJECT_DEFAULT


def test_sector_unit_figures_come_from_the_unit_register(rules):
    statistics = {
        name: (field.roll_up.statistic, field.roll_up.of) for name, field in rules.fields.items() if field.roll_up
    }
    assert statistics == {
        "unit_count": ("count", None),
        "unit_people": ("sum", "consequence"),
        "unit_mean_risk": ("exposure_weighted_mean", "risk_score"),
        "unit_grade_d_share": ("share_of_grade", None),
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
    "unit_grade_d_share": 0, "unit_fires_per_1000": 0,
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
