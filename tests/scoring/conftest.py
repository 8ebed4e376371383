"""Small made-up rulebooks whose scores can be worked out by hand: a value of 0..100 is its own points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
import yaml

from riskkit.indicators.rulebook import Rulebook
from riskkit.scoring.score import Scores, score_table
from riskkit.typed_table import SOURCE_ROW, TypedTable

DAY = "2026-01-01"
NA = "/"
MADE_UP = {"basis": "project_default", "reference": {"source": "made_up", "clause": "1", "checked": "2025-12-01"}}
SOURCES = {
    "made_up": {
        "title": {"zh": "测试用虚构规则", "en": "made up for tests"},
        "issuer": "riskkit",
        "in_force_from": "2000-01-01",
    }
}
ABCD = [("A", 90, 100), ("B", 80, 90), ("C", 70, 80), ("D", 0, 70)]


def _label(name: str) -> dict[str, str]:
    return {"zh": name, "en": name}


def grade_scale(rows: Sequence[tuple[str, float, float]], closed: str = "left") -> dict[str, Any]:
    grades = [
        {"code": code, "label": _label(code), "from": low, "to": high, "colour": "#2F6FB7"} for code, low, high in rows
    ]
    return {**MADE_UP, "closed": closed, "grades": grades}


def _indicator(name: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    """A line on which a value is its own points; ``block`` changes the dated block, the rest the file."""
    block = {**MADE_UP, "knots": [[0, 0], [100, 100]], **changes.get("block", {})}
    base = {
        "id": name,
        "label": _label(name),
        "measure": {"kind": "linear", "uom": "points", "field": name},
        "direction": "higher_is_safer",
        "missing": "worst",
    }
    return {
        **base,
        **{key: value for key, value in changes.items() if key != "block"},
        "in_force": {"2020-01-01": block},
    }


def _veto(name: str, changes: Mapping[str, Any]) -> dict[str, Any]:
    outcome = {"basis": "project_default", **changes["outcome"]}
    block = {**MADE_UP, "when": changes["when"], "outcome": outcome}
    kind = changes.get("kind", "local_veto")
    return {"id": name, "label": _label(name), "kind": kind, "in_force": {"2020-01-01": block}}


def _leaf_names(children: Sequence[Mapping[str, Any]]) -> list[str]:
    names: list[str] = []
    for child in children:
        names += _leaf_names(child["children"]) if "children" in child else [child["id"]]
    return names


def _labelled(children: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**child, "label": _label(child["id"]), "children": _labelled(child["children"])}
        if "children" in child
        else dict(child)
        for child in children
    ]


Make = Callable[..., Rulebook]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A linted rulebook: ``children`` of the tree, changes by indicator, vetoes, bonus, grades; flags are booleans."""

    def made(
        children: Sequence[Mapping[str, Any]],
        *,
        indicators: Mapping[str, Mapping[str, Any]] | None = None,
        vetoes: Mapping[str, Mapping[str, Any]] | None = None,
        bonus: tuple[float, list[str]] | None = None,
        grades: Mapping[str, Any] | None = None,
        flags: Sequence[str] = (),
        **rulebook: Any,
    ) -> Rulebook:
        indicators, vetoes = indicators or {}, vetoes or {}
        names = _leaf_names(children) + (bonus[1] if bonus else [])
        number = {"kind": "number", "uom": "points", "plausible": [0, 100]}
        fields: dict[str, Any] = {"subject_id": {"kind": "id", "label": _label("编号"), "required": True}}
        fields |= {name: {**number, "label": _label(name)} for name in names}
        fields |= {name: {"kind": "boolean", "label": _label(name)} for name in flags}
        extra_fields = rulebook.pop("fields", {})
        tree: dict[str, Any] = {**MADE_UP, "children": _labelled(children)}
        if bonus:
            tree["bonus"] = {"cap": bonus[0], "indicators": bonus[1]}
        book = {"id": "unit/hand", "level": "unit", "label": _label("手算"), "about": _label("虚构"), **rulebook}
        files: dict[str, Any] = {
            "sources.yaml": {"sources": SOURCES},
            "unit/hand/rulebook.yaml": book,
            "unit/hand/fields.yaml": {"fields": {**fields, **extra_fields}},
            "unit/hand/tree.yaml": {"in_force": {"2020-01-01": tree}},
            "unit/hand/grades.yaml": {"in_force": {"2020-01-01": grades or grade_scale(ABCD)}},
            "unit/hand/vetoes.yaml": {"vetoes": [_veto(name, changes) for name, changes in vetoes.items()]},
        }
        for name in names:
            files[f"unit/hand/indicators/{name}.yaml"] = _indicator(name, indicators.get(name, {}))
        for file, content in files.items():
            path = tmp_path / "rules" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return Rulebook.at(DAY, "unit/hand", rules=tmp_path / "rules")

    return made


def table_of(rulebook: Rulebook, rows: Sequence[Mapping[str, Any]]) -> TypedTable:
    """One subject a row; a field left out is unknown, "/" is not applicable."""
    columns: dict[str, pl.Series] = {
        "subject_id": pl.Series([f"u{i}" for i in range(len(rows))], dtype=pl.String),
        SOURCE_ROW: pl.Series(range(len(rows)), dtype=pl.Int64),
    }
    skipped = {}
    for name in sorted({name for row in rows for name in row}):
        cells = [row.get(name) for row in rows]
        marks = np.array([cell == NA for cell in cells])
        if marks.any():
            skipped[name] = marks
        field = rulebook.fields[name]
        values = [None if cell == NA else cell for cell in cells]
        if field.kind == "category":
            columns[name] = pl.Series(values, dtype=pl.Enum([level.code for level in field.levels]))
        elif field.kind in ("id", "text"):
            columns[name] = pl.Series(values, dtype=pl.String)
        else:
            columns[name] = pl.Series([None if v is None else float(v) for v in values], dtype=pl.Float64)
    return TypedTable(pl.DataFrame(columns), skipped)


@pytest.fixture(scope="session")
def table() -> Callable[[Rulebook, Sequence[Mapping[str, Any]]], TypedTable]:
    return table_of


@pytest.fixture(scope="session")
def scored() -> Callable[..., Scores]:
    """Scores of rows given as {field: value}."""
    return lambda rulebook, rows, **settings: score_table(table_of(rulebook, rows), rulebook, threads=1, **settings)


@pytest.fixture(scope="session")
def contributions() -> Callable[[Rulebook, Scores], list[dict[str, float]]]:
    """Per subject the points of risk that each indicator adds."""

    def run(rulebook: Rulebook, scores: Scores) -> list[dict[str, float]]:
        names = [leaf.id for leaf in rulebook.leaves]
        reasons = scores.reasons
        return [
            {names[leaf]: amount / 10_000 for leaf, amount in zip(leaves, amounts, strict=True)}
            for leaves, amounts in zip(reasons.leaf, reasons.amount, strict=True)
        ]

    return run


@pytest.fixture(scope="session")
def scale() -> Callable[..., dict[str, Any]]:
    return grade_scale
