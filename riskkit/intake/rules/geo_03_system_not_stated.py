"""GEO-03: places without a word on their coordinate system."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from riskkit.intake.rules.deeds import ONLY_SAID
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label, both_langs

if TYPE_CHECKING:
    import polars as pl

    from riskkit.intake.column_kinds import AboutExtract
    from riskkit.intake.columns import ColumnMapping
    from riskkit.intake.watches import Block, Taken

_COLUMN = "coordinate_system"


class SystemStated:
    """Whether the header, a column or the user says which coordinate system the places are in."""

    only_late = True

    def __init__(self, mapping: ColumnMapping, about: AboutExtract) -> None:
        from riskkit.intake.coordinates import system_in
        from riskkit.intake.places import columns_of_place

        headers = columns_of_place(mapping)
        self._field, self._header = next(iter(headers.items()))
        self._is_stated = bool(about.coordinate_system) or any(system_in(header) for header in headers.values())
        self._without, self._first = 0, 0

    def take(self, block: Block) -> Taken:
        """Nothing is said before the end."""
        from riskkit.intake.watches import nothing_said

        if not self._is_stated:
            without = block.table.get_column(self._field).is_not_null()
            if _COLUMN in block.table.columns:
                without &= block.table.get_column(_COLUMN).is_null()
            at = np.flatnonzero(without.to_numpy())
            if len(at):
                self._first = self._first or int(block.rows[at[0]])
                self._without += len(at)
        return nothing_said(block)

    def late(self, sheet: str, file: str) -> pl.DataFrame:
        """One finding: how many places lack it, and the first."""
        from riskkit.errors import Finding
        from riskkit.intake.findings import findings_frame

        if not self._without:
            return findings_frame([])
        value = both_langs(f"{self._without} 处", f"{self._without} places")
        return findings_frame([Finding(RULE.code, self._first, self._header, value, "", sheet, "", file)])


RULE = Rule(
    code="GEO-03",
    does=ONLY_SAID,
    why=Label(
        "同一处地方在 GCJ-02、BD-09 与 CGCS2000 里可相差几百米；没有公开的换算公式，工具不换算，也不猜。",
        "one place differs by some hundred metres between GCJ-02, BD-09 and CGCS2000; no formula is published, so nothing "
        "is converted and nothing guessed",
    ),
    cases=(
        Case(
            ("单位编号", "经度", "纬度"),
            (("甲1", "120.153576", "30.287459"), ("甲2", "120.16", "30.28")),
            ((2, "经度"),),
            {(2, "经度"): "120.153576"},
        ),
        Case(
            ("单位编号", "经度", "纬度", "坐标系"),
            (("甲1", "120.153576", "30.287459", "CGCS2000"), ("甲2", "120.16", "30.28", "")),
            ((3, "经度"),),
        ),
    ),
)
