"""A table of fires as users bring it → the four figures, severity, rates, changes, and an account of every row."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskkit.datasets import dataset_path
from riskkit.errors import RiskkitError
from riskkit.fire_statistics.rates import rate_ratio
from riskkit.fire_statistics.summary import FireSummary, SummaryOptions, fire_summary

Rows = list[dict[str, Any]]


def table(rows: Rows) -> pl.DataFrame:
    return pl.DataFrame([{key: str(value) for key, value in row.items()} for row in rows])


def fires(*days: str, **more: Any) -> Rows:
    return [{"起火日期": day, "死亡人数": 0, "受伤人数": 0, "直接财产损失（元）": 5000, **more} for day in days]


def since(day: str) -> SummaryOptions:
    """A record that is whole from ``day`` on."""
    return SummaryOptions(since=date.fromisoformat(day))


def figures(summary: FireSummary, *names: str) -> Rows:
    return summary.figures.select(names).to_dicts()


def change(summary: FireSummary, period: str, measure: str = "fires") -> dict[str, Any]:
    keys = (pl.col("period") == period) & (pl.col("measure") == measure)
    return summary.comparison.filter(keys).row(0, named=True)


# ---------------------------------------------------------------- the figures


def test_ziyang_counts_16_deaths_of_which_4_are_criminal() -> None:
    """资阳 2016—2020: 16 deaths, 4 of them criminal: in the total and told apart."""
    rows = fires(*["2018-03-01"] * 12, 死亡人数=1, 刑事案件="否") + fires("2018-05-02", 死亡人数=4, 刑事案件="是")
    found = figures(fire_summary(table(rows), as_of=date(2018, 12, 31)), "deaths", "criminal_deaths", "criminal_fires")
    assert found == [{"deaths": 16, "criminal_deaths": 4, "criminal_fires": 1}]


def test_slight_fires_count_and_are_told_apart_from_may_2025() -> None:
    rows = fires("2025-04-30", "2025-05-01", **{"直接财产损失（元）": 900}) + fires("2025-05-01")
    summary = fire_summary(table(rows), by="month", as_of=date(2025, 5, 31), options=since("2025-04-01"))
    found = figures(summary, "period", "fires", "slight_fires")
    assert found == [
        {"period": "2025年4月", "fires": 1, "slight_fires": None},  # not told apart before
        {"period": "2025年5月", "fires": 2, "slight_fires": 1},
    ]


def test_deaths_after_the_window_are_not_counted() -> None:
    rows = fires("2025-06-01", 死亡人数=3, 超过统计时限的死亡人数=1)
    summary = fire_summary(table(rows), as_of=date(2025, 12, 31))
    assert figures(summary, "deaths", "late_deaths") == [{"deaths": 2, "late_deaths": 1}]
    assert summary.graded.get_column("grade").to_list() == ["一般"]  # by 2 deaths, not by 3
    assert "STAT-06" not in set(summary.findings.get_column("code"))


def test_a_month_without_a_fire_is_a_row_and_sums_are_kept() -> None:
    rows = table(fires("2023-01-05", "2023-03-07", "2023-03-08"))
    summary = fire_summary(rows, by="month", as_of=date(2023, 4, 30), options=since("2023-01-01"))
    assert [row["fires"] for row in figures(summary, "fires")] == [1, 0, 2, 0]
    assert summary.figures.get_column("is_whole").all()


def test_severity_counts_close_with_the_fires() -> None:
    rows = fires("2024-02-01", 死亡人数=3) + fires("2024-02-02", 死亡人数="不详") + fires("2007-06-25")
    summary = fire_summary(table(rows), by="year", as_of=date(2024, 12, 31))
    grades = summary.figures.select(pl.col("^grade\\..*$")).sum_horizontal()
    assert (grades == summary.figures.get_column("fires")).all()
    last = summary.figures.row(-1, named=True)
    assert (last["grade.较大"], last["grade.undecided"], last["deaths_unknown"]) == (1, 1, 1)
    assert summary.figures.row(0, named=True)["grade.none"] == 1
    assert "STAT-04" in set(summary.findings.get_column("code"))


def test_a_figure_without_a_column_is_empty_not_zero() -> None:
    summary = fire_summary(table([{"起火日期": "2024-02-01"}]), as_of=date(2024, 12, 31))
    assert figures(summary, "fires", "deaths", "injuries", "direct_loss_cny") == [
        {"fires": 1, "deaths": None, "injuries": None, "direct_loss_cny": None}
    ]
    missed = summary.findings.filter(pl.col("code") == "COL-03").get_column("column")
    assert set(missed) == {"死亡人数", "受伤人数", "直接财产损失"}


# ---------------------------------------------------------------- scopes


def test_periods_across_a_break_are_not_compared_unless_asked() -> None:
    rows = table(
        fires("2019-01-05", "2020-02-01", "2021-02-01", "2022-02-01", "2024-06-01", "2025-06-01", "2026-06-01")
    )
    refused = fire_summary(rows, as_of=date(2026, 12, 31), options=since("2019-01-01"))
    statuses = {row["period"]: row["status"] for row in refused.comparison.to_dicts() if row["measure"] == "fires"}
    assert statuses == {
        "2019年": "not_covered", "2020年": "compared", "2021年": "break", "2022年": "compared", "2023年": "compared",
        "2024年": "compared", "2025年": "break", "2026年": "break",
    }  # fmt: skip
    row = change(refused, "2021年")
    assert (row["change_percent"], row["words"]) == (None, "口径不同，未比较（2021-01-01）")
    assert "STAT-09" in set(refused.findings.get_column("code"))
    forced = fire_summary(rows, as_of=date(2026, 12, 31), across_breaks=True, options=since("2019-01-01"))
    row = change(forced, "2021年")
    assert (row["change_percent"], row["status"]) == (0.0, "across_break")
    assert row["words"].startswith("▲ 跨口径比较（口径变化日：2021-01-01）")
    assert "STAT-09" in set(forced.findings.get_column("code"))


def test_a_stated_scope_overrides_the_day() -> None:
    """A 2020 counted again by the base of 2021 may be compared with 2021."""
    rows = fires("2020-02-01", "2021-02-01", 统计口径="2021年重算口径")
    whole: dict[str, Any] = {"as_of": date(2021, 12, 31), "options": since("2020-01-01")}
    assert change(fire_summary(table(rows), **whole), "2021年")["status"] == "compared"
    before = fires("2020-02-01", "2021-02-01", 统计口径="2025-05-01前口径")  # a word of both: the day settles it
    assert change(fire_summary(table(before), **whole), "2021年")["status"] == "break"
    odd = fire_summary(table(fires("2022-02-01", 统计口径="甲口径")), as_of=date(2022, 12, 31))
    assert "STAT-11" in set(odd.findings.get_column("code"))
    assert odd.figures.get_column("scope").to_list() == ["rebased_2021"]


# ---------------------------------------------------------------- comparison and partial periods


def test_a_change_has_its_exact_interval() -> None:
    rows = fires(*["2022-03-01"] * 12, *["2023-03-01"] * 4)
    row = change(fire_summary(table(rows), as_of=date(2023, 12, 31), options=since("2022-01-01")), "2023年")
    exact = rate_ratio(4, 1.0, 12, 1.0)
    assert row["change_percent"] == pytest.approx(-66.67, abs=0.01)
    assert (row["change_low"], row["change_high"]) == pytest.approx((100 * (exact.low - 1), 100 * (exact.high - 1)))
    assert row["words"] == "在偶然波动之内"  # p = 0.077


def test_a_part_of_a_year_is_compared_with_the_same_days() -> None:
    rows = fires("2022-02-01", "2022-05-01", "2022-06-16", "2023-02-01")
    summary = fire_summary(table(rows), as_of=date(2023, 6, 15), options=since("2022-01-01"))
    assert summary.figures.get_column("period").to_list() == ["2022年", "2023年（01-01～06-15）"]
    assert summary.figures.get_column("is_whole").to_list() == [True, False]
    row = change(summary, "2023年（01-01～06-15）")
    assert (row["value"], row["value_before"]) == (1.0, 2.0)


def test_without_since_the_first_period_is_partial_and_no_base() -> None:
    """One fire in the December before: 2020 is no whole year, and 2021 no rise of 300 %."""
    rows = table(fires("2020-12-18", "2021-02-01", "2021-03-01", "2021-04-01", "2021-05-01", "2022-05-01"))
    summary = fire_summary(rows, as_of=date(2022, 12, 31), across_breaks=True)
    assert figures(summary, "period", "is_whole", "fires") == [
        {"period": "2020年（12-18～12-31）", "is_whole": False, "fires": 1},
        {"period": "2021年", "is_whole": True, "fires": 4},
        {"period": "2022年", "is_whole": True, "fires": 1},
    ]
    row = change(summary, "2021年")
    assert (row["status"], row["value_before"], row["change_percent"]) == ("not_covered", None, None)
    assert row["words"] == "基期不全在记录内，未比较；没有写明记录从哪一天起完整，如 --since 2021-01-01"
    assert change(summary, "2022年")["status"] == "compared"
    (noted,) = summary.findings.filter(pl.col("code") == "STAT-15").get_column("value")
    assert noted == "2020-12-18 → --since 2021-01-01"
    stated = fire_summary(rows, as_of=date(2022, 12, 31), options=since("2021-01-01"))
    assert "--since" not in change(stated, "2021年")["words"]
    assert "STAT-15" not in set(stated.findings.get_column("code"))


def test_a_record_whose_first_fire_is_on_the_first_day_of_a_period_is_whole() -> None:
    summary = fire_summary(table(fires("2022-01-01", "2023-02-01")), as_of=date(2023, 12, 31))
    assert change(summary, "2023年")["status"] == "compared"
    assert "STAT-15" not in set(summary.findings.get_column("code"))


def test_a_base_of_0_has_neither_a_change_nor_its_bounds() -> None:
    rows = table(fires("2022-02-01") + fires("2023-02-01", 死亡人数=4))
    row = change(fire_summary(rows, as_of=date(2023, 12, 31), options=since("2022-01-01")), "2023年", "deaths")
    assert [row[name] for name in ("value", "value_before")] == [4.0, 0.0]
    assert [row[name] for name in ("change_percent", "change_low", "change_high")] == [None] * 3
    assert row["p_value"] == pytest.approx(0.125)  # 2 x 0.5 ** 4
    assert row["words"] == "上年同期为 0，没有变化率；在偶然波动之内"


def test_without_as_of_the_last_day_is_that_of_the_last_fire() -> None:
    summary = fire_summary(table(fires("2022-02-01", "2023-06-15")))
    assert (summary.until, summary.until_is_given) == (date(2023, 6, 15), False)
    assert not summary.figures.get_column("is_whole")[-1]


def test_a_year_before_the_record_is_not_a_base() -> None:
    rows = table(fires("2022-07-01", "2023-03-01"))
    late = fire_summary(rows, as_of=date(2023, 12, 31), options=SummaryOptions(since=date(2022, 4, 1)))
    row = change(late, "2023年")
    assert (row["status"], row["value_before"]) == ("not_covered", None)


# ---------------------------------------------------------------- rates


def test_rates_per_100_000_with_exact_intervals() -> None:
    people = pl.DataFrame({"年份": ["2024"], "常住人口（万人）": ["230"]})
    rows = fires("2024-02-01", 死亡人数=1) + fires("2024-08-01")
    summary = fire_summary(table(rows), as_of=date(2024, 12, 31), population=people, options=since("2024-01-01"))
    (row,) = figures(summary, "deaths_per_100k", "deaths_per_100k_low", "deaths_per_100k_high", "person_years")
    assert row["person_years"] == 2_300_000
    assert list(row.values())[:3] == pytest.approx([1 / 23, 0.025318 / 23, 5.571643 / 23], rel=1e-4)


def test_rates_of_a_quarter_are_per_person_year() -> None:
    people = pl.DataFrame({"年份": ["2023"], "人口": ["365000"]})
    how: dict[str, Any] = {"by": "quarter", "as_of": date(2023, 3, 31), "options": since("2023-01-01")}
    summary = fire_summary(table(fires("2023-02-01")), population=people, **how)
    assert figures(summary, "person_years") == [{"person_years": pytest.approx(90_000)}]


def test_people_by_region_and_the_whole_area() -> None:
    people = pl.DataFrame({"区域": ["甲", "乙"], "年份": ["2024", "2024"], "人口": ["100000", "300000"]})
    rows = table(fires("2024-02-01", 区域="甲") + fires("2024-02-01", 区域="乙") + fires("2024-03-01", 区域="丙"))
    year: dict[str, Any] = {"as_of": date(2024, 12, 31), "options": since("2024-01-01")}
    by_region = fire_summary(rows, per="region", **year, population=people)
    rates = dict(by_region.figures.select("group", "fires_per_100k").iter_rows())
    assert rates == {"甲": pytest.approx(1.0), "乙": pytest.approx(1 / 3), "丙": None}
    lacking = by_region.findings.filter(pl.col("code") == "STAT-08").get_column("value").to_list()
    assert lacking == ["丙 2024"]
    whole = fire_summary(rows, **year, population=people)
    assert figures(whole, "person_years") == [{"person_years": 400_000}]
    stated = people.vstack(pl.DataFrame({"区域": [""], "年份": ["2024"], "人口": ["500000"]}))
    assert figures(fire_summary(rows, **year, population=stated), "person_years") == [{"person_years": 500_000}]


@pytest.mark.parametrize("rows", [{"年份": ["2024", "2024"], "人口": ["1", "2"]}, {"年份": ["不详"], "人口": ["1"]}])
def test_a_table_of_people_that_cannot_be_used(rows: dict[str, list[str]]) -> None:
    with pytest.raises(RiskkitError) as caught:
        fire_summary(table(fires("2024-02-01")), population=pl.DataFrame(rows))
    assert caught.value.code == "STAT-10"


# ---------------------------------------------------------------- messy files

MESSY = """某市火灾统计表,,,,,
填报单位：某支队,,,,,
起火单位,起火时间,死亡（人）,受伤,直接财产损失（万元）,所属乡镇
,2024年1月5日,0,1,1.2,城关
甲厂,20240203,无,0,约3,城关
甲厂,2024.2.30,0,0,1,城关
,2024-03-05,-1,0,2,石梁
乙店,,0,0,2,石梁
合计,,0,1,9.2,
"""


def test_a_messy_gbk_file_is_read_and_every_row_accounted_for(tmp_path: Path) -> None:
    path = tmp_path / "火灾.csv"
    path.write_bytes(MESSY.encode("gb18030"))
    summary = fire_summary(path, as_of=date(2024, 12, 31))
    read = summary.fires.summary
    assert (read.rows_read, summary.counted, summary.fires.undated, read.rows_set_aside) == (6, 3, 2, 1)
    assert read.encoding == "gb18030"
    codes = Counter(summary.findings.get_column("code"))
    assert codes["STAT-02"] == 2
    assert codes["DATE-01"] == 1
    assert codes["NUM-02"] == 1  # a negative number of deaths is unknown, never subtracted
    assert codes["ROW-02"] == 1
    assert summary.set_aside.get_column("cells").to_list() == ["合计\t\t0\t1\t9.2\t"]
    (row,) = figures(summary, "fires", "deaths", "deaths_unknown", "direct_loss_cny")
    assert row == {"fires": 3, "deaths": 0, "deaths_unknown": 1, "direct_loss_cny": pytest.approx(62_000)}


def test_a_table_of_fires_needs_days_but_no_unit(tmp_path: Path) -> None:
    with pytest.raises(RiskkitError) as caught:
        fire_summary(pl.DataFrame({"单位编号": ["a"], "死亡人数": ["0"]}))
    assert caught.value.code == "COL-06"
    with pytest.raises(RiskkitError) as caught:
        fire_summary(pl.DataFrame({"起火日期": ["不详"], "死亡人数": ["0"]}))
    assert caught.value.code == "STAT-12"
    with pytest.raises(RiskkitError) as caught:
        fire_summary(table(fires("2024-02-01")), per="industry")
    assert caught.value.code == "COL-06"
    assert caught.value.allowed == "行业, 所属行业, 行业类别, 行业部门, 主管行业, industry"


@pytest.mark.parametrize("change_of", [{"by": "week"}, {"per": "village"}, {"options": SummaryOptions(coverage=1.0)}])
def test_words_that_are_no_choice(change_of: dict[str, Any]) -> None:
    with pytest.raises(RiskkitError) as caught:
        fire_summary(table(fires("2024-02-01")), **change_of)
    assert caught.value.code == "ARG-01"


def test_odd_rows_are_said() -> None:
    rows = fires("2025-06-01", 受伤人数=1, 重伤人数=2, 受灾户数=40) + fires("2024-06-01", 重伤人数=0, 受灾户数=40)
    summary = fire_summary(table(rows), as_of=date(2025, 12, 31), options=SummaryOptions(since=date(2025, 1, 1)))
    codes = Counter(summary.findings.get_column("code"))
    assert (codes["STAT-13"], codes["STAT-05"], codes["STAT-03"]) == (1, 1, 1)
    assert (summary.counted, summary.outside) == (1, 1)


def test_the_synthetic_city_closes_its_account() -> None:
    summary = fire_summary(dataset_path("synthetic_city") / "fires.csv", as_of=date(2025, 12, 31))
    assert summary.counted == 341 + 5 + 1
    assert int(summary.figures.get_column("fires").sum()) == summary.counted
    assert summary.figures.get_column("scope").to_list()[-1] == "rebased_2021+rules_2025"


# ---------------------------------------------------------------- properties

days = st.lists(st.dates(date(2021, 1, 1), date(2025, 4, 30)), min_size=1, max_size=30)


@settings(max_examples=8, deadline=None)
@given(days, st.randoms())
def test_any_cutting_into_periods_sums_to_the_same(some: list[date], chance: Any) -> None:
    rows = [{"起火日期": day.isoformat(), "死亡人数": str(day.day % 3), "区域": "甲乙"[day.day % 2]} for day in some]
    totals = set()
    for by in ("year", "half", "quarter", "month"):
        for per in ("all", "region"):
            chance.shuffle(rows)
            found = fire_summary(pl.DataFrame(rows), by=by, per=per, as_of=date(2025, 4, 30))
            totals.add(tuple(found.figures.select("fires", "deaths").sum().row(0)))
            assert found.counted == len(rows)
    assert totals == {(len(rows), sum(int(row["死亡人数"]) for row in rows))}


@settings(max_examples=8, deadline=None)
@given(days)
def test_the_year_before_is_the_count_of_the_year_before(some: list[date]) -> None:
    rows = pl.DataFrame({"起火日期": [day.isoformat() for day in some]})
    summary = fire_summary(rows, by="month", as_of=date(2025, 4, 30), options=SummaryOptions(since=date(2021, 1, 1)))
    counts = dict(summary.figures.select("start", "fires").iter_rows())
    compared = summary.comparison.filter((pl.col("measure") == "fires") & (pl.col("status") == "compared"))
    for start, before in compared.select("start", "value_before").iter_rows():
        assert before == counts[start.replace(year=start.year - 1)]
