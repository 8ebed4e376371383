"""Indicators of weight 0 stand in the register with the value that they have."""

from __future__ import annotations

import polars as pl

import riskkit as rk
from riskkit.listed_columns import listed_labels

DAY = "2026-01-01"


def test_the_rates_of_blocks_stand_behind_the_register():
    rules = rk.Rulebook.at(DAY, "region/government_work_16")
    blocks = ("foundation_points", "responsibility_points")
    points, full = (rules.fields[name].label.zh for name in ("prevention_points", "prevention_full"))
    others = {rules.fields[name].label.zh: [30, 30] for name in blocks}
    frame = pl.DataFrame({"区域编号": ["甲", "乙"], points: [30, 30], full: [40, None], **others})
    register = rk.assess(frame, rules).register.set_index("subject_id")
    assert register["listed.prevention_rate"].dropna().to_dict() == {"甲": 0.75}
    assert listed_labels(rules)["listed.prevention_rate"].zh == "火灾预防得分率"
    assert "listed.work_points" not in register.columns
