"""What a page with an override says about a mend is what a new assessment with the same override gives."""

from __future__ import annotations

import pytest

import riskkit as rk

UNIT = "unit/city_score_100"
DAY = "2026-01-01"
MENDED = {
    "overdue_hidden_dangers": ("overdue_hidden_dangers", 0),
    "open_hidden_dangers": ("open_hidden_dangers", 0),
    "own_inspections_12m": ("own_inspections_12m", 12),
    "staff_quiz": ("staff_quiz_score", 100),
}


@pytest.fixture(scope="module")
def rules():
    return rk.Rulebook.at(DAY, UNIT)


@pytest.fixture(scope="module")
def table(rules):
    return rk.read(rk.dataset_path("synthetic_city") / "units.csv", rules).table.drop(columns="source_row").head(300)


@pytest.fixture(scope="module")
def decided(table, rules, overrides):
    """Every second unit has its grade set by hand: one better where there is one, else one worse."""
    register = rk.assess(table, rules).register.iloc[::2]
    other = {"D": "C", "C": "B", "B": "A", "A": "B"}
    rows = zip(register["subject_id"], register["grade"], strict=True)
    return overrides(*[(unit, grade, other[grade], "理由", "王某", DAY) for unit, grade in rows])


@pytest.fixture(scope="module")
def before(table, rules, decided):
    return rk.assess(table, rules, overrides=decided)


@pytest.mark.parametrize("indicator", MENDED)
def test_a_mend_gives_the_grade_that_the_page_says(table, rules, decided, before, indicator):
    field, value = MENDED[indicator]
    label = next(leaf.label for leaf in rules.leaves if leaf.id == indicator)
    by_hand = before.register.query("grade_by == 'override'")["subject_id"]
    explained = {unit: before.explain(unit) for unit in by_hand}
    promised = {unit: mend for unit, text in explained.items() for mend in text.mends if mend.label == label}
    assert promised
    mended = table.copy()
    mended[field] = mended[field].astype(object)
    mended.loc[mended["subject_id"].isin(promised), field] = value
    after = rk.assess(mended, rules, overrides=decided).register.set_index("subject_id")
    lapsed = 0
    for unit, mend in promised.items():
        assert after.loc[unit, "risk_score"] == pytest.approx(mend.risk_score_after, abs=2e-4)
        if mend.grade_after != "须重新评估":
            assert after.loc[unit, "grade"] == mend.grade_after, unit
            lapsed += after.loc[unit, "grade_by"] == "score"
    assert lapsed or indicator != "overdue_hidden_dangers"  # some mend changes the grade that the override was set from


def test_a_vetoed_unit_is_told_the_grade_of_its_override(before):
    vetoed = before.register.query("grade_by == 'override' and veto_clauses != ''")["subject_id"]
    assert len(vetoed)
    for explanation in map(before.explain, vetoed):
        assert explanation.override.decided_by == "direct_determination"
        cleared, *others = explanation.mends
        assert {mend.grade_after for mend in others} <= {explanation.grade.code, "须重新评估"}
        score = explanation.score
        by_score = "A" if score >= 90 else "B" if score >= 80 else "C" if score >= 70 else "D"
        assert cleared.grade_after == (explanation.grade.code if by_score == "D" else by_score)
