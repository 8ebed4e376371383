"""Rulebook.at: which blocks are in force, when the digest changes, and the round trip through JSON."""

from __future__ import annotations

import dataclasses
import functools
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from riskkit.errors import RiskkitError
from riskkit.indicators.diff import diff
from riskkit.indicators.loader import load_root, rulebook_paths
from riskkit.indicators.resolved import ResolvedFile, resolve
from riskkit.indicators.rulebook import Rulebook

TINY = Path(__file__).parents[1] / "rule_faults" / "tiny_root"
ROOT = load_root(TINY)
CHANGES = [date(2022, 5, 1), date(2023, 3, 1), date(2024, 7, 1)]
# a rulebook that the user has to fill in first stands on no day
BUILT_IN = [
    name
    for name, folder in load_root().folders.items()
    if not any(slot.required for slot in (folder.slots.slots if folder.slots else []))
]


def at(day: str) -> Rulebook:
    return Rulebook.at(day, "unit/tiny", TINY)


@functools.cache
def digest_on(day: date) -> str:
    return resolve(ROOT, ROOT.folders["unit/tiny"], day)[0].digest()


def test_a_block_holds_from_its_day_to_the_day_before_the_next() -> None:
    clauses = [
        {leaf.id: leaf.block.reference.clause for leaf in at(day).leaves}["exit_width"]
        for day in ("2020-01-01", "2023-02-28", "2023-03-01", "2027-05-01")
    ]
    assert clauses == ["5.2.1", "5.2.1", "5.2.1a", "5.2.1a"]


@pytest.mark.parametrize("change", CHANGES)
def test_the_digest_changes_on_the_day_of_a_change_and_not_before(change: date) -> None:
    eve = change - timedelta(days=1)
    assert digest_on(eve) != digest_on(change)
    assert digest_on(eve) == digest_on(eve - timedelta(days=90))
    assert digest_on(change) == digest_on(change + timedelta(days=90))


days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@settings(max_examples=60, deadline=None)
@given(days, days)
def test_equal_rulebooks_exactly_when_no_block_starts_between(first: date, second: date) -> None:
    first, second = sorted((first, second))
    quiet = not any(first < change <= second for change in CHANGES)
    assert (digest_on(first) == digest_on(second)) is quiet


@pytest.mark.parametrize("rulebook_id", BUILT_IN)
def test_a_built_in_rulebook_is_the_same_while_no_block_starts(rulebook_id: str) -> None:
    folder = load_root(only=rulebook_id).folders[rulebook_id]
    files = [folder.tree, folder.grades, *folder.vetoes.vetoes, *folder.indicators.values()]
    starts = sorted({start for file in files for start in file.in_force})
    first = max(min(folder.tree.in_force), min(folder.grades.in_force))
    root = load_root(only=rulebook_id)
    for begin, end in zip(starts, [*starts[1:], starts[-1] + timedelta(days=400)], strict=True):
        if begin >= first:
            one, other = (resolve(root, folder, day)[0].digest() for day in (begin, end - timedelta(days=1)))
            assert one == other


def test_a_veto_that_is_not_yet_law_does_not_stop_an_assessment() -> None:
    assert [veto.id for veto, _ in at("2022-04-30").vetoes] == ["many_defects"]
    assert [veto.id for veto, _ in at("2022-05-01").vetoes] == ["hotel_without_alarm", "many_defects"]


def test_an_announced_text_warns_from_its_day_on() -> None:
    assert at("2027-04-30").warnings == ()
    (warning,) = at("2027-05-01").warnings
    assert (warning.code, warning.column, warning.value) == ("RULE-24", "exit_width", "2027-05-01")
    assert at("2027-05-01").digest == at("2027-04-30").digest


def test_a_day_before_the_first_block_is_refused() -> None:
    with pytest.raises(RiskkitError) as caught:
        at("2019-12-31")
    assert caught.value.code == "RULE-31"


@pytest.mark.parametrize("day", ["", "2026-13-01", "yesterday"])
def test_what_is_not_a_day_is_refused(day: str) -> None:
    with pytest.raises(RiskkitError) as caught:
        at(day)
    assert caught.value.code == "ARG-01"


def test_a_rulebook_is_frozen() -> None:
    rulebook = at("2025-01-01")
    with pytest.raises(dataclasses.FrozenInstanceError):
        rulebook.day = date(2020, 1, 1)  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        rulebook.leaves[0].weight = 1.0  # type: ignore[misc]
    with pytest.raises(ValidationError):
        rulebook.grades.closed = "right"  # type: ignore[misc]


def test_global_weights_sum_to_one_on_both_trees() -> None:
    for day in ("2020-01-01", "2024-07-01"):
        assert sum(leaf.global_weight for leaf in at(day).leaves) == pytest.approx(1.0, abs=1e-12)


def test_weights_come_from_judgement_weight_and_points() -> None:
    weights = {leaf.id: leaf.global_weight for leaf in at("2020-01-01").leaves}
    # judgement 1 3 5 | 1/3 1 2 | 1/5 1/2 1 → 0.6483 0.2297 0.1220; siblings 0.6 : 0.4 and 20 of 30 points of 40
    assert weights["exit_width"] == pytest.approx(0.6483 * 0.6, abs=5e-5)
    assert weights["alarm"] == pytest.approx(0.2297 * 30 / 40 * 20 / 30, abs=5e-5)
    assert weights["blocked_exits"] == pytest.approx(0.1220, abs=5e-5)


def test_a_leaf_without_a_file_is_one_clear_error() -> None:
    folder = ROOT.folders["unit/tiny"]
    without = dataclasses.replace(folder, indicators={k: v for k, v in folder.indicators.items() if k != "alarm"})
    with pytest.raises(RiskkitError, match="RULE-14"):
        resolve(ROOT, without, date(2025, 1, 1))


@pytest.mark.parametrize("day", ["2020-01-01", "2023-03-01", "2027-06-01"])
def test_the_resolved_file_survives_json(day: str) -> None:
    rulebook = at(day)
    text = rulebook.resolved.model_dump_json(by_alias=True)
    again = ResolvedFile.model_validate_json(text)
    assert again == rulebook.resolved
    assert again.digest() == rulebook.digest
    remade = Rulebook.of(again, rulebook.day)
    assert [(leaf.id, leaf.global_weight) for leaf in remade.leaves] == [
        (leaf.id, leaf.global_weight) for leaf in rulebook.leaves
    ]
    assert diff(rulebook, remade) == []


@pytest.mark.parametrize("rulebook_id", BUILT_IN)
def test_a_built_in_resolved_file_survives_json(rulebook_id: str) -> None:
    rulebook = Rulebook.at("2026-11-01", rulebook_id)
    again = ResolvedFile.model_validate_json(rulebook.resolved.model_dump_json(by_alias=True))
    assert (again, again.digest()) == (rulebook.resolved, rulebook.digest)


def test_the_file_as_written_without_defaults_has_the_same_digest() -> None:
    rulebook = at("2025-01-01")
    text = rulebook.resolved.model_dump_json(by_alias=True, exclude_defaults=True)
    assert ResolvedFile.model_validate_json(text).digest() == rulebook.digest


def test_rulebook_ids_are_folder_paths() -> None:
    assert list(rulebook_paths(TINY)) == ["unit/tiny"]
