"""Units written as an extract would write them, decided without the disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import polars as pl
import pytest

from riskkit.classification.decide import decide
from riskkit.indicators.classification_lists import ChosenLists, lists_at
from riskkit.intake.extract import read_extract

Decide = Callable[..., list[dict[str, Any]]]


def frame_of(units: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """Units as a table of texts, ids 1, 2, …; columns by their machine names."""
    names = dict.fromkeys(name for unit in units for name in unit)
    cells = {name: ["" if unit.get(name) is None else str(unit[name]) for unit in units] for name in names}
    return pl.DataFrame({"subject_id": [str(number + 1) for number in range(len(units))], **cells})


def rows_of(chosen: ChosenLists, units: Sequence[dict[str, Any]], lang: str = "zh") -> list[dict[str, Any]]:
    extract = read_extract(frame_of(units), chosen.fields, as_of=chosen.day)
    (chunk,) = extract.chunks()
    assert chunk.set_aside.height == 0
    wrong = chunk.findings.filter(pl.col("code") != "COL-03")
    assert wrong.height == 0, wrong.rows()
    return decide(chunk.table, chosen, lang).to_dicts()


@pytest.fixture
def decided() -> Decide:
    """``decided(place, day, list, unit, …)`` gives a row for each unit."""

    def of(place: str, day: str, list_id: str, *units: dict[str, Any], lang: str = "zh", root: Any = None) -> Any:
        return rows_of(lists_at(place, date.fromisoformat(day), [list_id], root=root), units, lang)

    return of
