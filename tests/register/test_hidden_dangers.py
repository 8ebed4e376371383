"""The table of hidden dangers: every defect found, and the mend of one alone is what a new assessment gives."""

from __future__ import annotations

import pandas as pd
import pytest

import riskkit as rk

UNIT, DAY = "unit/city_score_100", "2026-01-01"
ITEMS = {
    "fire_rules_missing": ("无消防安全制度", 1.0),
    "responsibility_unassigned": ("岗位责任未落实", 1.0),
    "fire_file_outdated": ("消防档案未更新", 0.5),
    "hot_work_unpermitted": ("违规动火", 0.5),
    "ebike_indoor_charging": ("电动自行车违规停放充电", 0.5),
}


@pytest.fixture(scope="module")
def rules():
    return rk.Rulebook.at(DAY, UNIT)


@pytest.fixture(scope="module")
def table(rules):
    reading = rk.read(rk.dataset_path("synthetic_city") / "units.csv", rules)
    return reading.table.drop(columns="source_row").head(400)


@pytest.fixture(scope="module")
def before(table, rules):
    return rk.assess(table, rules)


def test_every_defect_of_the_extract_is_in_the_table_once(before, table):
    found = before.tables.hidden_dangers.to_pandas()
    for field, (label, points) in ITEMS.items():
        rows = found[found["item_label"] == label].set_index("subject_id")
        wanted = table.set_index("subject_id")[field]
        wanted = wanted[wanted > 0]
        assert set(rows.index) == set(wanted.index)
        each = field in ("hot_work_unpermitted", "ebike_indoor_charging")
        times = wanted if each else wanted * 0 + 1
        pd.testing.assert_series_equal(rows["times"], times.loc[rows.index], check_names=False)
        most = 1.0 if each else points
        assert (rows["points_off"] == (times * points).clip(upper=most).loc[rows.index]).all()


def test_a_presence_indicator_is_a_danger_on_its_worse_side(before, table):
    found = before.tables.hidden_dangers.to_pandas()
    rows = found[found["indicator"] == "fire_permit"]
    wanted = table.loc[table["fire_permit_obtained"] == 0, "subject_id"]
    assert set(rows["subject_id"]) == set(wanted)
    assert set(rows["points_off"]) == {5.0}


def test_the_mend_of_one_danger_alone_is_what_a_new_assessment_gives(before, table, rules):
    fields = {label: field for field, (label, _) in ITEMS.items()}
    promised = []
    for subject_id in before.register["subject_id"]:
        for mend in before.explain(subject_id).mends:
            single = mend.remedy.zh.removeprefix("只整改“").removesuffix("”")
            if single in fields:
                promised.append((subject_id, fields[single], mend))
    assert len(promised) > 10
    for field in ITEMS:
        own = [(subject_id, mend) for subject_id, named, mend in promised if named == field]
        mended = table.copy()
        mended.loc[mended["subject_id"].isin([subject_id for subject_id, _ in own]), field] = 0
        after = rk.assess(mended, rules).register.set_index("subject_id")
        for subject_id, mend in own:
            assert after.loc[subject_id, "risk_score"] == pytest.approx(mend.risk_score_after, abs=3e-4)
            assert after.loc[subject_id, "grade"] == mend.grade_after


def test_dangers_stand_on_the_page_and_are_left_out_of_a_short_run(before, table, rules):
    subject_id = before.tables.hidden_dangers.item(0, "subject_id")
    assert before.explain(subject_id).dangers
    assert rk.assess(table, rules, options=rk.Options(reasons=5)).tables.hidden_dangers is None
