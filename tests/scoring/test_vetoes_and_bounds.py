"""Vetoes: what they set, when they cannot be decided, and what that leaves possible."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskkit.indicators.rule_file import Condition, FieldShape
from riskkit.scoring.columns import Columns
from riskkit.scoring.conditions import evaluate
from riskkit.scoring.score import GRADE_BY
from riskkit.typed_table import SOURCE_ROW, TypedTable

PAIR = [{"id": "a", "weight": 0.6}, {"id": "b", "weight": 0.4}]
YES, NO, MAYBE = {"v": True}, {"v": False}, {}


def one(outcome: dict[str, Any], kind: str = "local_veto") -> dict[str, Any]:
    return {"veto": {"when": {"field": "v", "op": "is_true"}, "outcome": outcome, "kind": kind}}


def grades_of(rules, scores) -> list[str]:
    return [rules.grades.grades[i].code for i in scores.grade]


def by(scores) -> list[str]:
    return [GRADE_BY[i].value for i in scores.grade_by]


def test_a_veto_sets_the_grade_and_leaves_the_score(make, scored):
    rules = make(PAIR, vetoes=one({"grade": "D"}, "direct_determination"), flags=["v"])
    scores = scored(rules, [{"a": 90, "b": 90, **cell} for cell in (YES, NO, MAYBE)])
    assert grades_of(rules, scores) == ["D", "A", "A"]
    assert by(scores) == ["direct_determination", "score", "score"]
    assert scores.score.tolist() == [90.0] * 3
    assert scores.score_high.tolist() == [10.0] * 3
    assert [mask.tolist() for mask in scores.vetoes.undecided] == [[False, False, True]]


def test_a_veto_sets_the_score_and_the_grade_follows(make, scored):
    rules = make(PAIR, vetoes=one({"score": 0}), flags=["v"])
    scores = scored(rules, [{"a": 90, "b": 90, **cell} for cell in (YES, NO, MAYBE)])
    assert grades_of(rules, scores) == ["D", "A", "A"]
    assert by(scores) == ["local_veto", "score", "score"]
    assert scores.score.tolist() == [0.0, 90.0, 90.0]
    assert scores.risk_score.tolist() == [100.0, 10.0, 10.0]
    assert scores.score_low.tolist() == [100.0, 10.0, 10.0]
    # undecided, it may yet be met
    assert scores.score_high.tolist() == [100.0, 10.0, 100.0]
    assert scores.score_veto.tolist() == [0, -1, -1]


def test_an_undecided_veto_bounds_the_score_by_what_it_would_set(make, scored):
    """Met it would set 60 points, a risk of 40; worse than 10, better than 70."""
    rules = make(PAIR, vetoes=one({"score": 60}), flags=["v"])
    scores = scored(rules, [{"a": 90, "b": 90}, {"a": 30, "b": 30}])
    assert scores.score_low.tolist() == [10.0, 70.0]
    assert scores.score_high.tolist() == [40.0, 70.0]


def test_a_veto_never_lifts_a_score(make, scored):
    rules = make(PAIR, vetoes=one({"score": 60}), flags=["v"])
    scores = scored(rules, [{"a": 90, "b": 90, **YES}, {"a": 30, "b": 30, **YES}])
    assert scores.score.tolist() == [60.0, 30.0]
    assert scores.risk_score.tolist() == [40.0, 70.0]


def test_a_veto_never_lifts_a_grade(make, scored):
    rules = make(PAIR, vetoes=one({"grade": "B"}), flags=["v"])
    scores = scored(rules, [{"a": score, "b": score, **YES} for score in (95, 85, 75, 5)])
    assert grades_of(rules, scores) == ["B", "B", "C", "D"]


def test_of_several_vetoes_the_worst_counts(make, scored):
    """Both of a kind met: the lowest score and the worst grade; a direct determination is named before a local veto."""
    vetoes = {
        f"v{i}": {"when": {"field": f"v{i}", "op": "is_true"}, "outcome": outcome, "kind": kind}
        for i, (outcome, kind) in enumerate(
            [
                ({"score": 40}, "local_veto"),
                ({"score": 20}, "local_veto"),
                ({"grade": "C"}, "direct_determination"),
                ({"grade": "B"}, "local_veto"),
            ]
        )
    }
    flags = list(vetoes)
    rules = make(PAIR, vetoes=vetoes, flags=flags)
    none = dict.fromkeys(flags, False)
    met = [{"v0", "v1"}, {"v2", "v3"}, {"v0"}, {"v3"}, set()]
    rows = [{"a": 95, "b": 95, **none, **dict.fromkeys(some, True)} for some in met]
    scores = scored(rules, rows)
    assert scores.score.tolist() == [20.0, 95.0, 40.0, 95.0, 95.0]
    assert scores.score_veto.tolist() == [1, -1, 0, -1, -1]
    assert grades_of(rules, scores) == ["D", "C", "D", "B", "A"]
    assert by(scores) == ["local_veto", "direct_determination", "local_veto", "local_veto", "score"]


def test_where_points_mean_risk_a_veto_sets_the_higher(make, scored, scale):
    vetoes = {
        name: {"when": {"field": name, "op": "is_true"}, "outcome": {"score": score}}
        for name, score in (("v", 60), ("w", 90))
    }
    risky = {name: {"direction": "lower_is_safer"} for name in "ab"}
    grades = scale([("good", 0, 50), ("bad", 50, 100)])
    rules = make(PAIR, indicators=risky, vetoes=vetoes, points_mean="risk", grades=grades, flags=["v", "w"])
    rows = [{"a": 20, "b": 20, "v": v, "w": w} for v, w in ((True, True), (True, False), (False, None), (None, False))]
    scores = scored(rules, [*rows, {"a": 95, "b": 95, "v": True, "w": False}])
    assert scores.risk_score.tolist() == [90.0, 60.0, 20.0, 20.0, 95.0]
    assert scores.score.tolist() == scores.risk_score.tolist()
    assert scores.score_high.tolist() == [90.0, 60.0, 90.0, 60.0, 95.0]


def test_a_cell_that_does_not_apply_is_no_ground(make, scored):
    rules = make(PAIR, vetoes=one({"grade": "D"}), flags=["v"])
    scores = scored(rules, [{"a": 95, "b": 95, "v": "/"}])
    assert grades_of(rules, scores) == ["A"]
    assert not scores.vetoes.undecided[0].any()


# ---------------------------------------------------------------- Kleene's logic

FLAGS = ("p", "q", "r")
FIELDS = {name: FieldShape.model_validate({"kind": "boolean", "label": {"zh": name, "en": name}}) for name in FLAGS}
# true, false, unknown, all combinations of three
CELLS = [(p, q, r) for p in (1.0, 0.0, None) for q in (1.0, 0.0, None) for r in (1.0, 0.0, None)]


@pytest.fixture(scope="module")
def all_cells() -> Columns:
    frame = pl.DataFrame(
        {
            "subject_id": [str(i) for i in range(len(CELLS))],
            SOURCE_ROW: range(len(CELLS)),
            **{name: pl.Series([row[i] for row in CELLS], dtype=pl.Float64) for i, name in enumerate(FLAGS)},
        }
    )
    return Columns(TypedTable(frame), FIELDS)


def leaf(name: str, op: str = "is_true") -> dict[str, Any]:
    return {"field": name, "op": op}


def words(condition: dict[str, Any], columns: Columns) -> dict[tuple[Any, ...], str]:
    truth = evaluate(Condition.model_validate(condition), columns)
    assert not (truth.true & truth.false).any()
    return {
        row: "yes" if yes else "no" if no else "?" for row, yes, no in zip(CELLS, truth.true, truth.false, strict=True)
    }


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"all": [leaf("p"), leaf("q")]}, {(1, None): "?", (0, None): "no", (None, None): "?", (1, 1): "yes"}),
        ({"any": [leaf("p"), leaf("q")]}, {(1, None): "yes", (0, None): "?", (None, None): "?", (0, 0): "no"}),
        ({"not": leaf("p")}, {(1, None): "no", (0, None): "yes", (None, 1): "?"}),
        ({"any": [leaf("p"), leaf("p", "is_false")]}, {(1, None): "yes", (None, 1): "?"}),
        ({"field": "p", "op": "is_known"}, {(1, None): "yes", (0, None): "yes", (None, 1): "no"}),
        ({"field": "p", "op": "ne", "value": 1}, {(1, None): "no", (0, None): "yes", (None, 1): "?"}),
        ({"field": "p", "op": "not_in", "value": [0]}, {(1, None): "yes", (0, None): "no", (None, 1): "?"}),
    ],
)
def test_unknown_leaves_undecided_unless_the_rest_settles_it(all_cells, condition, expected):
    found = words(condition, all_cells)
    assert {pair: found[(*pair, 0.0)] for pair in expected} == expected


@pytest.mark.parametrize("n", [1, 2, 3])
def test_at_least_counts_what_is_and_what_could_be(all_cells, n):
    found = words({"at_least": {"n": n, "of": [leaf(name) for name in FLAGS]}}, all_cells)
    for row, word in found.items():
        met, possible = row.count(1.0), row.count(1.0) + row.count(None)
        assert word == ("yes" if met >= n else "no" if possible < n else "?"), row


def conditions() -> st.SearchStrategy[dict[str, Any]]:
    ops = st.sampled_from(["is_true", "is_false", "is_known"])
    leaves = st.builds(leaf, st.sampled_from(FLAGS), ops)
    some = lambda inner: st.lists(inner, min_size=1, max_size=3)  # noqa: E731
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(lambda parts: {"all": parts}, some(inner)),
            st.builds(lambda parts: {"any": parts}, some(inner)),
            st.builds(lambda part: {"not": part}, inner),
            st.builds(lambda parts, n: {"at_least": {"n": n, "of": parts}}, some(inner), st.integers(1, 3)),
        ),
        max_leaves=6,
    )


def kleene(condition: dict[str, Any], row: dict[str, float | None]) -> float:
    """1 true, 0 false, 0.5 undecided: min, max and 1 − x."""
    if "all" in condition:
        return min(kleene(part, row) for part in condition["all"])
    if "any" in condition:
        return max(kleene(part, row) for part in condition["any"])
    if "not" in condition:
        return 1 - kleene(condition["not"], row)
    if "at_least" in condition:
        parts = sorted((kleene(part, row) for part in condition["at_least"]["of"]), reverse=True)
        n = condition["at_least"]["n"]
        return parts[n - 1] if n <= len(parts) else 0.0
    cell = row[condition["field"]]
    if condition["op"] == "is_known":
        return float(cell is not None)
    if cell is None:
        return 0.5
    return cell if condition["op"] == "is_true" else 1 - cell


@given(condition=conditions())
def test_conditions_agree_with_the_textbook_tables(all_cells, condition):
    truth = evaluate(Condition.model_validate(condition), all_cells)
    found = np.where(truth.true, 1.0, np.where(truth.false, 0.0, 0.5))
    wanted = [kleene(condition, dict(zip(FLAGS, row, strict=True))) for row in CELLS]
    assert found.tolist() == wanted
