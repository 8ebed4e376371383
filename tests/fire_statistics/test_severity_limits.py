"""The two severity tables: every limit itself and a value just beside it, any one criterion, unknown values.

Limits read off the notice of 2007-06-26 and 消防〔2025〕17号 (in force 2025-05-01); 以上 includes the limit.
"""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskkit.errors import RiskkitError
from riskkit.fire_statistics.one_fire import severity_of
from riskkit.fire_statistics.severity import grade_fires
from riskkit.indicators.fire_rules import fire_rules

BEFORE, FROM = "2025-04-30", "2025-05-01"
ORDER = ["特别重大", "重大", "较大", "一般"]
MILLION = 1_000_000
PEOPLE = [
    ("deaths", 2, "一般"), ("deaths", 3, "较大"), ("deaths", 9, "较大"), ("deaths", 10, "重大"), ("deaths", 29, "重大"),
    ("deaths", 30, "特别重大"), ("serious_injuries", 9, "一般"), ("serious_injuries", 10, "较大"),
    ("serious_injuries", 49, "较大"), ("serious_injuries", 50, "重大"), ("serious_injuries", 99, "重大"),
    ("serious_injuries", 100, "特别重大"),
]  # fmt: skip
LOSS_2007 = [
    (10 * MILLION - 0.01, "一般"), (10 * MILLION, "较大"), (50 * MILLION - 0.01, "较大"), (50 * MILLION, "重大"),
    (100 * MILLION - 0.01, "重大"), (100 * MILLION, "特别重大"),
]  # fmt: skip
LOSS_2025 = [
    (30 * MILLION - 0.01, "一般"), (30 * MILLION, "较大"), (100 * MILLION - 0.01, "较大"), (100 * MILLION, "重大"),
    (300 * MILLION - 0.01, "重大"), (300 * MILLION, "特别重大"),
]  # fmt: skip
NOTHING = {"deaths": 0, "serious_injuries": 0, "direct_loss_cny": 0.0}


@pytest.mark.parametrize("on", ["2007-06-26", BEFORE, FROM])
@pytest.mark.parametrize(("criterion", "value", "grade"), PEOPLE)
def test_people_have_the_same_limits_in_both_tables(on: str, criterion: str, value: int, grade: str) -> None:
    assert severity_of(on, **{**NOTHING, criterion: value}).grade == grade


@pytest.mark.parametrize(
    ("on", "loss", "grade"),
    [(BEFORE, *case) for case in LOSS_2007] + [(FROM, *case) for case in LOSS_2025],
)
def test_the_loss_is_graded_by_the_table_of_the_day(on: str, loss: float, grade: str) -> None:
    assert severity_of(on, **{**NOTHING, "direct_loss_cny": loss}).grade == grade


def test_any_one_criterion_suffices_and_is_named() -> None:
    answer = severity_of(FROM, deaths=3, serious_injuries=0, direct_loss_cny=35 * MILLION)
    assert (answer.grade, answer.decided_by) == ("较大", ("deaths", "direct_loss_cny"))
    assert severity_of(FROM, deaths=0, serious_injuries=100, direct_loss_cny=1.0).decided_by == ("serious_injuries",)


@pytest.mark.parametrize(
    ("on", "loss", "grade", "start", "below"),
    [
        (BEFORE, 10 * MILLION - 0.01, "一般", None, 10 * MILLION),
        (BEFORE, 50 * MILLION, "重大", 50 * MILLION, 100 * MILLION),
        (BEFORE, 100 * MILLION, "特别重大", 100 * MILLION, None),
        (FROM, 30 * MILLION - 0.01, "一般", None, 30 * MILLION),
        (FROM, 30 * MILLION, "较大", 30 * MILLION, 100 * MILLION),
        (FROM, 300 * MILLION, "特别重大", 300 * MILLION, None),
    ],
)
def test_the_interval_of_a_loss(on: str, loss: float, grade: str, start: float | None, below: float | None) -> None:
    standing = severity_of(on, direct_loss_cny=loss).standings[2]
    assert standing.reached is not None
    assert (standing.value, standing.reached.grade.code, *standing.reached[1:]) == (loss, grade, start, below)


def test_a_figure_just_below_a_limit_is_never_printed_as_the_limit() -> None:
    text = severity_of(FROM, **{**NOTHING, "direct_loss_cny": 30 * MILLION - 0.01}).text()
    assert "直接财产损失 2999.999999万元：一般（不足3000万元）" in text
    assert "没有一项达到更重等级的界限" in text


def test_what_is_not_given_is_said_and_all_injured_are_an_upper_bound() -> None:
    lines = severity_of(FROM, deaths=0, injuries=12).text().splitlines()
    assert "  重伤 没有给出，不多于受伤 12人：至多较大（≥10人，不足50人）" in lines
    assert "  直接财产损失：没有给出" in lines


@pytest.mark.parametrize(("on", "days", "table"), [(BEFORE, 7, "2007-06-26"), (FROM, 30, "2025-05-01")])
def test_the_window_of_deaths(on: str, days: int, table: str) -> None:
    answer = severity_of(on, **NOTHING)
    assert (answer.block.death_window.days, answer.table.isoformat()) == (days, table)
    assert f"{days} 日内" in answer.text()


def test_the_households_of_2025_are_said_to_be_missing() -> None:
    assert [item.field for item in severity_of(FROM, **NOTHING).block.not_known] == ["households"]
    assert "受灾户" in severity_of(FROM, **NOTHING).text()
    assert severity_of(BEFORE, **NOTHING).block.not_known == []


@pytest.mark.parametrize(
    ("on", "values", "slight"),
    [
        (FROM, {"injuries": 0, "direct_loss_cny": 999.99}, True),
        (FROM, {"injuries": 0, "direct_loss_cny": 1000}, False),  # below 1000, the limit excluded
        (FROM, {"injuries": 1, "direct_loss_cny": 10}, False),
        (FROM, {"injuries": 0, "direct_loss_cny": None}, None),
        (FROM, {"injuries": None, "serious_injuries": 0, "direct_loss_cny": 10}, None),
        (FROM, {"injuries": 0, "deaths": 1, "direct_loss_cny": 10}, False),
        (BEFORE, {"injuries": 0, "direct_loss_cny": 10}, None),  # the table of 2007 has no slight fires
    ],
)
def test_slight_fires(on: str, values: dict[str, float | None], slight: bool | None) -> None:
    given_values: dict[str, float | None] = {"deaths": 0, **values}
    assert severity_of(on, **given_values).is_slight is slight  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "least", "most"),
    [
        ({}, "一般", "特别重大"),
        ({"deaths": 3}, "较大", "特别重大"),
        ({"deaths": 0, "serious_injuries": 0}, "一般", "特别重大"),
        ({"deaths": 0, "direct_loss_cny": 0, "injuries": 12}, "一般", "较大"),  # up to 12 of them serious
        ({"deaths": 0, "direct_loss_cny": 0, "injuries": 9}, "一般", "一般"),  # fewer than 10 at any rate
        ({"deaths": 30}, "特别重大", "特别重大"),  # nothing could make it worse
    ],
)
def test_an_unknown_value_never_makes_a_fire_ordinary_in_silence(
    values: dict[str, float], least: str, most: str
) -> None:
    answer = severity_of(FROM, **values)  # type: ignore[arg-type]
    assert (answer.at_least, answer.at_most) == (least, most)
    assert answer.grade == (least if least == most else None)
    assert ("至少" in answer.text()) == (least != most)


def test_a_day_before_every_table_has_no_grade() -> None:
    with pytest.raises(RiskkitError) as caught:
        severity_of("2007-06-25", **NOTHING)
    assert caught.value.code == "STAT-04"
    frame = pl.DataFrame(
        {"occurred_on": [date(2007, 6, 25), None], "deaths": [40.0, 40.0]}, schema_overrides={"occurred_on": pl.Date}
    )
    assert grade_fires(frame, fire_rules()).get_column("grade_at_least").to_list() == [None, None]


@pytest.mark.parametrize(
    "values", [{"deaths": -1}, {"direct_loss_cny": float("inf")}, {"direct_loss_cny": float("nan")}]
)
def test_impossible_numbers_are_refused(values: dict[str, float]) -> None:
    with pytest.raises(RiskkitError) as caught:
        severity_of(FROM, **values)  # type: ignore[arg-type]
    assert caught.value.code == "ARG-01"


maybe = st.none() | st.floats(0, 400 * MILLION)
people = st.none() | st.integers(0, 150)


@given(st.sampled_from([BEFORE, FROM]), people, people, maybe, st.sampled_from(list(NOTHING)), st.integers(1, 100))
def test_more_harm_never_gives_a_milder_grade(
    on: str, deaths: int | None, serious: int | None, loss: float | None, which: str, more: int
) -> None:
    values = {"deaths": deaths, "serious_injuries": serious, "direct_loss_cny": loss}
    worse = {**values, which: None if values[which] is None else values[which] + more}  # type: ignore[operator]
    one, two = severity_of(on, **values), severity_of(on, **worse)  # type: ignore[arg-type]
    assert ORDER.index(two.at_least) <= ORDER.index(one.at_least)
    assert ORDER.index(two.at_most) <= ORDER.index(one.at_most)
    assert ORDER.index(one.at_most) <= ORDER.index(one.at_least)


@given(people, people, maybe)
def test_the_table_of_2025_is_never_stricter(deaths: int | None, serious: int | None, loss: float | None) -> None:
    old, new = (severity_of(on, deaths=deaths, serious_injuries=serious, direct_loss_cny=loss) for on in (BEFORE, FROM))
    assert ORDER.index(new.at_least) >= ORDER.index(old.at_least)
