"""How much of a rulebook is norm, local rule, textbook or default, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from riskkit.indicators.coverage import Coverage, coverage
from riskkit.indicators.loader import load_root
from riskkit.indicators.on_day import book_on_day, cut_to_day, last_day
from riskkit.terms import Basis

TINY = Path(__file__).parents[1] / "rule_faults" / "tiny_root"
DAY = date(2026, 1, 1)


def of(rulebook_id: str, day: date = DAY, rules: Path | None = None) -> Coverage:
    return coverage(book_on_day(day, rulebook_id, rules))


def test_the_planning_code_holds_two_of_33_region_indicators() -> None:
    """5 minutes, and 7 or 15 km2: 1/6 x 1/2 x 0.35092 each (the weights of docs/rules, by numpy.linalg.eig)."""
    found = of("region/textbook_three_level")
    assert found.scales[Basis.NORM] == pytest.approx(2 * 0.35092 / 12, abs=1e-4)
    assert found.scales[Basis.PROJECT_DEFAULT] == pytest.approx(1 - 2 * 0.35092 / 12, abs=1e-4)
    assert (found.weights, found.grades) == (Basis.PROJECT_DEFAULT, Basis.TEXTBOOK)
    assert found.vetoes == {Basis.LOCAL_RULE: 1}
    assert found.outcomes == {Basis.PROJECT_DEFAULT: 1}


def test_an_open_tree_has_no_share() -> None:
    found = of("unit/high_hazard_60")
    assert found.scales == {}
    assert found.without_scale == 1
    assert (found.weights, found.grades) == (None, None)
    assert found.vetoes == {Basis.NORM: 10}
    assert found.open_slots == 1


def test_bonus_is_counted_apart() -> None:
    found = of("industry/sector_work")
    assert found.bonus == {Basis.PROJECT_DEFAULT: 3}
    assert sum(found.scales.values()) == pytest.approx(1)


def test_a_block_that_is_not_in_force_leaves_its_weight_open() -> None:
    book = book_on_day(DAY, "unit/city_score_100")
    nodes = tuple(replace(node, block=None) if node.id == "hotel_rooms" else node for node in book.nodes)
    found = coverage(replace(book, nodes=nodes))
    assert found.without_scale == pytest.approx(0.0625)
    assert found.scales[Basis.LOCAL_RULE] == pytest.approx(0.3 - 0.0625)


def test_a_partial_table_says_how_much_was_seen() -> None:
    root = load_root()
    partial = {name: folder.rulebook.coverage for name, folder in root.folders.items() if folder.rulebook.coverage}
    assert partial
    for name, seen in partial.items():
        found = of(name)
        wanted = seen.points_seen / seen.points_total if seen.points_total else None
        assert found.seen == wanted, name


def test_shares_of_every_rulebook_sum_to_one_or_are_open() -> None:
    root = load_root()
    for name, folder in root.folders.items():
        day = last_day(folder)
        assert day is not None
        found = coverage(cut_to_day(root, folder, day))
        total = sum(found.scales.values()) + found.without_scale
        assert total == pytest.approx(1), name
        assert (found.weights is None) == (not found.scales), name
