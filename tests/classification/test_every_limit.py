"""Every line of every shipped list at its limit, just below and just above, with the operator of the source."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from riskkit.classification.limits import is_limit, leaves
from riskkit.indicators.classification_lists import lists_at, load_folder
from riskkit.terms import Answer

Decide = Callable[..., list[dict[str, Any]]]
TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load((Path(__file__).parent / "limits.yaml").read_text("utf-8"))
CASES = [(name, entry) for name, entries in TABLE.items() for entry in entries]
OPS = {">=": "ge", ">": "gt", "<": "lt"}
MET = {">=": (False, True, True), ">": (False, False, True), "<": (True, False, False)}


def at_limit(case: dict[str, Any]) -> list[tuple[dict[str, Any], bool]]:
    """The units of one case, and whether each meets the line."""
    name, op, bound = case["limit"].split()
    near = [float(bound) - 1, float(bound), float(bound) + 1]
    if name.endswith(("_m2", "_m", "_m3", "_mw", "_mwh", "_cny")):
        near = [float(bound) - 0.01, float(bound), float(bound) + 0.01]
    other = {"place_type": case["of"], **case.get("with", {})}
    return [
        ({**other, name: f"{value:g}" if value % 1 == 0 else f"{value:.2f}"}, met)
        for value, met in zip(near, MET[op], strict=True)
    ]


def without_number(case: dict[str, Any]) -> list[tuple[dict[str, Any], bool]]:
    unit = {"place_type": case["of"], **case.get("with", {})}
    units = [(unit, True)]
    if "without" in case:
        units.append(({**unit, **case["without"]}, False))
    return units


@pytest.mark.parametrize(
    ("list_id", "entry"), CASES, ids=[f"{name} {entry['place']} {entry['day']}" for name, entry in CASES]
)
def test_a_list_at_its_limits(list_id: str, entry: dict[str, Any], decided: Decide) -> None:
    chosen = lists_at(entry["place"], date.fromisoformat(entry["day"]), [list_id])
    labels = {line.id: line.label.zh for line in chosen.lists[0].block.lines}
    tried = [
        (case, unit, met)
        for case in entry["lines"]
        for unit, met in (at_limit(case) if "limit" in case else without_number(case))
    ]
    rows = decided(entry["place"], entry["day"], list_id, *[unit for _, unit, _ in tried])
    for (case, unit, met), row in zip(tried, rows, strict=True):
        lines = [part.split("：")[0] for part in (row["decided_by"] or "").split("；")]
        assert (labels[case["line"]] in lines) is met, (case, unit, row["decided_by"])
        if met:
            assert row["answer"] == Answer.YES, (case, unit)


def test_every_shipped_limit_is_in_the_table() -> None:
    """A line that is added to a list must come with its cases here."""
    folder, problems = load_folder()
    assert folder is not None
    assert problems == []
    tried = set()
    for list_id, entry in CASES:
        chosen = lists_at(entry["place"], date.fromisoformat(entry["day"]), [list_id])
        for case in entry["lines"]:
            limit = case.get("limit", "").split()
            where = (list_id, chosen.jurisdiction_id, chosen.lists[0].since, case["line"])
            tried.add((*where, (limit[0], OPS[limit[1]], float(limit[2])) if limit else None))
    for list_id, files in folder.by_list.items():
        for place, file in files.items():
            for since, block in file.in_force.items():
                for line in block.lines if block != "expected" else []:
                    limits = [leaf for leaf in leaves(line.when) if is_limit(leaf)]
                    for leaf in limits:
                        key = (list_id, place, since, line.id, (leaf.field, leaf.op, float(leaf.value)))
                        assert key in tried, key
                    assert limits or (list_id, place, since, line.id, None) in tried, (list_id, place, since, line.id)


def test_hubei_2002_is_the_national_text() -> None:
    hubei, china = (lists_at(place, date(2010, 1, 1), ["key_unit"]).lists[0].block for place in ("湖北", "全国"))
    assert hubei.lines == china.lines
    assert hubei.covers == china.covers


def test_the_examples_without_a_region_are_not_shipped() -> None:
    folder, _ = load_folder()
    assert folder is not None
    assert set(folder.by_list["high_hazard_unit"]) == {"shandong", "shaanxi", "neimenggu", "fujian"}
    assert all(
        block == "expected" or not block.complete
        for files in folder.by_list.values()
        for file in files.values()
        for block in file.in_force.values()
    )
