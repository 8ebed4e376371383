"""A table of fires and one of credit records, validated: what the station would say later is said at once."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from riskkit.table_rules.fire_08_loss_median import ENOUGH
from riskkit.table_rules.loss_measure import measure_stated
from riskkit.validating import validate

DAY = date(2026, 1, 1)


def found(table: str, header: tuple[str, ...], *rows: tuple[str, ...], day: date = DAY) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=dict.fromkeys(header, pl.String), orient="row")
    return validate(frame, table, day).finding_rows


def codes(findings: pl.DataFrame, family: str) -> list[tuple[str, int | None, str]]:
    of_family = findings.filter(pl.col("code").str.starts_with(family))
    return sorted(of_family.select("code", "row", "column").rows(), key=str)


def test_statistics_speak_where_fires_do_not() -> None:
    header = ("单位编号", "起火日期", "死亡人数", "受伤人数", "重伤人数", "受灾户数", "统计口径")
    rows = [
        ("甲1", "2025-06-01", "0", "1", "2", "", ""),
        ("甲2", "", "0", "0", "0", "", ""),
        ("甲3", "2025-06-02", "0", "0", "0", "3", "某口径"),
        ("甲4", "2001-06-02", "0", "0", "0", "", "2025年规定口径"),
    ]
    assert codes(found("table/fires", header, *rows), "STAT") == [
        ("STAT-02", 3, "起火日期"),
        ("STAT-04", 5, "起火日期"),
        ("STAT-05", 4, "受灾户数"),
        ("STAT-06", None, "死亡人数"),
        ("STAT-11", 4, "统计口径"),
        ("STAT-13", 2, "重伤人数"),
    ]


@pytest.mark.parametrize(
    ("fire", "death", "late"),
    [
        ("2025-04-30", "2025-05-07", False),
        ("2025-04-30", "2025-05-08", True),
        ("2025-05-01", "2025-05-31", False),
        ("2025-05-01", "2025-06-01", True),
    ],
)
def test_the_window_of_deaths_changes_with_the_rule_and_its_last_day_counts(fire: str, death: str, late: bool) -> None:
    findings = found("table/fires", ("单位编号", "起火日期", "死亡人数", "死亡日期"), ("甲1", fire, "1", death))
    assert bool(codes(findings, "FIRE-02")) is late


@pytest.mark.parametrize(
    ("days", "spans"),
    [
        (("2024-01-01", "2025-04-30"), False),
        (("2025-04-30", "2025-05-01"), True),
        (("2020-12-31", "2021-01-01"), True),
        (("2025-05-01", "2025-12-01"), False),
    ],
)
def test_the_span_of_scopes(days: tuple[str, str], spans: bool) -> None:
    rows = [(f"甲{at}", day) for at, day in enumerate(days)]
    assert bool(codes(found("table/fires", ("单位编号", "起火日期"), *rows), "FIRE-01")) is spans


def test_a_stated_scope_counts_before_the_day() -> None:
    header, word = ("单位编号", "起火日期", "统计口径"), "2025年规定口径"
    rows = [("甲1", "2025-04-30", word), ("甲2", "2025-05-01", word)]
    assert codes(found("table/fires", header, *rows), "FIRE-01") == []


@pytest.mark.parametrize(
    ("header", "loss", "doubted"),
    [
        ("直接财产损失（元）", "49", True),
        ("直接财产损失（元）", "50", False),
        ("直接财产损失（万元）", "0.8", False),
        ("直接财产损失（万元）", "1001", True),
        ("直接财产损失", "3000", False),
    ],
)
def test_a_median_that_does_not_fit_its_measure(header: str, loss: str, doubted: bool) -> None:
    rows = [(f"甲{at}", "2025-06-01", loss) for at in range(ENOUGH)]
    findings = found("table/fires", ("单位编号", "起火日期", header), *rows)
    assert bool(codes(findings, "FIRE-08")) is doubted
    assert codes(found("table/fires", ("单位编号", "起火日期", header), *rows[1:]), "FIRE-08") == []
    assert bool(codes(findings, "FIRE-07")) is not measure_stated(header)


def test_a_negative_loss_is_said_by_the_number_rule() -> None:
    header = ("单位编号", "起火日期", "直接财产损失（元）")
    findings = found("table/fires", header, ("甲1", "2025-06-01", "-5"))
    assert codes(findings, "NUM") == [("NUM-02", 2, "直接财产损失（元）")]


def test_words_for_no_day_are_no_finding_and_the_day_decides() -> None:
    header = ("单位编号", "记录日期", "失信等级", "公示截止日期", "修复日期", "文号")
    rows = [
        ("甲1", "2025-03-01", "一般", "长期", "未修复", "一"),
        ("甲2", "2026-03-01", "一般", "2029-01-01", "", "二"),
    ]
    assert codes(found("table/credit_records", header, *rows), "") == [
        ("CRED-04", 2, "公示截止日期"),
        ("CRED-05", 3, "记录日期"),
    ]
    later = found("table/credit_records", header, *rows, day=date(2026, 3, 1))
    assert codes(later, "CRED-05") == []


def test_a_table_that_tells_nothing_more_is_left_alone() -> None:
    header = ("单位编号", "原等级", "调整后等级", "理由", "批准人", "日期")
    findings = found("table/overrides", header, ("甲1", "A", "B", "复核", "王某", "2025-12-01"))
    assert codes(findings, "FIRE") == codes(findings, "CRED") == []
