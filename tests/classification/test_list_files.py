"""A broken list file is said with line and column, by ``rules check`` and before use; shipped files are sound."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from riskkit.classifying import classify
from riskkit.errors import RiskkitError
from riskkit.indicators.classification_lists import load_folder
from riskkit.indicators.lint.classification import classification_holds
from riskkit.indicators.loader import BUILT_IN_RULES, RuleProblem, load_root
from riskkit.indicators.schema import json_schemas

HUNAN = "classification/key_unit/hunan.yaml"
LISTS = "classification/lists.yaml"
FIELDS = "classification/fields.yaml"
CHECKED = date(2026, 11, 23)

# file, what is replaced by what (the first time), the place and code that must be said, and the words in English
FAULTS = [
    (HUNAN, "value: 1200", "value: 1200}}", "RULE-01", ""),
    (HUNAN, "covers:", "cover:", "RULE-02", "found: cover; allowed: covers?"),
    (HUNAN, "basis: local_rule", "basis: law", "RULE-05", "found: basis: 'law'"),
    (HUNAN, "id: hunan", "id: hunam", "RULE-20", "found: hunam; allowed: hunan"),
    (HUNAN, "id: shop_basement", "id: shop", "RULE-20", "found: shop × 2"),
    (HUNAN, "classes: [shop,", "classes: [shopp,", "RULE-05", "found: shopp"),
    (HUNAN, "covers: [shop,", "covers: [shops,", "RULE-05", "found: shops"),
    (HUNAN, "field: floor_area_m2", "field: flor_area_m2", "RULE-16", "found: flor_area_m2; allowed: floor_area_m2?"),
    (HUNAN, "{field: floor_area_m2, op: ge,", "{field: floor_area_m2, op: is_true,", "RULE-05", "is_true"),
    (HUNAN, "op: ge, value: 500}", "op: lt, value: 500}", "RULE-05", "found: basement_area_m2: lt; allowed: ge, gt"),
    (HUNAN, "source: key_units_hunan_2023", "source: nowhere", "RULE-11", "found: nowhere"),
    (
        HUNAN,
        '"2023-12-06":',
        '"2023-12-05":',
        "RULE-12",
        "found: 2023-12-05; allowed: key_units_hunan_2023 2023-12-06 …",
    ),
    (HUNAN, 'checked: "2026-11-22"', 'checked: "2025-01-01"', "RULE-13", "found: 2025-01-01"),
    (LISTS, "class_field: place_type", "class_field: floor_area_m2", "RULE-05", "found: number; allowed: category"),
    (LISTS, "basement_rooms: rooms", "basement_rooms: room", "RULE-16", "found: room"),
    (LISTS, "unspecific: [entertainment,", "unspecific: [fun,", "RULE-05", "found: fun"),
    (LISTS, "share: 0.1", "share: 1.5", "RULE-05", "found: share: 1.5"),
    (FIELDS, "uom: m3", "uom: m4", "RULE-21", "found: m4"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    home = tmp_path / "rules"
    shutil.copytree(BUILT_IN_RULES / "classification", home / "classification")
    shutil.copy(BUILT_IN_RULES / "sources.yaml", home)
    return home


def problems(root: Path) -> list[RuleProblem]:
    return list(classification_holds(load_root(root), CHECKED))


def test_the_shipped_lists_are_sound(root: Path) -> None:
    assert problems(root) == []


@pytest.mark.parametrize(("file", "old", "new", "code", "words"), FAULTS, ids=[f"{f[3]} {f[2][:20]}" for f in FAULTS])
def test_a_fault_is_said_with_its_place(root: Path, file: str, old: str, new: str, code: str, words: str) -> None:
    text = (root / file).read_text("utf-8")
    line = text[: text.index(old)].count("\n") + 1
    (root / file).write_text(text.replace(old, new, 1), "utf-8")
    found = [problem for problem in problems(root) if problem.code == code]
    assert found, [problem.text("en") for problem in problems(root)]
    said = found[0].text("en")
    lines = [line - 1, line, line + 1, line + 2] if code == "RULE-01" else [line]
    assert any(said.startswith(f"{file}:{number}:") for number in lines), said
    assert words in said


def test_a_folder_that_is_no_list_is_said(root: Path) -> None:
    shutil.copytree(root / "classification" / "key_unit", root / "classification" / "key_units")
    assert {problem.code for problem in problems(root)} == {"RULE-20"}


def test_a_newer_text_that_is_not_entered_is_no_fault_of_the_file(root: Path) -> None:
    """What is open stands in ``riskkit rules stale`` and warns every classification after the day (RULE-24)."""
    assert "expected" in (root / "classification" / "key_unit" / "china.yaml").read_text("utf-8")
    assert problems(root) == []


def test_a_broken_list_stops_a_classification_with_its_place(root: Path) -> None:
    text = (root / HUNAN).read_text("utf-8")
    (root / HUNAN).write_text(text.replace("field: rooms", "field: roms", 1), "utf-8")
    with pytest.raises(RiskkitError) as stopped:
        classify(BUILT_IN_RULES / "nothing.csv", "湖南", "2026-01-01", rule_root=root)
    assert stopped.value.code == "RULE-16"
    assert stopped.value.where.startswith(f"{HUNAN}:")


def test_a_root_without_lists_uses_the_built_in_ones(tmp_path: Path) -> None:
    folder, found = load_folder(tmp_path)
    assert found == []
    assert folder is not None
    assert folder.root == BUILT_IN_RULES


def test_list_files_satisfy_their_schema() -> None:
    validators = pytest.importorskip("jsonschema.validators")
    validator = validators.Draft202012Validator(json_schemas()["jurisdiction"])

    class TextDates(yaml.SafeLoader):
        """Dates stay text, as editors see them."""

    TextDates.yaml_implicit_resolvers = {
        first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    files = sorted((BUILT_IN_RULES / "classification").glob("*/*.yaml"))
    assert len(files) == 18
    for path in files:
        content: Any = yaml.load(path.read_text("utf-8"), TextDates)
        assert [error.message for error in validator.iter_errors(content)] == [], path.name


def test_every_block_names_its_text_and_basis() -> None:
    folder, _ = load_folder()
    assert folder is not None
    for files in folder.by_list.values():
        for file in files.values():
            for block in file.in_force.values():
                if block != "expected":
                    source = folder.sources[block.reference.source]
                    assert block.basis.value == ("norm" if file.id == "china" else "local_rule")
                    assert block.note is not None or block.complete
                    if block.assumed_day:
                        assert "假定" in source.note.zh
                        assert "假定" in block.note.zh
