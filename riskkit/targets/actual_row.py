"""One reported row: which target, which period, which figure; or the code that says why it cannot be used."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from riskkit.targets.cells import Period, ValueCell, read_period, read_value
from riskkit.targets.kinds import Kind
from riskkit.targets.luck import PER
from riskkit.targets.match import Matcher
from riskkit.targets.shapes import Actual, Target

WHOLE = 0.1  # how far value × population may lie from a whole number of events
ROUNDED = 0.02  # how far a rounded rate may lie from events ÷ population, relative
SHARE_ROUNDED = 0.0051  # a share given to whole percents


class Refused(NamedTuple):
    """Something about a row: a code, the field it is about, and whether the row is set aside for it."""

    row: int
    code: str
    field: str = ""
    value: str = ""
    allowed: str = ""
    sets_aside: bool = True


class RowOutcome(NamedTuple):
    """The figure of a row, None when it is set aside, and what is to be said about it."""

    actual: Actual | None
    refused: list[Refused]


def actual_of(cells: dict[str, Any], matcher: Matcher, as_of: date, *, percent: bool) -> RowOutcome:
    """The figure that a row of the actuals holds.

    Sets the row aside: TGT-01, TGT-02, TGT-16 (no target), DATE-01, DATE-02, TGT-08 (no period that counts), TGT-05
    and the codes of values (no figure), TGT-10 (figure and its parts contradict). Keeps it: TGT-06, TGT-09, TGT-18,
    NUM-03, NUM-04.
    """
    row = cells["source_row"]
    match = matcher.match(cells["subject_id"], cells.get("city"), cells.get("area"))
    if match.target is None:
        return _gone(row, match.code, "subject_id", cells["subject_id"], match.allowed)
    target = match.target
    written = cells.get("period") or ""
    period = read_period(written)
    if period is None:
        return _gone(row, "DATE-01", "period", written, "2023, 2023年6月, 2023-06-30")
    if period.day > as_of and period.year != as_of.year:
        return _gone(row, "DATE-02", "period", written, f"<= {as_of}")
    if target.kind is not None and target.kind.is_yearly and (period.day > as_of or not _is_whole_year(period)):
        return _gone(row, "TGT-08", "period", written, "YYYY")
    return _figure(cells, target, Period(min(period.day, as_of), period.year), percent=percent)


def _is_whole_year(period: Period) -> bool:
    return period.year is not None or (period.day.month, period.day.day) == (12, 31)


def _gone(row: int, code: str, field: str, value: str = "", allowed: str = "") -> RowOutcome:
    return RowOutcome(None, [Refused(row, code, field, value, allowed)])


def _figure(cells: dict[str, Any], target: Target, period: Period, *, percent: bool) -> RowOutcome:
    """The row's figure for ``target``, with the events behind it."""
    row, text = cells["source_row"], cells.get("value") or ""
    kind = target.kind or Kind.STOCK
    cell = read_value(text, kind, target.uom, target.value, percent=percent) if text else ValueCell(None)
    said = [Refused(row, code, "value", text, sets_aside=cell.value is None) for code in cell.codes]
    if cell.codes and cell.value is None:
        return RowOutcome(None, said)
    events, denominator = _whole(cells.get("events")), _whole(cells.get("denominator"))
    people = cells.get("population")
    counted = _from_parts(kind, events, denominator, people or target.population)
    value = cell.value if cell.value is not None else counted
    if value is None:
        return _gone(row, "TGT-05", "value", text)
    if _contradicts(kind, cell.value, events, denominator, people):
        return _gone(row, "TGT-10", "value", text, f"{counted:.4g}")
    if kind is Kind.SHARE and value > 1.0:
        return _gone(row, "NUM-02", "events", str(events), f"<= {denominator}")
    events, code = _events(kind, value, events, denominator, people or target.population)
    if code:
        said.append(Refused(row, code, "value", text, sets_aside=False))
    reference = cells.get("reference_value")
    compared = read_value(reference, kind, target.uom, percent=percent) if reference else ValueCell(None)
    said += [Refused(row, code, "reference_value", reference or "", sets_aside=False) for code in compared.codes]
    how = cells.get("how")
    in_year = kind is Kind.CUMULATIVE and (cells.get("counted") or ("in_year" if period.year else "")) == "in_year"
    actual = Actual(
        target.id,
        period.day,
        period.year,
        value,
        in_year,
        events,
        people,
        denominator,
        None if how is None else how == "sample",
        compared.value,
        row,
    )
    return RowOutcome(actual, said)


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _from_parts(kind: Kind, events: int | None, denominator: int | None, people: float | None) -> float | None:
    """The figure that the counts in the row make; None where they make none."""
    if events is None:
        return None
    if kind is Kind.EVENTS:
        return float(events)
    if kind is Kind.RATE and people:
        return events / people * PER
    return events / denominator if kind is Kind.SHARE and denominator else None


def _contradicts(
    kind: Kind, value: float | None, events: int | None, denominator: int | None, people: float | None
) -> bool:
    """Whether a row's figure differs from the one its own counts make by more than rounding."""
    counted = _from_parts(kind, events, denominator, people)
    if value is None or counted is None:
        return False
    if kind is Kind.SHARE:
        return abs(value - counted) > SHARE_ROUNDED
    return abs(value - counted) > max(ROUNDED * max(value, counted), 5e-4 if kind is Kind.RATE else 0.0)


def _events(
    kind: Kind, value: float, events: int | None, denominator: int | None, people: float | None
) -> tuple[int | None, str]:
    """The count behind a figure; TGT-09 when value × denominator is no whole number, TGT-18 a rate without people."""
    if kind is Kind.EVENTS:
        return (int(value), "") if value == int(value) else (None, "TGT-09")
    if kind is Kind.RATE:
        if not people:
            return None, "TGT-18"
        if events is not None:
            return events, ""
        count = value * people / PER
        return (round(count), "") if abs(count - round(count)) <= max(WHOLE, ROUNDED * count) else (None, "TGT-09")
    if kind is Kind.SHARE and denominator:
        if events is not None:
            return min(events, denominator), ""
        count = round(value * denominator)
        return (count, "") if abs(count / denominator - value) <= SHARE_ROUNDED else (None, "TGT-09")
    return None, ""
