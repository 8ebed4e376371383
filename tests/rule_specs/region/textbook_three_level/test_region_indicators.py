"""region/textbook_three_level: every row, each limit value itself, unknown and 不适用.

Limits of norms: GB 51080-2015 4.1.3 (5 minutes; 7 km², 15 km² at the edge). Plan targets used as reference lines:
hydrants 98 % and 100 %, equipment 95 %, firefighters 0.08 % of the population, awareness 75 % and 90 %.
"""

from __future__ import annotations

import pytest

from riskkit.indicators.rulebook import Rulebook
from riskkit.terms import Basis

ID = "region/textbook_three_level"
FIRST = "2018-01-01"
U, NA = "unknown", "not applicable"


@pytest.fixture(scope="module")
def rules():
    return Rulebook.at(FIRST, ID)


def pairs(text):
    return [tuple(float(number) for number in pair.split(":")) for pair in text.split()]


def values(field, text):
    return [*[({field: value}, points) for value, points in pairs(text)], ({}, U), ({field: "/"}, NA)]


def rate(top, bottom, size, per, text):
    """Rates over a denominator of ``size``, given as value:points; the rate is top / bottom × per."""
    known = [({top: value * size / per, bottom: size}, points) for value, points in pairs(text)]
    return [*known, ({top: 1}, U), ({bottom: size}, U), ({top: 0, bottom: 0}, NA)]


def options(field, **points):
    return [*[({field: code}, got) for code, got in points.items()], ({}, U)]


AREA, PEOPLE = 200, 1_000_000
INNER, EDGE = {"edge_or_new_district": False}, {"edge_or_new_district": True}
CASES = {
    "dangerous_goods_density": rate("dangerous_goods_units", "area_km2", AREA, 1, "0:100 0.25:85 0.5:70 2:30 5:0 9:0"),
    "gas_pipe_density": rate("gas_pipe_km", "area_km2", AREA, 1, "0:100 5:70 10:55 15:40 30:0 50:0"),
    "filling_station_density": rate("filling_stations", "area_km2", AREA, 1, "0:100 0.1:85 0.2:70 0.5:40 1:0 2:0"),
    "electrical_fires": rate("fires_electrical", "population", PEOPLE, 100_000, "0:100 10:75 30:40 45:20 60:0 99:0"),
    "temperature": values("hot_days", "0:100 15:70 40:30 50:15 60:0 90:0"),
    "humidity": values("mean_humidity_percent", "5:0 20:0 30:20 40:40 60:80 80:100 95:100"),
    "wind": values("mean_wind_m_per_s", "0:100 1:100 2:85 3:70 6:30 10:0 15:0"),
    "lightning": values("thunder_days", "0:100 30:70 60:40 80:20 100:0 130:0"),
    "open_flame_fires": rate("fires_open_flame", "population", PEOPLE, 100_000, "0:100 4:87.5 8:75 25:40 50:0 80:0"),
    "arson_fires": rate("fires_arson", "population", PEOPLE, 100_000, "0:100 0.5:60 1.25:30 2:0 4:0"),
    "smoking_fires": rate("fires_smoking", "population", PEOPLE, 100_000, "0:100 5:75 10:57.5 15:40 30:0 60:0"),
    "building_density": values("built_up_percent", "0:100 10:100 25:75 40:40 50:20 60:0 80:0"),
    "population_density": rate("population", "area_km2", AREA, 1, "100:100 500:100 5000:70 10000:55 15000:40 30000:0"),
    "economic_density": rate("gdp_wan_cny", "area_km2", AREA, 1, "500:100 20000:70 60000:55 100000:40 300000:0"),
    "road_density": rate("road_km", "area_km2", AREA, 1, "0:0 0.5:0 4:60 6:80 8:100 12:100"),
    "key_unit_density": rate("key_unit_count", "area_km2", AREA, 1, "0:100 1:85 2:70 10:30 30:0 60:0"),
    "vehicle_access": values("turnout_minutes", "0:100 4:100 5:100 5.01:0 20:0"),
    "station_area": [
        *[({"station_area_km2": size, **INNER}, got) for size, got in pairs("1:100 7:100 7.01:0")],
        ({"station_area_km2": 7.01}, 0),  # not said to be an edge district: the stricter limit
        ({"station_area_km2": 7, "edge_or_new_district": True}, NA),
        ({"edge_or_new_district": False}, U),
    ],
    "station_area_edge": [
        *[({"station_area_km2": size, **EDGE}, got) for size, got in pairs("7.01:100 15:100 15.01:0")],
        ({"station_area_km2": 15, "edge_or_new_district": False}, NA),
        ({"station_area_km2": 15}, NA),
        ({"edge_or_new_district": True}, U),
    ],
    "fire_lanes": values("fire_lanes_blocked", "0:100 1:95 19:5 20:0 50:0"),
    "water_supply": rate("hydrants_intact", "hydrants", 10_000, 100, "0:0 89.99:0 90:50 97.99:50 98:80 100:100"),
    "equipment": values("equipment_met_percent", "0:0 59.99:0 60:30 79.99:30 80:60 94.99:60 95:100 100:100"),
    # Xiuwu plan: 0.08 % of the population = 8 per 10,000
    "firefighters_per_10000": rate("firefighters", "population", PEOPLE, 10_000, "0:0 2:25 4:50 8:100 12:100"),
    "dispatch": options("dispatch_level", good=100, fair=60, poor=0),
    "other_brigades": rate("other_brigades", "population", PEOPLE, 100_000, "0:0 1:50 2:75 3:100 5:100"),
    "responsibility_system": values("industry_mean_score", "0:0 62.5:62.5 100:100 103:100"),
    "emergency_plan": options("plan_state", drilled=100, made=60, absent=0),
    "major_hazard_control": rate("unit_major_hazards", "unit_count", 10_000, 1000, "0:100 1:80 2:60 10:20 20:0 50:0"),
    "unit_grade_d_share": values("unit_grade_d_share", "0:100 0.05:80 0.125:60 0.2:40 0.5:0 1:0"),
    "publicity": rate("publicity_per_year", "population", PEOPLE, 10_000, "0:0 0.5:25 1:50 4:100 9:100"),
    "awareness": values("awareness_percent", "0:0 49.99:0 50:30 74.99:30 75:60 89.99:60 90:100 100:100"),
    "micro_station_coverage": rate(
        "communities_with_station", "communities", 10_000, 100, "0:0 19.99:0 20:30 49.99:30 50:60 79.99:60 80:100"
    ),
    "insurance": values("insured_units_percent", "0:0 40:40 100:100"),
}  # fmt: skip
NORM = {"vehicle_access": "4.1.3-1", "station_area": "4.1.3-2", "station_area_edge": "4.1.3-2"}
WORST = {
    *NORM, "fire_lanes", "water_supply", "equipment", "firefighters_per_10000", "dispatch", "emergency_plan",
    "publicity", "micro_station_coverage",
}  # fmt: skip


@pytest.mark.parametrize("leaf", sorted(CASES))
def test_region_points(rules, outcomes, leaf):
    expected = [want if isinstance(want, str) else pytest.approx(want, abs=1e-6) for _, want in CASES[leaf]]
    assert outcomes(rules, leaf, [row for row, _ in CASES[leaf]]) == expected


def test_every_region_indicator_has_a_spec(rules):
    assert {leaf.id for leaf in rules.leaves} == set(CASES)


@pytest.mark.parametrize("leaf", sorted(CASES))
def test_region_limits_are_specified(rules, measured_values, edges, leaf):
    found = next(one for one in rules.leaves if one.id == leaf)
    assert set(edges(found)) <= set(measured_values(rules, leaf, [row for row, _ in CASES[leaf]]))


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
