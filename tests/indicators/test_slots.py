"""Slots, fills and options: what is missing is said, stops or warns, and can be filled in by the user."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from riskkit.errors import RiskkitError
from riskkit.filling import fill_rulebook, write_template
from riskkit.indicators.lint import lint
from riskkit.indicators.loader import load_root
from riskkit.indicators.rule_file import GradesBlock
from riskkit.indicators.rulebook import Rulebook
from riskkit.scoring.columns import Columns
from riskkit.scoring.grades import grades_by_conditions
from riskkit.scoring.score import score_table
from riskkit.typed_table import SOURCE_ROW, TypedTable

TINY = Path(__file__).parents[1] / "rule_faults" / "tiny_root"
REFERENCE = '{source: demo_code_2020, clause: "1", checked: "2026-11-01"}'
SLOT = f"""
  - id: cuts
    label: {{zh: 等级界限, en: grade cuts}}
    why: {{zh: 没有规范给出, en: no norm gives them}}
    from: "2020-01-01"
    required: REQUIRED
    reference: {REFERENCE}
"""
FILL = """
rulebook: unit/tiny
fills: [cuts]
from: "2024-08-01"
basis: local_rule
source: {title: {zh: 本市办法, en: city rule}, issuer: 某市, number: 1号, in_force_from: "2024-08-01"}
clause: 第3条
checked: "2026-11-01"
grades:
  closed: left
  grades:
    - {code: 好, label: {zh: 好, en: good}, from: 70, to: 105, colour: "#2e7d32"}
    - {code: C, label: {zh: 差, en: bad}, from: 0, to: 70, colour: "#c62828"}
contents:
  - {label: {zh: 合法性, en: legality}, weight: 0.25}
  - {label: {zh: 设施, en: facilities}, weight: 0.75, header: 设施得分}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "rules")
    return tmp_path / "rules"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def slotted(root: Path, *, required: bool) -> Path:
    text = "slots:" + SLOT.replace("REQUIRED", str(required).lower())
    (root / "unit/tiny/slots.yaml").write_text(text, "utf-8")
    (root / "unit/tiny/fill.yaml").write_text("# 请填写\n" + FILL, "utf-8")
    return root


def codes(rulebook: Rulebook) -> list[str]:
    return [warning.code for warning in rulebook.warnings]


def test_a_required_slot_stops_and_shows_the_template(root: Path) -> None:
    with pytest.raises(RiskkitError) as caught:
        Rulebook.at("2024-09-01", "unit/tiny", slotted(root, required=True))
    assert caught.value.code == "RULE-40"
    assert "等级界限" in caught.value.text()
    assert "riskkit rules fill unit/tiny -o fill.yaml" in caught.value.text()
    assert caught.value.template.startswith("# 请填写")


def test_an_open_slot_warns_from_its_first_day(root: Path) -> None:
    slotted(root, required=False)
    change(root / "unit/tiny/slots.yaml", '"2020-01-01"', '"2024-08-01"')
    assert codes(Rulebook.at("2024-07-31", "unit/tiny", root)) == []
    assert codes(Rulebook.at("2024-08-01", "unit/tiny", root)) == ["RULE-25"]


def test_a_slot_at_the_root_is_noted_by_every_rulebook(root: Path) -> None:
    (root / "slots.yaml").write_text("slots:" + SLOT.replace("REQUIRED", "false"), "utf-8")
    assert codes(Rulebook.at("2024-08-01", "unit/tiny", root)) == ["RULE-26"]
    slotted(root, required=False)
    assert codes(Rulebook.at("2024-08-01", "unit/tiny", root)) == ["RULE-25"]  # its own word for it is enough


def test_a_partial_table_and_a_practice_say_so(root: Path) -> None:
    more = "practice: true\ncoverage: {points_seen: 14, points_total: 100, missing: {zh: 其余各项, en: the rest}}\n"
    book = root / "unit/tiny/rulebook.yaml"
    book.write_text(book.read_text("utf-8").rstrip() + "\n" + more, "utf-8")
    warnings = {warning.code: warning for warning in Rulebook.at("2024-08-01", "unit/tiny", root).warnings}
    assert warnings["RULE-27"].value == "14/100"
    assert warnings["RULE-28"].value


def test_a_slot_in_force_ends_the_old_block(root: Path) -> None:
    slotted(root, required=False)
    change(root / "unit/tiny/grades.yaml", "in_force:", 'in_force:\n  "2025-11-01": slot')
    assert lint(load_root(root)) == []
    assert Rulebook.at("2025-10-31", "unit/tiny", root).grades.grades[0].code == "A"
    with pytest.raises(RiskkitError, match="RULE-31"):
        Rulebook.at("2025-11-01", "unit/tiny", root)


def test_what_is_filled_in_is_in_force_from_its_day(root: Path, tmp_path: Path) -> None:
    slotted(root, required=True)
    write_template("unit/tiny", tmp_path / "fill.yaml", root)
    assert fill_rulebook("unit/tiny", tmp_path / "fill.yaml", tmp_path / "filled", root)
    assert lint(load_root(tmp_path / "filled")) == []
    rules = Rulebook.at("2024-08-01", "unit/tiny", tmp_path / "filled")
    assert [grade.code for grade in rules.grades.grades] == ["好", "C"]
    assert [leaf.global_weight for leaf in rules.leaves] == [0.25, 0.75]
    assert {leaf.block.basis.value for leaf in rules.leaves} == {"local_rule"}
    assert rules.source_title("user_unit_tiny").zh == "本市办法 1号"
    assert rules.warnings == ()
    frame = pl.DataFrame({"subject_id": ["a"], SOURCE_ROW: [2], "content_1": [40.0], "content_2": [80.0]})
    assert score_table(TypedTable(frame), rules).score.tolist() == [70.0]
    with pytest.raises(RiskkitError, match="RULE-40"):
        Rulebook.at("2024-07-31", "unit/tiny", tmp_path / "filled")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("rulebook: unit/tiny", "rulebook: unit/other", "RULE-34"),
        ("fills: [cuts]", "fills: [weights]", "RULE-34"),
        ("weight: 0.25", "weight: 0.20", "RULE-06"),
        ("weight: 0.25", "weight: ", "RULE-34"),
        ("issuer: 某市", "issuer: ……", "RULE-34"),
        ("header: 设施得分", "header: 合法性", "RULE-20"),
        ("from: 70, to: 105", "from: 71, to: 105", "RULE-09"),
        ("clause: 第3条", "", "RULE-04"),
    ],
)
def test_a_wrong_fill_is_refused_and_leaves_nothing(root: Path, tmp_path: Path, old: str, new: str, said: str) -> None:
    slotted(root, required=True)
    filled = tmp_path / "fill.yaml"
    filled.write_text(FILL.replace(old, new, 1), "utf-8")
    with pytest.raises(RiskkitError) as caught:
        fill_rulebook("unit/tiny", filled, tmp_path / "filled", root)
    assert caught.value.code == said
    assert caught.value.where.startswith(("fill.yaml:", "rulebook", "fills"))  # the user's own file and line
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("filled")] == []


OPTION = """options:
  cap:
    label: {zh: 上限, en: cap}
    default: low
    choices: {low: {zh: 低, en: low}, high: {zh: 高, en: high}}
    basis: project_default
"""


def test_options_choose_the_nodes_and_are_checked_each(root: Path) -> None:
    book = root / "unit/tiny/rulebook.yaml"
    book.write_text(book.read_text("utf-8").rstrip() + "\n" + OPTION, "utf-8")
    tree = root / "unit/tiny/tree.yaml"
    change(tree, "{id: hazards, weight: 0.1}", "{id: hazards, weight: 0.2, option: {cap: low}}")
    change(tree, "{id: use_class, weight: 0.1}", "{id: use_class, weight: 0.2, option: {cap: high}}")
    assert lint(load_root(root)) == []
    low, high = (Rulebook.at("2025-01-01", "unit/tiny", root, choices={"cap": word}) for word in ("low", "high"))
    assert Rulebook.at("2025-01-01", "unit/tiny", root).digest == low.digest != high.digest
    assert [leaf.id for leaf in low.leaves if leaf.weight == 0.2] == ["floor_area", "alarm", "hazards"]
    assert [leaf.id for leaf in high.leaves if leaf.weight == 0.2] == ["floor_area", "alarm", "use_class"]
    for wrong in ({"cap": "middle"}, {"cup": "low"}):
        with pytest.raises(RiskkitError, match="RULE-32"):
            Rulebook.at("2025-01-01", "unit/tiny", root, choices=wrong)
    change(tree, "weight: 0.2, option: {cap: high}", "weight: 0.3, option: {cap: high}")
    assert [problem.code for problem in lint(load_root(root))] == ["RULE-06"]  # under one choice only


def test_grades_by_conditions_take_the_strongest_and_leave_unknowns_open() -> None:
    rules = Rulebook.at("2021-01-01", "unit/tiny", TINY)
    block = GradesBlock.model_validate(
        {
            "basis": "local_rule",
            "reference": {"source": "s", "clause": "1", "checked": "2026-11-01"},
            "by": "conditions",
            "grades": [
                {"code": code, "label": {"zh": code, "en": code}, "colour": "#000000"}
                | ({"when": {"field": "blocked_exits", "op": "ge", "value": least}} if least else {})
                for code, least in (("green", 0), ("yellow", 1), ("red", 3))
            ],
        }
    )
    table = pl.DataFrame({"subject_id": list("abcd"), SOURCE_ROW: range(4), "blocked_exits": [0.0, 1.0, 3.0, None]})
    found = grades_by_conditions(block, Columns(TypedTable(table), rules.fields))
    assert found.given.tolist() == [0, 1, 2, 0]
    assert found.best.tolist() == [0, 1, 2, 0]
    assert found.worst.tolist() == [0, 1, 2, 2]


def test_computed_fields_are_unknown_where_a_part_is(root: Path) -> None:
    more = "\n".join(
        f"  {name}: {{kind: number, uom: '1', label: {{zh: {name}, en: {name}}}, computed: {rule}}}"
        for name, rule in {
            "c_sum": "{kind: sum, of: [blocked_exits, area_m2]}",
            "c_count": "{kind: count, of: [blocked_exits, area_m2]}",
            "c_mean": "{kind: weighted_mean, of: [blocked_exits, area_m2], weights: [0.25, 0.75]}",
            "c_ratio": "{kind: ratio, of: [blocked_exits, area_m2], per: 100}",
        }.items()
    )
    fields = root / "unit/tiny/fields.yaml"
    fields.write_text(fields.read_text("utf-8").rstrip() + "\n" + more + "\n", "utf-8")
    rules = Rulebook.at("2021-01-01", "unit/tiny", root)
    frame = {"subject_id": list("abc"), SOURCE_ROW: range(3)}
    table = pl.DataFrame(frame | {"blocked_exits": [2.0, 2.0, None], "area_m2": [8.0, 0.0, 8.0]})
    columns = Columns(TypedTable(table), rules.fields)
    nan = np.nan
    for name, wanted in (("c_sum", [10, 2, nan]), ("c_count", [2, 1, nan]), ("c_mean", [6.5, 0.5, nan])):
        np.testing.assert_array_equal(columns.numbers(name), wanted)
    np.testing.assert_array_equal(columns.numbers("c_ratio"), [25, nan, nan])
    marked = {"blocked_exits": np.array([True, False, False])}
    shared = Columns(TypedTable(table.with_columns(pl.lit(8.0).alias("area_m2")), marked), rules.fields)
    np.testing.assert_array_equal(shared.numbers("c_mean"), [8, 6.5, nan])  # "/" gives its weight to the other
    np.testing.assert_array_equal(shared.numbers("c_sum"), [8, 10, nan])
    skipped = columns.not_applicable("c_ratio")
    assert skipped is not None
    assert skipped.tolist() == [False, True, False]


def test_the_standing_slots_of_the_shipped_rules_are_dated() -> None:
    slots = [slot for folder in load_root().folders.values() if folder.slots for slot in folder.slots.slots]
    assert all(slot.from_ >= date(1980, 1, 1) for slot in slots)
    assert all(slot.why.zh and slot.why.en and slot.reference.clause for slot in slots)
