"""What should be looked at again: old checks, replaced texts, announced days that have come, open slots."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from riskkit.cli.app import app
from riskkit.errors import RiskkitError
from riskkit.indicators.loader import load_root
from riskkit.indicators.stale import stale

TINY = Path(__file__).parents[1] / "rule_faults" / "tiny_root"
CHECKED = date(2026, 11, 1)  # the newest check in the tiny root is not older than this


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(TINY, tmp_path / "rules")
    return tmp_path / "rules"


def change(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text
    (root / name).write_text(text.replace(old, new, 1), "utf-8")


def kinds(root: Path, today: date, days: int = 400) -> list[tuple[str, str]]:
    return [(entry.kind, entry.where.rsplit(":", 1)[0]) for entry in stale(today, days, root)]


def test_a_check_is_old_after_the_limit_and_not_on_it(root: Path) -> None:
    path = "unit/tiny/indicators/alarm.yaml"
    text = (root / path).read_text("utf-8")
    line = next(number for number, line in enumerate(text.splitlines(), 1) if "checked" in line)
    checked = load_root(root).folders["unit/tiny"].indicators["alarm"].in_force
    (block, *_) = [block for block in checked.values() if not isinstance(block, str)]
    last = block.reference.checked + timedelta(400)
    assert f"{path}:{line}" not in {entry.where for entry in stale(last, 400, root) if entry.kind == "checked"}
    found = [entry for entry in stale(last + timedelta(1), 400, root) if entry.where == f"{path}:{line}"]
    assert [(entry.kind, entry.day) for entry in found] == [("checked", block.reference.checked)]
    assert found[0].what.endswith("401 d")


def test_an_announced_day_that_has_come(root: Path) -> None:
    path = "unit/tiny/indicators/exit_width.yaml"
    assert ("expected", path) not in kinds(root, date(2027, 4, 30), 9999)
    assert ("expected", path) in kinds(root, date(2027, 5, 1), 9999)


def test_a_text_that_is_over_or_replaced(root: Path) -> None:
    assert "source" not in {kind for kind, _ in kinds(root, date(2029, 12, 31), 9999)}
    found = [entry for entry in stale(date(2030, 1, 1), 9999, root) if entry.kind == "source"]
    assert {(entry.day, entry.what) for entry in found} == {(date(2029, 12, 31), "demo_code_2020 → demo_code_2030")}
    assert "unit/tiny/indicators/exit_width.yaml" in {entry.where.rsplit(":", 1)[0] for entry in found}
    # only the block in force: the one of 2020 was followed in 2023
    lines = [int(entry.where.rsplit(":", 1)[1]) for entry in found if "exit_width" in entry.where]
    text = (root / "unit/tiny/indicators/exit_width.yaml").read_text("utf-8").splitlines()
    assert len(lines) == 1
    assert "5.2.1a" in text[lines[0] - 1]


def test_open_slots_are_those_of_the_day(root: Path) -> None:
    slot = (
        "slots:\n"
        '  - {id: rest, from: "2024-01-01", until: "2025-12-31", label: {zh: 余, en: rest}, why: {zh: 无, en: unseen},'
        "\n     reference: {source: demo_code_2020, clause: '9', checked: \"2026-11-01\"}}\n"
    )
    (root / "unit/tiny/slots.yaml").write_text(slot, "utf-8")
    path = "unit/tiny/slots.yaml"
    assert ("slot", path) not in kinds(root, date(2023, 12, 31), 9999)
    assert ("slot", path) in kinds(root, date(2024, 1, 1), 9999)
    assert ("slot", path) in kinds(root, date(2025, 12, 31), 9999)
    assert ("slot", path) not in kinds(root, date(2026, 1, 1), 9999)
    change(root, path, "id: rest", "filled: true, id: rest")
    assert ("slot", path) not in kinds(root, date(2024, 1, 1), 9999)


def test_newest_first(root: Path) -> None:
    days = [entry.day for entry in stale(date(2030, 1, 1), 0, root)]
    assert days == sorted(days, reverse=True)


def test_every_kind_of_rule_file_is_looked_at() -> None:
    """A block of the classification lists or of the fire rules ages as one of a rulebook does."""
    found = {entry.where.split("/")[0].split(":")[0] for entry in stale(date(2030, 1, 1))}
    assert {"unit", "industry", "region", "classification", "fire_severity.yaml", "credit.yaml"} <= found


def test_the_command_says_where_and_ends_with_0_or_1(root: Path) -> None:
    clean = CliRunner().invoke(app, ["rules", "stale", "--rule-root", str(root), "--today", "2026-11-01"])
    assert (clean.exit_code, clean.output.startswith("合计 0")) == (0, True)
    words = ["rules", "stale", "--rule-root", str(root), "--today", "2028-06-01", "--days", "300", "--lang", "en"]
    old = CliRunner().invoke(app, words)
    assert old.exit_code == 1
    assert "unit/tiny/indicators/exit_width.yaml:" in old.output
    assert "the announced day has come, the text is not entered" in old.output


def test_a_root_that_does_not_load_is_said(root: Path) -> None:
    (root / "sources.yaml").write_text("sources: [", "utf-8")
    with pytest.raises(RiskkitError, match="RULE-01"):
        stale(CHECKED, 400, root)
    outcome = CliRunner().invoke(app, ["rules", "stale", "--rule-root", str(root)])
    assert outcome.exit_code == 2


def test_a_file_of_another_kind_that_is_no_yaml_is_said_with_its_place(root: Path) -> None:
    (root / "other.yaml").write_text("a: 1\nb: [", "utf-8")
    with pytest.raises(RiskkitError, match=r"other\.yaml:3:1: RULE-01") as caught:
        stale(CHECKED, 400, root)
    assert caught.value.code == "RULE-01"
    (root / "other.yaml").write_bytes("甲: 1".encode("gbk"))
    with pytest.raises(RiskkitError, match=r"other\.yaml:1:1: RULE-01"):
        stale(CHECKED, 400, root)
