"""Periods of a year: their days, how much of them a record covers, and the same days a year before."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from riskkit.terms import Label, Lang

By = Literal["year", "half", "quarter", "month"]
MONTHS: dict[str, int] = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_NAMES: dict[str, Label] = {
    "year": Label("{year}年", "{year}"),
    "half": Label("{year}年{part}半年", "{year} H{number}"),
    "quarter": Label("{year}年第{number}季度", "{year} Q{number}"),
    "month": Label("{year}年{number}月", "{year}-{number:02d}"),
}


class Period(NamedTuple):
    """One period and the days of it that the record covers, ``start`` to ``end``, both included."""

    year: int
    number: int
    by: By
    start: date
    end: date
    is_whole: bool

    def label(self, lang: Lang) -> str:
        """The name of the period; a part of one says its days.

        >>> period = periods_between(date(2024, 1, 1), date(2024, 8, 3), "half")[1]
        >>> period.label("zh"), period.label("en")
        ('2024年下半年（07-01～08-03）', '2024 H2 (07-01 to 08-03)')
        """
        half = "上" if self.number == 1 else "下"
        name = _NAMES[self.by].of(lang).format(year=self.year, number=self.number, part=half)
        if self.is_whole:
            return name
        return name + Label(
            f"（{self.start:%m-%d}～{self.end:%m-%d}）", f" ({self.start:%m-%d} to {self.end:%m-%d})"
        ).of(lang)

    @property
    def days(self) -> int:
        """How many days the record covers of it."""
        return (self.end - self.start).days + 1

    @property
    def years(self) -> float:
        """The same as a share of its year."""
        return self.days / (date(self.year, 12, 31) - date(self.year - 1, 12, 31)).days

    def year_before(self) -> Period:
        """The same days a year before; the last day of a month stays the last day of it.

        >>> period = periods_between(date(2025, 2, 1), date(2025, 2, 28), "month")[0]
        >>> period.year_before().end.isoformat()
        '2024-02-29'
        """
        return Period(
            self.year - 1, self.number, self.by, _year_before(self.start), _year_before(self.end), self.is_whole
        )


def period_of(day: date, by: By) -> tuple[date, date]:
    """First and last day of the period that ``day`` lies in."""
    length = MONTHS[by]
    first = (day.month - 1) // length * length + 1
    last = first + length - 1
    return date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1])


def nearest_start(day: date, by: By) -> date:
    """The first day of a period that lies nearest to ``day``; the earlier one of two.

    >>> nearest_start(date(2020, 12, 18), "year").isoformat(), nearest_start(date(2021, 1, 5), "year").isoformat()
    ('2021-01-01', '2021-01-01')
    """
    first, last = period_of(day, by)
    following = last + timedelta(days=1)
    return first if day - first <= following - day else following


def periods_between(since: date, until: date, by: By) -> list[Period]:
    """Every period with a day between ``since`` and ``until``, cut to them; ``is_whole`` where nothing was cut.

    >>> [(p.number, p.is_whole) for p in periods_between(date(2024, 1, 1), date(2024, 5, 9), "quarter")]
    [(1, True), (2, False)]
    """
    return list(_periods(since, until, by))


def _periods(since: date, until: date, by: By) -> Iterator[Period]:
    day = since
    while day <= until:
        first, last = period_of(day, by)
        start, end = max(first, since), min(last, until)
        number = (first.month - 1) // MONTHS[by] + 1
        yield Period(day.year, number, by, start, end, (start, end) == (first, last))
        day = last + timedelta(days=1)


def _year_before(day: date) -> date:
    last = monthrange(day.year, day.month)[1]
    before = monthrange(day.year - 1, day.month)[1]
    return date(day.year - 1, day.month, before if day.day == last else min(day.day, before))
