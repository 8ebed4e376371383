"""unit/city_score_100: every row, each limit value itself, unknown and 不适用, as read off the norms, not the rules.

City table and grades: XX市社会单位消防安全风险评估工作办法 (Beijing draft of 2022-04-07). Ten direct
determinations: 公消〔2013〕60号 art. 6. The rest are riskkit defaults (docs/rulebooks.md).
"""

from __future__ import annotations

import pytest

from riskkit.indicators.rulebook import Rulebook
from riskkit.terms import Basis

ID = "unit/city_score_100"
FIRST = "2022-04-07"
U, NA = "unknown", "not applicable"


@pytest.fixture(scope="module")
def rules():
    return Rulebook.at(FIRST, ID)


def pairs(text):
    """ "1:22 2:20": value 1 gives 22 points, value 2 gives 20."""
    return [tuple(float(number) for number in pair.split(":")) for pair in text.split()]


def sizes(place, field, text):
    """City table rows: (value, points)."""
    known = [({"place_type": place, field: value}, points) for value, points in pairs(text)]
    other = "office"
    return [
        *known,
        ({"place_type": place}, U),
        ({field: pairs(text)[0][0]}, U),
        ({"place_type": other, field: pairs(text)[0][0]}, NA),
    ]


def share(top, bottom, text):
    """Rates out of 10000, given as (percent, points); 0 of 0 does not apply."""
    known = [({top: percent * 100, bottom: 10000}, points) for percent, points in pairs(text)]
    return [*known, ({top: 1}, U), ({bottom: 1}, U), ({top: 0, bottom: 0}, NA)]


def values(field, text):
    return [*[({field: value}, points) for value, points in pairs(text)], ({}, U), ({field: "/"}, NA)]


def when(extra, off, cases):
    """The same cases under a condition, and not applicable under ``off``."""
    kept = [({**extra, **row}, points) for row, points in cases]
    return [*kept, ({**off, **cases[0][0]}, NA), (dict(cases[0][0]), U)]


STATUS = ("working", "faulty", "stopped", "absent")
CASES = {
    "fire_permit": values("fire_permit_obtained", "1:5 0:0"),
    "shop_area": sizes(
        "shop",
        "floor_area_m2",
        "50:25 999.99:25 1000:22 2999.99:22 3000:20 9999.99:20 10000:18 19999.99:18 20000:16 29999.99:16 "
        "30000:14 39999.99:14 40000:12 500000:12",
    ),
    "shop_basement_area": sizes(
        "shop_basement",
        "floor_area_m2",
        "50:25 999.99:25 1000:22 4999.99:22 5000:18 9999.99:18 10000:15 19999.99:15 20000:12 90000:12",
    ),
    "hotel_rooms": sizes("hotel", "rooms", "1:25 49:25 50:22 99:22 100:18 199:18 200:15 299:15 300:12 2000:12"),
    "assembly_area": sizes(
        "stadium",
        "floor_area_m2",
        "2499.99:25 2500:22 9999.99:22 10000:18 29999.99:18 30000:15 49999.99:15 50000:12 250000:12",
    ),
    "staff_trained_share": share("staff_trained", "staff", "0:0 59.99:0 60:2 79.99:2 80:3 99.99:3 100:4 120:4"),
    "patrol_days_missed": when(
        {"key_unit": True},
        {"key_unit": False},
        [({"patrol_days_missed": days}, points) for days, points in ((0, 3), (1, 2.5), (5, 0.5), (6, 0), (30, 0))],
    ),
    "own_inspections_12m": values("own_inspections_12m", "0:0 1:0.5 3:0.5 4:1.5 11:1.5 12:3 52:3"),
    "open_hidden_dangers": values("open_hidden_dangers", "0:5 1:4.5 9:0.5 10:0 50:0"),
    "overdue_hidden_dangers": values("overdue_hidden_dangers", "0:4 1:3 4:0 9:0"),
    "electrical_check_age": values("electrical_check_age_years", "0:3 1:3 1.01:2 2:2 2.01:1 3:1 3.01:0 20:0"),
    "sprinkler": [
        *[({"sprinkler_status": status}, points) for status, points in zip(STATUS, (6, 3, 0, 0), strict=True)],
        ({"sprinkler_status": "not_required"}, NA),
        ({}, U),
        ({"sprinkler_status": "/"}, NA),
    ],
    "fire_alarm": [
        *[({"alarm_status": status}, points) for status, points in zip(STATUS, (5, 2.5, 0, 0), strict=True)],
        ({"alarm_status": "not_required"}, NA),
        ({}, U),
        ({"alarm_status": "/"}, NA),
    ],
    "facility_test_age": values("facility_test_age_years", "0:3 1:3 1.01:1 2:1 2.01:0 9:0"),
    "extinguishers_ok_share": share(
        "extinguishers_ok", "extinguishers_checked", "0:0 74.99:0 75:1 89.99:1 90:2 99.99:2 100:3"
    ),
    "control_room_certified_share": when(
        {"has_control_room": True},
        {"has_control_room": False},
        [
            ({"control_room_certified": certified, "control_room_staff": 10000}, points)
            for certified, points in ((0, 0), (4999, 0), (5000, 1.5), (9999, 1.5), (10000, 3))
        ],
    ),
    "exits_blocked": values("exits_blocked", "0:5 1:2.5 2:0 7:0"),
    "exit_width_per_100": [
        *[
            ({"exit_width_m": width, "occupants": 100}, points)
            for width, points in ((0, 0), (0.25, 1), (0.5, 2), (0.75, 3), (1, 4), (3, 4))
        ],
        ({"exit_width_m": 2, "occupants": 400}, 2),
        ({"exit_width_m": 2}, U),
        ({"occupants": 10}, U),
        ({"exit_width_m": 2, "occupants": 0}, NA),
    ],
    "fire_doors_ok_share": share("fire_doors_ok", "fire_doors_checked", "0:0 50:0 75:1.5 100:3"),
    "exit_signs_faulty": values("exit_signs_faulty_percent", "0:3 10:2 30:0 100:0"),
    "drills_12m": values("drills_12m", "0:0 1:2 2:4 12:4"),
    "micro_fire_station": when(
        {"key_unit": True}, {"key_unit": False}, [({"micro_fire_station": True}, 3), ({"micro_fire_station": False}, 0)]
    ),
    # halfway between two levels the membership is 0.5 in each
    "staff_quiz": values("staff_quiz_score", "0:0 50:0 57.5:0.75 65:1.5 75:1.5 82.5:2.25 90:3 100:3"),
    "management_records": [
        (
            {
                "fire_rules_missing": a,
                "responsibility_unassigned": b,
                "fire_file_outdated": c,
                "hot_work_unpermitted": d,
                "ebike_indoor_charging": e,
            },
            points,
        )
        for a, b, c, d, e, points in (
            (0, 0, 0, 0, 0, 3),
            (1, 0, 0, 0, 0, 2),
            (0, 1, 0, 0, 0, 2),
            (0, 0, 1, 0, 0, 2.5),
            (0, 0, 0, 1, 0, 2.5),
            (0, 0, 0, 2, 0, 2),
            (0, 0, 0, 9, 0, 2),
            (0, 0, 0, 0, 2, 2),
            (0, 0, 0, 0, 9, 2),
            (1, 1, 1, 0, 0, 0.5),
            (1, 1, 1, 2, 2, 0),
            (0, 0, 0, "/", 0, 3),
            ("/", "/", "/", "/", "/", NA),
            (None, 0, 0, 0, 0, U),
        )
    ],
}
MISSING = {
    "reweight": {"shop_area", "shop_basement_area", "hotel_rooms", "assembly_area", "staff_quiz"},
    "neutral": {
        "open_hidden_dangers",
        "overdue_hidden_dangers",
        "extinguishers_ok_share",
        "exit_width_per_100",
        "fire_doors_ok_share",
        "exit_signs_faulty",
    },
}
LOCAL_RULE = {"fire_permit", "shop_area", "shop_basement_area", "hotel_rooms", "assembly_area"}


@pytest.mark.parametrize("leaf", sorted(CASES))
def test_unit_points(rules, outcomes, leaf):
    rows = [{name: cell for name, cell in row.items() if cell is not None} for row, _ in CASES[leaf]]
    expected = [want if isinstance(want, str) else pytest.approx(want) for _, want in CASES[leaf]]
    assert outcomes(rules, leaf, rows) == expected


def test_every_unit_indicator_has_a_spec(rules):
    assert {leaf.id for leaf in rules.leaves} == set(CASES)


@pytest.mark.parametrize("leaf", sorted(CASES))
def test_unit_limits_are_specified(rules, measured_values, edges, leaf):
    """A limit that moves or is added without a spec of the value itself fails here."""
    rows = [{name: cell for name, cell in row.items() if cell is not None} for row, _ in CASES[leaf]]
    found = next(one for one in rules.leaves if one.id == leaf)
    assert set(edges(found)) <= set(measured_values(rules, leaf, rows))


def test_unit_missing_policies(rules):
    for leaf in rules.leaves:
        policy = next((name for name, leaves in MISSING.items() if leaf.id in leaves), "worst")
        assert leaf.indicator.missing.value == policy, leaf.id


def test_only_thirty_points_are_the_citys(rules):
    """30 points are the city's (local_rule); the other 70 must not claim to be a norm."""
    local = {leaf.id for leaf in rules.leaves if leaf.block.basis is Basis.LOCAL_RULE}
    assert local == LOCAL_RULE
    assert {leaf.block.basis for leaf in rules.leaves} == {Basis.LOCAL_RULE, Basis.PROJECT_DEFAULT}
    assert rules.tree_block.basis is Basis.PROJECT_DEFAULT
    points = {child.id: child.weight * 100 for child in rules.root.children}
    assert points == pytest.approx(
        {"legality": 5, "place_and_size": 25, "management": 25, "facilities": 20, "evacuation": 15, "emergency": 10}
    )


def test_the_inferred_row_says_so(rules):
    """The city copy breaks off after ">= 2500 m²"; what stands below it is inferred and must be named so."""
    block = next(leaf.block for leaf in rules.leaves if leaf.id == "assembly_area")
    assert "推断" in block.note.zh
    assert "inferred" in block.note.en
