"""item_classes.yaml and item_sampling.yaml: faults are told with their line; a root of one's own goes first."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from riskkit.errors import RiskkitError
from riskkit.indicators.item_rules import item_rules
from riskkit.indicators.lint.item_rules import item_rules_hold
from riskkit.indicators.loader import BUILT_IN_RULES, load_root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("sources.yaml", "item_classes.yaml", "item_sampling.yaml", "checked_items.yaml"):
        shutil.copy(BUILT_IN_RULES / name, tmp_path / name)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def problems(root: Path) -> list[str]:
    return [f"{one.where} {one.code}" for one in item_rules_hold(load_root(root))]


def test_the_shipped_files_hold(root: Path) -> None:
    assert problems(root) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("item_classes.yaml", "ga_836_2016", "ga_863", "item_classes.yaml:5:17 RULE-11"),
        ("item_classes.yaml", '"2017-01-01"', '"2016-12-31"', "item_classes.yaml:3:3 RULE-12"),
        ("item_classes.yaml", "doubtful:", "doubtfull:", "item_classes.yaml:14:5 RULE-02"),
        ("item_sampling.yaml", "at_least: 2", "at_least: two", "item_sampling.yaml:6:5 RULE-05"),
        ("item_sampling.yaml", '"2022-01-01"', '"2021-12-31"', "item_sampling.yaml:19:3 RULE-12"),
    ],
)
def test_a_fault_is_told_with_its_line(root: Path, name: str, old: str, new: str, told: str) -> None:
    change(root / name, old, new)
    assert problems(root) == [told]


def test_a_root_of_ones_own_goes_first(root: Path) -> None:
    change(root / "item_sampling.yaml", "at_least: 5", "at_least: 8")
    rules = item_rules(date(2026, 1, 1), root)
    assert rules.questionnaire is not None
    assert rules.questionnaire.at_least == 8
    assert rules.digest != item_rules(date(2026, 1, 1)).digest


def test_a_file_that_does_not_load_stops(root: Path) -> None:
    change(root / "item_sampling.yaml", "share: 1", "share: all")
    with pytest.raises(RiskkitError) as problem:
        item_rules(date(2026, 1, 1), root)
    assert problem.value.code == "RULE-05"
