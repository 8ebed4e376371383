"""What only reading a text file tells: NUL bytes, damaged characters, open quotes, mixed line ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from riskkit.errors import Finding
from riskkit.intake.csv_quotes import LF, LineEnds, places
from riskkit.intake.csv_records import Splitter
from riskkit.intake.csv_split import Layout
from riskkit.intake.personal import hidden
from riskkit.terms import both_langs

LONGEST = 60
DAMAGED = "\N{REPLACEMENT CHARACTER}".encode()
NUL = b"\0"
_SHOWN = 20
_CANDIDATES = 1000


@dataclass
class Oddities:
    """Collects what is odd about the rows of one file; the first twenty rows of each kind are shown one by one."""

    file: str
    header: Sequence[str]
    delimiter: bytes
    _rows: Counter[str] = field(default_factory=Counter)
    _shown: list[Finding] = field(default_factory=list)

    def open_quotes(self, row: int, text: bytes) -> None:
        """FILE-24: the record ``text`` of ``row`` has a quote that nothing closes."""
        self._saw("FILE-24", row, "", text)

    def marked(self, code: str, mark: bytes, layout: Layout, row: int) -> None:
        """``code`` for every record of ``layout`` that holds ``mark``; ``row`` is the first record's row."""
        letters = np.frombuffer(mark, dtype=np.uint8)
        at = places(layout.text, int(letters[0]))
        for place in range(1, len(letters)):  # a mark of several bytes stands where all of them follow one another
            following = np.frombuffer(layout.text, dtype=np.uint8)[np.minimum(at + place, len(layout.text) - 1)]
            at = at[following == letters[place]]
        for record in np.unique(layout.records_of(at)).tolist():
            if self._rows[code] >= _SHOWN:
                self._rows[code] += 1
                continue
            cells = _cells(layout, record)
            first = next((cell for cell, text in enumerate(cells) if mark in text), 0)
            column = self.header[first] if first < len(self.header) else ""
            self._saw(code, row + record, column, cells[first])

    def swallowed(self, layout: Layout, row: int) -> None:
        """FILE-26 for the records of ``layout`` that hold, inside quotes, whole lines with as many cells as a row."""
        if not layout.quoted or len(self.header) < 3 or layout.text.count(b"\n") <= layout.records:
            return
        inner = np.setdiff1d(places(layout.text, LF), layout.ends, assume_unique=True)
        records, lines = np.unique(layout.records_of(inner), return_counts=True)
        for record in records[lines > 1][:_CANDIDATES].tolist():
            between = layout.record(record).split(b"\n")[1:-1]
            if any(line.count(self.delimiter) == len(self.header) - 1 for line in between):
                self._saw("FILE-26", row + record, "", between[0])

    def findings(self, ends: LineEnds) -> list[Finding]:
        """All of it, the kinds of line ends too, ordered by code and row."""
        found = list(self._shown)
        for code, rows in self._rows.items():
            if rows > _SHOWN:
                more = rows - _SHOWN
                found.append(
                    Finding(code, value=both_langs(f"另有 {more:,} 行", f"{more:,} more rows"), file=self.file)
                )
        kinds = [f"{kind} {count:,}" for kind, count in ends.kinds.items() if count]
        if len(kinds) > 1:
            found.append(Finding("FILE-25", value=", ".join(kinds), file=self.file))
        last = float("inf")
        return sorted(found, key=lambda finding: (finding.code, last if finding.row is None else finding.row))

    def _saw(self, code: str, row: int, column: str, text: bytes) -> None:
        self._rows[code] += 1
        if self._rows[code] <= _SHOWN:
            shown = hidden(text.replace(NUL, b"").decode("utf-8", "replace").strip())[:LONGEST]
            self._shown.append(Finding(code, row=row, column=column, value=shown, file=self.file))


def _cells(layout: Layout, record: int) -> list[bytes]:
    found = Splitter(layout.delimiter).record(layout.record(record), 0, final=True)
    assert found is not None
    return found.cells
