"""Read a table of events, where a row needs no id of its own: the row's number in the file stands for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from riskkit.indicators.rule_file import FieldShape, Text
from riskkit.intake.clean import Cleaner
from riskkit.intake.columns import ID_FIELD, known_names, map_columns
from riskkit.intake.extract import Extract
from riskkit.intake.header import HeaderRows
from riskkit.intake.mapping_file import read_mapping, told_names
from riskkit.intake.raw import HeaderSeen, RawChunk, RawExtract, column_name
from riskkit.intake.readers import open_extract
from riskkit.intake.rows import SUSPECT, codes_at, first_words

if TYPE_CHECKING:
    import pandas as pd

# a heading that no extract has, since it is added here
ROW_HEADING = "riskkit#row"
_ROW_SHAPE = FieldShape(kind="id", label=Text(zh=ROW_HEADING, en=ROW_HEADING), required=True)


def read_events(
    source: str | Path | pl.DataFrame | pd.DataFrame,
    fields: Mapping[str, FieldShape],
    *,
    as_of: date,
    encoding: str | None = None,
    sheet: str | None = None,
    header_row: HeaderRows = None,
    query: str | None = None,
    mapping: Mapping[str, str] | str | Path | None = None,
) -> Extract:
    """As :func:`riskkit.intake.extract.read_extract`, for rows without an id: ``subject_id`` is the row's number.

    A row is set aside only when it is no event (empty, a total, a note, a repeated header, ragged). Raises RiskkitError
    FILE-01 … FILE-06 and COL-06 for a required column.

    >>> day = FieldShape(kind="date", label=Text(zh="日期", en="day"), required=True)
    >>> table = pl.DataFrame({"日期": ["2025-01-02", "合计"], "死亡": ["0", "1"]})
    >>> chunk = next(read_events(table, {"on": day}, as_of=date(2026, 1, 1)).chunks())
    >>> chunk.table.frame["on"].to_list(), chunk.set_aside["code"].to_list()
    ([datetime.date(2025, 1, 2)], ['ROW-02'])
    """
    shapes = {ID_FIELD: _ROW_SHAPE, **fields}
    given = read_mapping(mapping)
    if isinstance(source, str | Path):
        known = frozenset(known_names(fields)) | told_names(given)
        raw = open_extract(source, known=known, encoding=encoding, sheet=sheet, header_row=header_row, query=query)
    else:
        from riskkit.intake.table_reader import open_frame

        raw = open_frame(source, 200_000)
    numbered = _numbered(raw)
    paths = (*raw.head.paths, (ROW_HEADING,)) if raw.head else ()
    mapped = map_columns(
        numbered.header, shapes, paths=paths, given=given, file=raw.file, sheet=raw.sheet, header_row=raw.header_row
    )
    cleaner = Cleaner(
        mapped,
        numbered.header,
        shapes,
        as_of,
        file=raw.file,
        sheet=raw.sheet,
        unique_ids=False,
        head=numbered.head,
        epoch_1904=raw.epoch_1904,
    )
    return Extract(numbered, mapped, cleaner, given)


def _numbered(raw: RawExtract) -> RawExtract:
    """The same extract with the row's number as a last column."""
    header = [*raw.header, ROW_HEADING]
    head = raw.head or HeaderSeen(raw.header, 0, 0, top=(tuple(raw.header),))

    def produce() -> Iterator[RawChunk]:
        for chunk in raw.produce():
            yield replace(chunk, frame=_with_row(chunk, raw.header, head))
        numbered.digest = raw.digest  # that of a query is known now

    numbered = replace(raw, header=header, produce=produce, head=head)
    return numbered


def _with_row(chunk: RawChunk, header: list[str], head: HeaderSeen) -> pl.DataFrame:
    """The chunk with its row numbers; a row that is no event has none, so that intake sets it aside."""
    frame = chunk.frame
    cells = [pl.col(name).cast(pl.String).str.strip_chars() for name in frame.columns]
    first = pl.coalesce([pl.when(cell != "").then(cell) for cell in cells])
    odd = first.is_null() | first.str.contains(SUSPECT) | first.is_in(first_words(header, head))
    at = np.flatnonzero(frame.select(odd.alias("odd")).get_column("odd").fill_null(True).to_numpy())
    codes = codes_at(frame, at.astype(np.int64), header, head, None)
    numbers = pl.Series(column_name(len(header)), chunk.rows).cast(pl.String)
    return frame.with_columns(numbers.scatter(list(codes), None) if codes else numbers)
