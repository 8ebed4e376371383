"""The cells of an extract as read, kept for the annotated copy: all of a small table, some rows of a large one."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from riskkit.intake.columns import ColumnMapping
from riskkit.intake.personal_cells import without_numbers
from riskkit.intake.raw import RawChunk, RawExtract, column_name

WHOLE_CELLS, WHOLE_ROWS = 500_000, 200_000
PART_CELLS = 30_000


@dataclass(frozen=True)
class CopiedRows:
    """Cells as read, for a copy.

    ``top`` are the file's rows down to the header's last, ``chunks`` rows below it with their numbers. ``whole`` says
    that they are all of them; else they are the first rows with findings, up to PART_CELLS cells. ``personal`` are the
    places of columns that must not be copied, ``places`` where a column stands that findings name by its header.
    """

    top: tuple[tuple[str, ...], ...] = ()
    header: tuple[str, ...] = ()
    header_row: int = 1
    chunks: list[RawChunk] = field(default_factory=list)
    whole: bool = True
    personal: frozenset[int] = frozenset()
    places: dict[str, int] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """How many rows below the header are held."""
        return sum(chunk.frame.height for chunk in self.chunks)


class RowKeeper:
    """Stands between the reader and intake, and keeps rows while they pass; tell it what was found in each chunk.

    More than WHOLE_CELLS cells or WHOLE_ROWS rows are not kept whole: then only rows with findings.
    """

    def __init__(self, raw: RawExtract) -> None:
        self._raw = raw
        self._passing: deque[RawChunk] = deque()
        self._kept: list[tuple[RawChunk, NDArray[np.int64]]] = []
        self._whole, self._cells, self._rows = True, 0, 0
        raw.produce = self._noting(raw.produce)

    def found(self, findings: pl.DataFrame) -> None:
        """The findings about the next chunk; call it once a chunk, in their order."""
        chunk = self._passing.popleft()
        rows = findings.get_column("row").drop_nulls().unique().to_numpy()
        if not self._whole:
            self._add(chunk, rows)
            return
        self._kept.append((chunk, rows))
        self._cells += chunk.frame.height * max(1, chunk.frame.width)
        self._rows += chunk.frame.height
        if self._cells > WHOLE_CELLS or self._rows > WHOLE_ROWS:
            self._whole, self._cells = False, 0
            kept, self._kept = self._kept, []
            for earlier, with_findings in kept:
                self._add(earlier, with_findings)

    def rows(self, mapping: ColumnMapping, of_numbers: Collection[str] = ()) -> CopiedRows:
        """What was kept, when the last chunk has passed; ``mapping`` is the extract's as its rows left it.

        Personal numbers within texts are hidden; the columns of the fields ``of_numbers`` may hold one that is an
        amount.
        """
        raw = self._raw
        places = {text: at for at, text in reversed(list(enumerate(raw.header))) if text}
        return CopiedRows(
            top=raw.head.top if raw.head else (tuple(raw.header),),
            header=tuple(raw.header),
            header_row=raw.header_row,
            chunks=[replace(chunk, frame=_hidden(chunk.frame, mapping, of_numbers)) for chunk, _ in self._kept],
            whole=self._whole,
            personal=mapping.personal,
            places=places | {column.header: column.position for column in mapping.columns},
        )

    def _noting(self, produce: Callable[[], Iterator[RawChunk]]) -> Callable[[], Iterator[RawChunk]]:
        def noted() -> Iterator[RawChunk]:
            self._raw.produce = produce  # a second reading is none of ours
            for chunk in produce():
                self._passing.append(chunk)
                yield chunk

        return noted

    def _add(self, chunk: RawChunk, rows: NDArray[np.int64]) -> None:
        """Keep as many of the chunk's ``rows`` (numbers of rows with findings) as there is room for."""
        room = max(0, PART_CELLS - self._cells) // max(1, chunk.frame.width)
        if not room:
            return
        at = np.flatnonzero(np.isin(chunk.rows, rows))[:room]
        places = {old: new for new, old in enumerate(at.tolist())}
        ragged = {places[old]: text for old, text in chunk.ragged.items() if old in places}
        if len(at):
            self._kept.append((RawChunk(chunk.frame[at], chunk.rows[at], ragged), rows))
            self._cells += len(at) * chunk.frame.width


def _hidden(frame: pl.DataFrame, mapping: ColumnMapping, of_numbers: Collection[str]) -> pl.DataFrame:
    """The cells of texts without personal numbers; ids stay, by which rows are found."""
    fields = {column_name(column.position): column.field for column in mapping.columns}
    ids = column_name(mapping.id_column.position)
    return frame.with_columns(
        without_numbers(cells, of_numbers=fields.get(cells.name) in of_numbers)
        for cells in frame.get_columns()
        if cells.dtype == pl.String and cells.name != ids
    )
