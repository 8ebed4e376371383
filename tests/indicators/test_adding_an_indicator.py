"""Adding an indicator needs YAML only: a copy of the built-in root, one file, one field, one line of the tree."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import yaml
from click.testing import CliRunner

import riskkit as rk
from riskkit.cli.app import app
from riskkit.indicators.lint import lint
from riskkit.indicators.loader import BUILT_IN_RULES, load_root

BOOK, START = "unit/city_score_100", "2022-04-07"
INDICATOR = """\
id: escape_plans_posted
label: {zh: 疏散示意图张贴率, en: share of rooms with an escape plan}
measure: {kind: step, uom: percent, field: escape_plans_percent}
direction: higher_is_safer
missing: worst
remedy: {zh: 在每个房间张贴疏散示意图, en: post an escape plan in every room}
in_force:
  "2022-04-07":
    basis: project_default
    reference: {source: riskkit_defaults, clause: U5.5, checked: "2026-11-22"}
    full_points: 5
    steps:
      - {to: 100, points: 0}
      - {from: 100, points: 5}
"""
FIELD = """\
  escape_plans_percent:
    kind: number
    uom: percent
    label: {zh: 疏散示意图张贴率, en: rooms with an escape plan}
    aliases: [示意图张贴率]
    plausible: [0, 100]
"""
OLD_LEAF = "          - {id: exits_blocked, points: 5}\n"
NEW_LEAF = OLD_LEAF + "          - {id: escape_plans_posted, points: 5}\n"
TABLE = "单位编号,场所类型,建筑面积,示意图张贴率（%）\nU1,商店,800,100\nU2,商店,800,99.9\nU3,商店,800,\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in rules with one indicator more; 15 points of evacuation become 20."""
    root = tmp_path_factory.mktemp("own") / "rules"
    shutil.copytree(BUILT_IN_RULES, root)
    folder = root / BOOK
    (folder / "indicators" / "escape_plans_posted.yaml").write_text(INDICATOR, "utf-8")
    fields, tree = folder / "fields.yaml", folder / "tree.yaml"
    fields.write_text(fields.read_text("utf-8").rstrip("\n") + "\n" + FIELD, "utf-8")
    before = tree.read_text("utf-8")
    assert before.count(OLD_LEAF) == 1
    tree.write_text(before.replace(OLD_LEAF, NEW_LEAF).replace("        points: 15\n", "        points: 20\n"), "utf-8")
    return root


def test_the_new_root_is_clean(root: Path) -> None:
    assert [problem.text("en") for problem in lint(load_root(root)) if problem.severity == "error"] == []
    content = yaml.safe_load((root / BOOK / "tree.yaml").read_text("utf-8"))
    assert [node["points"] for node in content["in_force"][START]["children"]] == [5, 25, 25, 20, 20, 10]


def test_it_is_assessed_through_the_api(root: Path, tmp_path: Path) -> None:
    extract = tmp_path / "units.csv"
    extract.write_text(TABLE, "utf-8")
    result = rk.assess(extract, BOOK, "2026-01-01", rule_root=root)
    leaf = next(leaf for leaf in result.rulebook.leaves if leaf.id == "escape_plans_posted")
    assert leaf.global_weight == pytest.approx(5 / 105)
    scores = dict(result.tables.register.select("subject_id", "risk_score").iter_rows())
    # all else is equal: the full share of one indicator lies between 100 % and less, and unknown counts as worst
    assert scores["U2"] - scores["U1"] == pytest.approx(100 * 5 / 105, abs=1e-3)
    assert scores["U3"] == scores["U2"]
    built_in = rk.assess(extract, BOOK, "2026-01-01")
    assert built_in.rulebook.digest != result.rulebook.digest
    assert built_in.tables.register.get_column("risk_score").n_unique() == 1


def test_it_is_assessed_through_the_command_line(root: Path, tmp_path: Path) -> None:
    extract, target = tmp_path / "units.csv", tmp_path / "out"
    extract.write_text(TABLE, "utf-8")
    words = ["assess", extract, "--rules", BOOK, "--as-of", "2026-01-01", "--rule-root", root, "-o", target]
    outcome = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert outcome.exit_code in (0, 1), outcome.output
    rows = pl.read_parquet(target / "explanations.parquet").filter(pl.col("indicator") == "escape_plans_posted")
    assert rows.height == 3
    assert json.loads((target / "rulebook.json").read_text("utf-8"))["indicators"]["escape_plans_posted"]
    asked = ["rules", "show", BOOK, "--rule-root", str(root), "--indicator", "escape_plans_posted"]
    shown = CliRunner().invoke(app, asked, catch_exceptions=False)
    assert "疏散示意图张贴率" in shown.output
    assert "[100, +∞) %" in shown.output


def test_a_day_before_its_block_the_indicator_is_not_there(root: Path) -> None:
    """The tree starts to use it on the day its block comes into force; lint would say so otherwise (RULE-10)."""
    path = root / BOOK / "indicators" / "escape_plans_posted.yaml"
    late = path.read_text("utf-8").replace(f'"{START}"', '"2023-01-01"')
    path.write_text(late, "utf-8")
    try:
        assert "RULE-10" in {problem.code for problem in lint(load_root(root), today=date(2026, 1, 1))}
    finally:
        path.write_text(INDICATOR, "utf-8")
