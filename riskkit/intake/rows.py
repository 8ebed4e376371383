"""Rows that are no subject: totals, repeated headers, column numbers, notes below the table, empty and ragged rows."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.intake import row_words
from riskkit.intake.raw import HeaderSeen, RawChunk, column_name

SUSPECT = row_words.SUSPECT


def row_codes(chunk: RawChunk, header: Sequence[str], id_name: str, head: HeaderSeen | None = None) -> dict[int, str]:
    """Position → ROW-02 … ROW-06, ROW-11 … ROW-13 for the rows of ``chunk`` that are no subject.

    ``head`` holds the rows of the file down to the header's last: any of them may come again. Only rows whose id is
    empty or repeats one of them, or whose id or first cell reads like a total or a note, are looked at closely, so a
    table without such rows costs one pass over two columns. ROW-06 is left to rows that are nothing else.
    """
    id_at = int(id_name[1:])
    codes = codes_at(chunk.frame, _suspects(chunk, header, id_at, head), header, head, id_at)
    for at in chunk.ragged:
        codes.setdefault(at, "ROW-06")
    return codes


def codes_at(
    frame: pl.DataFrame, at: NDArray[np.int64], header: Sequence[str], head: HeaderSeen | None, id_at: int | None
) -> dict[int, str]:
    """The codes of those rows at the positions ``at`` that are no subject; ``id_at`` is None where rows have no id."""
    if not len(at):
        return {}
    repeats = _repeats(header, head)
    found = {}
    for place, row in zip(at.tolist(), frame[at].cast(pl.String).rows(), strict=True):
        cells = [(cell or "").strip() for cell in row]
        code = repeats.get(_plain_row(cells)) or _row_code(cells, id_at)
        if code:
            found[place] = code
    return found


def _suspects(chunk: RawChunk, header: Sequence[str], id_at: int, head: HeaderSeen | None) -> NDArray[np.int64]:
    ids = chunk.frame.get_column(column_name(id_at))
    odd = ids.is_null()
    for at in dict.fromkeys((id_at, 0)):
        cells = chunk.frame.get_column(column_name(at))
        if cells.dtype == pl.String:
            odd |= cells.str.contains(SUSPECT).fill_null(False)
    if ids.dtype == pl.String:
        odd |= ids.str.strip_chars().is_in(_words_of_the_top(header, head, id_at)).fill_null(False)
    elif ids.dtype.is_numeric():
        odd |= ((ids == id_at) | (ids == id_at + 1)).fill_null(False)
    flags = odd.to_numpy().copy()
    flags[list(chunk.ragged)] = True
    return np.flatnonzero(flags).astype(np.int64)


def _words_of_the_top(header: Sequence[str], head: HeaderSeen | None, at: int) -> list[str]:
    """What the id's cell holds in a header or title that comes again, or in a row of column numbers."""
    above = {row[at].strip() for row in (head.top if head else ()) if at < len(row)}
    numbers = {str(at), str(at + 1), f"({at + 1})", f"（{at + 1}）", chr(65 + at % 26), chr(97 + at % 26)}
    words = {*row_words.STEMS, *row_words.COLUMN_WORDS, *([chr(0x2460 + at)] if at < 20 else [])}
    return sorted((above | numbers | words | {header[at]}) - {""})


def first_words(header: Sequence[str], head: HeaderSeen | None) -> list[str]:
    """How a row may begin that repeats one of the top, or numbers the columns."""
    rows = [header, *(head.top if head else ())]
    begins = {next((cell.strip() for cell in row if cell.strip()), "") for row in rows}
    return sorted((begins | {"1", "A", "a", "(1)", "（1）", "①", "甲", *row_words.COLUMN_WORDS}) - {""})


def _repeats(header: Sequence[str], head: HeaderSeen | None) -> dict[tuple[str, ...], str]:
    """Rows of the top that are recognised when they come again: the header's ROW-03, those above it ROW-12."""
    top, first = (head.top, head.first) if head else ((), 0)
    found = {_plain_row(row): "ROW-12" for row in top[:first]}
    found |= {_plain_row(row): "ROW-03" for row in (*top[first:], header)}
    return {row: code for row, code in found.items() if row}


def _plain_row(row: Sequence[str]) -> tuple[str, ...]:
    """The cells for comparison, empty ones at the end left out."""
    cells = ["".join(unicodedata.normalize("NFKC", cell).split()) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _row_code(row: Sequence[str], id_at: int | None) -> str:
    """The code of one row; empty when it may be a subject's.

    Where another cell holds an id, a note does not make the row one, and only the bare word of a total does: a unit
    may be named 合计（上海）商贸 or carry a remark in its first column.
    """
    cells = [unicodedata.normalize("NFKC", cell) for cell in row]
    filled = [cell.removesuffix(".0") for cell in cells if cell]
    if not filled:
        return "ROW-05"
    is_whole = all(cell or place == id_at for place, cell in enumerate(cells)) or filled[0] in row_words.COLUMN_WORDS
    if is_whole and row_words.is_column_numbers(filled):
        return "ROW-11"
    at = next((at for at, cell in enumerate(cells) if cell and not row_words.IS_NUMBER.match(cell)), 0)
    first, own_id = cells[at], cells[id_at] if id_at is not None and id_at != at else ""
    if not own_id and (row_words.IS_TOTAL.match(first) or row_words.IS_PART_TOTAL.match(first)):
        return "ROW-02"
    if own_id and not at and row_words.IS_SURE_TOTAL.match(first) and not row_words.IS_CODE.match(own_id):
        return "ROW-02"
    has_id = bool(own_id) and not row_words.IS_NOTE.match(own_id)
    if has_id and not row_words.HAS_CHINESE.search(own_id):
        return ""
    return _note_code(first, len(filled), len(cells), has_id)


def _note_code(first: str, filled: int, width: int, has_id: bool) -> str:
    """The code of a row that is a page number or a note; with something in the id's place only a note will do."""
    if row_words.IS_NOTE.match(first) and (not has_id or 2 * filled <= max(width, 4)):
        return "ROW-04"
    if has_id:
        return ""
    if row_words.IS_PAGE.match(first) or (filled == 1 and row_words.IS_LONE_PAGE.match(first)):
        return "ROW-13"
    is_lone = filled == 1 and width > 3 and row_words.IS_LONE_NOTE.search(first)
    is_sealed = 1 < filled <= 3 and width > 4 and row_words.HAS_SEAL.search(first)
    return "ROW-04" if is_lone or is_sealed else ""
