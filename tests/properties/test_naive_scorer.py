"""The kernel against a scorer written the slow and plain way: one subject, one indicator at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from riskkit.indicators.rule_file import Condition, IndicatorBlock, IndicatorFile
from riskkit.indicators.rulebook import Criterion, Leaf, Rulebook
from riskkit.scoring.score import score_table
from riskkit.typed_table import TypedTable

NOT_APPLICABLE, UNKNOWN = "/", "?"
Cell = Any
TRUE, FALSE, UNDECIDED = 1.0, 0.0, 0.5
PUBLISHED = 0.00005 + 1e-9


@dataclass
class Naive:
    """One subject: ``cells`` hold a value, "/" or "?" for each field."""

    rules: Rulebook
    cells: dict[str, Cell]
    states: dict[str, str] = field(default_factory=dict)
    points: dict[str, float] = field(default_factory=dict)
    risks: dict[str, float] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)

    @property
    def safety(self) -> bool:
        return self.rules.resolved.rulebook.points_mean == "safety"

    def run(self) -> dict[str, Any]:
        gaps, refused = set(), False
        for leaf in self.rules.leaves:
            value = self.value(leaf)
            self.states[leaf.id] = value if value in (UNKNOWN, NOT_APPLICABLE) else "known"
            if value == UNKNOWN:
                gaps.add(leaf.id)
                refused |= leaf.indicator.missing == "refuse"
                self.risks[leaf.id] = {"worst": 100.0, "neutral": 50.0}.get(leaf.indicator.missing, 0.0)
            elif value != NOT_APPLICABLE:
                self.points[leaf.id] = points(leaf.indicator, leaf.block, value)
                share = 100.0 * self.points[leaf.id] / leaf.block.full_points
                self.risks[leaf.id] = 100.0 - share if self.safety else share
        applying = {name for name, state in self.states.items() if state != NOT_APPLICABLE}
        left_out = {leaf.id for leaf in self.rules.leaves if leaf.id in gaps and leaf.indicator.missing == "reweight"}
        full = shared(self.rules.root, applying)
        self.weights = shared(self.rules.root, applying - left_out)
        bonus = self.bonus()
        sign = -1.0 if self.safety else 1.0
        risk = sum(weight * self.risks[name] for name, weight in self.weights.items()) + sign * bonus
        known = sum(weight * self.risks[name] for name, weight in full.items() if name not in gaps)
        gap_weight = sum(weight for name, weight in full.items() if name in gaps)
        return {
            "refused": refused or not self.weights,
            "bonus": bonus,
            "unobserved": gap_weight,
            **self.with_vetoes(risk, known + sign * bonus, known + 100.0 * gap_weight + sign * bonus),
        }

    def with_vetoes(self, risk: float, low: float, high: float) -> dict[str, Any]:
        grades = self.rules.grades
        codes = [grade.code for grade in grades.grades]
        low, high = max(0.0, low), min(100.0, max(0.0, high))
        worst, met_kinds = 0, set()
        for veto, block in self.rules.vetoes:
            truth = self.holds(block.when)
            outcome = block.outcome
            if outcome.score is not None:
                sets = 100.0 - outcome.score if self.safety else outcome.score
                if truth == TRUE:
                    risk, low = max(risk, sets), max(low, sets)
                if truth != FALSE:
                    high = max(high, sets)
            elif truth == TRUE:
                worst = max(worst, codes.index(outcome.grade))
            if truth == TRUE:
                met_kinds.add(veto.kind)
        by = "direct_determination" if "direct_determination" in met_kinds else "local_veto" if met_kinds else "score"
        score = 100.0 - risk if self.safety else risk
        return {
            "score": score,
            "risk_score": min(100.0, max(0.0, risk)),
            "low": min(100.0, low),
            "high": high,
            "worst": worst,
            "by": by,
        }

    def bonus(self) -> float:
        earned = 0.0
        for leaf in self.rules.bonus:
            value = self.value(leaf)
            if value not in (UNKNOWN, NOT_APPLICABLE):
                earned += points(leaf.indicator, leaf.block, value)
        return min(earned, self.rules.bonus_cap)

    def value(self, leaf: Leaf) -> Cell:
        spec = leaf.indicator.measure
        if spec.kind == "deduction":
            value = self.deducted(leaf)
        elif spec.kind == "rate":
            value = self.rate(spec.numerator, spec.denominator, spec.per)
        else:
            value = self.cells[spec.field or leaf.id]
        if leaf.indicator.applies_when is not None:
            applies = self.holds(leaf.indicator.applies_when)
            if applies == FALSE:
                return NOT_APPLICABLE
            if applies == UNDECIDED:
                return NOT_APPLICABLE if value == NOT_APPLICABLE else UNKNOWN
        if isinstance(value, str) or spec.round_to is None:
            return value
        grains = round(1 / spec.round_to)
        return round(value * grains) / grains

    def rate(self, top: str, bottom: str, per: float) -> Cell:
        above, below = self.cells[top], self.cells[bottom]
        if NOT_APPLICABLE in (above, below) or below == 0:
            return NOT_APPLICABLE
        return UNKNOWN if UNKNOWN in (above, below) else above / below * per

    def deducted(self, leaf: Leaf) -> Cell:
        cells = [self.cells[item.field] for item in leaf.block.items]
        if all(cell == NOT_APPLICABLE for cell in cells):
            return NOT_APPLICABLE
        if UNKNOWN in cells:
            return UNKNOWN
        off = 0.0
        for item, cell in zip(leaf.block.items, cells, strict=True):
            if cell != NOT_APPLICABLE:
                once = item.points * (cell if item.each else (1 if cell > 0 else 0))
                off += once if item.max is None else min(once, item.max)
        return off

    def holds(self, condition: Condition) -> float:
        if condition.all_ is not None:
            return min(self.holds(part) for part in condition.all_)
        if condition.any_ is not None:
            return max(self.holds(part) for part in condition.any_)
        if condition.not_ is not None:
            return 1.0 - self.holds(condition.not_)
        if condition.at_least is not None:
            parts = [self.holds(part) for part in condition.at_least.of]
            met, possible = parts.count(TRUE), len(parts) - parts.count(FALSE)
            return TRUE if met >= condition.at_least.n else FALSE if possible < condition.at_least.n else UNDECIDED
        cell, wanted = self.cells[condition.field], condition.value
        if condition.op == "is_known":
            return float(cell not in (UNKNOWN, NOT_APPLICABLE))
        if isinstance(cell, str) and cell in (UNKNOWN, NOT_APPLICABLE):
            return UNDECIDED if cell == UNKNOWN else FALSE
        compared = {
            "eq": lambda: cell == wanted,
            "ne": lambda: cell != wanted,
            "lt": lambda: cell < wanted,
            "le": lambda: cell <= wanted,
            "gt": lambda: cell > wanted,
            "ge": lambda: cell >= wanted,
            "in": lambda: cell in wanted,
            "not_in": lambda: cell not in wanted,
            "is_true": lambda: cell > 0,
            "is_false": lambda: cell == 0,
        }
        return float(compared[condition.op]())


def shared(criterion: Criterion, counting: set[str], above: float = 1.0) -> dict[str, float]:
    """Weights down the path; what does not count leaves its weight to its siblings."""

    def counts(node: Criterion | Leaf) -> bool:
        return node.id in counting if isinstance(node, Leaf) else any(counts(child) for child in node.children)

    present = [child for child in criterion.children if counts(child)]
    total = sum(child.weight for child in present)
    weights: dict[str, float] = {}
    for child in present:
        here = above * child.weight / total
        weights |= {child.id: here} if isinstance(child, Leaf) else shared(child, counting, here)
    return weights


def points(indicator: IndicatorFile, block: IndicatorBlock, value: Cell) -> float:
    kind = indicator.measure.kind
    if kind == "category":
        return block.levels[value]
    if kind == "presence":
        return block.present if value > 0 else block.absent
    if kind == "count":
        return max(block.floor, block.full_points - block.each * value)
    if kind == "deduction":
        return max(block.floor, block.full_points - value)
    if kind == "fuzzy":
        return fuzzy(block, value)
    if block.knots is not None:
        return line(block.knots, value)
    closed = block.closed or ("right" if indicator.direction == "lower_is_safer" else "left")
    for position, step in enumerate(block.steps):
        first, last = position == 0, position == len(block.steps) - 1
        low, high = (-np.inf if step.from_ is None else step.from_), (np.inf if step.to is None else step.to)
        if low < value < high or (value == low and (closed == "left" or first)):
            return step.points
        if value == high and (closed == "right" or last):
            return step.points
    raise AssertionError(f"{indicator.id}: no row covers {value}")


def line(knots: list[tuple[float, float]], value: float) -> float:
    if value <= knots[0][0]:
        return knots[0][1]
    for (x0, y0), (x1, y1) in pairwise(knots):
        if value <= x1:
            return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
    return knots[-1][1]


def fuzzy(block: IndicatorBlock, value: float) -> float:
    total = weighted = 0.0
    for level, (a, b, c, d) in block.membership.items():
        if b <= value <= c:
            membership = 1.0
        elif a < value < b:
            membership = (value - a) / (b - a)
        elif c < value < d:
            membership = (d - value) / (d - c)
        else:
            membership = 0.0
        total += membership
        weighted += membership * block.level_points[level]
    return weighted / total


def cells_of(rulebook: Rulebook, table: TypedTable) -> list[dict[str, Cell]]:
    rows = table.frame.rows(named=True)
    subjects = []
    for i, row in enumerate(rows):
        cells: dict[str, Cell] = {}
        for name in rulebook.fields:
            absent = name in table.not_applicable and table.not_applicable[name][i]
            value = row.get(name)
            cells[name] = NOT_APPLICABLE if absent else UNKNOWN if value is None else value
        subjects.append(cells)
    return subjects


@pytest.mark.parametrize(
    "name",
    ["unit/city_score_100", "industry/sector_work", "region/textbook_three_level", "tiny 2023", "tiny 2026"],
)
@settings(max_examples=12, phases=[Phase.generate])
@given(seed=st.integers(0, 2**32 - 1), gaps=st.sampled_from([0.0, 0.15, 0.6]), skipped=st.sampled_from([0.0, 0.1, 0.5]))
def test_the_kernel_agrees_with_the_naive_scorer(book, draw, name, seed, gaps, skipped):
    rules = book(name)
    table = draw(rules, seed, 12, gaps, skipped)
    scores = score_table(table, rules, threads=1)
    names = [leaf.id for leaf in rules.leaves]
    codes = [grade.code for grade in rules.grades.grades]
    for i, cells in enumerate(cells_of(rules, table)):
        naive = Naive(rules, cells)
        wanted = naive.run()
        assert scores.refused[i] == wanted["refused"], i
        if wanted["refused"]:
            continue
        assert scores.bonus[i] == pytest.approx(wanted["bonus"], abs=1e-9)
        for found, key in (
            (scores.score, "score"),
            (scores.risk_score, "risk_score"),
            (scores.score_low, "low"),
            (scores.score_high, "high"),
            (scores.unobserved, "unobserved"),
        ):
            assert found[i] == pytest.approx(wanted[key], abs=PUBLISHED), (i, key)
        assert ("score", "direct_determination", "local_veto")[scores.grade_by[i]] == wanted["by"]
        assert scores.grade[i] == max(wanted["worst"], codes.index(grade_code(rules, float(scores.score[i])))), i
        reasons = scores.reasons
        for leaf, amount, point, weight, state in zip(
            reasons.leaf[i], reasons.amount[i], reasons.points[i], reasons.weight[i], reasons.state[i], strict=True
        ):
            own = names[leaf]
            assert ("known", NOT_APPLICABLE, UNKNOWN)[state] == naive.states[own]
            assert weight == pytest.approx(naive.weights.get(own, 0.0), abs=1e-9), own
            assert point == pytest.approx(naive.points.get(own, np.nan), abs=1e-9, nan_ok=True), own
            exact = naive.weights.get(own, 0.0) * naive.risks.get(own, 0.0)
            assert amount / 10_000 == pytest.approx(exact, abs=PUBLISHED * (len(names) + 1)), own


def grade_code(rules: Rulebook, score: float) -> str:
    """The grade whose interval holds ``score``; beyond the scale its end grade."""
    grades = sorted(rules.grades.grades, key=lambda grade: grade.from_)
    for grade in grades:
        if score < grade.to or (score == grade.to and rules.grades.closed == "right"):
            return grade.code
    return grades[-1].code
