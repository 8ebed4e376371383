from datetime import date

import numpy as np
import pandas as pd
import pytest

from riskkit.errors import RiskkitError
from riskkit.models.design import check_observed, learn_design

START = date(2020, 1, 1)


def _learn(table, **kinds):
    rows = len(table)
    return learn_design(table, np.r_[np.ones(rows // 2), np.zeros(rows - rows // 2)], np.ones(rows), **kinds)


@pytest.mark.parametrize("observed_on", [{}, {"alarms": date(2020, 1, 2)}])
def test_a_feature_that_may_know_the_fires_is_refused(observed_on):
    with pytest.raises(RiskkitError) as caught:
        check_observed(["alarms"], observed_on, {"area"}, START)
    assert caught.value.code == "FREQ-01"
    assert caught.value.where == "alarms"


def test_a_feature_of_the_day_the_window_opens_is_accepted():
    check_observed(["alarms", "area"], {"alarms": START}, {"area"}, START)


def test_numbers_are_standardised_and_held_within_the_range_learnt():
    design = _learn(pd.DataFrame({"age": [10.0, 20.0, 30.0, 40.0]}), numeric=["age"])
    encoded = design.encode(pd.DataFrame({"age": [25.0, 40.0, 4000.0, -5.0, 10.0]}))[:, 0]
    assert encoded[0] == pytest.approx(0.0)
    assert encoded[1] == encoded[2]
    assert encoded[3] == encoded[4]


def test_a_logarithm_takes_no_zero():
    encoded = _learn(pd.DataFrame({"area": [0.0, 1.0, np.e, 1.0]}), log=["area"]).encode(
        pd.DataFrame({"area": [0.0, -3.0]})
    )
    assert encoded.tolist() == [[0.0, 1.0], [0.0, 1.0]]


def test_constant_and_empty_columns_carry_nothing():
    design = _learn(pd.DataFrame({"one": [7.0] * 6, "none": [np.nan] * 6}), numeric=["one", "none"])
    assert design.encode(pd.DataFrame({"one": [7.0, 9.0], "none": [1.0, np.nan]}))[:, 0].tolist() == [0.0, 0.0]


def test_rare_levels_are_pooled_and_strangers_join_them():
    design = _learn(pd.DataFrame({"use": ["a"] * 20 + ["b"] * 20 + ["c"]}), category=["use"])
    assert design.columns == ("use=(other)", "use=a", "use=b")
    encoded = design.encode(pd.DataFrame({"use": ["c", "never seen", "a"]}))
    assert encoded.tolist() == [[1, 0, 0], [1, 0, 0], [0, 1, 0]]


def test_without_a_pool_a_stranger_counts_as_the_mean():
    design = _learn(pd.DataFrame({"use": ["a"] * 30 + ["b"] * 10}), category=["use"])
    assert design.encode(pd.DataFrame({"use": ["new"]})).tolist() == [[0.75, 0.25]]


def test_missing_is_a_level_of_its_own():
    design = _learn(pd.DataFrame({"use": ["a"] * 20 + [None] * 20}), category=["use"])
    assert design.columns == ("use=(missing)", "use=a")


def test_words_where_numbers_are_due_name_the_feature():
    with pytest.raises(RiskkitError) as caught:
        _learn(pd.DataFrame({"age": ["old", "new"]}), numeric=["age"])
    assert (caught.value.code, caught.value.where) == ("FREQ-09", "age")
