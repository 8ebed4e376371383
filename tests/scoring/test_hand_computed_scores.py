"""Weights, 不适用, missing policies, bounds and bonus on made-up rulebooks, each result worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from riskkit.errors import RiskkitError

PAIR = [{"id": "a", "weight": 0.6}, {"id": "b", "weight": 0.4}]
# total = 0.5·(0.6·a + 0.4·b) + 0.3·c + 0.2·(0.5·d + 0.5·e)
NESTED = [
    {"id": "left", "weight": 0.5, "children": PAIR},
    {"id": "c", "weight": 0.3},
    {"id": "right", "weight": 0.2, "children": [{"id": "d", "points": 7}, {"id": "e", "points": 7}]},
]
FULL = {"a": 80, "b": 50, "c": 90, "d": 100, "e": 20}


def policy(name: str) -> dict[str, dict[str, str]]:
    return {"a": {"missing": name}}


def test_weights_down_the_tree(make, scored, contributions):
    rules = make(NESTED)
    scores = scored(rules, [FULL])
    # 0.5·(48 + 20) + 27 + 0.2·(50 + 10) = 34 + 27 + 12
    assert scores.score.tolist() == [73.0]
    assert scores.risk_score.tolist() == [27.0]
    assert contributions(rules, scores) == [{"b": 10.0, "e": 8.0, "a": 6.0, "c": 3.0, "d": 0.0}]
    assert {name: found.tolist() for name, found in scores.criteria.items()} == {"left": [68.0], "right": [60.0]}
    assert (scores.score_low[0], scores.score_high[0], scores.unobserved[0]) == (27.0, 27.0, 0.0)


def test_points_of_siblings_are_weights(make, scored):
    rules = make([{"id": "a", "points": 30}, {"id": "b", "points": 10}])
    assert scored(rules, [{"a": 100, "b": 20}]).score.tolist() == [80.0]


def test_full_points_of_an_indicator_do_not_weigh(make, scored):
    """5 of 20 points and 25 of 100 are the same share of the best."""
    short = {"a": {"block": {"full_points": 20.0, "knots": [[0, 0], [100, 20]]}}}
    rules = make(PAIR, indicators=short)
    scores = scored(rules, [{"a": 25, "b": 0}])
    assert scores.score.tolist() == [15.0]
    assert sorted(scores.reasons.points[0].tolist()) == [0.0, 5.0]


def test_not_applicable_shares_its_weight_among_its_siblings(make, scored):
    """d is out: e alone is the right side; the left side and c keep their weights."""
    scores = scored(make(NESTED), [{**FULL, "d": "/"}])
    # 34 + 27 + 0.2·20
    assert scores.score.tolist() == [65.0]
    assert scores.unobserved.tolist() == [0.0]
    assert sorted(np.round(scores.reasons.weight[0], 9).tolist()) == [0.0, 0.2, 0.2, 0.3, 0.3]


def test_a_whole_criterion_not_applicable(make, scored):
    """Both leaves of the right side are out: 0.5 and 0.3 share the whole, 34/0.8 + 27/0.8."""
    scores = scored(make(NESTED), [{**FULL, "d": "/", "e": "/"}])
    assert scores.score.tolist() == [76.25]
    assert np.isnan(scores.criteria["right"][0])
    assert not scores.refused[0]


def test_nothing_applies_is_not_scored(make, scored):
    scores = scored(make(NESTED), [dict.fromkeys("abcde", "/"), FULL])
    assert scores.refused.tolist() == [True, False]


def test_alternatives_carry_the_whole_weight(make, scored):
    """Whichever alternative applies carries the criterion; where none does, the others share."""
    place = {"kind": "category", "label": {"zh": "场所", "en": "place"}}
    place["levels"] = [{"code": code, "label": {"zh": code, "en": code}} for code in ("shop", "hotel", "other")]
    children = [
        {
            "id": "size",
            "points": 25,
            "alternatives": True,
            "children": [{"id": "shop_size", "points": 25}, {"id": "hotel_size", "points": 25}],
        },
        {"id": "c", "points": 75},
    ]
    when = {
        f"{kind}_size": {"applies_when": {"field": "place", "op": "eq", "value": kind}} for kind in ("shop", "hotel")
    }
    rules = make(children, indicators=when, fields={"place": place})
    both = {"shop_size": 40, "hotel_size": 80, "c": 60}
    rows = [{**both, "place": "shop"}, {**both, "place": "hotel"}, {**both, "place": "other"}]
    scores = scored(rules, rows)
    assert scores.score.tolist() == [0.25 * 40 + 45, 0.25 * 80 + 45, 60.0]
    # whether they apply is unknown: both count as unknown, at worst, sharing the criterion's weight
    unknown = scored(rules, [both])
    assert (unknown.score[0], unknown.unobserved[0]) == (45.0, 0.25)
    assert (unknown.score_low[0], unknown.score_high[0]) == (30.0, 55.0)


@pytest.mark.parametrize(
    ("missing", "score"),
    # b is 50: 0.4·50 = 20; a at worst 0, at half 30; without a, b alone gives 50
    [("worst", 20.0), ("neutral", 50.0), ("reweight", 50.0)],
)
def test_what_is_unknown_counts_as_the_policy_says(make, scored, missing, score):
    scores = scored(make(PAIR, indicators=policy(missing)), [{"b": 50}])
    assert scores.score.tolist() == [score]
    assert scores.unobserved.tolist() == [0.6]
    # at best a = 100, at worst 0, whatever the policy
    assert (scores.score_low[0], scores.score_high[0]) == (20.0, 80.0)
    assert not scores.refused[0]


def test_reweighting_and_not_applicable_differ_in_what_is_known(make, scored):
    rules = make(PAIR, indicators=policy("reweight"))
    scores = scored(rules, [{"b": 30}, {"a": "/", "b": 30}])
    assert scores.score.tolist() == [30.0, 30.0]
    assert scores.unobserved.tolist() == [0.6, 0.0]
    assert scores.score_low.tolist() == [28.0, 70.0]
    assert scores.score_high.tolist() == [88.0, 70.0]


def test_reweighting_everything_cannot_be_scored(make, scored):
    rules = make(PAIR, indicators={name: {"missing": "reweight"} for name in "ab"})
    assert scored(rules, [{}, {"a": 1}]).refused.tolist() == [True, False]


def test_a_required_value_that_is_unknown_refuses(make, scored):
    rules = make(PAIR, indicators=policy("refuse"))
    assert scored(rules, [{"b": 50}, {"a": "/", "b": 50}, {"a": 1, "b": 50}]).refused.tolist() == [True, False, False]


def test_points_that_mean_risk_are_not_turned(make, scored, scale):
    risky = {name: {"direction": "lower_is_safer"} for name in "ab"}
    grades = scale([("good", 0, 50), ("bad", 50, 100)])
    rules = make(PAIR, indicators=risky, points_mean="risk", grades=grades)
    scores = scored(rules, [{"a": 10, "b": 50}, {"b": 50}])
    assert scores.score.tolist() == [26.0, 80.0]
    assert scores.risk_score.tolist() == [26.0, 80.0]
    assert (scores.score_low[1], scores.score_high[1]) == (20.0, 80.0)
    assert [rules.grades.grades[i].code for i in scores.grade] == ["good", "bad"]


def test_bonus_is_added_up_to_its_cap(make, scored):
    rules = make(PAIR, bonus=(8.0, ["p", "q"]))
    rows = [{"a": 50, "b": 50, **bonus} for bonus in ({"p": 3, "q": 4}, {"p": 6, "q": 6}, {"p": 5}, {})]
    scores = scored(rules, rows)
    assert scores.bonus.tolist() == [7.0, 8.0, 5.0, 0.0]
    assert scores.score.tolist() == [57.0, 58.0, 55.0, 50.0]
    assert scores.risk_score.tolist() == [43.0, 42.0, 45.0, 50.0]
    # an unknown bonus earns nothing and leaves no gap in what is observed
    assert scores.unobserved.tolist() == [0.0] * 4


def test_bonus_above_full_points_leaves_no_negative_risk(make, scored):
    rules = make(PAIR, bonus=(8.0, ["p"]))
    scores = scored(rules, [{"a": 100, "b": 95, "p": 6}])
    assert (scores.score[0], scores.risk_score[0]) == (104.0, 0.0)
    assert (scores.score_low[0], scores.score_high[0]) == (0.0, 0.0)


def test_points_added_to_a_risk_raise_it(make, scored, scale):
    risky = {name: {"direction": "lower_is_safer"} for name in "abp"}
    grades = scale([("good", 0, 50), ("bad", 50, 100)])
    rules = make(PAIR, indicators=risky, points_mean="risk", grades=grades, bonus=(8.0, ["p"]))
    scores = scored(rules, [{"a": 48, "b": 48, "p": 6}, {"b": 50, "p": 96}])
    assert scores.score.tolist() == scores.risk_score.tolist() == [54.0, 88.0]
    assert scores.score_low.tolist() == [54.0, 28.0]
    assert scores.score_high.tolist() == [54.0, 88.0]
    assert [rules.grades.grades[i].code for i in scores.grade] == ["bad", "bad"]


def test_a_value_outside_every_row_is_an_error(make, scored):
    steps = [{"from": 0, "to": 50, "points": 0}, {"from": 50, "to": 100, "points": 100}]
    measure = {"kind": "step", "uom": "points", "field": "a"}
    rules = make(PAIR, indicators={"a": {"measure": measure, "block": {"knots": None, "steps": steps}}})
    assert scored(rules, [{"a": 50, "b": 100}, {"a": 49.99, "b": 100}]).score.tolist() == [100.0, 40.0]
    with pytest.raises(RiskkitError, match="a: SCORE-02") as caught:
        scored(rules, [{"a": 101, "b": 100}])
    assert caught.value.found == "101"


def test_contributions_close_on_the_published_score(make, scored, contributions):
    """Three thirds of 33.3333…: what rounding leaves over goes to the largest contribution."""
    rules = make([{"id": name, "points": 1} for name in "abc"])
    scores = scored(rules, [{"a": 0, "b": 0, "c": 0}, {"a": 50, "b": 0, "c": 100}])
    assert scores.risk_score.tolist() == [100.0, 50.0]
    assert contributions(rules, scores) == [
        {"a": 33.3334, "b": 33.3333, "c": 33.3333},
        {"b": 33.3333, "a": 16.6667, "c": 0.0},
    ]


def test_equal_reasons_stand_in_the_order_of_the_tree(make, scored):
    rules = make([{"id": name, "points": 1} for name in "cbad"])
    scores = scored(rules, [{"a": 50, "b": 50, "c": 50, "d": 0}], top=3)
    names = [leaf.id for leaf in rules.leaves]
    assert names == ["c", "b", "a", "d"]
    assert [names[i] for i in scores.reasons.leaf[0]] == ["d", "c", "b"]
    assert scores.reasons.amount[0].tolist() == [250_000, 125_000, 125_000]
