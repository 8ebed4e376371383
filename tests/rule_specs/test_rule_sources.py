"""What holds for every shipped block: its basis and its source agree, and nothing of riskkit's own claims to be law."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from riskkit.indicators.lint import lint
from riskkit.indicators.loader import load_root
from riskkit.indicators.rule_file import Block
from riskkit.indicators.rulebook import Rulebook
from riskkit.terms import Basis

BOOKS = ("unit/city_score_100", "industry/sector_work", "region/textbook_three_level")
SOURCES_OF = {
    Basis.NORM: {"gongxiao_2013_60", "gb_51080_2015"},
    Basis.TEXTBOOK: {"fire_engineer_textbook_2018"},
    Basis.LOCAL_RULE: {"city_unit_risk_2022", "xinxiang_sector_rule", "db43_t_1324_2017"},
    Basis.PROJECT_DEFAULT: {"riskkit_defaults"},
}


@pytest.fixture(scope="module")
def root():
    return load_root()


def blocks_of(folder) -> list[Block]:
    dated = [
        folder.tree.in_force,
        folder.grades.in_force,
        *(veto.in_force for veto in folder.vetoes.vetoes),
        *(indicator.in_force for indicator in folder.indicators.values()),
    ]
    return [block for in_force in dated for block in in_force.values() if not isinstance(block, str)]


def test_shipped_rules_have_no_problem(root):
    assert [str(problem) for problem in lint(root)] == []


def test_the_three_rulebooks(root):
    assert sorted(root.folders) == sorted(BOOKS)


@pytest.mark.parametrize("book", BOOKS)
def test_basis_and_source_agree(root, book):
    for block in blocks_of(root.folders[book]):
        assert block.reference.source in SOURCES_OF[block.basis], block.reference


def test_defaults_say_they_are_no_norm(root):
    note = root.sources.sources["riskkit_defaults"].note
    assert "不是规范" in note.zh
    assert "No norm" in note.en


@pytest.mark.parametrize("source", ["city_unit_risk_2022", "xinxiang_sector_rule", "gb_51080_2015"])
def test_a_stand_in_day_is_named(root, source):
    """Where the true day in force was not seen, the source's note says what the day stands for."""
    note = root.sources.sources[source].note.zh
    assert "假定" in note or "代替" in note


@pytest.mark.parametrize("book", BOOKS)
def test_headers_are_not_ambiguous(root, book):
    """A header names one field only."""
    fields = root.folders[book].fields.fields
    headers = Counter(
        header.strip().lower()
        for name, field in fields.items()
        for header in {name, field.label.zh, field.label.en, *field.aliases}
    )
    assert [header for header, times in headers.items() if times > 1] == []
    for name, field in fields.items():
        words = Counter(word for level in field.levels for word in {level.code, level.label.zh, *level.words})
        assert [word for word, times in words.items() if times > 1] == [], name


@pytest.mark.parametrize("book", BOOKS)
def test_the_page_on_rulebooks_names_every_indicator_with_its_basis(book):
    """docs/rulebooks.md tells norm from default; a rule that changes its basis or clause must change the page."""
    page = Path(__file__).parents[2] / "docs" / "rulebooks.md"
    lines = page.read_text(encoding="utf-8").splitlines()
    rules = Rulebook.at("2026-11-22", book)
    for leaf in (*rules.leaves, *rules.bonus):
        start = f"| {leaf.block.reference.clause} | {leaf.label.zh} {leaf.label.en} | `{leaf.id}` |"
        rows = [line for line in lines if line.startswith(start)]
        assert len(rows) == 1, start
        basis, scale = (rows[0].split(" | ")[position] for position in (3, 5))
        assert basis.endswith(f" {leaf.block.basis.value}")
        limits = [step.from_ for step in leaf.block.steps or []] + [step.points for step in leaf.block.steps or []]
        limits += [number for knot in leaf.block.knots or [] for number in knot]
        assert all(f"{limit:g}" in scale for limit in limits if limit is not None), leaf.id
