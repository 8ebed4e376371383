"""Packed blocks of rows (:mod:`riskkit.intake.workbook_cells`) → raw chunks.

A column of a chunk stays numeric when every filled cell of it is a number; else all of it is text, as if the cells had
been written one by one: whole numbers without ".0", numbers of more than 15 digits with their exponent.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.intake.raw import RawChunk, column_name
from riskkit.intake.workbook_cells import cell_text


class Block(NamedTuple):
    """One block: its columns are Null (all empty), Float64 or String."""

    rows: int
    columns: list[pl.Series]
    ragged: dict[int, str]


def chunks_of(blocks: Iterable[bytes], first_row: int, blocks_a_chunk: int) -> Iterator[RawChunk]:
    """The rows of ``blocks``, the first of them row ``first_row`` of the sheet, joined into chunks."""
    coming, row = iter(blocks), first_row
    while part := [unpacked(block) for block in islice(coming, max(1, blocks_a_chunk))]:
        height = sum(block.rows for block in part)
        ragged, before = {}, 0
        for block in part:
            ragged.update({before + at: text for at, text in block.ragged.items()})
            before += block.rows
        columns = [
            _joined(list(pieces), column_name(at))
            for at, pieces in enumerate(zip(*(block.columns for block in part), strict=True))
        ]
        yield RawChunk(pl.DataFrame(columns), np.arange(row, row + height, dtype=np.int64), ragged)
        row += height


def unpacked(block: bytes) -> Block:
    """A packed block as columns.

    >>> from riskkit.intake.workbook_cells import packed
    >>> block = unpacked(b"".join(packed([["甲", 1.0, ""], ["", "", ""]], 3)))
    >>> [column.to_list() for column in block.columns]
    [['甲', None], [1.0, None], [None, None]]
    """
    start = 4 + int.from_bytes(block[:4], "little")
    head: dict[str, Any] = json.loads(block[4:start])
    memory, columns = memoryview(block), []
    for kind, sizes in zip(head["kinds"], head["sizes"], strict=True):
        parts = []
        for size in sizes:
            parts.append(memory[start : start + size])
            start += size
        columns.append(_column(kind, parts, head["rows"]))
    return Block(head["rows"], columns, {int(at): text for at, text in head["ragged"].items()})


def _column(kind: str, parts: list[memoryview], rows: int) -> pl.Series:
    match kind:
        case "n":
            return pl.Series([None], dtype=pl.Null).new_from_index(0, rows)
        case "f":
            return pl.Series(np.frombuffer(parts[0], dtype=np.float64))
        case "F":
            numbers = pl.Series(np.frombuffer(parts[0], dtype=np.float64))
            filled = pl.Series(np.frombuffer(parts[1], dtype=np.uint8)).cast(pl.Boolean)
            return numbers.zip_with(filled, pl.Series([None], dtype=pl.Float64).new_from_index(0, rows))
        case "s":
            letters = np.frombuffer(parts[0], dtype=np.uint8)
            between = np.flatnonzero(letters == 0)
            ends = np.append(between - np.arange(len(between)), len(letters) - len(between))
            return _text(letters[letters != 0], ends)
    lengths = np.frombuffer(parts[0], dtype=np.int64)
    return _text(np.frombuffer(parts[1], dtype=np.uint8), np.cumsum(lengths))


def _text(letters: NDArray[np.uint8], ends: NDArray[np.int64]) -> pl.Series:
    """Text by the end of each cell in ``letters``; an empty cell is null."""
    import pyarrow as pa

    offsets = np.concatenate([[0], ends]).astype(np.int64)
    filled = np.diff(offsets) > 0
    bitmap = pa.py_buffer(np.packbits(filled, bitorder="little").tobytes())
    cells = pa.LargeStringArray.from_buffers(
        len(filled), pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(letters)), bitmap
    )
    return pl.Series(pl.from_arrow(cells))


def _joined(pieces: list[pl.Series], name: str) -> pl.Series:
    kinds = {piece.dtype for piece in pieces}
    if kinds == {pl.Null}:
        return pl.concat(pieces).cast(pl.String).alias(name)
    if pl.String in kinds and pl.Float64 in kinds:
        pieces = [_as_text(piece) if piece.dtype == pl.Float64 else piece for piece in pieces]
        kinds -= {pl.Float64}
    kind = next(iter(kinds - {pl.Null}))
    return pl.concat([piece.cast(kind) for piece in pieces]).alias(name)


def _as_text(numbers: pl.Series) -> pl.Series:
    """Numbers as cells are written; the words are made once for each number that occurs."""
    distinct = numbers.unique()
    words = pl.DataFrame({"number": distinct, "text": pl.Series([cell_text(one) for one in distinct], dtype=pl.String)})
    asked = pl.DataFrame({"number": numbers})
    return asked.join(words, on="number", how="left", nulls_equal=True, maintain_order="left").get_column("text")
