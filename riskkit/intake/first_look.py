"""A first look at an opened table: its columns, what they may mean, and examples from its first rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from riskkit.indicators.rule_file import FieldShape
from riskkit.intake.clean_ids import as_written
from riskkit.intake.column_sample import ColumnSample, sampled
from riskkit.intake.columns import ID_FIELD, ColumnMapping, SeenColumn, match_columns, with_id
from riskkit.intake.mapping_file import GivenMapping
from riskkit.intake.personal import hidden, hidden_in_cell
from riskkit.intake.personal_cells import without_numbers
from riskkit.intake.personal_watch import first_rows, without_personal
from riskkit.intake.raw import RawChunk, RawExtract, column_name
from riskkit.intake.rows import row_codes
from riskkit.intake.suggestions import Suggestion, suggest

_LONGEST = 80


@dataclass(frozen=True)
class FirstLook:
    """What a header and the first ``rows`` rows tell.

    ``seen`` and ``samples`` have one entry a column; ``suggestions`` are by position (from 0), for columns that are not
    used; ``aside`` are rows that are no subject: row, code, text; ``sample_row`` is the first subject's row without
    personal data.
    """

    mapping: ColumnMapping
    seen: tuple[SeenColumn, ...]
    samples: tuple[ColumnSample, ...]
    suggestions: dict[int, Suggestion]
    aside: tuple[tuple[int, str, str], ...]
    sample_row: str
    rows: int


def look_at(raw: RawExtract, fields: Mapping[str, FieldShape], given: GivenMapping | None = None) -> FirstLook:
    """Match the header of ``raw`` with ``fields`` and look at its first rows; a column that lacks is not raised.

    Raises RiskkitError COL-10 … COL-14 for a mapping that does not fit.

    >>> import polars as pl
    >>> from riskkit.intake.table_reader import open_frame
    >>> look = look_at(open_frame(pl.DataFrame({"编号": ["a", "合计"], "备注": ["13800000000", None]}), 100), {})
    >>> [one.use for one in look.seen], look.aside, look.sample_row
    (['read', 'personal'], ((3, 'ROW-02', '合计'),), 'a')
    """
    mapping = match_columns(
        raw.header,
        fields,
        paths=raw.head.paths if raw.head else (),
        given=given,
        file=raw.file,
        sheet=raw.sheet,
        header_row=raw.header_row,
    )
    first, _ = first_rows(raw.chunks())
    mapping, _ = without_personal(mapping, fields, raw, first)
    subjects, aside = _subjects(raw, mapping, first)
    seen = tuple(_as_personal(one, mapping) for one in mapping.seen)
    taken = {column.field for column in mapping.columns}
    free = {name: shape for name, shape in with_id(fields).items() if name not in taken and not shape.derived}
    near = {one.position: found for one in seen if one.use == "unused" and (found := suggest(one.paths, free))}
    samples = sampled(subjects, mapping.personal) if subjects.width else [ColumnSample("", 0.0, 0.0, 0.0)] * len(seen)
    return FirstLook(
        mapping=mapping,
        seen=seen,
        samples=tuple(samples[: len(seen)]),
        suggestions=near,
        aside=tuple(aside),
        sample_row=_sample_row(subjects, mapping),
        rows=sum(chunk.frame.height for chunk in first),
    )


def _as_personal(one: SeenColumn, mapping: ColumnMapping) -> SeenColumn:
    """A column whose cells, not its header, are personal data."""
    by_content = one.position in mapping.personal and one.use in ("unused", "nameless")
    return one._replace(use="personal") if by_content else one


def _subjects(
    raw: RawExtract, mapping: ColumnMapping, first: Sequence[RawChunk]
) -> tuple[pl.DataFrame, list[tuple[int, str, str]]]:
    """The first rows that may be subjects, as text, and those that are none."""
    place = next((column.position for column in mapping.columns if column.field == ID_FIELD), 0)
    kept, aside = [], []
    for chunk in first:
        codes = row_codes(chunk, raw.header, column_name(place), raw.head) if chunk.frame.width else {}
        keep = np.ones(chunk.frame.height, dtype=np.bool_)
        keep[list(codes)] = False
        texts = [as_written(cells) for cells in chunk.frame.filter(pl.Series(keep)).get_columns()]
        kept.append(pl.DataFrame(texts))
        aside += [(int(chunk.rows[at]), code, _row_text(chunk, at, mapping)) for at, code in sorted(codes.items())]
    return (pl.concat(kept) if kept else pl.DataFrame()), aside


def _row_text(chunk: RawChunk, at: int, mapping: ColumnMapping) -> str:
    row = [without_numbers(cells)[0] for cells in chunk.frame.slice(at, 1).get_columns()]
    return _joined([cell.strip() for place, cell in enumerate(row) if cell and place not in mapping.personal])


def _sample_row(subjects: pl.DataFrame, mapping: ColumnMapping) -> str:
    """The first row with a letter beyond ASCII, else the first: by it a wrong encoding is seen."""
    rows = [
        [hidden_in_cell(cell) for at, cell in enumerate(row) if cell and at not in mapping.personal]
        for row in subjects.head(50).rows()
    ]
    telling = next((row for row in rows if any(not cell.isascii() for cell in row)), rows[0] if rows else [])
    return _joined(telling)


def _joined(cells: Sequence[str]) -> str:
    text = hidden(" ".join(" ".join(cells).split()))
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
