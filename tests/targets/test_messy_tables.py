"""Tables as people bring them: nothing is chosen silently, no row is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from riskkit.errors import RiskkitError
from riskkit.targets.cells import read_instalments, read_period, read_value
from riskkit.targets.kinds import Kind
from riskkit.tracking import track_targets

Judged = Callable[..., Any]
SHARE = {"类别": "比例", "方向": "至少", "目标值": "90%", "计量单位": "%"}
RATE = {"类别": "率", "方向": "至多", "比较": "小于", "目标值": "0.047", "计量单位": "人/10万人"}


def codes(report: Any) -> list[str]:
    return list(report.findings["code"])


def only(report: Any) -> Any:
    return report.table.iloc[0]


@pytest.mark.parametrize(
    ("text", "last", "year"),
    [
        ("2023", "2023-12-31", 2023),
        ("２０２３年度", "2023-12-31", 2023),
        ("2023年底", "2023-12-31", 2023),
        ("2023.0", "2023-12-31", 2023),
        ("2023年2月", "2023-02-28", None),
        ("2023年上半年", "2023-06-30", None),
        ("2023.6.30", "2023-06-30", None),
        ("20230630", "2023-06-30", None),
    ],
)
def test_periods(text: str, last: str, year: int | None) -> None:
    period = read_period(text)
    assert period is not None
    assert (period.day.isoformat(), period.year) == (last, year)


@pytest.mark.parametrize("text", ["", None, "去年", "2023-13", "2023-02-30", "1899", "99999999999", "=2023"])
def test_no_period(text: str | None) -> None:
    assert read_period(text) is None


@pytest.mark.parametrize(
    ("text", "kind", "uom", "value"),
    [
        ("９２．５％", Kind.SHARE, "%", 0.925),
        ("100", Kind.SHARE, "%", 1.0),
        ("0.34万", Kind.STOCK, "人", 3400),
        ("1,200个", Kind.STOCK, "个", 1200),
        ("3座", Kind.STOCK, "座", 3),
        ("0.0435人/10万人", Kind.RATE, "人/10万人", 0.0435),
        ("已建成", Kind.MILESTONE, "", 1),
        ("在建", Kind.MILESTONE, "", 0),
        ("60%", Kind.MILESTONE, "", 0.6),
    ],
)
def test_values(text: str, kind: Kind, uom: str, value: float) -> None:
    cell = read_value(text, kind, uom)
    assert cell.value == pytest.approx(value)
    assert cell.codes == ()


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("很多", Kind.STOCK, "NUM-01"),
        ("-3", Kind.STOCK, "NUM-02"),
        ("130%", Kind.SHARE, "NUM-02"),
        ("1e999", Kind.STOCK, "NUM-01"),
        ("12人", Kind.SHARE, "NUM-01"),
        ("快了", Kind.MILESTONE, "BOOL-01"),
        ("=1+1", Kind.STOCK, "NUM-01"),
    ],
)
def test_values_that_are_none(text: str, kind: Kind, code: str) -> None:
    assert read_value(text, kind) == (None, (code,))


@pytest.mark.parametrize("text", ["2021", "2021：", "2021：多", "2021：1；2021：2", "0021：1", "2021-1"])
def test_instalments_that_cannot_be_read(text: str) -> None:
    assert read_instalments(text, Kind.CUMULATIVE) is None


def test_gbk_titles_totals_and_names_instead_of_ids(targets_csv: Any, actuals_csv: Any) -> None:
    rows = {"目标编号": "甲1", "城市": "衢州市"}, {"目标编号": "乙1", "城市": "修武"}
    targets = targets_csv(*rows, encoding="gb18030")
    lines = ("衢州,市政消火栓新增,2021,20", "修武县,市政消火栓新增,2021年,30个", "合计,,,50")
    text = "\n".join(("某省规划目标实绩,,,", "城市,指标,年份,完成值", *lines)) + "\n"
    report = track_targets(targets, actuals_csv(text, encoding="gb18030"), "2022-01-01")
    assert list(report.table["figure"]) == [20.0, 30.0]
    assert codes(report) == ["ROW-01", "ROW-02"]
    assert (report.rows_read, report.rows_used) == (3, 2)


def test_a_name_of_two_cities_needs_the_city(targets_csv: Any, actuals_csv: Any) -> None:
    targets = targets_csv({"目标编号": "甲1"}, {"目标编号": "乙1", "城市": "乙县"})
    report = track_targets(targets, actuals_csv("指标,年份,完成值\n市政消火栓新增,2021,20\n"), "2022-01-01")
    assert "TGT-02" in codes(report)
    assert report.rows_used == 0
    assert report.set_aside["code"].to_list() == ["TGT-02"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("x,2021,20", "TGT-01"),
        ("t,,20", "DATE-01"),
        ("t,某年,20", "DATE-01"),
        ("t,2030,20", "DATE-02"),
        ("t,2021,", "TGT-05"),
        ("t,2021,不详", "TGT-05"),
        ("t,2021,许多", "NUM-01"),
        (",2021,20", "ID-01"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_code(judged: Judged, line: str, code: str) -> None:
    report = judged(f"目标编号,时间,完成值\nt,2022,30\n{line}\n")
    assert code in codes(report)
    assert report.set_aside["code"].to_list() == [code]
    assert (report.rows_read, report.rows_used) == (2, 1)
    assert report.has_problems()


def test_the_same_figure_twice_counts_once(judged: Judged) -> None:
    report = judged("目标编号,时间,完成值\nt,2021,30\nt,2021年,30\n")
    assert codes(report) == ["TGT-04"]
    assert only(report)["figure"] == 30


def test_two_figures_of_one_year_are_both_not_used(judged: Judged) -> None:
    report = judged("目标编号,时间,完成值\nt,2021,30\nt,2022,30\nt,2022,35\n")
    assert codes(report) == ["TGT-03", "TGT-03"]
    assert only(report)["verdict"] == "undecided"
    assert "矛盾" in only(report)["reason"]
    assert report.rows_used == 1


def test_an_id_of_another_city(judged: Judged) -> None:
    assert "TGT-16" in codes(judged("目标编号,城市,时间,完成值\nt,乙市,2021,30\n"))


def test_shares_without_a_percent_sign(judged: Judged) -> None:
    assert codes(judged("目标编号,时间,完成值\nt,2022,0.92\n", **SHARE)) == ["TGT-06"]
    assert codes(judged("目标编号,时间,完成值\nt,2022,92\n", **SHARE)) == []
    assert codes(judged("目标编号,时间,完成值（%）\nt,2022,0.5\n", **SHARE)) == []
    small = judged("目标编号,时间,完成值\nt,2022,0.06\n", **{**SHARE, "目标值": "0.08%"})
    assert codes(small) == ["TGT-07", "TGT-11"]


def test_a_rate_and_its_parts(judged: Judged) -> None:
    head = "目标编号,时间,完成值,死亡人数,人口\n"
    good = judged(head + "t,2022,,1,230万\n", **RATE)
    assert only(good)["figure"] == pytest.approx(1 / 23, abs=1e-4)
    assert only(good)["events"] == 1
    assert codes(good) == []
    assert codes(judged(head + "t,2022,0.2,1,230万\n", **RATE)) == ["TGT-10", "TGT-11"]
    assert codes(judged(head + "t,2022,0.04,,\n", **RATE)) == ["TGT-18"]
    assert codes(judged(head + "t,2022,0.02,,2300000\n", **RATE)) == ["TGT-09"]
    assert codes(judged(head + "t,2024,,1,230万\n", **RATE)) == ["TGT-08", "TGT-11"]
    assert codes(judged(head + "t,2022年6月,,1,230万\n", **RATE)) == ["TGT-08", "TGT-11"]
    assert codes(judged(head + "t,2022,,1,0\n", **RATE)) == ["NUM-02", "TGT-05", "TGT-11"]


def test_a_share_and_its_parts(judged: Judged) -> None:
    head = "目标编号,时间,完成值,分子,分母,统计方式\n"
    sample = judged(head + "t,2022,,92,100,抽样\n", **SHARE)
    assert only(sample)["verdict"] == "undecided"
    assert only(sample)["figure_met"]
    assert judged(head + "t,2022,,92,100,全数\n", **SHARE).table["verdict"][0] == "met"
    assert judged(head + "t,2022,92%,,100,\n", **SHARE).table["verdict"][0] == "met"
    assert "若为抽样" in only(judged(head + "t,2022,92%,,100,\n", **SHARE))["luck_text"]
    assert codes(judged(head + "t,2022,80%,92,100,\n", **SHARE))[0] == "TGT-10"
    assert codes(judged(head + "t,2022,,101,100,\n", **SHARE))[0] == "NUM-02"
    assert codes(judged(head + "t,2022,92%,,3,\n", **SHARE)) == ["TGT-09"]
    assert codes(judged(head + "t,2022,,1,0,\n", **SHARE))[:2] == ["NUM-02", "TGT-05"]


@pytest.mark.parametrize(
    ("row", "lacks"),
    [
        ({"方向": "随意"}, "方向"),
        ({"类别": ""}, "类别"),
        ({"目标值": ""}, "目标值"),
        ({"目标值": "若干"}, "目标值"),
        ({"目标年": ""}, "目标年"),
        ({"比较": "小于"}, "比较"),
        ({"目标年": "2020"}, "晚于起算日"),
    ],
)
def test_a_target_that_lacks_something_stays_and_says_so(judged: Judged, row: dict[str, str], lacks: str) -> None:
    report = judged("目标编号,时间,完成值\nt,2022,30\n", **row)
    assert "TGT-12" in codes(report)
    assert only(report)["verdict"] == "undecided"
    assert lacks in only(report)["reason"]


def test_instalments_that_say_something_else(judged: Judged) -> None:
    assert "TGT-13" in codes(judged("目标编号,时间,完成值\nt,2022,30\n", 分年目标="前紧后松"))
    assert "TGT-14" in codes(judged("目标编号,时间,完成值\nt,2022,30\n", 分年目标="2021：20；2022：30"))


def test_doubled_targets_are_set_aside(targets_csv: Any, actuals_csv: Any) -> None:
    report = track_targets(
        targets_csv({}, {"目标值": "50"}), actuals_csv("目标编号,时间,完成值\nt,2021,9\n"), "2022-01-01"
    )
    assert len(report.standings) == 1
    assert "DUP-01" in codes(report)
    assert report.set_aside.height == 1


def test_workbooks_and_frames_read_the_same(tmp_path: Path, targets_csv: Any) -> None:
    targets = targets_csv(SHARE)
    figures = pd.DataFrame({"目标编号": ["t", "t"], "时间": [2022, 2023], "完成值": ["91%", "92%"]})
    pd.read_csv(targets, dtype=str).to_excel(tmp_path / "targets.xlsx", index=False)
    figures.to_excel(tmp_path / "actuals.xlsx", index=False)
    books = track_targets(tmp_path / "targets.xlsx", tmp_path / "actuals.xlsx", "2024-01-01")
    frames = track_targets(pd.read_csv(targets, dtype=str), figures, "2024-01-01")
    assert only(books)["figure"] == only(frames)["figure"] == 92.0
    assert codes(books) == codes(frames) == []


def test_files_that_cannot_be_tables(tmp_path: Path, targets_csv: Any, actuals_csv: Any) -> None:
    for text, code in (("a,b\n1,2\n", "COL-01"), ("目标编号,完成值\nt,2\n", "COL-06"), ("目标编号,时间\n", "FILE-04")):
        with pytest.raises(RiskkitError) as stopped:
            track_targets(targets_csv({}), actuals_csv(text), "2024-01-01")
        assert stopped.value.code == code
    with pytest.raises(RiskkitError) as stopped:
        track_targets(Path("plans"), "example", "2024-01-01")
    assert stopped.value.code == "FILE-01"


def test_hostile_texts_stay_texts(judged: Judged, targets_csv: Any, actuals_csv: Any) -> None:
    report = judged("目标编号,时间,完成值\nt,2022,30\n", 指标="=cmd|' /C calc'!A0", 城市="<script>alert(1)</script>")
    assert only(report)["indicator"].startswith("=cmd")
