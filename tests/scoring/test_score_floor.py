"""Where an item takes off more than its section holds, the score stops at 0 and the contributions still add up."""

from __future__ import annotations

import pandas as pd

import riskkit as rk


def everything_found(choice: str) -> rk.Assessment:
    rules = rk.Rulebook.at("2026-01-01", "unit/gd_rental", choices={"item_4_cap": choice})
    vetoes = rules.fields_of_vetoes({veto.id for veto, _ in rules.vetoes})
    items = [item.field for leaf in rules.leaves for item in leaf.block.items or []]
    row = {rules.fields[name].label.zh: 0 if name in vetoes else 1 for name in items}
    return rk.assess(pd.DataFrame([{"单位编号": "a", **row}]), rules)


def test_no_score_is_below_0_and_the_contributions_add_up():
    result = everything_found("own_points")
    assert result.register.loc[0, ["score", "risk_score"]].tolist() == [0, 100]
    rows = result.explanations.set_index("indicator")["contribution"]
    assert rows["evacuation_own_points"] == 60  # item 4 alone takes 60 of the section's 50
    assert rows["_floor"] == -10
    assert rows.sum() == 100
    assert result.explain("a").reasons[-1].label.zh == "得分不低于 0"


def test_within_the_caps_nothing_is_cut():
    result = everything_found("section_cap")
    assert result.register.loc[0, "score"] == 0
    assert "_floor" not in set(result.explanations["indicator"])
