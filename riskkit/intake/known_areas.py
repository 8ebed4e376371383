"""The administrative area codes since 1980 (datasets/area_codes): which code was in use when, and what came after."""

from __future__ import annotations

import csv
from functools import cache
from typing import NamedTuple

from riskkit.datasets import dataset_path

FIRST_YEAR, LAST_YEAR = 1980, 2025  # years that the lists cover to their end (source.yaml)
ANY_BELOW = frozenset({"71", "81", "82"})  # 台湾, 香港, 澳门: codes below them are not in the table


class Area(NamedTuple):
    """One name of one six-digit code, and the first and last year whose year-end list holds it (None: open)."""

    code: str
    name: str
    from_year: int | None
    to_year: int | None
    kind: str
    successor: str

    def in_use(self, year: int | None) -> bool:
        """Whether it was in use in some part of ``year``: an area of the list of 2020 ends in the course of 2021.

        Without a year: whether it is in use now.
        """
        if year is None:
            return self.to_year is None
        return (self.from_year or 0) <= year and (self.to_year is None or year <= self.to_year + 1)

    def listed(self, year: int | None) -> bool:
        """Whether the list of the end of ``year`` holds it; without a year: whether it is held now."""
        if year is None:
            return self.to_year is None
        return (self.from_year or 0) <= year and (self.to_year is None or year <= self.to_year)


@cache
def areas() -> dict[str, tuple[Area, ...]]:
    """Code → its names over the years, the oldest first.

    >>> [(area.name, area.from_year, area.to_year) for area in areas()["500110"]]
    [('万盛区', 1997, 2010), ('綦江区', 2011, None)]
    """
    found: dict[str, list[Area]] = {}
    with (dataset_path("area_codes") / "area_codes.csv").open(encoding="utf-8", newline="") as file:
        for code, name, start, end, kind, successor in list(csv.reader(file))[1:]:
            years = (int(start) if start else None, int(end) if end else None)
            found.setdefault(code, []).append(Area(code, name, *years, kind, successor))
    return {code: tuple(rows) for code, rows in found.items()}


@cache
def prefixes() -> frozenset[str]:
    """The first two digits of every province, and the first four of every prefecture, in any year."""
    return frozenset(code[:length] for code in areas() for length in (2, 4))


def name_of(code: str, year: int | None = None) -> str:
    """The name of a code in ``year`` (now without one), else its last name; empty where the code is not known.

    >>> name_of("500110", 2005), name_of("500110"), name_of("330103"), name_of("999999")
    ('万盛区', '綦江区', '下城区', '')
    """
    rows = areas().get(code, ())
    return next((area.name for area in reversed(rows) if area.listed(year)), rows[-1].name if rows else "")


def codes_after(code: str, year: int | None) -> list[str]:
    """The codes that the places of ``code`` have in ``year`` (now without one), as far as the table tells.

    >>> codes_after("330104", 2024), codes_after("330102", 2024)
    (['330102'], [])
    """
    found: list[str] = []
    waiting, seen = [code], {code}
    while waiting:
        rows = areas().get(waiting.pop(0), ())
        for after in rows[-1].successor.split("|") if rows and rows[-1].successor else ():
            if after in seen:
                continue
            seen.add(after)
            if any(area.in_use(year) for area in areas().get(after, ())):
                found.append(after)
            else:
                waiting.append(after)
    return found
