"""What a page says would lower the risk is what a new assessment of the mended unit gives."""

from __future__ import annotations

import pytest

import riskkit as rk

UNIT = "unit/city_score_100"
DAY = "2026-01-01"
# one field that alone brings its indicator to full points
MENDED = {
    "overdue_hidden_dangers": ("overdue_hidden_dangers", 0),
    "open_hidden_dangers": ("open_hidden_dangers", 0),
    "exits_blocked": ("exits_blocked", 0),
    "drills_12m": ("drills_12m", 2),
    "own_inspections_12m": ("own_inspections_12m", 12),
    "staff_quiz": ("staff_quiz_score", 100),
    "sprinkler": ("sprinkler_status", "working"),
    "fire_alarm": ("alarm_status", "working"),
    "electrical_check_age": ("electrical_check_age_years", 0),
    "exit_signs_faulty": ("exit_signs_faulty_percent", 0),
}


@pytest.fixture(scope="module")
def rules():
    return rk.Rulebook.at(DAY, UNIT)


@pytest.fixture(scope="module")
def table(rules):
    reading = rk.read(rk.dataset_path("synthetic_city") / "units.csv", rules)
    return reading.table.drop(columns="source_row").head(300)


@pytest.fixture(scope="module")
def before(table, rules):
    return rk.assess(table, rules)


@pytest.mark.parametrize("indicator", MENDED)
def test_a_mend_lowers_the_risk_by_what_the_page_says(table, rules, before, indicator):
    field, value = MENDED[indicator]
    label = next(leaf.label for leaf in rules.leaves if leaf.id == indicator)
    promised = {}
    for subject_id in before.register["subject_id"]:
        mends = before.explain(subject_id).mends
        found = [mend for mend in mends if mend.label == label and not mend.remedy.zh.startswith("只整改")]
        promised.update((subject_id, mend) for mend in found)
    assert promised, indicator
    mended = table.copy()
    mended[field] = mended[field].astype(object)
    mended.loc[mended["subject_id"].isin(promised), field] = value
    after = rk.assess(mended, rules).register.set_index("subject_id")
    decided = before.register.set_index("subject_id")["grade_by"]
    for subject_id, mend in promised.items():
        assert mend.lowers_by > 0
        # rounding of one contribution beside rounding of the whole score
        assert after.loc[subject_id, "risk_score"] == pytest.approx(mend.risk_score_after, abs=2e-4)
        # a mend of a field that a met veto reads may lift the veto: the page says to assess again, nothing else
        if mend.grade_after == "须重新评估":
            assert decided[subject_id] != "score"
        else:
            assert decided[subject_id] == after.loc[subject_id, "grade_by"]
            assert after.loc[subject_id, "grade"] == mend.grade_after


def test_what_is_unknown_is_not_a_mend(before):
    for subject_id in before.register["subject_id"].head(60):
        explanation = before.explain(subject_id)
        unknown = {reason.label for reason in explanation.reasons if reason.state != "known"}
        assert not unknown & {mend.label for mend in explanation.mends}


def test_mends_are_told_largest_first(before):
    for subject_id in before.register["subject_id"].head(60):
        amounts = [mend.lowers_by for mend in before.explain(subject_id).mends if mend.lowers_by > 0]
        assert amounts == sorted(amounts, reverse=True)


def test_while_a_veto_stands_only_clearing_it_changes_the_grade(before):
    vetoed = before.register.query("grade_by != 'score'")["subject_id"]
    for explanation in map(before.explain, vetoed):
        cleared, *others = explanation.mends
        assert {mend.grade_after for mend in others} <= {"D", "须重新评估"}
        score = explanation.score
        assert cleared.grade_after == ("A" if score >= 90 else "B" if score >= 80 else "C" if score >= 70 else "D")
        assert (cleared.lowers_by, cleared.risk_score_after) == (0, explanation.risk_score)
