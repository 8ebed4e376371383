"""unit/city_score_100: the ten direct determinations as law has them, days of change, whole scores."""

from __future__ import annotations

import pytest

from riskkit.errors import RiskkitError
from riskkit.indicators.rulebook import Rulebook
from riskkit.terms import Basis

ID = "unit/city_score_100"
FIRST = "2022-04-07"


@pytest.fixture(scope="module")
def rules():
    return Rulebook.at(FIRST, ID)


def test_unit_grade_labels(rules):
    assert [grade.label.zh for grade in rules.grades.grades] == ["低风险", "中风险", "高风险", "重大风险"]
    assert rules.grades.basis is Basis.LOCAL_RULE


def test_ten_items_in_the_order_of_the_law(rules):
    assert [veto.id for veto, _ in rules.vetoes] == [f"G60-{n}" for n in range(1, 11)]
    for n, (veto, block) in enumerate(rules.vetoes, start=1):
        assert veto.kind == "direct_determination"
        assert (block.basis, block.reference.source) == (Basis.NORM, "gongxiao_2013_60")
        assert block.reference.clause == f"第六条第{n}项"
        # 60号 says 差; that 差 is grade D here is riskkit's mapping
        assert (block.outcome.grade, block.outcome.basis) == ("D", Basis.PROJECT_DEFAULT)


def test_unit_rules_begin_with_the_city_draft():
    with pytest.raises(RiskkitError, match="RULE-31"):
        Rulebook.at("2022-04-06", ID)
    assert Rulebook.at(FIRST, ID).grades.grades[0].code == "A"


def test_fire_grades_change_on_2025_05_01(verdicts):
    """消防〔2025〕17号 moves the loss limits of the fire grades; the condition of G60-10 stays, its note changes."""
    before, after = Rulebook.at("2025-04-30", ID), Rulebook.at("2025-05-01", ID)
    blocks = [next(block for veto, block in rules.vetoes if veto.id == "G60-10") for rules in (before, after)]
    assert blocks[0].when == blocks[1].when
    assert "17号" not in blocks[0].note.zh
    assert "17号" in blocks[1].note.zh
    assert before.digest == Rulebook.at(FIRST, ID).digest
    assert before.digest != after.digest == Rulebook.at("2026-11-22", ID).digest


BEST = {
    "fire_permit_obtained": True, "staff": 40, "staff_trained": 40, "key_unit": True, "patrol_days_missed": 0,
    "own_inspections_12m": 12, "open_hidden_dangers": 0, "overdue_hidden_dangers": 0,
    "electrical_check_age_years": 0.5, "fire_rules_missing": False, "responsibility_unassigned": False,
    "fire_file_outdated": False, "hot_work_unpermitted": 0, "ebike_indoor_charging": 0,
    "sprinkler_status": "working", "alarm_status": "working", "facility_test_age_years": 0.5,
    "extinguishers_ok": 9, "extinguishers_checked": 9, "has_control_room": True, "control_room_staff": 4,
    "control_room_certified": 4, "exits_blocked": 0, "exit_width_m": 12, "occupants": 900, "fire_doors_ok": 8,
    "fire_doors_checked": 8, "exit_signs_faulty_percent": 0, "drills_12m": 2, "micro_fire_station": True,
    "staff_quiz_score": 95,
}  # fmt: skip
NO_VETO = {
    "fire_manager_appointed": True, "system_operator_appointed": True, "evacuation_impossible": False,
    "required_auto_system_missing": False, "facilities_paralysed": False, "illegal_dangerous_goods": False,
    "combustible_decoration": False, "repeat_violation": False, "required_brigade_missing": False,
    "major_fires_12m": 0, "ordinary_fires_12m": 0,
}  # fmt: skip


def whole(scored, rules, **changes):
    result = scored(rules, [{**BEST, **NO_VETO, **changes}])
    return float(result.score[0]), rules.grades.grades[result.grade[0]].code


@pytest.mark.parametrize(
    ("changes", "score", "grade"),
    [
        ({"place_type": "shop", "floor_area_m2": 800}, 100, "A"),
        ({"place_type": "shop", "floor_area_m2": 40000}, 87, "B"),  # 12 of 25 points
        ({"place_type": "hotel", "rooms": 50}, 97, "A"),  # 22 of 25
        ({"place_type": "shop", "floor_area_m2": 800, "fire_permit_obtained": True, "exits_blocked": 1}, 97.5, "A"),
        ({"place_type": "shop", "floor_area_m2": 40000, "exits_blocked": 2, "drills_12m": 0}, 78, "C"),
        # no place table for an office: its 25 points are shared out, 70 of the remaining 75 are left
        ({"place_type": "office", "exits_blocked": 2}, 93.3333, "A"),
        ({"place_type": "shop", "floor_area_m2": 800, "fire_permit_obtained": False}, 95, "D"),  # veto G60-1
    ],
)
def test_unit_whole_score(rules, scored, changes, score, grade):
    assert whole(scored, rules, **changes) == (pytest.approx(score), grade)


def test_not_applicable_points_go_to_the_siblings(rules, scored):
    """Without a control room facilities are out of 17; without sprinklers and alarm too, out of 6."""
    shop = {"place_type": "shop", "floor_area_m2": 800, "extinguishers_ok": 0}
    assert whole(scored, rules, **shop, has_control_room=False)[0] == pytest.approx(100 - 20 * 3 / 17, abs=1e-4)
    fewer = {"has_control_room": False, "sprinkler_status": "not_required", "alarm_status": "not_required"}
    assert whole(scored, rules, **shop, **fewer)[0] == pytest.approx(90)


def test_a_unit_of_which_nothing_is_known_is_not_good(rules, scored):
    result = scored(rules, [{"place_type": "shop"}])
    assert result.unobserved[0] == pytest.approx(1.0)
    assert rules.grades.grades[result.grade[0]].code == "D"
    assert (result.score_low[0], result.score_high[0]) == (0, 100)
