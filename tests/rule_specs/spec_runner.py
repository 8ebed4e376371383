"""Spec files (tests/rule_specs/<level>/<rulebook>/*.yaml) and what the rules give for their cases.

A spec is read off the source, never off the rule file. One case a line: ``on`` a day, ``given`` fields of one
subject, what it ``gives``; ``veto`` or ``node`` says which one in vetoes.yaml and tree.yaml; ``options`` are the
choices of the rulebook's options, for a case or for the whole file. A field left out is unknown, "/" is 不适用.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import yaml

from riskkit.in_force import block_in_force
from riskkit.indicators.choices import chosen, standing_nodes, stands
from riskkit.indicators.loader import RuleFolder
from riskkit.indicators.resolved import ResolvedFile
from riskkit.indicators.rule_file import GradesFile, IndicatorBlock, JudgementMatrix, Node, TreeFile
from riskkit.indicators.rulebook import Leaf, Rulebook, local_weights
from riskkit.scoring.columns import Columns
from riskkit.scoring.conditions import evaluate
from riskkit.scoring.grades import grade_of, grades_by_conditions
from riskkit.scoring.leaves import leaf_points
from riskkit.scoring.measure import measure
from riskkit.typed_table import SOURCE_ROW, TypedTable

UNKNOWN, NOT_APPLICABLE, NOT_IN_FORCE, SLOT = "unknown", "not applicable", "not in force", "slot"
NA = "/"
KEYS = {"on", "given", "gives", "veto", "node", "options", "note"}

Row = Mapping[str, Any]
Outcome = float | str


@dataclass(frozen=True)
class Case:
    """One line of a spec; ``where`` is its file and line."""

    on: date
    gives: Outcome
    where: str
    given: Row = field(default_factory=dict)
    veto: str = ""
    node: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


class _Loader(yaml.SafeLoader):
    """YAML in which only true and false are booleans: ``on`` is a key, and a grade may be called 否 or no."""


_BOOL = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != _BOOL]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_BOOL, re.compile("true|false"), list("tf"))


def read_spec(path: Path) -> list[Case]:
    """The cases of one spec file, in its order; raises AssertionError where a case is not written as one."""
    text = path.read_text("utf-8")
    content, node = yaml.load(text, _Loader), yaml.compose(text, _Loader)
    assert isinstance(content, dict), f"{path.name}: no mapping"
    assert set(content) <= {"cases", "options"}, f"{path.name}: {sorted(content)}"
    lines = next(value.value for key, value in node.value if key.value == "cases")
    cases = []
    for entry, mark in zip(content["cases"], lines, strict=True):
        where = f"{path.name}:{mark.start_mark.line + 1}"
        assert set(entry) <= KEYS, f"{where}: {sorted(set(entry) - KEYS)}"
        assert {"on", "gives"} <= set(entry), f"{where}: on, gives"
        day = entry["on"] if isinstance(entry["on"], date) else date.fromisoformat(entry["on"])
        gives = entry["gives"]
        gives = float(gives) if isinstance(gives, int | float) and not isinstance(gives, bool) else str(gives)
        options = {**content.get("options", {}), **entry.get("options", {})}
        cases.append(
            Case(day, gives, where, entry.get("given") or {}, entry.get("veto", ""), entry.get("node", ""), options)
        )
    return cases


def agree(got: Outcome, wanted: Outcome) -> bool:
    """Whether what a rule gave is what its spec says; a text that is not at hand is not in force either."""
    if isinstance(got, float) and isinstance(wanted, float):
        return bool(np.isclose(got, wanted, rtol=1e-6, atol=1e-6))
    return got == wanted or (got == SLOT and wanted == NOT_IN_FORCE)


def run(folder: RuleFolder, part: str, cases: Sequence[Case]) -> list[Outcome]:
    """What the file ``part`` of a rulebook (vetoes, grades, tree or an indicator's id) gives for each case."""
    if part == "tree":
        return [_weight(folder, case) for case in cases]
    if part == "vetoes":
        return _by_block(cases, lambda case: _veto_key(folder, case), lambda key, some: _verdicts(folder, key, some))
    in_force = folder.grades.in_force if part == "grades" else folder.indicators[part].in_force
    given = _grades if part == "grades" else _points
    return _by_block(
        cases, lambda case: block_on(in_force, case.on), lambda start, some: given(folder, part, start, some)
    )


def block_on(in_force: Mapping[date, Any], day: date) -> date | str:
    """The first day of the block in force on ``day``, or that there is none; an announced text changes nothing."""
    texts = {start: (start, block) for start, block in in_force.items() if block != "expected"}
    found = block_in_force(texts, day)
    return NOT_IN_FORCE if found is None else SLOT if found[1] == "slot" else found[0]


def _by_block(
    cases: Sequence[Case], key_of: Callable[[Case], Any], gives: Callable[[Any, list[Case]], Iterable[Outcome]]
) -> list[Outcome]:
    """Run the cases that meet the same block as one table."""
    keys = [key_of(case) for case in cases]
    found: dict[int, Outcome] = {}
    for key in dict.fromkeys(keys):
        places = [place for place, other in enumerate(keys) if other == key]
        if isinstance(key, str):
            found |= dict.fromkeys(places, key)
        else:
            found |= dict(zip(places, gives(key, [cases[place] for place in places]), strict=True))
    return [found[place] for place in range(len(cases))]


# ---------------------------------------------------------------- indicators


def probe(folder: RuleFolder, name: str, start: date) -> Rulebook:
    """A rulebook of this one indicator with the block that starts on ``start``."""
    indicator = folder.indicators[name]
    block = indicator.in_force[start]
    assert isinstance(block, IndicatorBlock)
    reference = {"basis": block.basis, "reference": block.reference.model_dump(), "children": [{"id": name}]}
    tree = TreeFile.model_validate({"in_force": {start: reference}})
    resolved = ResolvedFile(
        rulebook=folder.rulebook,
        fields=folder.fields.fields,
        tree=tree,
        grades=GradesFile(in_force={}),
        vetoes=[],
        indicators={name: indicator.model_copy(update={"in_force": {start: block}})},
        sources={},
    )
    return Rulebook.of(resolved, start)


def _points(folder: RuleFolder, name: str, start: date, cases: Sequence[Case]) -> list[Outcome]:
    rulebook = probe(folder, name, start)
    return points_of_rows(rulebook, rulebook.leaves[0], [case.given for case in cases])


def points_of_rows(rulebook: Rulebook, leaf: Leaf, rows: Sequence[Row]) -> list[Outcome]:
    """Points of an indicator, or why there are none."""
    measured = measure(leaf, Columns(table_of(rulebook.fields, rows), rulebook.fields))
    values = measured.values
    if measured.least is not None:  # by item: unknown as long as what is not known could still take points off
        values = np.where(measured.least < values, np.nan, values)
    points = leaf_points(leaf, values, rulebook)
    skipped = measured.not_applicable if measured.not_applicable is not None else np.zeros(len(rows), bool)
    return [
        NOT_APPLICABLE if out else UNKNOWN if np.isnan(got) else float(got)
        for got, out in zip(points, skipped, strict=True)
    ]


# ---------------------------------------------------------------- vetoes, grades, tree


def _veto_key(folder: RuleFolder, case: Case) -> tuple[str, date] | str:
    veto = next((one for one in folder.vetoes.vetoes if one.id == case.veto), None)
    assert veto is not None, f"{case.where}: no veto {case.veto!r}"
    if not stands(veto, chosen(folder.rulebook, case.options)):
        return NOT_IN_FORCE
    start = block_on(veto.in_force, case.on)
    return start if isinstance(start, str) else (case.veto, start)


def _verdicts(folder: RuleFolder, key: tuple[str, date], cases: Sequence[Case]) -> list[Outcome]:
    name, start = key
    block = next(veto for veto in folder.vetoes.vetoes if veto.id == name).in_force[start]
    assert not isinstance(block, str)
    truth = evaluate(block.when, columns_of(folder, cases))
    return ["met" if yes else "not met" if no else "undecided" for yes, no in zip(truth.true, truth.false, strict=True)]


def _grades(folder: RuleFolder, _: str, start: date, cases: Sequence[Case]) -> list[Outcome]:
    block = folder.grades.in_force[start]
    assert not isinstance(block, str)
    if block.by == "conditions":
        places = grades_by_conditions(block, columns_of(folder, cases)).given
    else:
        places = grade_of(block, np.array([float(case.given["score"]) for case in cases]))
    return [block.grades[place].code for place in places]


def _weight(folder: RuleFolder, case: Case) -> Outcome:
    start = block_on(folder.tree.in_force, case.on)
    if isinstance(start, str):
        return start
    weights = weights_of(folder, start, case.options)
    got = weights.get(case.node)
    if got is None:
        return NOT_IN_FORCE
    return case.gives if isinstance(case.gives, float) and abs(got - case.gives) <= _grain(case.gives) else got


def _grain(written: float) -> float:
    """How far a weight may be from the written one: half a unit of its last decimal, at most 0.0005."""
    return min(5e-4, 0.5 * 10.0 ** -len(repr(written).partition(".")[2]) + 1e-9)


def weights_of(folder: RuleFolder, start: date, options: Mapping[str, str]) -> dict[str, float]:
    """The global weight of every node of a dated tree under these choices; bonus indicators have none."""
    block = folder.tree.in_force[start]
    assert not isinstance(block, str)
    nodes = standing_nodes(block.children, chosen(folder.rulebook, options))
    return dict(_weighted(nodes, block.judgement, 1.0))


def _weighted(nodes: list[Node], judgement: JudgementMatrix | None, above: float) -> Iterator[tuple[str, float]]:
    for node, weight in zip(nodes, local_weights(nodes, judgement)[1], strict=True):
        yield node.id, above * weight
        if node.children:
            yield from _weighted(node.children, node.judgement, above * weight)


# ---------------------------------------------------------------- tables


def columns_of(folder: RuleFolder, cases: Sequence[Case]) -> Columns:
    """The given fields of the cases as columns."""
    return Columns(table_of(folder.fields.fields, [case.given for case in cases]), folder.fields.fields)


def table_of(fields: Mapping[str, Any], rows: Sequence[Row]) -> TypedTable:
    """A typed table with one subject a row; a field left out is unknown, "/" is not applicable."""
    names = sorted({name for row in rows for name in row})
    unknown_names = set(names) - set(fields)
    assert not unknown_names, f"no such field: {sorted(unknown_names)}"
    columns: dict[str, pl.Series] = {
        "subject_id": pl.Series([str(i) for i in range(len(rows))]),
        SOURCE_ROW: pl.Series(range(len(rows)), dtype=pl.Int64),
    }
    not_applicable = {}
    for name in names:
        cells = [row.get(name) for row in rows]
        skipped = np.array([cell == NA for cell in cells])
        if skipped.any():
            not_applicable[name] = skipped
        columns[name] = _typed(fields[name], [None if cell == NA else cell for cell in cells])
    return TypedTable(pl.DataFrame(columns), not_applicable)


def _typed(shape: Any, cells: list[Any]) -> pl.Series:
    if shape.kind == "category":
        return pl.Series(cells, dtype=pl.Enum([level.code for level in shape.levels]))
    if shape.kind in ("id", "text"):
        return pl.Series(cells, dtype=pl.String)
    if shape.kind == "date":
        return pl.Series([date.fromisoformat(cell) if isinstance(cell, str) else cell for cell in cells], dtype=pl.Date)
    return pl.Series([None if cell is None else float(cell) for cell in cells], dtype=pl.Float64)
