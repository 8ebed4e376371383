"""What holds for every shipped block: its basis and its source agree, and nothing of riskkit's own claims to be law."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from riskkit.indicators.lint import lint
from riskkit.indicators.loader import BUILT_IN_RULES, load_root, raw_content
from riskkit.indicators.rule_file import Block
from riskkit.terms import Basis

DEFAULTS = "riskkit_defaults"
BOOKS = sorted(load_root().folders)
# which of the first texts is what; the others are only asked to be one thing
BASIS_OF = {
    "gongxiao_2013_60": Basis.NORM,
    "gb_51080_2015": Basis.NORM,
    "fire_engineer_textbook_2018": Basis.TEXTBOOK,
    "city_unit_risk_2022": Basis.LOCAL_RULE,
    "xinxiang_sector_rule": Basis.LOCAL_RULE,
    "db43_t_1324_2017": Basis.LOCAL_RULE,
    DEFAULTS: Basis.PROJECT_DEFAULT,
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


@pytest.mark.parametrize("book", BOOKS)
def test_a_default_names_riskkit_and_nothing_else_does(root, book):
    for block in blocks_of(root.folders[book]):
        assert (block.basis is Basis.PROJECT_DEFAULT) == (block.reference.source == DEFAULTS), block.reference


def test_a_text_is_one_thing(root):
    """A source that is a norm in one block is no local rule in the next."""
    used: dict[str, set[Basis]] = {}
    for folder in root.folders.values():
        for block in blocks_of(folder):
            used.setdefault(block.reference.source, set()).add(block.basis)
    assert {source: bases for source, bases in used.items() if len(bases) > 1} == {}
    assert {source: used[source] for source in BASIS_OF} == {source: {basis} for source, basis in BASIS_OF.items()}


@pytest.mark.parametrize("book", BOOKS)
def test_every_block_has_issuer_number_and_clause(root, book):
    """Or is a project default; where the text itself has no number, or it was not seen, the source says so."""
    sources = root.sources.sources
    for block in blocks_of(root.folders[book]):
        source = sources[block.reference.source]
        assert source.issuer.strip(), block.reference
        assert block.reference.clause.strip(), block.reference
        if source.number is None and block.basis is not Basis.PROJECT_DEFAULT:
            assert source.note is not None, block.reference
            assert says_it_has_no_number(source.note), block.reference.source


def referring(content: Any, basis: str = "") -> Iterator[tuple[dict[str, str], str]]:
    """Every reference below ``content`` and the basis of the block that it stands in."""
    if isinstance(content, dict):
        basis = content.get("basis", basis)
        if "reference" in content:
            yield content["reference"], basis
        content = list(content.values())
    for part in content if isinstance(content, list) else []:
        yield from referring(part, basis)


def test_every_block_of_any_rule_file_names_a_listed_text_and_its_basis(root):
    """Classification lists, fire rules and what else is dated, beside the rulebooks; a slot has no basis yet."""
    seen = set()
    for path in sorted(BUILT_IN_RULES.rglob("*.yaml")):
        for reference, basis in referring(raw_content(path)) if path.name != "fill.yaml" else ():
            seen.add(path.relative_to(BUILT_IN_RULES).parts[0])
            assert root.sources.sources[reference["source"]].issuer.strip(), path
            assert reference["clause"].strip(), path
            if path.name != "slots.yaml":
                assert basis in set(Basis), path
                assert (basis == Basis.PROJECT_DEFAULT) == (reference["source"] == DEFAULTS), path
    assert {"unit", "industry", "region", "classification", "fire_severity.yaml", "credit.yaml"} <= seen


def says_it_has_no_number(note) -> bool:
    return any(word in note.zh for word in ("文号", "编号", "标准号")) and "number" in note.en.lower()


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
