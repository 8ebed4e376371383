"""A repaired or expired record leaves the score on the day itself: the day before, the day, the day after.

信用修复管理办法 (发改委令第36号): a record that is repaired, or past its publicity period, is no longer used. On the
last day of publicity it is not yet past it; on the day of the repair it is repaired.
"""

from __future__ import annotations

import pytest

# the made-up rulebook: no record in use 100 points, one serious record 100 - 0.3·100 - 0.3·25
CLEAN, ONE = 100.0, 62.5


@pytest.mark.parametrize(
    ("day", "score", "in_use", "excluded"),
    [("2026-05-31", ONE, 1, 0), ("2026-06-01", ONE, 1, 0), ("2026-06-02", CLEAN, 0, 1)],
)
def test_publicity_ends_after_its_last_day(assessed, records, entry, day, score, in_use, excluded):
    row = entry(assessed(records(("u1", "2025-06-01", "严重失信", "2026-06-01")), day))
    assert (row["score"], row["credit_records"], row["credit_excluded"]) == (score, in_use, excluded)


@pytest.mark.parametrize(
    ("day", "score", "in_use", "excluded"),
    [("2026-05-31", ONE, 1, 0), ("2026-06-01", CLEAN, 0, 1), ("2026-06-02", CLEAN, 0, 1)],
)
def test_repaired_from_the_day_of_the_repair(assessed, records, entry, day, score, in_use, excluded):
    row = entry(assessed(records(("u1", "2025-06-01", "严重失信", "2027-06-01", "2026-06-01")), day))
    assert (row["score"], row["credit_records"], row["credit_excluded"]) == (score, in_use, excluded)


@pytest.mark.parametrize(("day", "in_use"), [("2026-05-31", 0), ("2026-06-01", 1), ("2026-06-02", 1)])
def test_a_record_is_there_from_its_own_day(assessed, records, entry, day, in_use):
    result = assessed(records(("u1", "2026-06-01", "严重失信", "2027-06-01")), day)
    row = entry(result)
    assert (row["credit_records"], row["credit_excluded"]) == (in_use, 0)
    assert result.credit["later"] == 1 - in_use
    assert ("CRED-05" in set(result.findings["code"])) == (in_use == 0)


@pytest.mark.parametrize(
    ("day", "basis", "cited"),
    [
        ("2026-03-31", "project_default", "项目默认"),
        ("2026-04-01", "norm", "信用修复管理办法 发改委令第36号"),
        ("2026-04-02", "norm", "信用修复管理办法 发改委令第36号"),
    ],
)
def test_the_rule_is_a_norm_from_its_day_and_a_default_before(assessed, records, day, basis, cited):
    """The same exclusion on every day; what it rests on is said."""
    result = assessed(records(("u1", "2025-06-01", "严重失信", "2026-03-30")), day)
    (line,) = result.explain("u1").not_counted
    assert (line.use, line.basis) == ("publicity_over", basis)
    assert cited in line.clause
    assert result.credit["publicity_over"] == 1


def test_the_worst_of_the_records_in_use_counts(assessed, records, entry):
    result = assessed(
        records(
            ("u1", "2025-01-01", "严重", "2026-05-31"),
            ("u1", "2025-02-01", "一般失信", "2027-01-01"),
            ("u1", "2025-03-01", "轻微失信", "2027-01-01"),
        )
    )
    reasons = {reason.indicator: reason.value for reason in result.explain("u1").reasons}
    assert reasons["worst_credit_level"] == "一般失信"
    assert reasons["credit_records"] == "2"
    assert entry(result)["score"] == 100 - 0.3 * 50 - 0.3 * 50


def test_a_veto_counts_records_in_use_alone(assessed, records, entry):
    three = [("u1", f"2025-0{month}-01", "轻微", "2026-06-01") for month in (1, 2, 3)]
    assert entry(assessed(records(*three), "2026-06-01"))["grade_by"] == "local_veto"
    row = entry(assessed(records(*three), "2026-06-02"))
    assert (row["grade"], row["grade_by"], row["veto_clauses"]) == ("A", "score", "")
