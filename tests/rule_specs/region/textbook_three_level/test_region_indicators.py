"""region/textbook_three_level: what is a norm and what happens to an unknown value; the points are in the YAML specs.

Limits of norms: GB 51080-2015 4.1.3 (5 minutes; 7 km², 15 km² at the edge). Plan targets used as reference lines:
hydrants 98 % and 100 %, equipment 95 %, firefighters 0.08 % of the population, awareness 75 % and 90 %.
"""

from __future__ import annotations

import pytest

from riskkit.indicators.rulebook import Rulebook
from riskkit.terms import Basis

ID = "region/textbook_three_level"
FIRST = "2018-01-01"


@pytest.fixture(scope="module")
def rules():
    return Rulebook.at(FIRST, ID)


NORM = {"vehicle_access": "4.1.3-1", "station_area": "4.1.3-2", "station_area_edge": "4.1.3-2"}
WORST = {
    *NORM, "fire_lanes", "water_supply", "equipment", "firefighters_per_10000", "dispatch", "emergency_plan",
    "publicity", "micro_station_coverage",
}  # fmt: skip


def test_only_the_planning_code_is_a_norm(rules):
    """A scale is called a norm only where it says no more than whether the code's limit is met."""
    for leaf in rules.leaves:
        if leaf.id in NORM:
            assert leaf.block.basis is Basis.NORM
            assert (leaf.block.reference.source, leaf.block.reference.clause) == ("gb_51080_2015", NORM[leaf.id])
            assert {step.points for step in leaf.block.steps} == {0, 100}
        else:
            assert leaf.block.basis is Basis.PROJECT_DEFAULT, leaf.id


def test_region_missing_policies(rules):
    for leaf in rules.leaves:
        policy = "worst" if leaf.id in WORST else "neutral" if leaf.id == "awareness" else "reweight"
        assert leaf.indicator.missing.value == policy, leaf.id
