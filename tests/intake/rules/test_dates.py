"""Dates: the same day however it is written, and day numbers by the workbook's own epoch."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from riskkit.indicators.rule_file import FieldShape, Text
from riskkit.intake.clean_dates import clean_dates

DAY = FieldShape(kind="date", label=Text(zh="开业日期", en="opened on"))
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))


def spellings(day: date) -> list[str]:
    return [
        f"{day.year}-{day.month}-{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month:02}/{day.day:02}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month} 月 {day.day} 号",
        f"{day.isoformat()} 00:00:00",
        str((day - date(1899, 12, 30)).days),
        f"{day.isoformat()}".translate({ord(str(digit)): 0xFF10 + digit for digit in range(10)}),
    ]


@given(DAYS)
def test_every_spelling_of_one_day_is_that_day(day: date) -> None:
    column = clean_dates(pl.Series(spellings(day)), DAY, date(2100, 1, 1))
    assert column.values.to_list() == [day] * len(column.values)


@given(DAYS)
def test_the_two_epochs_lie_1462_days_apart(day: date) -> None:
    number = str((day - date(1904, 1, 1)).days)
    read = {mac: clean_dates(pl.Series([number]), DAY, date(2110, 1, 1), epoch_1904=mac) for mac in (True, False)}
    if len(number) == 5:
        assert (read[True].values[0], read[True].codes.to_list()) == (day, ["DATE-06"])
        earlier = day - timedelta(days=1462)
        assert read[False].values[0] == (earlier if earlier >= date(1950, 1, 1) else None)


@pytest.mark.parametrize(
    ("mac", "code", "read_as"), [(True, "DATE-06", "2024-03-05"), (False, "DATE-05", "2020-03-04")]
)
def test_a_day_number_counts_from_the_workbooks_own_epoch(
    read, tmp_path: Path, mac: bool, code: str, read_as: str
) -> None:
    """A cell formatted as a date comes out right by itself; a bare number must be told by the workbook's setting."""
    book = Workbook()
    if mac:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.append(["单位编号", "开业日期"])
    sheet.append(["甲1", 43894])
    sheet.append(["甲2", date(2024, 3, 5)])
    book.save(tmp_path / "days.xlsx")
    found = read(tmp_path / "days.xlsx")
    assert [found.reads[(row, "开业日期")] for row in (2, 3)] == [read_as, "2024-03-05"]
    assert found.said[code] == {(2, "开业日期")}
