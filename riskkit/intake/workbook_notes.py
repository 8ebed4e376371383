"""Findings of hidden rows (ROW-07) and of formulas without a result (ROW-09) in the sheet that is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from riskkit.errors import Finding
from riskkit.intake.raw import HeaderSeen, RawChunk
from riskkit.intake.rows import codes_at
from riskkit.intake.workbook_seen import SheetMarks, column_letters
from riskkit.terms import both_langs

_FIRST_ROWS = 5
# beyond this many cells the rest is told a column at a time
_MOST_CELLS = 100_000


def hidden_row_notes(marks: SheetMarks, below: int, last_row: int, file: str, sheet: str) -> list[Finding]:
    """One ROW-07 for the hidden rows between row ``below`` (not among them) and ``last_row``.

    >>> hidden_row_notes(SheetMarks(hidden_rows=[(2, 3), (6, 9)]), 2, 7, "a.xlsx", "台账")[0].row
    3
    """
    runs = [(max(first, below + 1), min(last, last_row)) for first, last in marks.hidden_rows]
    runs = [(first, last) for first, last in runs if first <= last]
    if not runs:
        return []
    count = sum(last - first + 1 for first, last in runs)
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in runs[:_FIRST_ROWS]]
    more = " …" if len(runs) > _FIRST_ROWS else ""
    value = both_langs(f"{count} 行：{'、'.join(shown)}{more}", f"{count} rows: {', '.join(shown)}{more}")
    return [Finding("ROW-07", row=runs[0][0], value=value, file=file, sheet=sheet)]


class Unanswered:
    """The formulas without a result in one sheet: a finding each, but for rows of totals and notes."""

    def __init__(self, marks: SheetMarks, head: HeaderSeen, file: str, sheet: str) -> None:
        self.head, self.file, self.sheet = head, file, sheet
        cells = sorted(marks.unanswered)
        self.cells = cells
        self.rows = np.array([row for row, _, _ in cells], dtype=np.int64)

    def above(self) -> list[Finding]:
        """Those in the header and above it."""
        return self._findings(0, int(np.searchsorted(self.rows, self.head.last + 1, side="right")))

    def within(self, chunk: RawChunk) -> list[Finding]:
        """Those in the rows of ``chunk``."""
        if not len(self.rows) or not chunk.frame.height:
            return []
        start, stop = np.searchsorted(self.rows, [chunk.rows[0], chunk.rows[-1] + 1])
        at = np.unique(self.rows[start:stop]) - chunk.rows[0]
        codes = codes_at(chunk.frame, at, self.head.cells, self.head, None)
        # an empty row may be empty for want of these very results
        no_subject = {place + int(chunk.rows[0]) for place, code in codes.items() if code != "ROW-05"}
        return self._findings(int(start), int(stop), no_subject)

    def below(self, last_row: int) -> list[Finding]:
        """Those below the last row that holds anything else."""
        return self._findings(int(np.searchsorted(self.rows, last_row, side="right")), len(self.cells))

    def _findings(self, start: int, stop: int, but: Sequence[int] | set[int] = ()) -> list[Finding]:
        kept = [cell for cell in self.cells[start:stop] if cell[0] not in but]
        return [*self._each(kept[:_MOST_CELLS]), *self._counted(kept[_MOST_CELLS:])]

    def _each(self, cells: Sequence[tuple[int, int, str]]) -> Iterator[Finding]:
        for row, column, text in cells:
            yield Finding("ROW-09", row, self._named(column), text, file=self.file, sheet=self.sheet)

    def _counted(self, cells: Sequence[tuple[int, int, str]]) -> Iterator[Finding]:
        for column, count in sorted(Counter(column for _, column, _ in cells).items()):
            value = both_langs(f"另有 {count} 格", f"{count} more cells")
            yield Finding("ROW-09", None, self._named(column), value, file=self.file, sheet=self.sheet)

    def _named(self, column: int) -> str:
        """The header of a column (from 1), or its letters where it has none."""
        header = self.head.cells[column - 1] if column <= len(self.head.cells) else ""
        return header or column_letters(column)
