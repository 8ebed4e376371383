"""One rule = one code = one module = one page = tests, for every code of the families of intake and of side tables."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path

import pytest

from riskkit.cli.help_examples import EXAMPLES
from riskkit.codes import CODES
from riskkit.codes.families import family
from riskkit.indicators.plain_text import console_safe
from riskkit.rule_homes import rule_modules, rule_of

ROOT = Path(__file__).parents[3]
FAMILIES = [
    "USCC",
    "AREA",
    "IND",
    "NUM",
    "DATE",
    "MISS",
    "ROW",
    "ID",
    "DUP",
    "GEO",
    "FIRE",
    "CRED",
    "BOOL",
    "CAT",
    "TEXT",
]
OF_THESE = [code for code in CODES if family(code) in FAMILIES]
# what no small table of text can show: the test that plants it
NAMED = {
    "AREA-08": "tests/intake/test_area_codes.py",
    "GEO-04": "tests/intake/rules/test_places.py::test_a_place_outside_its_own_district_is_said",
    "GEO-09": "tests/intake/rules/test_places.py::test_a_wrong_file_of_outlines_stops_the_run",
    "DATE-06": "tests/intake/rules/test_dates.py::test_a_day_number_counts_from_the_workbooks_own_epoch",
    "ROW-07": "tests/intake/test_workbook_sheets.py",
    "ROW-08": "tests/intake/test_workbook_kinds.py",
    "ROW-09": "tests/intake/test_workbook_sheets.py",
    "ROW-99": "tests/workflow/test_every_row_is_accounted_for.py",
    "CRED-01": "tests/credit/test_messy_records.py",
    "CRED-07": "tests/credit/test_messy_records.py",
    "CRED-08": "tests/credit/test_messy_records.py",
    "CRED-09": "tests/credit/test_messy_records.py",
}


def test_every_code_has_exactly_one_module_and_every_module_a_code() -> None:
    assert sorted(OF_THESE) == sorted(rule_modules())


@pytest.mark.parametrize("code", OF_THESE)
def test_a_rule_is_whole(code: str) -> None:
    rule = rule_of(code)
    assert rule is not None
    assert rule.code == code
    for text in (*rule.does, *rule.why, *(rule.example or ())):
        assert text.strip() == text != ""
        assert console_safe(text) == text
    module = importlib.import_module(rule_modules()[code])
    assert (module.__doc__ or "").startswith(f"{code}: ")
    assert (ROOT / "docs" / "codes" / f"{code}.md").is_file()
    assert code not in EXAMPLES, "its module tells the example"


@pytest.mark.parametrize("code", OF_THESE)
def test_a_rule_has_a_case_or_a_named_test(code: str) -> None:
    rule = rule_of(code)
    assert rule is not None
    assert bool(rule.cases) != (code in NAMED)
    if code in NAMED:
        assert rule.example, "help shows something"
        path, _, name = NAMED[code].partition("::")
        text = (ROOT / path).read_text("utf-8")
        assert code in text
        assert f"def {name}(" in text or not name


@pytest.mark.parametrize("code", OF_THESE)
def test_the_judge_of_a_rule_knows_its_code(code: str) -> None:
    rule = rule_of(code)
    assert rule is not None
    home = importlib.import_module(rule_modules()[code])
    if rule.judged_by:
        assert rule.read is None
        text = inspect.getsource(importlib.import_module(rule.judged_by))
        assert code in text or home.__name__.rpartition(".")[2] in text
    else:
        judges = [name for name, thing in vars(home).items() if inspect.isroutine(thing) or inspect.isclass(thing)]
        own = [name for name in judges if vars(home)[name].__module__ == home.__name__]
        assert own, "a rule that is judged nowhere"
