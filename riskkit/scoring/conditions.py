"""Conditions of vetoes and applicability in three-valued logic: true, false, cannot be decided.

Kleene's strong logic: an unknown operand leaves the result undecided unless the known ones settle it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np

from riskkit.indicators.rule_file import Condition, Scalar
from riskkit.scoring.columns import Bools, Columns, Floats


class Truth(NamedTuple):
    """Where a condition is true and where it is false; elsewhere it is undecided. Shapes (n,), never both."""

    true: Bools
    false: Bools

    @property
    def undecided(self) -> Bools:
        """Neither true nor false."""
        undecided: Bools = ~(self.true | self.false)
        return undecided


def evaluate(condition: Condition, columns: Columns) -> Truth:
    """``condition`` for every subject of ``columns``; a cell that says 不适用 makes a comparison false."""
    if condition.all_ is not None:
        parts = [evaluate(part, columns) for part in condition.all_]
        return Truth(_every(p.true for p in parts), _some(p.false for p in parts))
    if condition.any_ is not None:
        parts = [evaluate(part, columns) for part in condition.any_]
        return Truth(_some(p.true for p in parts), _every(p.false for p in parts))
    if condition.not_ is not None:
        inner = evaluate(condition.not_, columns)
        return Truth(inner.false, inner.true)
    if condition.at_least is not None:
        parts = [evaluate(part, columns) for part in condition.at_least.of]
        met = np.sum([p.true for p in parts], axis=0)
        possible = met + np.sum([p.undecided for p in parts], axis=0)
        return Truth(met >= condition.at_least.n, possible < condition.at_least.n)
    return _compare(condition, columns)


def _every(masks: Iterable[Bools]) -> Bools:
    result: Bools = np.logical_and.reduce(list(masks))
    return result


def _some(masks: Iterable[Bools]) -> Bools:
    result: Bools = np.logical_or.reduce(list(masks))
    return result


def _compare(condition: Condition, columns: Columns) -> Truth:
    name = condition.field or ""
    kind = columns.fields[name].kind
    if kind in ("id", "text"):
        holds, known = _compare_text(condition, columns, name)
    else:
        values = columns.numbers(name)
        known = ~np.isnan(values)
        holds = _compare_numbers(condition, values, columns, name)
    if condition.op == "is_known":
        return Truth(known, ~known)
    true, false = holds & known, ~holds & known
    skipped = columns.not_applicable(name)
    return Truth(true, false) if skipped is None else Truth(true & ~skipped, false | skipped)


def _compare_text(condition: Condition, columns: Columns, name: str) -> tuple[Bools, Bools]:
    text = columns.text(name)
    if text is None:
        return np.zeros(columns.height, bool), np.zeros(columns.height, bool)
    wanted = [str(value) for value in _listed(condition.value)]
    holds = text.is_in(wanted).fill_null(False).to_numpy()
    return (~holds if condition.op in ("ne", "not_in") else holds), text.is_not_null().to_numpy()


def _compare_numbers(condition: Condition, values: Floats, columns: Columns, name: str) -> Bools:
    wanted = np.array([_number(value, columns, name) for value in _listed(condition.value)])
    comparisons: dict[str, Callable[[], Bools]] = {
        "eq": lambda: values == wanted[0],
        "ne": lambda: values != wanted[0],
        "lt": lambda: values < wanted[0],
        "le": lambda: values <= wanted[0],
        "gt": lambda: values > wanted[0],
        "ge": lambda: values >= wanted[0],
        "in": lambda: np.isin(values, wanted),
        "not_in": lambda: ~np.isin(values, wanted),
        "is_true": lambda: values > 0,
        "is_false": lambda: values == 0,
        "is_known": lambda: ~np.isnan(values),
    }
    return comparisons[condition.op or "eq"]()


def _listed(value: Scalar | list[Scalar] | None) -> list[Scalar]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _number(value: Scalar, columns: Columns, name: str) -> float:
    """A rule's value on the scale of Columns.numbers: a category code by its position among the levels."""
    if isinstance(value, str):
        codes = [level.code for level in columns.fields[name].levels]
        return float(codes.index(value))
    return float(value)
