"""Statistical scopes: the days on which they change, tags of periods, and what may be compared."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskkit.errors import RiskkitError
from riskkit.fire_statistics.scope import ScopeLine, comparable, compared_words
from riskkit.indicators.fire_rules import fire_rules

LINE = ScopeLine.of(fire_rules())


@pytest.mark.parametrize(
    ("start", "end", "tag"),
    [
        ("1996-12-31", "1996-12-31", ""),
        ("1997-01-01", "2020-12-31", "rules_1996"),
        ("2020-12-31", "2021-01-01", "rules_1996+rebased_2021"),
        ("2021-01-01", "2025-04-30", "rebased_2021"),
        ("2025-05-01", "2025-05-01", "rules_2025"),
        ("2025-04-30", "2025-05-01", "rebased_2021+rules_2025"),
        ("2030-01-01", "2030-12-31", "rules_2025"),
    ],
)
def test_the_tag_of_days(start: str, end: str, tag: str) -> None:
    assert LINE.of_days(date.fromisoformat(start), date.fromisoformat(end)) == tag


def test_only_periods_whole_in_one_scope_are_comparable() -> None:
    assert comparable("rebased_2021", "rebased_2021")
    for pair in [("", ""), ("rules_1996", ""), ("rebased_2021", "rules_2025"), ("a+b", "a+b")]:
        assert not comparable(*pair)


def test_across_a_break_it_must_be_said() -> None:
    with pytest.raises(RiskkitError) as caught:
        compared_words(LINE, "rebased_2021", "rules_2025", "zh")
    assert caught.value.code == "STAT-01"
    assert "2025-05-01" in compared_words(LINE, "rebased_2021", "rules_2025", "en", across_break=True)
    both = compared_words(LINE, "rules_1996", "rebased_2021+rules_2025", "zh", across_break=True)
    assert "2021-01-01、2025-05-01" in both


def test_an_unknown_series_is_named() -> None:
    with pytest.raises(RiskkitError, match="fire_records"):
        ScopeLine.of(fire_rules(), "moon")


@given(st.dates(date(1997, 1, 1), date(2035, 1, 1)))
def test_every_day_lies_in_one_scope(day: date) -> None:
    tag = LINE.of_days(day, day)
    assert tag in LINE.scopes
    scope, unknown = LINE.of_fires(pl.DataFrame({"occurred_on": [day]}))
    assert (scope.to_list(), unknown.to_list()) == ([tag], [False])
