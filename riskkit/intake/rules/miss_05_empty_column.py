"""MISS-05: a whole column in which no cell has a value."""

from __future__ import annotations

import polars as pl

from riskkit.errors import Finding
from riskkit.intake.columns import ID_FIELD, ColumnMapping
from riskkit.intake.findings import findings_frame
from riskkit.intake.rules.shape import Case, Rule
from riskkit.intake.watches import Block, Taken, nothing_said
from riskkit.terms import Label

# rows below which an empty column says nothing about the export; riskkit's own, no source: one or two rows leave many
# columns empty that are filled in as soon as a third unit stands there, ten rows rarely do
LEAST_ROWS = 10


class EmptyColumns:
    """Counts the values and the 不适用 of every mapped column."""

    only_late = True

    def __init__(self, mapping: ColumnMapping) -> None:
        self._left = {c.field: c.header for c in mapping.columns if c.field != ID_FIELD and not c.shared}
        self._rows = 0

    def take(self, block: Block) -> Taken:
        """Nothing is said before the end."""
        self._rows += block.table.height
        for field in list(self._left):
            typed = block.table.get_column(field)
            if typed.null_count() < len(typed) or _says_something(block.as_written(field)):
                del self._left[field]
        return nothing_said(block)

    def late(self, sheet: str, file: str) -> pl.DataFrame:
        """One finding a column without any value, where there are rows enough to tell."""
        empty = self._left.values() if self._rows >= LEAST_ROWS else ()
        return findings_frame(Finding(RULE.code, column=header, sheet=sheet, file=file) for header in empty)


def _says_something(raw: pl.Series) -> bool:
    """Whether a cell is filled at all: 不适用 and wrong values are said elsewhere."""
    filled = raw.drop_nulls()
    return bool(len(filled)) if raw.dtype != pl.String else bool((filled.str.strip_chars() != "").any())


RULE = Rule(
    code="MISS-05",
    does=Label(
        "整列按未知处理，并在问题清单里注明一次。",
        "the whole column counts as unknown, and the findings say so once",
    ),
    why=Label(
        f"整列空白多半是导出漏项；所有对象的这项指标都成了未知，等级会普遍受影响。不到 {LEAST_ROWS} 行不说：一两行空着，说明不了这一列（行数是项目默认值）。",
        "a column without any value is mostly lost in the export; its indicator is unknown for every subject. Nothing is "
        f"said below {LEAST_ROWS} rows: that one or two are empty tells nothing of the column (the number is a project default)",
    ),
    cases=(
        Case(
            ("单位编号", "建筑高度（m）"),
            tuple((f"甲{at}", "") for at in range(LEAST_ROWS)),
            ((None, "建筑高度（m）"),),
        ),
        Case(("单位编号", "建筑高度（m）"), (("甲1", ""), ("甲2", "")), ()),
    ),
)
