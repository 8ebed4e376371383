"""The process of its own in which a workbook is parsed, so that a hostile one takes nothing else down.

It loads the standard library and python-calamine, no more, and starts in some 40 ms. Where the system can (POSIX), it
limits its own memory and processor time before the first byte of the workbook is read. **Windows has no such limits**:
there the look at the archive and the time limit of the asking process are what holds. macOS ignores the memory limit.

It reads frames (:mod:`riskkit.intake.workbook_wire`) from stdin and answers on stdout: first an order and the
workbook's bytes, answered by the sheets with their first rows; then any number of wishes for rows. It ends with stdin.
"""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import Any, BinaryIO, NamedTuple

from riskkit.intake import workbook_wire as wire
from riskkit.intake.workbook_cells import packed, row_text
from riskkit.intake.workbook_grid import Grid
from riskkit.intake.workbook_refusal import Refusal

Rows = Iterator[list[Any]]
# parsed sheets are kept for the wish that follows, as long as they are no larger than this together
_KEPT_CELLS = 20_000_000


class Sheet(NamedTuple):
    """One sheet: ``told`` is what is said of it, ``read`` gives its rows from the first on, all equally long."""

    told: dict[str, Any]
    read: Callable[[], Rows]


def main() -> None:
    """Serve one workbook on stdin and stdout."""
    # cells make no circles, and looking for some among millions of them would take as long as the parsing
    gc.disable()
    listen, say = sys.stdin.buffer, sys.stdout.buffer
    try:
        serve(listen, say)
    except (MemoryError, ImportError):
        # a library that cannot be mapped is what a limit of memory looks like at the start
        _fail(say, "FILE-13", "memory")
    except Refusal as refusal:
        _fail(say, refusal.code, refusal.found)
    except (KeyboardInterrupt, BrokenPipeError):
        pass
    except BaseException as problem:
        # a panic of the parser is no Exception
        _fail(say, "FILE-02", f"{type(problem).__name__}: {problem}")


def _fail(say: BinaryIO, code: str, found: str) -> None:
    with suppress(OSError):
        wire.send_words(say, wire.FAILED, {"code": code, "found": (found.splitlines() or [""])[0][:300]})


def serve(listen: BinaryIO, say: BinaryIO) -> None:
    """Answer until nobody asks any more."""
    order = wire.receive(listen)
    if order is None or order.tag != wire.ORDER:
        return
    told = wire.words_of(order.payload)
    limit_this_process(told["memory_bytes"], told["cpu_seconds"])
    content = wire.receive(listen)
    if content is None:
        return
    encoding, sheets = opened(content.payload, told)
    del content
    wire.send_words(say, wire.SHEETS, {"encoding": encoding, "sheets": [sheet.told for sheet in sheets]})
    while (wish := wire.receive(listen)) is not None:
        wanted = wire.words_of(wish.payload)
        _send_rows(say, sheets[wanted["sheet"]], wanted["start"], wanted["width"], wanted["block_rows"])


def limit_this_process(memory_bytes: int, cpu_seconds: int) -> None:
    """Ask the system to hold this process within these limits, and to leave no core file; nothing on Windows."""
    if sys.platform == "win32":
        return
    import resource

    wanted = ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CPU, cpu_seconds), (resource.RLIMIT_CORE, 0))
    for what, most in wanted:
        _, ceiling = resource.getrlimit(what)
        within = most if ceiling == resource.RLIM_INFINITY else min(most, ceiling)
        try:
            resource.setrlimit(what, (within, within))
        except (ValueError, OSError):
            continue


def opened(content: bytes, told: dict[str, Any]) -> tuple[str, list[Sheet]]:
    """The encoding (of text formats) and the sheets of a workbook of the kind that was told."""
    match told["kind"]:
        case "html":
            from riskkit.intake.html_reader import read_tables

            page = read_tables(content, told["encoding"], told["most_cells"])
            for at, table in enumerate(page.tables, start=1):
                table.name = f"表格{at}"
            return page.encoding, [_of_grid(table, told["peek"]) for table in page.tables]
        case "xml":
            from riskkit.intake.workbook_xml2003 import read_xml

            return "", [_of_grid(sheet, told["peek"]) for sheet in read_xml(content, told["most_cells"])]
    return "", _by_calamine(content, told["peek"])


def _of_grid(grid: Grid, peek: int) -> Sheet:
    said = {
        "name": grid.name,
        "hidden": grid.is_hidden,
        "rows": len(grid.rows),
        "columns": grid.width,
        "merged": grid.merged,
        "first": [row_text(row) for row in grid.rows[:peek]],
        "hidden_rows": grid.hidden,
        "unanswered": grid.unanswered,
    }
    return Sheet(said, grid.full_rows)


def _by_calamine(content: bytes, peek: int) -> list[Sheet]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except calamine.PasswordError as error:
        raise Refusal("FILE-11", str(error)) from None
    except (calamine.CalamineError, OSError) as error:
        raise Refusal("FILE-02", str(error)) from None
    parsed = _Parsed(book)
    found = []
    for meta in book.sheets_metadata:
        if meta.typ == calamine.SheetTypeEnum.WorkSheet:
            sheet = parsed.sheet(meta.name)
            last_row, last_column = sheet.end or (-1, -1)
            said = {
                "name": meta.name,
                "hidden": meta.visible != calamine.SheetVisibleEnum.Visible,
                "rows": last_row + 1,
                "columns": last_column + 1,
                "merged": [one for one in sheet.merged_cell_ranges or [] if one[0][0] < peek],
                "first": [row_text(row) for row in islice(_rows(sheet), peek)],
            }
            found.append(Sheet(said, partial(parsed.rows, meta.name)))
    return found


class _Parsed:
    """The parsed sheets of a book, kept for a wish that follows while they are not too large together."""

    def __init__(self, book: Any) -> None:
        self.book, self.kept = book, dict[str, Any]()

    def sheet(self, name: str) -> Any:
        import python_calamine as calamine

        if name not in self.kept:
            if sum(sheet.height * sheet.width for sheet in self.kept.values()) > _KEPT_CELLS:
                self.kept.clear()
            try:
                self.kept[name] = self.book.get_sheet_by_name(name)
            except (calamine.CalamineError, OSError) as error:
                raise Refusal("FILE-02", f"{name}: {error}") from None
        return self.kept[name]

    def rows(self, name: str) -> Rows:
        return _rows(self.sheet(name))


def _rows(sheet: Any) -> Rows:
    """All rows from the first of the sheet on; calamine leaves out the empty columns on the left."""
    left = [""] * (sheet.start[1] if sheet.start else 0)
    return (left + row for row in sheet.iter_rows()) if left else iter(sheet.iter_rows())


def _send_rows(say: BinaryIO, sheet: Sheet, start: int, width: int, block_rows: int) -> None:
    rows = islice(sheet.read(), start, None)
    while block := list(islice(rows, block_rows)):
        wire.send(say, wire.BLOCK, packed(block, width))
    wire.send(say, wire.DONE)
