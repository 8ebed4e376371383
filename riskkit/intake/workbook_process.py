"""Ask a process of its own for the sheets and rows of a workbook; whatever becomes of it is one RiskkitError.

The child (:mod:`riskkit.intake.workbook_child`) is a plain subprocess, so a script needs no main guard. It is killed
when an answer takes longer than the limit, when the consumer stops half-way, and when nobody holds the workbook any
more. Limits of memory and processor time are the child's own and hold where the system has them (not on Windows).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import ceil
from threading import Event, Timer
from typing import Any, BinaryIO, NamedTuple, cast

from riskkit.errors import RiskkitError
from riskkit.intake import workbook_wire as wire
from riskkit.intake.workbook_grid import MOST_CELLS
from riskkit.terms import both_langs

_BOOT = (
    "import os, sys; sys.path[:] = sys.argv[1].split(os.pathsep); "
    "from riskkit.intake.workbook_child import main; main()"
)
# small enough for the cells to stay in the processor's cache: twice as fast as ten times larger
_BLOCK_CELLS = 30_000


@dataclass(frozen=True)
class ReadLimits:
    """What the reading process may use: its address space, seconds for one answer, cells of a sheet's rectangle."""

    memory_bytes: int = 4 << 30
    seconds: float = 120.0
    cells: int = MOST_CELLS


LIMITS = ReadLimits()


class SheetPeek(NamedTuple):
    """A sheet as the child tells it: ``first`` are its first rows as text, ``merged`` the ranges that start in them.

    ``hidden_rows`` and ``unanswered`` (row, column, text; from 1) are told for formats that are no archive.
    """

    name: str
    hidden: bool
    rows: int
    columns: int
    merged: list[tuple[tuple[int, int], tuple[int, int]]]
    first: list[list[str]]
    hidden_rows: list[int]
    unanswered: list[tuple[int, int, str]]


class WorkbookProcess:
    """One child with one workbook. Take :meth:`sheets` once, then :meth:`blocks` as often as wanted.

    ``kind`` is ``archive``, ``html`` or ``xml``; ``where`` names the file in errors. Every method raises RiskkitError:
    FILE-13 (out of memory, or died), FILE-14 (too slow), or what the parser found: FILE-02, -03, -08, -09, -11.
    """

    def __init__(self, where: str, kind: str, limits: ReadLimits = LIMITS) -> None:
        self.where, self.kind, self.limits = where, kind, limits
        self.encoding = ""
        self._late = Event()
        command = [sys.executable, "-P", "-c", _BOOT, os.pathsep.join(place or os.curdir for place in sys.path)]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise RiskkitError("FILE-13", where=where, found=error.strerror or str(error)) from None
        self.end = weakref.finalize(self, _end, self._process)

    def sheets(self, content: bytes, peek: int, encoding: str | None = None) -> list[SheetPeek]:
        """The worksheets of the workbook ``content`` with their first ``peek`` rows; html and xml know an encoding."""
        order = {
            "kind": self.kind,
            "peek": peek,
            "encoding": encoding,
            "memory_bytes": self.limits.memory_bytes,
            "cpu_seconds": ceil(self.limits.seconds) + 1,
            "most_cells": self.limits.cells,
        }
        with self._watched():
            with suppress(OSError):
                wire.send_words(self._to_child, wire.ORDER, order)
                wire.send(self._to_child, wire.CONTENT, [content])
            words = wire.words_of(self._answer(wire.SHEETS))
        self.encoding = words["encoding"]
        return [SheetPeek(**{"hidden_rows": [], "unanswered": [], **sheet}) for sheet in words["sheets"]]

    def blocks(self, sheet: int, start: int, width: int, most_rows: int) -> Iterator[bytes]:
        """The rows of the sheet at position ``sheet`` from position ``start`` on, in packed blocks of equal length.

        :func:`block_rows` tells that length.
        """
        wish = {"sheet": sheet, "start": start, "width": width, "block_rows": block_rows(width, most_rows)}
        with suppress(OSError):
            wire.send_words(self._to_child, wire.WANT_ROWS, wish)
        while True:
            with self._watched():
                block = self._answer(wire.BLOCK, wire.DONE)
            if not block:
                return
            yield block

    @property
    def is_alive(self) -> bool:
        """Whether it can still be asked."""
        return self.end.alive and self._process.poll() is None

    @property
    def _to_child(self) -> BinaryIO:
        return cast("BinaryIO", self._process.stdin)

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Kill the child when what is done meanwhile takes longer than the limit."""
        timer = Timer(self.limits.seconds, self._too_late)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _too_late(self) -> None:
        self._late.set()
        self._process.kill()

    def _answer(self, *expected: bytes) -> bytes:
        frame = wire.receive(cast("BinaryIO", self._process.stdout))
        if frame is not None and frame.tag in expected:
            return frame.payload
        if frame is not None and frame.tag == wire.FAILED:
            said: dict[str, Any] = wire.words_of(frame.payload)
            self.end()
            if said["code"] == "FILE-13":
                raise self._out_of_memory(both_langs("内存不足", "out of memory"))
            raise RiskkitError(said["code"], where=self.where, found=said["found"])
        raise self._death()

    def _death(self) -> RiskkitError:
        """Why nothing more came."""
        process = self._process
        self.end()
        died = process.returncode
        out_of_time = {-getattr(signal, "SIGXCPU", 0)} - {0}
        if self._late.is_set() or died in out_of_time:
            return RiskkitError("FILE-14", where=self.where, allowed=f"{self.limits.seconds:g} s")
        return self._out_of_memory(f"exit {died}")

    def _out_of_memory(self, found: str) -> RiskkitError:
        return RiskkitError(
            "FILE-13", where=self.where, found=found, allowed=f"{self.limits.memory_bytes / (1 << 20):,.0f} MiB"
        )


def block_rows(width: int, most_rows: int) -> int:
    """Rows of one packed block: about 30,000 cells, at most ``most_rows``.

    >>> block_rows(30, 200_000), block_rows(30, 7)
    (1000, 7)
    """
    return max(1, min(most_rows, _BLOCK_CELLS // max(1, width)))


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill and bury the child and close its pipes; none of it can fail."""
    with suppress(OSError):
        process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
