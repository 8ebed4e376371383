"""NUM-07: a column of percents that looks like fractions, because a spreadsheet stored 95 % as 0.95."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from riskkit.intake.rules.deeds import ONLY_SAID
from riskkit.intake.rules.shape import Case, Rule
from riskkit.terms import Label

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from riskkit.indicators.rule_file import FieldShape
    from riskkit.intake.columns import ColumnMapping, MappedColumn
    from riskkit.intake.watches import Block, Taken


@dataclass
class _Seen:
    """What a column held so far: its highest number, the first one above 0, and whether a cell says %."""

    highest: float = 0.0
    row: int | None = None
    text: str = ""
    says_percent: bool = False


def percents_of(mapping: ColumnMapping, shapes: Mapping[str, FieldShape]) -> list[MappedColumn]:
    """The columns of percents whose header states no other measure."""
    return [column for column in mapping.columns if shapes[column.field].uom == "percent" and column.factor == 1.0]


class Percents:
    """Watches columns of percents over all chunks of an extract; how it is cut changes nothing."""

    only_late = True

    def __init__(self, percents: Sequence[MappedColumn]) -> None:
        self._percents = percents
        self.columns: dict[str, _Seen] = {}

    def take(self, block: Block) -> Taken:
        """Nothing is said before the end."""
        from riskkit.intake.watches import nothing_said

        for column in self._percents:
            self._watch(column.header, block.table.get_column(column.field), block.as_written(column.field), block.rows)
        return nothing_said(block)

    def _watch(self, header: str, values: pl.Series, raw: pl.Series, rows: NDArray[np.int64]) -> None:
        """Take in one chunk of a column: ``values`` as read, ``raw`` as written, both of the chunk's ``rows``."""
        import polars as pl

        seen = self.columns.setdefault(header, _Seen())
        numbers = np.nan_to_num(values.cast(pl.Float64).fill_null(np.nan).to_numpy())
        above = np.flatnonzero(numbers > 0)
        if not len(above):
            return
        seen.highest = max(seen.highest, float(numbers.max()))
        seen.says_percent |= bool(raw.cast(pl.String).str.contains("[%％]").fill_null(False).any())
        if seen.row is None:
            seen.row, seen.text = int(rows[above[0]]), str(raw[int(above[0])])

    def late(self, sheet: str, file: str) -> pl.DataFrame:
        """One finding a column in which nothing is above 1 and no cell says %."""
        from riskkit.errors import Finding
        from riskkit.intake.findings import findings_frame

        return findings_frame(
            Finding(RULE.code, seen.row, header, seen.text, "0～100", sheet, "", file)
            for header, seen in self.columns.items()
            if seen.row is not None and seen.highest <= 1 and not seen.says_percent
        )


RULE = Rule(
    code="NUM-07",
    does=ONLY_SAID,
    why=Label(
        "表格软件把 95% 存成 0.95，导出后看不出来；整列都不大于 1 时多半是这样，但也可能真的都不到 1%，所以只提示。",
        "a spreadsheet stores 95 % as 0.95 and the export does not show it; a whole column up to 1 mostly means that, "
        "but it may be true, so it is only said",
    ),
    cases=(
        Case(
            ("单位编号", "完好率（%）"),
            (("甲1", "0.95"), ("甲2", "1"), ("甲3", "0")),
            ((2, "完好率（%）"),),
            {(2, "完好率（%）"): "0.95"},
        ),
    ),
)
