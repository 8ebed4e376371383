"""Every worked case of every rule holds through the real intake: the code stands where it says, and nowhere else."""

from __future__ import annotations

import pytest

from riskkit.intake.rules.shape import Case, Rule
from riskkit.rule_homes import rule_modules, rule_of

RULES = [rule for code, name in rule_modules().items() if ".intake." in name and (rule := rule_of(code))]
CASES = [pytest.param(rule, case, id=f"{rule.code}-{at}") for rule in RULES for at, case in enumerate(rule.cases, 1)]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_the_code_is_said_where_the_case_says(run_case, rule: Rule, case: Case) -> None:
    found = run_case(case)
    assert found.said.get(rule.code, set()) == set(case.said)
    assert found.aside.get(rule.code, set()) == set(case.aside)
    assert {place: found.reads[place] for place in case.reads} == dict(case.reads)


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_chunking_changes_nothing(run_case, rule: Rule, case: Case) -> None:
    whole, cut = run_case(case), run_case(case, chunk_rows=1)
    assert cut.findings.rows() == whole.findings.rows()
    assert cut.changes.rows() == whole.changes.rows()
    assert cut.reads == whole.reads
