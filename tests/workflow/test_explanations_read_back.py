"""A result read back from its folder explains every subject as the one in memory."""

from __future__ import annotations

import math

import pytest

import riskkit as rk


@pytest.fixture(scope="module")
def stored(saved_units):
    return rk.read_result(saved_units)


@pytest.fixture(scope="module")
def some_ids(units):
    """First, last, a vetoed one and one with gaps."""
    register = units.register
    gaps = register.sort_values("unobserved_share")["subject_id"]
    return [*register["subject_id"].iloc[[0, 1500, -1]], gaps.iloc[-1], gaps.iloc[0]]


def test_explanations_read_back_are_equal(units, stored, some_ids):
    for subject_id in some_ids:
        assert stored.account.explain(subject_id) == units.explain(subject_id)


def test_the_rulebook_read_back_is_the_same(units, stored):
    assert stored.rulebook.digest == units.rulebook.digest
    assert stored.rulebook.root == units.rulebook.root
    assert stored.manifest["fingerprint"] == units.fingerprint


def test_an_unknown_subject_is_a_clear_error(units, stored):
    for account in (units, stored.account):
        with pytest.raises(rk.RiskkitError, match="EXP-01") as caught:
            account.explain("SYN-U99999")
        assert caught.value.found == "SYN-U99999"
        assert "SYN-U" in caught.value.allowed


def test_a_folder_without_a_result_is_a_clear_error(tmp_path):
    with pytest.raises(rk.RiskkitError, match="OUT-03"):
        rk.read_result(tmp_path)


def test_reasons_add_up_to_the_score(units, some_ids):
    for subject_id in some_ids:
        explanation = units.explain(subject_id)
        assert round(sum(reason.contribution for reason in explanation.reasons), 4) == explanation.risk_score
        assert len(explanation.reasons) == len(units.rulebook.leaves)


def test_with_the_top_reasons_only_one_row_closes_the_sum(city_home, units, some_ids):
    top = rk.assess(
        city_home / "units.csv", "unit/city_score_100", "2026-01-01", options=rk.Options(reasons=5, lang="zh")
    )
    assert (top.explanations.groupby("subject_id").size() == 5).all()
    for subject_id in some_ids:
        few, every = top.explain(subject_id), units.explain(subject_id)
        assert few.reasons[:5] == every.reasons[:5]
        assert few.risk_score == every.risk_score
        assert round(sum(reason.contribution for reason in few.reasons), 4) == few.risk_score
        rest = [reason for reason in few.reasons if reason.indicator == "_rest"]
        left = round(sum(reason.contribution for reason in every.reasons[5:]), 4)
        assert [reason.contribution for reason in rest] == ([left] if left else [])
        if rest:
            assert rest[0].label.zh == "其余指标合计"
            assert rest[0].weight == pytest.approx(sum(reason.weight for reason in every.reasons[5:]), abs=1e-5)


def test_the_register_is_the_same_whatever_reasons_are_kept(city_home, units_without_fires):
    top = rk.assess(city_home / "units.csv", "unit/city_score_100", "2026-01-01", options=rk.Options(reasons=3))
    assert top.tables.register.equals(units_without_fires.tables.register)


def test_factors_multiply_to_the_rate(units, some_ids):
    """One base for all: what is left after dividing a rate by its factors is the same for every unit."""
    mean = units.register["fires_per_year"].mean()
    bases = []
    for subject_id in some_ids:
        frequency = units.explain(subject_id).frequency
        assert frequency.times_mean == pytest.approx(frequency.fires_per_year / mean)
        bases.append(frequency.fires_per_year / math.prod(factor for _, factor in frequency.factors))
    assert bases == pytest.approx([bases[0]] * len(bases), rel=1e-9)
