from datetime import date

import pandas as pd
import pytest

from riskkit.errors import RiskkitError
from riskkit.models.design import history_table

WINDOW = (date(2020, 1, 1), date(2021, 12, 31))
FIRES = pd.DataFrame({"subject_id": ["a"], "occurred_on": ["2020-06-01"]})


def _history(subjects, fires=FIRES, window=WINDOW):
    return history_table(pd.DataFrame(subjects), fires, window)


def test_whole_years_count_one_also_in_a_leap_year():
    table = _history({"subject_id": ["a"]}).table
    assert table["exposure_years"].tolist() == [1.0, 1.0]
    assert table["fires"].tolist() == [1, 0]
    assert table["period"].tolist() == [2020, 2021]


def test_both_ends_of_a_subjects_days_count():
    subjects = {"subject_id": ["a", "b"], "opened_on": [None, "2020-12-31"], "closed_on": ["2020-01-01", "2021-01-01"]}
    table = _history(subjects).table.set_index(["subject_id", "period"])["exposure_years"]
    assert table.to_dict() == {("a", 2020): 1 / 366, ("b", 2020): 1 / 366, ("b", 2021): 1 / 365}


def test_a_window_within_a_year_gives_a_partial_year():
    table = _history({"subject_id": ["a"]}, window=(date(2021, 1, 1), date(2021, 1, 31))).table
    assert table["exposure_years"].tolist() == [pytest.approx(31 / 365)]


def test_fires_left_out_are_findings_and_none_is_lost():
    fires = pd.DataFrame(
        {
            "subject_id": ["a", "a", "a", "zz", "b"],
            "occurred_on": ["2020-01-01", "2021-12-31", "2022-01-01", "2020-05-05", "2020-05-05"],
            "source_row": [2, 3, 4, 5, 6],
        }
    )
    history = _history({"subject_id": ["a", "b"], "opened_on": [None, "2020-06-01"]}, fires)
    assert history.table["fires"].sum() == 2
    assert [(f.code, f.row, f.value) for f in history.findings] == [
        ("FREQ-04", 5, "zz"),
        ("FREQ-08", 4, "2022-01-01"),
        ("FREQ-08", 6, "2020-05-05"),
    ]


def test_closed_before_opened_has_no_exposure_and_a_finding():
    subjects = {"subject_id": ["a", "b"], "opened_on": ["2020-01-01", "2021-01-01"], "closed_on": [None, "2020-01-01"]}
    history = _history(subjects)
    assert set(history.table["subject_id"]) == {"a"}
    assert [(f.code, f.subject_id) for f in history.findings] == [("FREQ-03", "b")]


@pytest.mark.parametrize(
    ("window", "straddles"),
    [
        ((date(2024, 1, 1), date(2025, 4, 30)), False),
        ((date(2024, 1, 1), date(2025, 5, 1)), True),
        ((date(2025, 5, 1), date(2026, 4, 30)), False),
    ],
)
def test_the_change_of_statistical_scope_is_warned_of(window, straddles):
    fires = pd.DataFrame({"subject_id": ["a"], "occurred_on": [window[0]]})
    codes = [finding.code for finding in _history({"subject_id": ["a"]}, fires, window).findings]
    assert codes == (["FREQ-07"] if straddles else [])


@pytest.mark.parametrize(
    ("subjects", "code"),
    [
        ({"id": ["a"]}, "FREQ-09"),
        ({"subject_id": ["a", "a"]}, "FREQ-09"),
        ({"subject_id": ["a"], "opened_on": ["2030-01-01"]}, "FREQ-03"),
        ({"subject_id": ["a"], "opened_on": ["last spring"]}, "FREQ-09"),
    ],
)
def test_tables_that_cannot_be_used(subjects, code):
    with pytest.raises(RiskkitError) as caught:
        _history(subjects)
    assert caught.value.code == code


def test_a_fire_without_a_day_is_left_out_and_named():
    fires = pd.DataFrame({"subject_id": ["a", "a"], "occurred_on": ["2020-02-01", None]})
    history = _history({"subject_id": ["a"]}, fires)
    assert history.table["fires"].sum() == 1
    assert [finding.code for finding in history.findings] == ["FREQ-08"]


def test_counts_given_are_added():
    fires = pd.DataFrame({"subject_id": ["a", "a"], "occurred_on": ["2020-02-01", "2020-02-01"], "fires": [2, 1]})
    assert _history({"subject_id": ["a"]}, fires).table["fires"].tolist() == [3, 0]
