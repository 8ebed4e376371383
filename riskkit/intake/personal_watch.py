"""Columns that hold personal numbers although their header does not say so: found in the first rows, never shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

import polars as pl

from riskkit.errors import Finding
from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.columns import ColumnMapping, with_id
from riskkit.intake.personal import WHOLE_NUMBER, is_personal
from riskkit.intake.raw import RawChunk, RawExtract, column_name

SAMPLE_ROWS = 200
_MOSTLY = 0.5


def first_rows(chunks: Iterator[RawChunk]) -> tuple[list[RawChunk], Iterator[RawChunk]]:
    """The first chunks, with the rows that are looked at together, and all chunks again.

    How many rows are looked at does not depend on how long the chunks are.
    """
    first: list[RawChunk] = []
    rows = 0
    while rows < SAMPLE_ROWS and (chunk := next(chunks, None)) is not None:
        first.append(chunk)
        rows += chunk.frame.height
    return first, chain(first, chunks)


def without_personal(
    mapping: ColumnMapping, fields: Mapping[str, FieldShape], raw: RawExtract, first: Sequence[RawChunk]
) -> tuple[ColumnMapping, list[Finding]]:
    """``mapping`` with the places of columns that hold personal numbers, and a finding for each.

    A column that is not read is kept out of everything that is written (COL-16). One that is read as an id or as text
    stays, since the rulebook asks for it, and is said (COL-17) unless its header says it already.
    """
    shapes = with_id(fields)
    frames = [chunk.frame for chunk in first]
    width = frames[0].width if frames else 0
    read = {column.position: column for column in mapping.columns}
    unread = [at for at in range(width) if at not in read and at not in mapping.personal]
    texts = [at for at, one in read.items() if shapes[one.field].kind in ("id", "text") and not is_personal(one.header)]
    held = set(personal_columns(frames, [column_name(at) for at in (*unread, *texts)]))
    place = Finding("COL-16", raw.header_row, sheet=raw.sheet, file=raw.file)
    hidden = [at for at in unread if column_name(at) in held]
    shown = [at for at in texts if column_name(at) in held]
    findings = [replace(place, column=_named(raw.header, at)) for at in hidden]
    findings += [replace(place, code="COL-17", column=_named(raw.header, at)) for at in sorted(shown)]
    return replace(mapping, personal=mapping.personal | set(hidden)), findings


def _named(header: Sequence[str], at: int) -> str:
    """The header of a column, or its number where it has none."""
    return header[at] if at < len(header) and header[at] else f"#{at + 1}"


def personal_by_content(cells: pl.Series) -> bool:
    """Whether most of the filled ``cells`` are mobile or identity card numbers.

    >>> personal_by_content(pl.Series(["13800000000", None, "１3900000000", "无"]))
    True
    >>> personal_by_content(pl.Series(["91510100MA00000001", "200"]))
    False
    """
    texts = _texts(cells).drop_nulls()
    filled = texts.filter(texts != "")
    if not len(filled):
        return False
    return bool(filled.str.contains(WHOLE_NUMBER).sum() > _MOSTLY * len(filled))


def _texts(cells: pl.Series) -> pl.Series:
    """Cells as plain text; a number of a workbook without its decimal point."""
    if cells.dtype.is_float():
        cells = cells.cast(pl.Int64, strict=False)
    texts = cells.cast(pl.String, strict=False).str.replace_all(r"[\s\-]", "")
    odd = texts.drop_nulls().str.contains(r"[^\x00-\x7F]")
    if not odd.any():
        return texts
    return pl.Series([None if text is None else unicodedata.normalize("NFKC", text) for text in texts], dtype=pl.String)


def personal_columns(frames: Sequence[pl.DataFrame], among: Iterable[str]) -> list[str]:
    """The columns of ``among`` whose cells in the first rows of ``frames`` are mostly personal numbers."""
    first = [frame.head(SAMPLE_ROWS) for frame in frames]
    texts = {name: pl.concat([_texts(frame.get_column(name)) for frame in first]) for name in among if first}
    return [name for name, cells in texts.items() if personal_by_content(cells.head(SAMPLE_ROWS))]
