"""unit/city_score_100: missing policies and which points are the city's; the points themselves are in the YAML specs.

City table and grades: XX市社会单位消防安全风险评估工作办法 (Beijing draft of 2022-04-07). Ten direct
determinations: 公消〔2013〕60号 art. 6. The rest are riskkit defaults (docs/rulebooks.md).
"""

from __future__ import annotations

import pytest

from riskkit.indicators.rulebook import Rulebook
from riskkit.terms import Basis

ID = "unit/city_score_100"
FIRST = "2022-04-07"


@pytest.fixture(scope="module")
def rules():
    return Rulebook.at(FIRST, ID)


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
