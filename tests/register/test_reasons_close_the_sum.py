"""The rows beside the indicators: a bonus and a veto that sets the score close the sum, and only they do."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import riskkit as rk

TINY = Path(__file__).parents[1] / "rule_faults" / "tiny_root"
DAY = "2026-01-01"
# all known, 20 occupants: the bonus is whole; two of three defects set the score to 0
GOOD = {
    "subject_id": "good", "area_m2": 5000, "exit_width": 1.2, "occupants": 20, "fires": 0, "has_alarm": True,
    "blocked_exits": 0, "storeys": 3, "use": "shop",
}  # fmt: skip


@pytest.fixture(scope="module")
def result():
    rows = [
        GOOD,
        {**GOOD, "subject_id": "crowded", "occupants": 400},
        {**GOOD, "subject_id": "vetoed", "blocked_exits": 1},
        {**GOOD, "subject_id": "hotel", "use": "hotel", "has_alarm": False},
    ]
    table = pl.DataFrame(rows).with_columns(pl.exclude("subject_id", "use").cast(pl.String))
    return rk.assess(table, rk.Rulebook.at(DAY, "unit/tiny", rules=TINY))


def reasons(result, subject_id):
    return {reason.indicator: reason for reason in result.explain(subject_id).reasons}


def test_a_bonus_has_a_row_of_its_own(result):
    register = result.register.set_index("subject_id")
    # 0.2·50 for the area, 0.1·40 for the deduction, 0.1·20 for the use: 16, less 5
    assert register.loc["crowded", "risk_score"] == 16.0
    assert register.loc["good", ["risk_score", "score"]].tolist() == [11.0, 89.0]
    assert "_bonus" not in reasons(result, "crowded")
    bonus = reasons(result, "good")["_bonus"]
    assert (bonus.kind, bonus.contribution, bonus.value, bonus.weight) == ("bonus", -5.0, "5.0", 0.0)


def test_a_veto_that_sets_the_score_has_a_row_of_its_own(result):
    entry = result.register.set_index("subject_id").loc["vetoed"]
    assert (entry["score"], entry["risk_score"], entry["grade"], entry["grade_by"]) == (0.0, 100.0, "C", "local_veto")
    found = reasons(result, "vetoed")
    # 16 and for the blocked exit 0.1·20 + 0.05·25, less 5: 14.25 from which the veto lifts the risk to 100
    assert found["_bonus"].contribution == -5.0
    veto = found["_veto:many_defects"]
    assert (veto.kind, veto.contribution, veto.value) == ("veto", 85.75, "")
    explanation = result.explain("vetoed")
    assert [line.state for line in explanation.vetoes] == ["not_met", "met"]
    # nothing but lifting the veto helps
    assert [(mend.lowers_by, mend.risk_score_after) for mend in explanation.mends] == [(85.75, 14.25)]


def test_a_veto_that_sets_the_grade_adds_no_points(result):
    entry = result.register.set_index("subject_id").loc["hotel"]
    assert (entry["grade"], entry["grade_by"]) == ("C", "direct_determination")
    assert not any(name.startswith("_veto") for name in reasons(result, "hotel"))


def test_every_sum_closes(result):
    for subject_id, risk in result.register.set_index("subject_id")["risk_score"].items():
        found = result.explain(subject_id).reasons
        assert round(sum(reason.contribution for reason in found), 4) == risk


@pytest.mark.parametrize("kept", [1, 3])
def test_keeping_few_reasons_makes_up_no_bonus(result, kept):
    """The rest is the rest: it is not called a bonus or a veto."""
    rows = pl.DataFrame([GOOD, {**GOOD, "subject_id": "crowded", "occupants": 400}])
    few = rk.assess(rows, result.rulebook, options=rk.Options(reasons=kept))
    for subject_id, extra in (("good", ["_bonus"]), ("crowded", [])):
        found = few.explain(subject_id)
        assert [reason.indicator for reason in found.reasons if reason.indicator == "_bonus"] == extra
        assert round(sum(reason.contribution for reason in found.reasons), 4) == found.risk_score
        bonus = sum(reason.contribution for reason in found.reasons if reason.kind == "bonus")
        assert bonus == (-5.0 if extra else 0.0)


def test_a_required_value_unknown_sets_the_row_aside(result):
    rows = pl.DataFrame([GOOD, {**GOOD, "subject_id": "no use", "use": None}])
    found = rk.assess(rows, result.rulebook)
    assert found.register["subject_id"].tolist() == ["good"]
    assert found.set_aside[["row", "subject_id", "code"]].to_numpy().tolist() == [[3, "no use", "SCORE-01"]]
    assert found.rows_read == 2
    assert set(found.explanations["subject_id"]) == {"good"}
    with pytest.raises(rk.RiskkitError, match="EXP-01"):
        found.explain("no use")
