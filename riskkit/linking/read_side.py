"""One of the two extracts, and a review workbook, as intake reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from riskkit.errors import RiskkitError
from riskkit.indicators.loader import identity_fields
from riskkit.indicators.rule_file import FieldShape, Text
from riskkit.inputs import Source, as_source
from riskkit.intake.columns import ID_FIELD
from riskkit.intake.contract import typed_as
from riskkit.intake.events import read_events
from riskkit.intake.extract import Extract
from riskkit.intake.findings import SET_ASIDE_DTYPES
from riskkit.linking.keys import CELLS
from riskkit.linking.reviewed import review_fields
from riskkit.typed_table import SOURCE_ROW

if TYPE_CHECKING:
    import pandas as pd

# a department's own id of a unit: shown, never needed
_UNIT_ID = FieldShape(
    kind="id",
    label=Text(zh="单位编号", en="unit id"),
    aliases=["编号", "企业编号", "主体编号", "场所编号", "单位编码", "id", "subject_id"],
    optional=True,
)


class HowToRead(NamedTuple):
    """What a user may say about how a table is to be read."""

    encoding: str | None = None
    sheet: str | None = None
    header_row: int | tuple[int, int] | None = None
    query: str | None = None
    mapping: Mapping[str, str] | str | Path | None = None


class Side(NamedTuple):
    """A table as it was read: its rows, what was found, the rows that are none, and how many stood below the header."""

    rows: pl.DataFrame
    findings: pl.DataFrame
    set_aside: pl.DataFrame
    source: Source
    read: int

    def header(self, field: str) -> str:
        """The header of a field as the file writes it, else the field's name."""
        return self.source.columns.get(field, field)


def read_side(
    side: str, table: str | Path | pd.DataFrame | pl.DataFrame, day: date, how: HowToRead, root: Path | None = None
) -> Side:
    """Extract ``side`` (a or b) with the columns CELLS; no id is needed, a unit may have many rows,
    a table none.

    Raises RiskkitError FILE-… and LINK-02, when it has neither names nor codes.
    """
    extract = _opened(table, {"unit_id": _UNIT_ID, **identity_fields(root)}, day, how)
    mapping = extract.summary.mapping
    if not {"name", "uscc"} & set(mapping):
        header = "、".join(text for text in extract.raw.header[:-1] if text)
        raise RiskkitError("LINK-02", where=extract.summary.file, found=header, allowed="单位名称、统一社会信用代码 …")
    read = _read(extract, CELLS)
    decisions = tuple(replace(made, option=_of_side(made.option, side)) for made in read.source.decisions)
    return read._replace(source=replace(read.source, decisions=decisions))


def _of_side(option: str, side: str) -> str:
    """The option that overrides a decision, for this side.

    >>> _of_side("--header-row 3", "b"), _of_side("", "b")
    ('--header-row-b 3', '')
    """
    name, blank, value = option.partition(" ")
    return f"{name}-{side}{blank}{value}" if name else ""


def read_reviewed(table: str | Path | pd.DataFrame | pl.DataFrame, day: date) -> Side:
    """A review workbook, filled in or not, with the columns of :func:`riskkit.linking.reviewed.review_fields`.

    Raises RiskkitError FILE-… and COL-06, when it is no such workbook.
    """
    fields = review_fields()
    dtypes = {**{name: typed_as(shape) for name, shape in fields.items()}, SOURCE_ROW: pl.Int64()}
    read = _read(_opened(table, fields, day, HowToRead()), dtypes)
    # blanks and columns of the form itself are no fault of who filled it in
    return read._replace(findings=read.findings.filter(~pl.col("code").str.starts_with("MISS-")))


def _opened(
    table: str | Path | pd.DataFrame | pl.DataFrame, fields: Mapping[str, FieldShape], day: date, how: HowToRead
) -> Extract:
    return read_events(
        table,
        fields,
        as_of=day,
        encoding=how.encoding,
        sheet=how.sheet,
        header_row=how.header_row,
        query=how.query,
        mapping=how.mapping,
    )


def _read(extract: Extract, dtypes: Mapping[str, pl.DataType | type[pl.DataType]]) -> Side:
    """Every row of an opened table; one with a header and no row gives none."""
    try:
        chunks = list(extract.chunks())
    except RiskkitError as problem:
        if problem.code != "FILE-04" or extract.raw.rows_read:
            raise
        chunks = []
    rows = [_with_columns(chunk.table.frame, dtypes) for chunk in chunks]
    findings = [extract.findings, *(chunk.findings for chunk in chunks), extract.late_findings]
    aside = [pl.DataFrame(schema=SET_ASIDE_DTYPES), *(chunk.set_aside for chunk in chunks)]
    summary = extract.summary
    source = as_source(summary)
    columns = {field: header for field, header in source.columns.items() if field != ID_FIELD}
    read = pl.concat([pl.DataFrame(schema=dict(dtypes)), *rows])
    return Side(
        read,
        _about_units(pl.concat(findings), read),
        pl.concat(aside).with_columns(subject_id=pl.lit(None, pl.String)),
        replace(source, columns=columns),
        summary.rows_read,
    )


def _about_units(findings: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Findings with the extract's own ids in place of row numbers, without columns that linking has no use for.

    COL-04 stays where it suggests a field: then a header may be misspelt.
    """
    kept = findings.filter((pl.col("code") != "COL-04") | (pl.col("allowed").fill_null("") != ""))
    if "unit_id" not in rows.columns:
        return kept.with_columns(subject_id=pl.lit(None, pl.String))
    ids = rows.select(pl.col(SOURCE_ROW).alias("row"), pl.col("unit_id").cast(pl.String).alias("own"))
    ids = ids.unique("row", keep="first", maintain_order=True)
    told = kept.join(ids, on="row", how="left", maintain_order="left")
    return told.with_columns(subject_id=pl.col("own")).select(findings.columns)


def _with_columns(frame: pl.DataFrame, dtypes: Mapping[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    """These columns of a typed block; what the table lacks is null."""
    return frame.select(
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in dtypes.items()
    )
