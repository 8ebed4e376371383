"""A workbook that was looked at and found sound, whose rows are read in a process of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from riskkit.errors import RiskkitError
from riskkit.intake.workbook_guard import check_extent, look_at_workbook
from riskkit.intake.workbook_process import LIMITS, ReadLimits, WorkbookProcess
from riskkit.intake.workbook_seen import BookSeen, SheetMarks

ARCHIVE = "archive"
# a sheet this small is read at once, and its process ends before anyone waits for it
_HELD_CELLS = 200_000
_MOST_BYTES = 512 << 20


class OpenBook:
    """The workbook at ``path``, its sheets with their first ``peek`` rows.

    ``kind`` is ``workbook`` (an archive or compound file), ``html`` or ``xml``; :attr:`seen` tells it more exactly.
    Raises RiskkitError FILE-02 … FILE-14 as the look (:mod:`riskkit.intake.workbook_guard`) and the reading process
    (:mod:`riskkit.intake.workbook_process`) find.
    """

    def __init__(
        self, path: Path, kind: str, peek: int, encoding: str | None = None, limits: ReadLimits = LIMITS
    ) -> None:
        self.path, self.limits = path, limits
        self._peek, self.encoding_told = peek, encoding
        self._held: list[bytes] | None = None
        self.content = _content(path)
        is_binary = kind == "workbook"
        self.seen = look_at_workbook(self.content, path) if is_binary else BookSeen(kind)
        self._how = ARCHIVE if is_binary else kind
        self._start()

    def _start(self) -> None:
        self._process = WorkbookProcess(str(self.path), self._how, self.limits)
        try:
            self.sheets = self._process.sheets(self.content, self._peek, self.encoding_told)
        except BaseException:
            self._process.end()
            raise
        self.encoding = self._process.encoding

    def marks(self, sheet: int) -> SheetMarks:
        """What the look told of the sheet at position ``sheet``; raises FILE-08 when its cells reach further than that.

        A sheet whose cells stand in no order may reach further than the look could see.
        """
        peek = self.sheets[sheet]
        marks = self.seen.sheets.get(peek.name)
        if marks is None:
            check_extent(peek.name, SheetMarks(peek.rows, peek.columns, peek.rows * peek.columns), self.path)
            marks = SheetMarks(unanswered=list(peek.unanswered))
            for row in peek.hidden_rows:
                marks.hide(row, row)
            return marks
        check_extent(peek.name, SheetMarks(peek.rows, peek.columns, marks.filled), self.path)
        return marks

    @property
    def has_unanswered(self) -> bool:
        """Whether any sheet holds a formula without a result."""
        told = any(marks.unanswered for marks in self.seen.sheets.values())
        return told or any(sheet.unanswered for sheet in self.sheets)

    def blocks(self, sheet: int, start: int, width: int, most_rows: int) -> Iterator[bytes]:
        """The rows of a sheet from position ``start`` on, packed; from a new process where the first has ended."""
        if self._held is not None:
            return iter(self._held)
        if not self._process.is_alive:
            self._start()
        return self._process.blocks(sheet, start, width, most_rows)

    def hold_if_small(self, sheet: int, start: int, width: int, most_rows: int) -> None:
        """Read the rows now where they are few, so that no process is left waiting."""
        if self.sheets[sheet].rows * max(width, self.sheets[sheet].columns) <= _HELD_CELLS:
            self._held = list(self._process.blocks(sheet, start, width, most_rows))
            self.end()

    def end(self) -> None:
        """End the reading process, wherever it is."""
        self._process.end()


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise RiskkitError(
                "FILE-07", where=str(path), found=f"{size >> 20:,} MiB", allowed=f"{_MOST_BYTES >> 20} MiB"
            )
        return path.read_bytes()
    except OSError as error:
        raise RiskkitError("FILE-02", where=str(path), found=error.strerror or str(error)) from None
