"""What the first rows of a text file tell: the separator, a sample of the text, and why each was chosen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from riskkit.errors import RiskkitError
from riskkit.intake.csv_records import first_records
from riskkit.intake.csv_scan import TextSource
from riskkit.intake.header import header_key
from riskkit.intake.personal import hidden, hidden_in_cell, is_personal
from riskkit.intake.raw import Decision, HeaderSeen
from riskkit.terms import Label

DELIMITERS = (",", "\t", ";", "|")
_HEAD_BYTES = 1 << 16
_SAMPLE_ROWS = 100
_SAMPLE_LETTERS = 60
_DECLARED = re.compile(r'^"?sep=(.)"?$', re.IGNORECASE)
_FULL_WIDTH = "，"
_NO_DELIMITER = b"\x1f"


@dataclass(frozen=True)
class Dialect:
    """The separator of a text file, why it was chosen, and the file's first rows split by it.

    The header is among the first ``searched`` rows. ``declared``: the file's first row is ``sep=;``, as Excel writes
    and reads it; it stays row 1 of the file.
    """

    delimiter: str
    why: Label
    rows: list[list[str]]
    searched: int
    declared: bool = False

    @property
    def rows_for_header(self) -> list[list[str]]:
        """The rows among which the header is."""
        rows = self.rows[: self.searched]
        return [[""], *rows[1:]] if self.declared else rows


def find_dialect(source: TextSource, known: Collection[str], count: int) -> Dialect:
    """The separator of ``source`` and its first ``count`` rows, some more for a sample.

    A first row ``sep=;`` decides. Else it is the separator by which a row names most of the ``known`` header cells,
    then the one that gives most rows the same number of cells, then the one with the most cells. Raises LongRecord.
    """
    line = first_records(source.pieces(_HEAD_BYTES), _NO_DELIMITER, 1)
    declared = _DECLARED.match(line[0][0].strip()) if line and line[0] else None
    wanted = count + _SAMPLE_ROWS
    if declared and not declared[1].isalnum() and declared[1].isascii():
        why = Label("首行 sep= 写明", "the first row says so (sep=)")
        rows = first_records(source.pieces(_HEAD_BYTES), declared[1].encode(), wanted)
        return Dialect(declared[1], why, rows, count, declared=True)
    best = ""
    best_score: tuple[int, int, int] = (-1, -1, -1)
    for mark in DELIMITERS:
        rows = first_records(source.pieces(_HEAD_BYTES), mark.encode(), count)
        score = _score(rows, known)
        if score > best_score:
            best, best_score = mark, score
    named, alike, width = best_score
    rows = first_records(source.pieces(_HEAD_BYTES), best.encode(), wanted)
    if width < 2:
        return Dialect(best, Label("没有别的分隔符，只有一列", "no other separator: one column"), rows, count)
    why = Label(f"前 {count} 行中 {alike} 行各有 {width} 格", f"{alike} of the first {count} rows have {width} cells")
    if named:
        why = Label(f"表头认出 {named} 列，{why.zh}", f"{named} known header cells, {why.en}")
    return Dialect(best, why, rows, count)


def _score(rows: Sequence[Sequence[str]], known: Collection[str]) -> tuple[int, int, int]:
    """Known names in one row; rows of the commonest width above one; that width."""
    named = max((len({header_key(cell).name for cell in row} & set(known)) for row in rows if len(row) > 1), default=0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return named, 0, 1
    width, alike = max(widths.items(), key=lambda item: (item[1], item[0]))
    return named, alike, width


def refuse_full_width_commas(header: Sequence[str], known: Collection[str], path: Path) -> None:
    """Raises RiskkitError FILE-27 for a header of one unknown cell that full-width commas would split."""
    if len(header) != 1 or header_key(header[0]).name in known or _FULL_WIDTH not in header[0]:
        return
    if any(header_key(name).name in known for name in header[0].split(_FULL_WIDTH)):
        raise RiskkitError("FILE-27", where=str(path), found=header[0][:_SAMPLE_LETTERS], allowed=", TAB ; |")


def text_decisions(source: TextSource, dialect: Dialect, head: HeaderSeen) -> list[Decision]:
    """Encoding (with a row by which a wrong guess is seen) and separator."""
    sample = _sample(dialect.rows[head.last + 1 :], head.cells)
    why = source.why
    if sample:
        why = Label(f"{why.zh}；样行：{sample}", f"{why.en}; a row: {sample}")
    return [
        Decision(Label("编码", "encoding"), source.encoding, why, "--encoding"),
        Decision(Label("分隔符", "separator"), _shown(dialect.delimiter), dialect.why),
    ]


def _shown(delimiter: str) -> str:
    return "TAB" if delimiter == "\t" else delimiter


def _sample(rows: Sequence[Sequence[str]], header: Sequence[str]) -> str:
    """The first row with a letter beyond ASCII, its beginning, without personal data."""
    for row in rows:
        cells = [
            cell.strip()
            for at, cell in enumerate(row)
            if cell.strip() and not (at < len(header) and is_personal(header[at]))
        ]
        if any(not cell.isascii() for cell in cells):
            return " ".join(hidden(" ".join(map(hidden_in_cell, cells))).split())[:_SAMPLE_LETTERS]
    return ""
