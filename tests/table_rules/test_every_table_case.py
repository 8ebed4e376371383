"""Every worked case of the rules of side tables holds through ``riskkit.validate``."""

from __future__ import annotations

import polars as pl
import pytest

from riskkit.intake.rules.shape import CASE_DAY, Case, Rule
from riskkit.reading import Options
from riskkit.rule_homes import rule_modules, rule_of
from riskkit.validating import validate

RULES = [rule for code, name in rule_modules().items() if ".table_rules." in name and (rule := rule_of(code))]
CASES = [pytest.param(rule, case, id=f"{rule.code}-{at}") for rule in RULES for at, case in enumerate(rule.cases, 1)]


def said(case: Case, code: str, **options: object) -> set[tuple[int | None, str]]:
    table = pl.DataFrame(case.rows, schema=dict.fromkeys(case.header, pl.String), orient="row")
    found = validate(table, case.table, CASE_DAY, options=Options(**options)).finding_rows  # type: ignore[arg-type]
    return set(found.filter(pl.col("code") == code).select("row", "column").rows())


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_the_code_is_said_where_the_case_says(rule: Rule, case: Case) -> None:
    assert said(case, rule.code) == set(case.said)
    assert said(case, rule.code, chunk_rows=1) == set(case.said)
