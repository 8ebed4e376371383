"""Progress and verdicts at their limits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from riskkit.targets.kinds import Comparator, Direction, Kind, Verdict
from riskkit.targets.progress import level_on, meets, needed_per_year, path_of, time_share, way_share
from riskkit.targets.shapes import Actual, Target
from riskkit.targets.standing import stand
from riskkit.terms import Label

MID = date(2023, 12, 31)


def target(**given: Any) -> Target:
    """A plain target of 100 hydrants in place by the end of 2025, changed by ``given``."""
    plain: dict[str, Any] = {
        "id": "t",
        "city": "甲市",
        "area": "",
        "label": Label("消火栓", "hydrants"),
        "direction": Direction.AT_LEAST,
        "kind": Kind.STOCK,
        "comparator": Comparator.GE,
        "value": 100.0,
        "uom": "个",
        "starts_on": date(2021, 1, 1),
        "due_on": date(2025, 12, 31),
    }
    return Target(**{**plain, **given})


def actual(value: float, year: int = 2023, **given: Any) -> Actual:
    """The figure of a whole year."""
    return Actual(**{"target_id": "t", "day": date(year, 12, 31), "year": year, "value": value, "row": year, **given})


def verdict(figures: list[Any], as_of: date = MID, **given: Any) -> tuple[Verdict, str]:
    standing, _ = stand(target(**given), figures, as_of)
    return standing.verdict, standing.reason


@pytest.mark.parametrize(
    ("value", "comparator", "met"),
    [
        (0.047, Comparator.LT, False),
        (0.047, Comparator.LE, True),
        (0.0469, Comparator.LT, True),
        (0.0471, Comparator.LE, False),
        (0.047, Comparator.GE, True),
        (0.047, Comparator.GT, False),
        (7 * 0.01 * 0.047 / 0.07, Comparator.LT, False),  # equal but for binary rounding
    ],
)
def test_exactly_on_the_target(value: float, comparator: Comparator, met: bool) -> None:
    assert meets(value, 0.047, comparator) is met


def test_the_way_in_both_directions_and_no_way() -> None:
    assert way_share(50, 100, 75) == way_share(10, 4, 7) == 0.5
    assert way_share(50, 100, 40) == pytest.approx(-0.2)
    assert way_share(50, 100, 110) == pytest.approx(1.2)
    assert way_share(100, 100, 100) is None


def test_time_at_its_ends() -> None:
    start, due = date(2021, 1, 1), date(2025, 12, 31)
    assert [time_share(start, due, day) for day in (date(2020, 1, 1), start, due, date(2030, 1, 1))] == [0, 0, 1, 1]
    assert time_share(start, start, start) == 1.0
    assert needed_per_year(1.0, 2.0, due, due) is None


def test_instalments_replace_the_straight_line() -> None:
    path = path_of(0, date(2021, 1, 1), date(2025, 12, 31), 1200, [(2021, 900), (2025, 300)], adds=True)
    assert level_on(path, date(2021, 12, 31)) == 900
    assert level_on(path, date(2030, 1, 1)) == 1200
    levels = path_of(None, date(2021, 1, 1), date(2025, 12, 31), 1.0, [(2022, 0.4), (2023, 0.6)], adds=False)
    assert level_on(levels, date(2022, 12, 31)) == 0.4
    assert level_on(levels, date(2022, 12, 30)) is None
    assert level_on(levels, date(2023, 7, 1)) == pytest.approx(0.4 + 0.2 * 182 / 365)


@pytest.mark.parametrize(
    ("value", "expected"), [(60.0, Verdict.ON_SCHEDULE), (59.9, Verdict.BEHIND), (60.1, Verdict.ON_SCHEDULE)]
)
def test_exactly_on_the_path(value: float, expected: Verdict) -> None:
    path = {"instalments": ((2023, 60.0), (2025, 100.0)), "base": 0.0}
    assert verdict([actual(value)], **path)[0] is expected
    # a target with > does not make the path strict
    assert verdict([actual(60.0)], **path, comparator=Comparator.GT)[0] is Verdict.ON_SCHEDULE


@pytest.mark.parametrize("value", [100.0, 101.0])
def test_met_early_is_met(value: float) -> None:
    assert verdict([actual(value)]) == (Verdict.MET, "met")


def test_met_once_by_the_due_day_is_the_last_figure_then() -> None:
    figures = [actual(100, 2024), actual(99, 2025)]
    assert verdict(figures, date(2026, 1, 1)) == (Verdict.BEHIND, "missed")
    assert verdict([actual(100, 2025), actual(90, 2026)], date(2027, 1, 1)) == (Verdict.MET, "met_in_time")
    assert verdict([actual(99, 2025), actual(100, 2026)], date(2027, 1, 1)) == (Verdict.BEHIND, "missed_then_met")
    assert verdict([actual(99, 2024), actual(100, 2026)], date(2027, 1, 1)) == (Verdict.UNDECIDED, "late_or_not")
    assert verdict([actual(99, 2024)], date(2026, 1, 1)) == (Verdict.UNDECIDED, "no_actual_at_due")
    assert verdict([actual(99, 2025)], date(2025, 12, 31)) == (Verdict.BEHIND, "missed")
    assert verdict([actual(99, 2024)], date(2025, 12, 30), base=0.0) == (Verdict.ON_SCHEDULE, "on_path")


def test_what_cannot_be_told_says_why() -> None:
    assert verdict([]) == (Verdict.UNDECIDED, "no_actual")
    assert verdict([actual(10)]) == (Verdict.UNDECIDED, "no_base")
    assert verdict([actual(10)], lacks=("kind",)) == (Verdict.UNDECIDED, "lacks")
    assert verdict([actual(10)], value=None, compared_with="全国") == (Verdict.UNDECIDED, "no_comparison")
    assert verdict([actual(10)], date(2020, 12, 31)) == (Verdict.UNDECIDED, "not_started")


def test_a_figure_of_the_year_before_is_the_base() -> None:
    standing, _ = stand(target(), [actual(50, 2020), actual(80)], MID)
    assert standing.base == 50
    assert standing.progress_share == pytest.approx(0.6)
    assert standing.verdict is Verdict.ON_SCHEDULE
    assert stand(target(), [actual(50, 2018), actual(80)], MID)[0].base is None
    held, _ = stand(target(base=100.0), [actual(95)], MID)
    assert (held.verdict, held.progress_share) == (Verdict.BEHIND, None)


def test_an_old_figure_is_not_held_against_today() -> None:
    assert verdict([actual(21, 2021)], date(2024, 12, 1), base=0.0)[0] is Verdict.ON_SCHEDULE


def test_milestones() -> None:
    given = {"kind": Kind.MILESTONE, "value": 1.0, "direction": Direction.DONE}
    assert verdict([actual(0.0)], **given) == (Verdict.ON_SCHEDULE, "no_path_needed")
    assert verdict([actual(1.0)], **given) == (Verdict.MET, "met")
    assert verdict([actual(0.0, 2025)], date(2026, 1, 1), **given) == (Verdict.BEHIND, "missed")


RATE: dict[str, Any] = {
    "kind": Kind.RATE,
    "value": 0.047,
    "comparator": Comparator.LT,
    "direction": Direction.AT_MOST,
    "population": 2_300_000.0,
    "uom": "人/10万人",
}


def test_a_small_count_cannot_be_told_and_says_so() -> None:
    standing, _ = stand(target(**RATE), [actual(1 / 23, events=1)], MID)
    assert (standing.verdict, standing.reason, standing.figure_met) == (Verdict.UNDECIDED, "interval", True)
    assert standing.chance is not None
    assert standing.chance.better == pytest.approx(0.7059, abs=1e-4)


def test_a_large_count_can() -> None:
    large = {**RATE, "value": 5.0, "population": 1_000_000.0}
    assert verdict([actual(3.0, events=30)], **large) == (Verdict.MET, "met_yearly")
    assert verdict([actual(3.0, 2025, events=30)], date(2026, 1, 1), **large) == (Verdict.MET, "met_in_time")
    for year in (2024, 2026):  # another year is no figure of the target year
        assert verdict([actual(3.0, year, events=30)], date(2027, 1, 1), **large)[1] == "year_missing"
    assert verdict([actual(8.0, 2025, events=80)], date(2026, 1, 1), **large) == (Verdict.BEHIND, "missed")
    assert verdict([actual(8.0, events=80)], **large) == (Verdict.UNDECIDED, "no_base")
    assert verdict([actual(8.0, events=80)], **large, base=9.0) == (Verdict.BEHIND, "off_path")


def test_a_reference_reported_beside_the_figure_is_the_target() -> None:
    given = {**RATE, "value": None, "compared_with": "全国平均水平", "population": 10_000_000.0}
    standing, _ = stand(target(**given), [actual(0.05, events=5, reference=0.14)], MID)
    assert (standing.goal, standing.verdict) == (0.14, Verdict.MET)


def test_years_add_up_and_a_gap_is_a_lower_bound() -> None:
    given = {"kind": Kind.CUMULATIVE, "direction": Direction.EACH_YEAR, "instalments": ((2021, 50.0), (2022, 50.0))}
    years = [actual(30, 2021, in_year=True), actual(30, 2023, in_year=True)]
    standing, found = stand(target(**given), years, MID)
    assert [(f.code, f.value) for f in found] == [("TGT-15", "2022")]
    assert (standing.verdict, standing.reason) == (Verdict.UNDECIDED, "sum_incomplete")
    assert [(line.year, line.actual, line.is_met) for line in standing.years] == [(2021, 30, False), (2022, None, None)]
    enough, _ = stand(target(**given), [actual(30, 2021, in_year=True), actual(70, 2023, in_year=True)], MID)
    assert enough.verdict is Verdict.MET


def test_a_total_that_is_not_the_sum_of_the_years_is_not_used() -> None:
    given = {"kind": Kind.CUMULATIVE, "direction": Direction.EACH_YEAR}
    years = [actual(30, year, in_year=True) for year in (2021, 2022, 2023)]
    standing, found = stand(target(**given), [*years, actual(95, 2023)], MID)
    assert [(f.code, f.value) for f in found] == [("TGT-17", "90 / 95")]
    assert (standing.verdict, standing.reason) == (Verdict.UNDECIDED, "contradiction")
    agreed, found = stand(target(**given), [*years, actual(90, 2023)], MID)
    assert found == []
    assert agreed.figure is not None
    assert agreed.figure.value == 90
