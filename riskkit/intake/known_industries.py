"""The sections and divisions of GB/T 4754-2017 (datasets/industry_codes), and the sections of the edition of 2011."""

from __future__ import annotations

import csv
from functools import cache
from typing import NamedTuple

from riskkit.datasets import dataset_path

# the last division of each section, A to T, in the edition of 2011
_LASTS = (5, 12, 43, 46, 50, 52, 60, 62, 65, 69, 70, 72, 75, 78, 81, 82, 84, 89, 95, 96)
_LAST_2011 = dict(zip("ABCDEFGHIJKLMNOPQRST", _LASTS, strict=True))


class Division(NamedTuple):
    """One division (大类): the letter of its section, and its short title."""

    section: str
    name: str


@cache
def divisions() -> dict[str, Division]:
    """Division (two digits) → section and title, in the edition of 2017 with its amendment of 2019.

    >>> divisions()["61"], len(divisions()), "".join(dict.fromkeys(item.section for item in divisions().values()))
    (Division(section='H', name='住宿业'), 97, 'ABCDEFGHIJKLMNOPQRST')
    """
    with (dataset_path("industry_codes") / "divisions.csv").open(encoding="utf-8", newline="") as file:
        return {row["division"]: Division(row["section"], row["division_name"]) for row in csv.DictReader(file)}


def section_in_2011(division: str) -> str | None:
    """The letter that the edition of 2011 gives a division; None where it has no such division.

    >>> section_in_2011("82"), section_in_2011("61"), section_in_2011("97")
    ('P', 'H', None)
    """
    number = int(division)
    return next((letter for letter, last in _LAST_2011.items() if 0 < number <= last), None)
