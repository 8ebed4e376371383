"""One small broken rule file for each code: exact words, line and column (faults.yaml holds edit and message)."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from riskkit.codes import CODES
from riskkit.errors import RiskkitError
from riskkit.indicators.lint import lint
from riskkit.indicators.loader import RuleProblem, load_root
from riskkit.indicators.rulebook import Rulebook

TINY = Path(__file__).parent / "tiny_root"
FAULTS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "faults.yaml").read_text("utf-8"))["faults"]
TODAY = date(2026, 11, 23)


def break_it(fault: dict[str, Any], root: Path) -> None:
    path = root / fault["file"]
    if "copy_of" in fault:
        shutil.copy(root / fault["copy_of"], path)
    elif "content" in fault:
        path.write_text(fault["content"], "utf-8")
    elif "encoding" in fault:
        path.write_bytes(path.read_text("utf-8").encode(fault["encoding"]))
    else:
        text = path.read_text("utf-8")
        assert fault["old"] in text
        path.write_text(text.replace(fault["old"], fault["new"], 1), "utf-8")


def problems_of(fault: dict[str, Any], tmp_path: Path) -> list[RuleProblem]:
    root = tmp_path / "rules"
    shutil.copytree(TINY, root)
    break_it(fault, root)
    return lint(load_root(root), today=TODAY)


@pytest.mark.parametrize("fault", FAULTS, ids=[f"{fault['code']} {fault['name']}" for fault in FAULTS])
def test_a_fault_is_said_with_place_words_and_mend(fault: dict[str, Any], tmp_path: Path) -> None:
    problems = problems_of(fault, tmp_path)
    assert len(problems) == fault.get("problems", 1), [problem.text("en") for problem in problems]
    (problem,) = [problem for problem in problems if problem.code == fault["code"]]
    for lang in ("zh", "en"):
        said, wanted = problem.text(lang), fault[lang]
        if fault["code"] == "RULE-01" and "old" in fault:  # the words are the YAML parser's, with or without libyaml
            said, wanted = (re.sub(r":\d+:\d+: |(发现：|found: ).*[）)]", "", text) for text in (said, wanted))
        assert said == wanted


def test_the_unbroken_root_is_clean() -> None:
    assert lint(load_root(TINY), today=TODAY) == []


def test_every_rule_code_has_a_fault() -> None:
    raised_on_use = {"RULE-30", "RULE-31"}  # the two tests below
    # indicators/test_slots.py
    raised_on_use |= {"RULE-25", "RULE-26", "RULE-27", "RULE-28", "RULE-34", "RULE-35", "RULE-40"}
    rules = {code for code in CODES if code.startswith("RULE-")}
    assert {fault["code"] for fault in FAULTS} | raised_on_use == rules


def test_unknown_rulebook() -> None:
    with pytest.raises(RiskkitError) as caught:
        Rulebook.at(TODAY, "unit/tinny", TINY)
    assert caught.value.text("en") == (
        "RULE-30 no such rulebook (found: unit/tinny; allowed: unit/tiny). Mend: see riskkit rules list"
    )


def test_a_day_before_any_block() -> None:
    with pytest.raises(RiskkitError) as caught:
        Rulebook.at("2019-12-31", "unit/tiny", TINY)
    assert caught.value.text("en") == (
        "unit/tiny/tree.yaml:1:1: RULE-31 the day is before any block in force "
        "(found: 2019-12-31; allowed: >= 2020-01-01). Mend: choose a later day or add earlier blocks"
    )


def test_what_depends_on_the_day_is_left_out_without_one(tmp_path: Path) -> None:
    for fault in FAULTS:
        if fault["code"] in ("RULE-13", "RULE-24"):
            root = tmp_path / fault["code"]
            shutil.copytree(TINY, root)
            break_it(fault, root)
            assert lint(load_root(root)) == []


@pytest.mark.parametrize(("checked", "old"), [("2025-10-19", False), ("2025-10-18", True)])
def test_a_reference_checked_400_days_ago_is_still_fresh(checked: str, old: bool, tmp_path: Path) -> None:
    fault = {"file": "unit/tiny/indicators/alarm.yaml", "old": '"2026-11-01"', "new": f'"{checked}"'}
    assert bool(problems_of(fault, tmp_path)) is old


def test_the_last_day_of_a_source_counts(tmp_path: Path) -> None:
    fault = {"file": "sources.yaml", "old": 'until: "2029-12-31"', "new": 'until: "2023-03-01"'}
    assert problems_of(fault, tmp_path) == []
    day_less = {**fault, "new": 'until: "2023-02-28"'}
    assert [problem.code for problem in problems_of(day_less, tmp_path / "less")] == ["RULE-12"]


def test_a_rulebook_of_another_root_is_linted_before_use(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "rules")
    fault = next(fault for fault in FAULTS if fault["name"] == "weights sum to 0.9")
    break_it(fault, tmp_path / "rules")
    with pytest.raises(RiskkitError, match="RULE-06"):
        Rulebook.at(TODAY, "unit/tiny", tmp_path / "rules")


def test_several_problems_are_all_listed(tmp_path: Path) -> None:
    root = tmp_path / "rules"
    shutil.copytree(TINY, root)
    for fault in FAULTS:
        if fault["name"] in ("a misspelt key", "an unknown field for the frequency"):
            break_it(fault, root)
    # the folder does not load, so only what its files say alone is known
    assert {problem.code for problem in lint(load_root(root))} == {"RULE-02", "RULE-04"}


@pytest.mark.parametrize(
    "text", ["[a]: 1\n", "? {a: 1}\n: 2\n", "a: \x07\n", "&a [*a]\n", "a: !!python/object:os.system x\n"]
)
def test_strange_yaml_is_one_problem_and_no_crash(text: str, tmp_path: Path) -> None:
    fault = {"file": "unit/tiny/rulebook.yaml", "content": text}
    assert {problem.code for problem in problems_of(fault, tmp_path)} <= {"RULE-01", "RULE-05", "RULE-02", "RULE-04"}


def test_the_built_in_rules_have_no_error() -> None:
    root = load_root()
    assert root.folders
    assert [problem.text("en") for problem in lint(root, today=TODAY) if problem.severity == "error"] == []


def test_points_that_mean_risk_turn_directions_and_grades_round(tmp_path: Path) -> None:
    fault = {"file": "unit/tiny/rulebook.yaml", "old": "points_mean: safety", "new": "points_mean: risk"}
    problems = problems_of(fault, tmp_path)
    assert {problem.code for problem in problems} == {"RULE-08", "RULE-09"}
    turned = {problem.where.split("/")[-1].split(".yaml")[0] for problem in problems if problem.code == "RULE-08"}
    assert turned == {"exit_width", "floor_area", "alarm", "fire_rate", "crowding", "blocked_exits"}


@pytest.mark.parametrize(("weight", "clean"), [("0.0500009", True), ("0.05001", False), ("0.04999", False)])
def test_weights_may_miss_1_by_a_millionth(weight: str, clean: bool, tmp_path: Path) -> None:
    fault = {"file": "unit/tiny/tree.yaml", "old": "fire_rate, weight: 0.05", "new": f"fire_rate, weight: {weight}"}
    assert (problems_of(fault, tmp_path) == []) is clean
