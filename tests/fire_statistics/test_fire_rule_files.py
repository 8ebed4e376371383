"""Faults in fire_severity.yaml and statistical_scopes.yaml are said with file, line and code."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from riskkit.errors import RiskkitError
from riskkit.fire_statistics.one_fire import severity_of
from riskkit.indicators.fire_rules import fire_rules
from riskkit.indicators.fire_rules_file import FIRE_RULE_FILES
from riskkit.indicators.lint.fire_rules import fire_rules_hold
from riskkit.indicators.loader import BUILT_IN_RULES, RuleRoot, parse_rule_file
from riskkit.indicators.rule_file import SourcesFile

TODAY = date(2026, 11, 23)
FAULTS = [
    ("fire_severity.yaml", "direct_loss_cny: 50000000}", "direct_loss_cny: 5000000}", "RULE-07"),
    ("fire_severity.yaml", "code: 重大\n", "code: 特别重大\n", "RULE-20"),
    ("fire_severity.yaml", "        at_least: {deaths: 3, serious_injuries: 10, direct_loss_cny: 10000000}\n", "",
     "RULE-09"),
    ("fire_severity.yaml", "source: fire_grades_2007", "source: nowhere", "RULE-11"),
    ("fire_severity.yaml", '  "2025-05-01":\n', '  "2025-04-01":\n', "RULE-12"),
    ("fire_severity.yaml", "deaths: 30,", "death: 30,", "RULE-02"),
    ("fire_severity.yaml", 'checked: "2026-11-22"', 'checked: "2024-11-22"', "RULE-13"),
    ("statistical_scopes.yaml", 'from: "2021-01-01"', 'from: "2021-01-02"', "RULE-07"),
    ("statistical_scopes.yaml", "scopes: [rules_1996]", "scopes: [rules_1986]", "RULE-19"),
    ("statistical_scopes.yaml", 'until: "2025-04-30"', 'until: "30 April"', "RULE-05"),
]  # fmt: skip


@pytest.fixture
def own_root(tmp_path: Path) -> Path:
    for name in (*FIRE_RULE_FILES, "sources.yaml"):
        shutil.copy(BUILT_IN_RULES / name, tmp_path / name)
    return tmp_path


def problems(root: Path) -> list[str]:
    sources, source_file, _ = parse_rule_file(root / "sources.yaml", SourcesFile, root)
    assert sources is not None
    return [problem.text("en") for problem in fire_rules_hold(RuleRoot(root, sources, source_file, {}, []), TODAY)]


def test_the_shipped_files_hold(own_root: Path) -> None:
    assert problems(own_root) == []


@pytest.mark.parametrize(("name", "old", "new", "code"), FAULTS)
def test_a_fault_is_said_with_its_place(own_root: Path, name: str, old: str, new: str, code: str) -> None:
    text = (own_root / name).read_text("utf-8")
    assert old in text
    (own_root / name).write_text(text.replace(old, new, 1), "utf-8")
    said = problems(own_root)
    assert said
    assert all(line.startswith(f"{name}:") and f": {code} " in line for line in said)


def test_a_root_of_ones_own_changes_the_grade_and_the_digest(own_root: Path) -> None:
    text = (own_root / "fire_severity.yaml").read_text("utf-8")
    (own_root / "fire_severity.yaml").write_text(text.replace("deaths: 3,", "deaths: 2,"), "utf-8")
    assert severity_of("2025-05-01", deaths=2, injuries=0, direct_loss_cny=0, rule_root=own_root).grade == "较大"
    assert severity_of("2025-05-01", deaths=2, injuries=0, direct_loss_cny=0).grade == "一般"
    assert fire_rules(own_root).digest != fire_rules().digest


def test_a_broken_root_stops_with_file_and_line(own_root: Path) -> None:
    (own_root / "fire_severity.yaml").write_text("id: x\n", "utf-8")
    with pytest.raises(RiskkitError) as caught:
        fire_rules(own_root)
    assert caught.value.code == "RULE-04"
    assert caught.value.where.startswith("fire_severity.yaml:")
